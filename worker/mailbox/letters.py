"""The folder of caught mail, and the SMTP side that fills it."""

import re
import secrets
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from pathlib import Path
from typing import Any

KEPT = 500
NAME = re.compile(r"\d{20}-[0-9a-f]{8}")


class Letters:
    """The folder of caught mail, newest first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, content: bytes) -> None:
        """Store one letter and forget the oldest beyond the limit."""
        file = self.folder / f"{time.time_ns():020}-{secrets.token_hex(4)}.eml"
        draft = file.with_suffix(".new")
        draft.write_bytes(content)
        draft.replace(file)
        for name in self.names()[KEPT:]:
            (self.folder / f"{name}.eml").unlink(missing_ok=True)

    def names(self) -> list[str]:
        return sorted((file.stem for file in self.folder.glob("*.eml")), reverse=True)

    def content(self, name: str) -> bytes | None:
        file = self.folder / f"{name}.eml"
        return file.read_bytes() if NAME.fullmatch(name) and file.exists() else None

    def letter(self, name: str) -> EmailMessage | None:
        content = self.content(name)
        return None if content is None else read(content)


def read(content: bytes) -> EmailMessage:
    letter = message_from_bytes(content, policy=policy.default)
    assert isinstance(letter, EmailMessage)
    return letter


class Receiver:
    """What the SMTP side does with a letter: writes down whom it was really for, and keeps it."""

    def __init__(self, letters: Letters) -> None:
        self.letters = letters

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        head = f"X-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n".encode("ascii", "replace")
        self.letters.keep(head + envelope.original_content)
        return "250 Kept"


def numbered_parts(letter: EmailMessage) -> Iterator[tuple[int, EmailMessage]]:
    """Everything that is not one of the two bodies, with its place in the letter."""
    bodies = [letter.get_body((kind,)) for kind in ("plain", "html")]
    for number, part in enumerate(letter.walk()):
        if not part.is_multipart() and not any(part is body for body in bodies):
            assert isinstance(part, EmailMessage)
            yield number, part


def text_of(part: MIMEPart) -> str:
    content = content_of(part)
    try:
        return content.decode(part.get_content_charset() or "utf-8", errors="replace")
    except LookupError:  # a character set nobody knows
        return content.decode("utf-8", errors="replace")


def content_of(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
