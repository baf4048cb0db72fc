"""The mail catcher's page, for this machine alone. A letter's HTML gets a policy that runs and fetches nothing."""

from email.message import EmailMessage
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote

from worker.mailbox.letters import Letters, content_of, numbered_parts
from worker.mailbox.markup import WORDS, html_of, listing, page_of

PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
LETTER_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src 'self' data:; form-action 'none'; frame-ancestors 'self'"
)


def pages(letters: Letters, port: int, language: str) -> ThreadingHTTPServer:
    """The page's server, listening on this machine alone."""
    server = ThreadingHTTPServer(("127.0.0.1", port), Pages)
    hosts = frozenset(f"{host}:{server.server_port}" for host in ("127.0.0.1", "localhost"))
    attributes = {"letters": letters, "words": WORDS.get(language, WORDS["en"]), "hosts": hosts}
    server.RequestHandlerClass = type("ThesePages", (Pages,), attributes)
    return server


class Pages(BaseHTTPRequestHandler):
    """The list, a letter, its HTML, its parts and its source."""

    letters: Letters
    words: dict[str, str]
    hosts: frozenset[str]

    def do_GET(self) -> None:
        if self.headers.get("Host") not in self.hosts:  # a foreign page that points its name at us reads nothing
            return self.answer("Not here.", status=HTTPStatus.MISDIRECTED_REQUEST)
        match self.path.strip("/").split("/"):
            case [""]:
                return self.answer(listing(self.letters, self.words))
            case [name] if (letter := self.letters.letter(name)) is not None:
                return self.answer(page_of(name, letter, self.words))
            case [name, "html"] if (letter := self.letters.letter(name)) is not None:
                return self.answer(html_of(name, letter), policy=LETTER_POLICY)
            case [name, "source"] if (content := self.letters.content(name)) is not None:
                return self.send(content, "text/plain; charset=utf-8", PAGE_POLICY)
            case [name, "parts", number] if (letter := self.letters.letter(name)) is not None:
                return self.part(letter, number)
        return self.answer("404", status=HTTPStatus.NOT_FOUND)

    def part(self, letter: EmailMessage, number: str) -> None:
        parts = dict(numbered_parts(letter))
        if not number.isdigit() or int(number) not in parts:
            return self.answer("404", status=HTTPStatus.NOT_FOUND)
        part = parts[int(number)]
        kind = part.get_content_type()
        shown = (
            kind if kind in {"image/png", "image/jpeg", "image/gif", "application/pdf"} else "application/octet-stream"
        )
        name = quote(part.get_filename() or f"part-{number}")
        return self.send(content_of(part), shown, PAGE_POLICY, f"attachment; filename*=UTF-8''{name}")

    def answer(self, body: str, *, status: int = HTTPStatus.OK, policy: str = PAGE_POLICY) -> None:
        self.send(body.encode(), "text/html; charset=utf-8", policy, status=status)

    def send(
        self, body: bytes, kind: str, policy: str, disposition: str = "inline", status: int = HTTPStatus.OK
    ) -> None:
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), "Content-Security-Policy": policy}
        headers |= {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
        for name, value in {**headers, "Content-Disposition": disposition}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet: nobody reads an access log of a mail catcher."""
