"""The mail catcher: what is sent can be read, and a hostile letter can do nothing on its page."""

import http.client
import smtplib
import socket
import threading
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller

from worker.mailbox import letters as letters_module
from worker.mailbox.letters import Letters, Receiver
from worker.mailbox.pages import pages


def a_letter(subject: str = "Please confirm", text: str = "Hello Bob", html: str | None = None) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = "Dealwright <post@dealwright.example>"
    letter["To"] = "bob@acme.example"
    letter["Subject"] = subject
    letter.set_content(text)
    if html is not None:
        letter.add_alternative(html, subtype="html")
    return letter


@pytest.fixture
def letters(tmp_path) -> Letters:
    return Letters(tmp_path / "mail")


@pytest.fixture
def page(letters) -> Iterator["Page"]:
    server = pages(letters, 0, "en")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Page(server.server_port)
    server.shutdown()
    thread.join()
    server.server_close()


class Page:
    """Reads one address and closes the connection."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, host: str | None = None) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{self.port}"})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()


def test_a_letter_sent_by_smtp_is_kept_with_its_real_recipients(letters):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    receiver = Controller(Receiver(letters), hostname="127.0.0.1", port=port)
    receiver.start()
    try:
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            smtp.send_message(a_letter("周报"), to_addrs=["bob@acme.example", "vera@acme.example"])
    finally:
        receiver.stop()

    kept = [letters.letter(name) for name in letters.names()]

    assert [letter["Subject"] for letter in kept] == ["周报"]
    assert kept[0]["X-Envelope-To"] == "bob@acme.example, vera@acme.example"


def test_only_the_newest_letters_are_kept(letters, monkeypatch):
    monkeypatch.setattr(letters_module, "KEPT", 3)

    for number in range(5):
        letters.keep(a_letter(f"letter {number}").as_bytes())

    assert [letters.letter(name)["Subject"] for name in letters.names()] == ["letter 4", "letter 3", "letter 2"]


def test_the_list_shows_the_newest_first(letters, page):
    letters.keep(a_letter("first").as_bytes())
    letters.keep(a_letter("second").as_bytes())

    status, _, body = page.get("/")

    assert status == 200
    assert 0 < body.index("second") < body.index("first")
    assert "bob@acme.example" in body


def test_an_empty_box_says_so(page):
    assert "No mail yet." in page.get("/")[2]


def test_links_of_a_plain_letter_can_be_followed(letters, page):
    letters.keep(a_letter(text="Go to http://127.0.0.1:8000/confirm?a=1&b=2 now").as_bytes())

    _, _, body = page.get(f"/{letters.names()[0]}")

    assert '<a href="http://127.0.0.1:8000/confirm?a=1&amp;b=2">' in body


def test_markup_in_subject_and_text_stays_text(letters, page):
    letters.keep(a_letter("<script>1</script>", "<img src=x onerror=1>").as_bytes())

    shown = page.get("/")[2] + page.get(f"/{letters.names()[0]}")[2]

    assert "<script" not in shown
    assert "<img" not in shown


def test_html_is_shown_in_a_sandbox_that_loads_nothing_from_elsewhere(letters, page):
    letters.keep(a_letter(html="<p>Hi</p><script>alert(1)</script>").as_bytes())
    name = letters.names()[0]

    outer = page.get(f"/{name}")[2]
    _, headers, inner = page.get(f"/{name}/html")

    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in outer
    assert "<p>Hi</p>" not in outer
    assert "<p>Hi</p>" in inner
    assert headers["Content-Security-Policy"].startswith("sandbox allow-popups")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]


def test_an_attachment_comes_back_as_a_download_with_its_name(letters, page):
    letter = a_letter()
    letter.add_attachment(b"<b>1</b>", maintype="text", subtype="html", filename="周报 1.html")
    letters.keep(letter.as_bytes())
    name = letters.names()[0]

    body = page.get(f"/{name}")[2]
    link = body.split(f'href="/{name}/parts/')[1].split('"')[0]
    status, headers, content = page.get(f"/{name}/parts/{link}")

    assert (status, content) == (200, "<b>1</b>")
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E5%91%A8%E6%8A%A5%201.html"


@pytest.mark.parametrize("path", ["/nothing", "/../secrets.json", "/%2e%2e/secrets", "/a/b/c/d", "/x/parts/1"])
def test_what_is_not_a_letter_is_not_found(page, path):
    assert page.get(path)[0] == 404


def test_a_page_elsewhere_that_points_its_name_at_us_reads_nothing(letters, page):
    letters.keep(a_letter("a secret link").as_bytes())

    status, _, body = page.get("/", host="evil.example")

    assert status == 421
    assert "secret" not in body


def test_a_broken_letter_does_not_break_the_list(letters, page):
    letters.keep(b"Subject: =?utf-8?b?////?=\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n\xff\xfe")
    letters.keep(b"")

    statuses = [page.get(path)[0] for path in ("/", *(f"/{name}" for name in letters.names()))]

    assert statuses == [200, 200, 200]
