"""What is typed in a form so far, as the load beside it weighs it. Nothing is checked yet: what cannot be meant is left
out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import request

from app.tasks import counting, rights
from app.tasks.forms import EditForm, PartForm, TaskForm, typed_goal
from app.tasks.giving import parts as rows_of
from app.tasks.goals import Goal
from app.tasks.load import picker, spans
from app.tasks.load.picker import Picker
from app.tasks.load.wish import Piece, Wish
from app.tasks.model import DEMANDS, MOST_HOURS, ORDINARY, WORKING, Task
from app.web import asking
from app.web.access import me
from app.web.formats import today

_Days = tuple[date | None, date | None]


def weighed(form: TaskForm, rows: Iterable[PartForm] = (), task: Task | None = None) -> Picker:
    """Everyone who might get what the form describes; `task` is planned anew by it."""
    return picker.of(wish(form, rows_of.typed(rows), task), me(), today())


def wish(form: TaskForm, rows: Sequence[PartForm], task: Task | None = None) -> Wish:
    """What the form describes."""
    wanted, minutes = form.read_goal(), _minutes(form, task)
    whole = Piece(
        form.owner_id.data, wanted.quantity if wanted else None, wanted.unit if wanted else None,
        *_days(form.starts_on.data, form.due_on.data), minutes or 0,
    )  # fmt: skip
    return Wish(
        whole, [_piece(row, whole, form, minutes, len(rows)) for row in rows],
        form.demand.data if form.demand.data in DEMANDS else ORDINARY, _measure(form), form.lower_is_better.data,
        planned=[task.id] if task else [],
    )  # fmt: skip


def weighed_parts(task: Task, form: EditForm, rows: Iterable[PartForm], kept: Mapping[UUID, Task]) -> Picker:
    """Everyone who might get a part of `task`, as the rows have them now; `kept` are its parts that count."""
    whole, typed = typed_goal(form, None), [row for row in rows_of.typed(rows) if row.title.data]
    pieces = []
    for row in typed:
        wanted, part = typed_goal(row, row.title.data), kept.get(rows_of.part_id(row) or task.id)
        minutes = part.effort_minutes if part else rows_of.minutes_of(wanted, whole, task.effort_minutes, len(typed))
        days = _days(row.starts_on.data or task.starts_on, row.due_on.data or task.due_on)
        left = picker.still_to_do(minutes or 0, part.actual if part else None, wanted) if wanted else minutes or 0
        pieces.append(_piece_of(row, wanted, days, left))
    own = Piece(None, whole.quantity if whole else None, whole.unit if whole else None)
    return picker.of(Wish(own, pieces, task.demand, task.measure, task.lower_is_better, list(kept)), me(), today())


def _piece(row: PartForm, whole: Piece, form: TaskForm, minutes: int | None, count: int) -> Piece:
    wanted = typed_goal(row, row.title.data)
    days = _days(row.starts_on.data or whole.starts_on, row.due_on.data or whole.due_on)
    return _piece_of(row, wanted, days, rows_of.minutes_of(wanted, form.read_goal(), minutes, count) or 0)


def _piece_of(row: PartForm, wanted: Goal | None, days: _Days, minutes: int) -> Piece:
    quantity, unit = (wanted.quantity, wanted.unit) if wanted else (None, None)
    return Piece(row.owner_id.data, quantity, unit, *days, minutes)


def _measure(form: TaskForm) -> str | None:
    return form.measure.data if any(key == form.measure.data for key, _name in counting.offered()) else None


def _minutes(form: TaskForm, task: Task | None) -> int | None:
    """What is still to be worked of the effort typed; a whole that is split, and what has ended, burden nobody."""
    typed = form.effort.data
    if typed is None or not 0 < typed <= MOST_HOURS:
        return None
    if task is not None and (task.is_split or task.state not in WORKING):
        return None
    left = picker.still_to_do(round(typed * 60), task.actual if task else None, form.read_goal())
    return left or None


def _days(first: date | None, last: date | None) -> _Days:
    """The days as far as one can mean them."""
    begins = first if spans.is_sane(first) else None
    ends = last if spans.is_sane(last) else None
    return (None if begins and ends and begins > ends else begins), ends


def chosen() -> UUID | None:
    """Whom a press beside the form chose."""
    return _may_get(request.form.get("choose"))


def asked() -> UUID | None:
    """Whom the address names."""
    return _may_get(request.args.get("owner"))


def _may_get(text: str | None) -> UUID | None:
    wanted = asking.one_id(text)
    return wanted if any(one == wanted for one, _name in rights.owner_choices(me())) else None


def follow_owner(form: TaskForm) -> bool:
    """Let who accepts follow who owns, as long as nobody was named for it: `owner_was` is the owner for whom the form
    proposed. Whether it did."""
    before = asking.one_id(request.form.get("owner_was"))
    now: Any = form.owner_id.data
    if before is None or now is None or now == before:
        return False
    if form.acceptor_id.data not in (rights.usual_acceptor(before, me()), now):
        return False
    form.acceptor_id.data = rights.usual_acceptor(now, me())
    return True
