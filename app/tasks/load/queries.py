"""How full everyone's days are, in one statement for all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Float, Integer, Subquery, case, cast, func, literal, select

from app.tasks.load.spread import Window
from app.tasks.load.workdays import workdays
from app.tasks.model import WORKING, Task
from app.tasks.rules import rules
from tenants.context import db, door

T = Task.__table__
#: Working days are known this far beyond the window; a task that ends later is taken to end there.
BEYOND = timedelta(days=400)


@dataclass(frozen=True)
class Load:
    """What lies on somebody in the window: minutes still to do against minutes there are, and how many tasks; of some
    nobody said how much work they are."""

    minutes: int
    capacity: int
    tasks: int
    overdue: int
    unsaid: int = 0

    @property
    def free(self) -> int:
        """Minutes left; negative when there is too much."""
        return self.capacity - self.minutes

    @property
    def is_over(self) -> bool:
        """Whether more lies there than the days hold."""
        return self.minutes > self.capacity


@dataclass(frozen=True)
class Loads:
    """The loads of everyone asked about, and the years whose public calendar nobody knows yet."""

    window: Window
    of: dict[UUID, Load]
    unknown_years: list[int]


def window(first: date, last: date, today: date) -> tuple[Window, list[int]]:
    """The days from `first` to `last` with the working days around them."""
    around, unknown = workdays(min(first, today), max(last, today) + BEYOND)
    return Window(first, last, today, around), [year for year in unknown if first.year <= year <= last.year]


def loads(member_ids: Sequence[UUID], first: date, last: date, today: date, *, without: Collection[UUID] = ()) -> Loads:
    """How full the days from `first` to `last` are for each of these people, `without` the tasks that are being
    planned."""
    seen, unknown = window(first, last, today)
    full = seen.length * rules().hours_a_day * 60
    rows = db.execute(_statement(seen, member_ids, without))
    found = {row.owner_id: Load(round(row.minutes or 0), full, row.tasks, row.overdue, row.unsaid) for row in rows}
    nothing = Load(0, full, 0, 0)
    return Loads(seen, {one: found.get(one, nothing) for one in member_ids}, unknown)


def _statement(seen: Window, member_ids: Sequence[UUID], without: Collection[UUID]) -> Any:
    days, count = _counter(seen)
    begins = func.greatest(func.coalesce(T.c.starts_on, T.c.due_on), seen.today)
    ends = func.greatest(T.c.due_on, begins)
    whole = count(ends) - count(begins - 1)
    inside = count(func.least(ends, seen.last)) - count(func.greatest(begins, seen.first) - 1)
    portion = case(
        (whole > 0, func.greatest(cast(inside, Float), 0.0) / func.nullif(whole, 0)),
        (begins.between(seen.first, seen.last), 1.0),
        else_=0.0,
    )
    reached = func.coalesce(cast(T.c.actual, Float) / cast(T.c.goal_quantity, Float), 0.0)
    minutes = func.sum(T.c.effort_minutes * func.greatest(1.0 - reached, 0.0) * portion)
    overdue = func.count().filter(T.c.due_on < seen.today)
    unsaid = func.count().filter(T.c.effort_minutes.is_(None))
    return (
        select(
            T.c.owner_id, minutes.label("minutes"), func.count().label("tasks"), overdue.label("overdue"),
            unsaid.label("unsaid"),
        )
        .select_from(T.join(days, literal(True)))
        .where(
            T.c.tenant_id == door().tenant_id, T.c.owner_id.in_(member_ids), T.c.is_open, T.c.state.in_(WORKING),
            T.c.is_split.is_(False),
            func.coalesce(T.c.starts_on, T.c.due_on) <= seen.last,
            T.c.due_on >= (seen.first if seen.first > seen.today else date.min),
            *([T.c.id.not_in(without)] if without else []),
        )
        .group_by(T.c.owner_id)
    )  # fmt: skip


def _counter(seen: Window) -> tuple[Subquery, Callable[[Any], Any]]:
    """A column with running counts of working days, and how it is asked: working days up to a day, by its place."""
    base = min(seen.first, seen.today)
    length = (max(seen.last, seen.today) + BEYOND - base).days + 1
    works = set(seen.workdays)
    counts, total = [0], 0
    for number in range(length):
        total += (base + timedelta(days=number)) in works
        counts.append(total)
    days = select(cast(literal(counts, ARRAY(Integer)), ARRAY(Integer)).label("counts")).subquery("days")

    def count(day: Any) -> Any:
        return days.c.counts[func.least(func.greatest(day - base + 2, 1), length + 1)]

    return days, count
