"""Who hears of a remark: whoever is named in it, and whom the record's own area says, if he may see the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from app.people.mentions import addressed, in_sight

#: Kind of record -> the members who hear of every remark on one; None in it is nobody.
Listeners = Callable[[Any], Iterable[UUID | None]]
_listeners: dict[str, Listeners] = {}


def hears(kind: str, listeners: Listeners) -> None:
    """Let `listeners` of a record of `kind` hear of every remark on it."""
    _listeners[kind] = listeners


def named(subject: Any, said: str) -> set[UUID]:
    """Whom `said` calls in by an @."""
    return addressed(said, subject).seeing


def listening(subject: Any) -> set[UUID]:
    """Who hears of it without being named."""
    told = _listeners.get(subject.event_kind)
    return in_sight(subject, (one for one in told(subject) if one is not None)) if told else set()
