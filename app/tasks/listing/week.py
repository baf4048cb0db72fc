"""How full the week is for the people one leads, fullest first, beside what waits for one's word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.people import colleagues
from app.people.leading import leads, led_by
from app.tasks.load.queries import Load, loads
from app.tasks.load.spans import week_of
from app.tasks.load.workdays import next_workday
from tenants.model import Member

MOST = 6
_LINE = 80  # where the full week stands on the bar, in percent of it


@dataclass(frozen=True)
class Row:
    """A person's week."""

    member: Member
    load: Load

    @property
    def percent(self) -> float:
        """How far the bar goes."""
        full = self.load.capacity or 1
        return min(100.0, self.load.minutes / full * _LINE)


@dataclass(frozen=True)
class Week:
    """The fullest people of the week that begins on `first`; of all who are led, who has most room."""

    first: date
    is_this: bool
    rows: list[Row]
    freest: Row | None
    capacity: int
    unknown_years: list[int]
    line: int = _LINE

    @property
    def over(self) -> Row | None:
        """Who has most too much."""
        return self.rows[0] if self.rows and self.rows[0].load.is_over else None


def week(member: Member, today: date, first_weekday: int) -> Week | None:
    """The week of the people `member` leads, which begins on ISO weekday `first_weekday`: this one, or the next with
    working days; None for who leads nobody."""
    if led_by(member) == []:
        return None
    people = [one for one in colleagues.members().values() if one.state == "active" and leads(member, one.id)]
    people = [one for one in people if one.can_write]
    if not people:
        return None
    day = next_workday(today - timedelta(days=1))
    first, last = week_of(day, first_weekday)
    found = loads([one.id for one in people], first, last, today)
    rows = sorted((Row(one, found.of[one.id]) for one in people), key=lambda row: row.load.free)
    freest = rows[-1] if rows[-1].load.free > 0 else None
    this_week = first <= today
    return Week(first, this_week, rows[:MOST], freest, rows[0].load.capacity, found.unknown_years)
