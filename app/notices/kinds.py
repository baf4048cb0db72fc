"""Every kind of thing the product may tell somebody, its words, and the pages of what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

Facts = Mapping[str, Any]
Day = Callable[[date], str]


@dataclass(frozen=True)
class Kind:
    """How one kind of notice reads."""

    sentence: Any  # a lazy text with %(fact)s in it, or a function of the facts
    icon: str
    note: Any  # a second, smaller line; left out when a fact of it is missing
    to_do: bool  # asks something of the reader, rather than only telling him
    by_email: bool

    def says(self, facts: Facts, day: Day) -> str:
        """The sentence, in the language one reads; `day` writes a day in it."""
        return _filled(self.sentence, facts, day) or ""

    def adds(self, facts: Facts, day: Day) -> str | None:
        """The second line, if there is one."""
        return _filled(self.note, facts, day)


class Page(NamedTuple):
    """Where a kind of record is shown, and what the button there says."""

    endpoint: str
    act: Any


kinds: dict[str, Kind] = {}
#: The letters a member may do without, and what they are called.
letters: dict[str, Any] = {}
pages: dict[str, Page] = {}


def kind(
    name: str, sentence: Any, *, icon: str = "bell", note: Any = None, to_do: bool = False, letter: Any = None
) -> None:
    """Make `name` something one can `notify` about; by e-mail too when `letter` says what such letters are called.

    Facts whose names end in `_on` are days (ISO text) and are written as the reader writes days.
    """
    kinds[name] = Kind(sentence, icon, note, to_do, letter is not None)
    if letter is not None:
        letters[name] = letter


def letter(name: str, called: Any) -> None:
    """Make `name` a letter of its own that a member may do without."""
    letters[name] = called


def page(subject_kind: str, endpoint: str, act: Any) -> None:
    """Notices about a `subject_kind` lead to `endpoint` with its id; the button says `act`."""
    pages[subject_kind] = Page(endpoint, act)


def _filled(words: Any, facts: Facts, day: Day) -> str | None:
    readable = {name: _readable(name, value, day) for name, value in facts.items()}
    if words is None:
        return None
    if callable(words):
        return str(words(readable))
    text = str(words)
    missing = [name for name, value in readable.items() if value is None and f"%({name})s" in text]
    try:
        return None if missing else text % readable
    except KeyError:
        return None


def _readable(name: str, value: Any, day: Day) -> Any:
    return day(date.fromisoformat(value)) if name.endswith("_on") and isinstance(value, str) else value
