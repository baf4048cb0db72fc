"""How full everyone's days are, in one statement for all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Float,
    Integer,
    Select,
    Uuid,
    all_,
    and_,
    any_,
    bindparam,
    case,
    cast,
    func,
    select,
)
from sqlalchemy.sql.elements import Grouping
from sqlalchemy.types import NullType

from app.tasks.load.spread import Window
from app.tasks.load.workdays import workdays
from app.tasks.model import SUBMITTED, Task
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
    asked = {"tenant": door().tenant_id, "owners": _array(member_ids), "without": _array(without), **_days(seen)}
    rows = db.execute(_LOADS, asked)
    found = {row.owner_id: Load(round(row.minutes or 0), full, row.tasks, row.overdue, row.unsaid) for row in rows}
    nothing = Load(0, full, 0, 0)
    return Loads(seen, {one: found.get(one, nothing) for one in member_ids}, unknown)


def due_from(seen: Window) -> date:
    """From which due day a task lies in the window: what is overdue lies on today."""
    return seen.first if seen.first > seen.today else date.min


def lying_in(first_due: Any, last: Any) -> list[ColumnElement[bool]]:
    """The tasks whose owner still has something to do in these days; wholes lie on nobody, their parts do."""
    begun = func.coalesce(T.c.starts_on, T.c.due_on) <= last
    return [T.c.is_open, T.c.state != SUBMITTED, T.c.is_split.is_(False), begun, T.c.due_on >= first_due]


def _days(seen: Window) -> dict[str, Any]:
    """The window as the statement wants it: its days, and how many working days lie up to each day from `base`."""
    base, until = min(seen.first, seen.today), max(seen.last, seen.today) + BEYOND
    counts, length = _counts(base, until, seen.workdays)
    return {
        "first": seen.first, "last": seen.last, "today": seen.today, "base": base, "counts": counts, "length": length,
        "due_from": due_from(seen),
    }  # fmt: skip


@lru_cache(maxsize=500)
def _counts(base: date, until: date, workdays: tuple[date, ...]) -> tuple[str, int]:
    """How many working days lie up to each day from `base`, as an array, and how many figures these are."""
    works = set(workdays)
    each = (base + timedelta(days=number) for number in range((until - base).days + 1))
    counts = [0, *accumulate(int(day in works) for day in each)]
    return _array(counts), len(counts)


def _array(values: Iterable[Any]) -> str:
    """Values as PostgreSQL writes an array: one long text costs a hundredth of hundreds of values."""
    return "{" + ",".join(map(str, values)) + "}"


def _count(day: Any) -> Any:
    """Working days up to `day`."""
    place = func.least(func.greatest(day - bindparam("base", type_=Date) + 2, 1), bindparam("length", type_=Integer))
    return Grouping(cast(bindparam("counts", type_=NullType()), ARRAY(Integer)))[place]


def _made() -> Select[Any]:
    """All of it from one index, see `ix_tasks_owner`; days are counted only for tasks that reach beyond the window."""
    first, last, today = (bindparam(name, type_=Date) for name in ("first", "last", "today"))
    begins = func.greatest(func.coalesce(T.c.starts_on, T.c.due_on), today)
    ends = func.greatest(T.c.due_on, begins)
    whole = _count(ends) - _count(begins - 1)
    inside = _count(func.least(ends, last)) - _count(func.greatest(begins, first) - 1)
    portion = case(
        (and_(begins >= first, ends <= last), 1.0),
        (whole > 0, func.greatest(cast(inside, Float), 0.0) / func.nullif(whole, 0)),
        (begins.between(first, last), 1.0),
        else_=0.0,
    )
    reached = cast(T.c.actual, Float) / cast(T.c.goal_quantity, Float)
    left = case((reached.is_(None), 1.0), else_=func.greatest(1.0 - reached, 0.0))
    owners, without = (cast(bindparam(name, type_=NullType()), ARRAY(Uuid)) for name in ("owners", "without"))
    return (
        select(
            T.c.owner_id, func.sum(T.c.effort_minutes * left * portion).label("minutes"), func.count().label("tasks"),
            func.count().filter(T.c.due_on < today).label("overdue"),
            func.count().filter(T.c.effort_minutes.is_(None)).label("unsaid"),
        )
        .where(T.c.tenant_id == bindparam("tenant"), T.c.owner_id == any_(owners), T.c.id != all_(without))
        .where(*lying_in(bindparam("due_from", type_=Date), last))
        .group_by(T.c.owner_id)
    )  # fmt: skip


_LOADS = _made()
