"""What holds for the filter of every list: how it stands in an address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

Read = Callable[[str], Any]


def comes_back(read: Read, wanted: Any) -> bool:
    """Whether what is written is read again, and written the same way."""
    again = read(wanted.query())
    return again == wanted and again.query() == wanted.query()


def is_read_without_complaint(read: Read, pairs: list[tuple[str, str]]) -> bool:
    """Whether whatever is typed into the address is read as something that can be said again."""
    found = read(urlencode(pairs))
    return read(found.query()) == found
