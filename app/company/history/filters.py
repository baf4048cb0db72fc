"""Which part of the history one looks at, as the address says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from app.events import Event


@dataclass(frozen=True)
class HistoryFilter:
    """A person, a kind of record and a period; what the address says badly is left out."""

    person: UUID | None = None
    kind: str = ""
    start: date | None = None
    end: date | None = None

    @classmethod
    def read(cls, query: Mapping[str, str], kinds: set[str]) -> HistoryFilter:
        """The filter that the query of an address says."""
        kind = query.get("kind", "")
        return cls(
            _uuid(query.get("person")), kind if kind in kinds else "", _day(query.get("start")), _day(query.get("end"))
        )

    def query(self) -> dict[str, str]:
        """The filter as the query of an address."""
        said = {"person": self.person, "kind": self.kind, "start": self.start, "end": self.end}
        return {name: str(value) for name, value in said.items() if value}

    def events(self, zone: str) -> Select[Event]:
        """The events it lets through, newest first; days are those of `zone`."""
        statement = select(Event).order_by(Event.at.desc(), Event.id.desc())
        if self.person:
            statement = statement.where(Event.by_id == self.person)
        if self.kind:
            statement = statement.where(Event.subject_kind == self.kind)
        if self.start:
            statement = statement.where(Event.at >= _midnight(self.start, zone))
        if self.end:
            statement = statement.where(Event.at < _midnight(self.end + timedelta(days=1), zone))
        return statement


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if 1970 <= day.year <= 2200 else None


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
