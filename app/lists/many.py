"""Changing many records at once, and taking it back as one.

Each record is changed by its own verb, so history, search and notices are as if it had been done one by one; the events
share a `batch_id`. Undoing gives a value back only where nobody changed it since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import exists, select

from app.events import Event
from tenants.context import db
from tenants.model import Member
from tenants.owned import new_id

MOST = 2_000
UNDOABLE_FOR = timedelta(days=1)


@dataclass
class Outcome:
    """What became of the records: how many changed, and those that did not, with the reason in one word."""

    batch: UUID = field(default_factory=new_id)
    changed: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)

    def skip(self, record: Any, why: str) -> bool:
        """Leave `record` alone."""
        self.skipped.append((record.event_name, why))
        return False


class Change(Protocol):
    """Sets what `form` says on the records of `ids` that `by` sees, each by its own verb with the outcome's batch."""

    def __call__(self, ids: Sequence[UUID], form: Any, /, *, by: Member, at: datetime) -> Outcome: ...


#: Keeps records from being changed by anybody else until the transaction ends, all of them in one order.
Hold = Callable[[Iterable[Any]], None]


class TakeBack(Protocol):
    """Takes back what `event` did to `record`; whether something really changed."""

    def __call__(self, record: Any, event: Event, outcome: Outcome, /, *, by: Member, at: datetime) -> bool: ...


@dataclass(frozen=True)
class Many:
    """What can be done to many records of a list at once, and how it is spoken of."""

    cls: type[Any]
    form: type[Any]  # a forms.ManyForm
    change: Change
    take_back: TakeBack
    title: Any
    act: Any
    changed: Callable[[int], str]
    undone: Callable[[int], str]
    left: Callable[[int, str], str]  # how many were left alone, and some of their names
    reasons: Mapping[str, Any]
    hold: Hold | None = None


def is_undoable(batch: UUID, cls: type[Any], member: Member, at: datetime) -> bool:
    """Whether `member` did something to records of `cls` in `batch` lately."""
    return bool(db.scalar(select(exists().where(*_acts(batch, cls, member), Event.at > at - UNDOABLE_FOR))))


def undo(
    batch: UUID, cls: type[Any], take_back: TakeBack, *, by: Member, at: datetime, hold: Hold | None = None
) -> Outcome:
    """Take back what `by` did in `batch`. A record that somebody changed since is left alone and named."""
    outcome = Outcome()
    events = list(db.scalars(select(Event).where(*_acts(batch, cls, by)).order_by(Event.at, Event.id)))
    records = {record.id: record for record in seen(cls, {event.subject_id for event in events}, by)}
    if hold is not None:
        hold(records.values())
    for event in reversed(events):
        record = records.get(event.subject_id)
        if record is not None:
            outcome.changed += take_back(record, event, outcome, by=by, at=at)
    return outcome


def seen(cls: type[Any], ids: Iterable[UUID], member: Member) -> list[Any]:
    """Those of the records that `member` sees, always in the same order, so that two who change many do not wait for
    each other in a ring.
    """
    statement = select(cls).where(cls.id.in_(list(ids)))
    sight = getattr(cls, "sight", None)
    return list(db.scalars((statement.where(sight(member)) if sight else statement).order_by(cls.id)))


def before(record: Any, event: Event, names: Iterable[str], outcome: Outcome) -> dict[str, Any]:
    """What to give back: the values before `event` of the columns `names` that nobody changed since."""
    pairs = {name: event.changes[name] for name in names if name in event.changes}
    still = {
        name: _read(record, name, earlier)
        for name, (earlier, later) in pairs.items()
        if getattr(record, name) == _read(record, name, later)
    }
    if len(still) < len(pairs):
        outcome.skip(record, "changed")
    return still


def _acts(batch: UUID, cls: type[Any], member: Member) -> list[Any]:
    return [Event.batch_id == batch, Event.by_id == member.id, Event.subject_kind == cls.event_kind]


def _read(record: Any, name: str, kept: Any) -> Any:
    """A value as events keep it, as the column holds it."""
    kind = type(record).__table__.c[name].type.python_type
    readers: dict[type, Any] = {UUID: UUID, date: date.fromisoformat, datetime: datetime.fromisoformat}
    return kept if kept is None or kind not in readers else readers[kind](kept)
