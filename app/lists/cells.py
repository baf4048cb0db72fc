"""What rows point at, and the makers of common cells.

A list says its cells hundreds of times: addresses and translations are made once a page and only looked up per row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from app import money
from app.scene import Scene
from app.web import formats, ui
from app.web.tables import anchor

TO_COMPLETE = _l("to complete")
Cell = Callable[[Any, Any], Any]


@dataclass
class Look:
    """What the rows of a page point at. A tool adds what its own rows need."""

    scene: Scene
    people: Mapping[UUID, str] = field(default_factory=dict)
    choices: Mapping[UUID, str] = field(default_factory=dict)
    _addresses: dict[str, Callable[[UUID], str]] = field(default_factory=dict)
    _words: dict[int, str] = field(default_factory=dict)

    def to(self, endpoint: str, record_id: UUID) -> str:
        """The address of a record's page."""
        if endpoint not in self._addresses:
            self._addresses[endpoint] = formats.link(endpoint)
        return self._addresses[endpoint](record_id)

    def say(self, word: Any) -> str:
        """A lazy word in the reader's language."""
        if id(word) not in self._words:  # by identity: asking a lazy word for its hash would translate it again
            self._words[id(word)] = str(word)
        return self._words[id(word)]

    def missing(self) -> Markup:
        """What stands in place of something one should know."""
        return Markup(f'<span class="muted">{escape(self.say(TO_COMPLETE))}</span>')  # noqa: S704 - escaped

    def person(self, member_id: UUID | None, name: str | None) -> Markup | str:
        """A colleague's seal; nothing for nobody."""
        return ui.seal(name or "?", member_id == self.scene.member.id) if member_id is not None else ""


def edited(endpoint: str) -> Callable[[Any, Look], str | None]:
    """Where whoever may write changes any record of the list: the key e leads there."""
    return lambda row, look: look.to(endpoint, row.id) if look.scene.member.can_write else None


def plain(column: str) -> Cell:
    """The value as it is: for files."""
    return lambda row, look: getattr(row, column)


def text(column: str) -> Cell:
    """A text, nothing when unknown."""
    return lambda row, look: getattr(row, column) or ""


def linked(endpoint: str, column: str = "name") -> Cell:
    """The record's own name, leading to its page."""
    return lambda row, look: anchor(look.to(endpoint, row.id), getattr(row, column))


def day_of(column: str) -> Cell:
    """A day, nothing when unknown."""
    return lambda row, look: formats.day(getattr(row, column)) if getattr(row, column) else ""


def number(column: str) -> Cell:
    """A count with its thousands marked, nothing when unknown."""
    return lambda row, look: "" if getattr(row, column) is None else formats.count(getattr(row, column))


def amount(column: str) -> Cell:
    """Minor units as a figure under a head that carries the unit."""
    return lambda row, look: formats.amount(None if getattr(row, column) is None else int(getattr(row, column)))


def major(column: str) -> Cell:
    """Minor units in major ones: for files."""
    return lambda row, look: (
        None if getattr(row, column) is None else money.to_major(int(getattr(row, column)), look.scene.currency)
    )


def named(names: str, column: str) -> Cell:
    """The name, looked up in the `names` of the look, of the record whose id stands in `column`."""
    return lambda row, look: getattr(look, names).get(getattr(row, column)) or ""


def word(known: Mapping[str, Any], column: str) -> Cell:
    """A word of the database in the reader's language."""
    return lambda row, look: look.say(known[getattr(row, column)]) if getattr(row, column) else ""


def owner(column: str = "owner_id") -> Cell:
    """The seal of a colleague among the `people` of the look."""
    return lambda row, look: look.person(getattr(row, column), look.people.get(getattr(row, column)))
