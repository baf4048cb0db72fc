"""The links in letters, as their reader opens them."""

from __future__ import annotations

import re
from email.message import EmailMessage


def link_in(letter: EmailMessage) -> str:
    """The path of the one link in `letter`."""
    plain = letter.get_body(("plain",))
    assert plain is not None
    found = re.search(r"http://localhost(/\S+)", plain.get_content())
    assert found, "no link in the letter"
    return found.group(1)


def to(letters: list[EmailMessage], address: str) -> EmailMessage:
    """The newest letter to `address`."""
    return [letter for letter in letters if letter["To"] == address][-1]
