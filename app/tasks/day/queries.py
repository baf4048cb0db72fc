"""A person's open tasks in the heaps of a day, with their counts, in one statement each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, case, exists, func, or_, select

from app.tasks.day.heaps import BEGUN, GOING, HANDED, HEAPS, LATE, NEXT, REST, TODAY
from app.tasks.model import SUBMITTED, WORKING, Criterion, Task
from tenants.context import db, door

T, CRITERIA = Task.__table__, Criterion.__table__
#: What a row on these pages says of a task, and what one may do with it.
ROW = (
    T.c.id, T.c.title, T.c.goal, T.c.goal_quantity, T.c.unit, T.c.actual, T.c.lower_is_better, T.c.measure, T.c.state,
    T.c.owner_id, T.c.acceptor_id, T.c.created_by_id, T.c.starts_on, T.c.due_on, T.c.effort_minutes, T.c.is_important,
    T.c.is_split, T.c.delay_reason, T.c.support, T.c.return_reason, T.c.result, T.c.done_on, T.c.submitted_at,
    T.c.is_late, T.c.grade,
)  # fmt: skip
#: So many of each heap, of those for today more; the list has the others.
MOST, MOST_FOR_TODAY = 5, 10
MOST_ROWS = 100


@dataclass(frozen=True)
class Agenda:
    """Somebody's open tasks: rows by heap, how many there are in each, and by day what is due in the days to come."""

    rows: dict[str, list[Any]]
    counts: dict[str, int]
    due: dict[date, int] = field(default_factory=dict)
    unweighed: int = 0  # due by today, and nobody said how much work it is: not part of the day's hours

    @property
    def asking(self) -> list[Any]:
        """Those whose owner asks for support."""
        return [row for heap in HEAPS for row in self.rows[heap] if row.support] + [
            row for row in self.rows[REST] if row.support
        ]

    @property
    def later(self) -> int:
        """How many are due after the days one looks at, or on no day."""
        return self.counts[GOING] + self.counts[REST]


def agenda(owner_id: UUID, today: date, last: date, days: Sequence[date] = ()) -> Agenda:
    """The open tasks of `owner_id` from `today` as far as `last`, and how many are due on each of `days`."""
    told = {f"due_{place}": day for place, day in enumerate(days)}
    asked = {"tenant": door().tenant_id, "owner": owner_id, "today": today, "last": last, **told}
    found = db.execute(_agenda(len(days)), asked).all()
    rows: dict[str, list[Any]] = {heap: [] for heap in (*HEAPS, REST)}
    counts = dict.fromkeys(rows, 0)
    for row in found:
        rows[row.heap].append(row)
        counts[row.heap] = row.in_all
    due = {day: getattr(found[0], f"due_{place}") if found else 0 for place, day in enumerate(days)}
    return Agenda(rows, counts, due, found[0].unweighed if found else 0)


@cache
def _agenda(days: int) -> Select[Any]:
    """Made once for each number of `days`: most mornings begin with it. It is long, and its table has a short name: the
    driver takes a statement of more than 4,096 letters to pieces each time it is asked."""
    a = T.alias("a")
    heap = _heaps(a.c)
    order = (a.c.due_on.nulls_last(), a.c.is_important.desc(), a.c.id)
    no_effort = and_(heap.in_((LATE, TODAY)), a.c.effort_minutes.is_(None))
    inner = (
        select(
            *(a.c[column.name] for column in ROW), heap.label("heap"),
            func.row_number().over(partition_by=heap, order_by=order).label("place"),
            func.count().over(partition_by=heap).label("in_all"),
            func.count().filter(no_effort).over().label("unweighed"),
            *(_due_on(a.c, f"due_{place}").label(f"due_{place}") for place in range(days)),
        )
        .where(a.c.tenant_id == bindparam("tenant"), a.c.owner_id == bindparam("owner"), *_open(a.c))
        .subquery("b")
    )  # fmt: skip
    room = case((inner.c.heap.in_((LATE, TODAY)), MOST_FOR_TODAY), (inner.c.heap == REST, 0), else_=MOST)
    any_of_rest = and_(inner.c.place == 1, inner.c.heap == REST)  # one row brings the count
    return (
        select(inner, case((inner.c.heap == HANDED, _unmet(inner.c.id)), else_=False).label("unmet"))
        .where(or_(inner.c.place <= room, any_of_rest, inner.c.support.is_not(None)))
        .order_by(inner.c.place)
        .limit(MOST_ROWS)
    )


def _unmet(task_id: ColumnElement[UUID]) -> ColumnElement[bool]:
    """A line of the task's standard is not ticked."""
    return exists().where(
        CRITERIA.c.tenant_id == bindparam("tenant"), CRITERIA.c.task_id == task_id, CRITERIA.c.is_met.is_(False)
    )


def _due_on(c: Any, day: str) -> ColumnElement[int]:
    return func.count().filter(c.due_on == bindparam(day, type_=Date), c.state.in_(WORKING)).over()


def _open(c: Any) -> tuple[ColumnElement[bool], ...]:
    """A whole is its parts, and theirs."""
    return c.is_open, c.is_split.is_(False)


def open_of(owner_ids: Sequence[UUID]) -> tuple[ColumnElement[bool], ...]:
    """The open tasks of these people."""
    return T.c.tenant_id == door().tenant_id, T.c.owner_id.in_(owner_ids), *_open(T.c)


def _heaps(c: Any) -> ColumnElement[str]:
    """The heap of a task as SQL: the same as `heap_of`."""
    today, last = bindparam("today", type_=Date), bindparam("last", type_=Date)
    return case(
        (c.state == SUBMITTED, HANDED),
        (c.due_on < today, LATE),
        (c.due_on == today, TODAY),
        (c.due_on <= last, NEXT),
        (or_(c.state.in_(BEGUN), c.starts_on <= today), GOING),
        else_=REST,
    )


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody's word, the longest first, and how much there is of it."""

    rows: list[Any]
    count: int


def waiting_for(acceptor_id: UUID, most: int = MOST) -> Waiting:
    """What was submitted to `acceptor_id`; `unmet` says that a line of its standard is not ticked."""
    asked = {"tenant": door().tenant_id, "acceptor": acceptor_id, "most": most}
    found = list(db.execute(_waiting(), asked).all())
    return Waiting(found, found[0].in_all if found else 0)


@cache
def _waiting() -> Select[Any]:
    return (
        select(*ROW, _unmet(T.c.id).label("unmet"), func.count().over().label("in_all"))
        .where(T.c.tenant_id == bindparam("tenant"), T.c.acceptor_id == bindparam("acceptor"), T.c.state == SUBMITTED)
        .order_by(T.c.submitted_at, T.c.id)
        .limit(bindparam("most"))
    )
