"""The rows of parts in a form: one small form each, told apart by a prefix."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext as _

from app.tasks import goals, rights
from app.tasks.assigning import TaskDraft
from app.tasks.forms import PartForm, typed_goal
from app.tasks.model import MOST_PARTS, Task
from app.web import asking
from app.web.access import me

MOST_AT_ONCE = 200  # of a task that came with a table; beyond, nobody changes them in one form
FIRST = 3  # blank rows a form begins with
#: What a row says of a part.
SHOWN = ("title", "owner_id", "goal_quantity", "unit", "starts_on", "due_on")


def blank(count: int, **usual: Any) -> list[PartForm]:
    """`count` empty rows."""
    return [_form(place, None, usual) for place in range(count)]


def of(parts: Iterable[Task], *, after: int = 0) -> list[PartForm]:
    """A row for each part there is, behind `after` others."""
    return [
        _form(place, None, {name: getattr(part, name) for name in SHOWN} | {"id": str(part.id)})
        for place, part in enumerate(parts, start=after)
    ]


def submitted(most: int = MOST_PARTS) -> list[PartForm]:
    """The rows that were sent, in their order, at `most` so many; one more when a row was asked for."""
    count = max(0, min(request.form.get("parts", 0, type=int) or 0, most))
    rows = [_form(place, request.form, {}) for place in range(count)]
    if "add" in request.form and count < most:
        rows.append(_form(count, None, {"owner_id": me().id}))
    return rows


def typed(rows: Iterable[PartForm]) -> list[PartForm]:
    """The rows in which something stands."""
    return [row for row in rows if row.title.data or row.goal_quantity.data is not None or row.id.data]


def split_evenly(goal: goals.Goal | None, rows: Iterable[PartForm]) -> None:
    """Write into the rows what adds up to the whole, alike as far as it goes."""
    rows = list(rows)
    if goal is None or not rows:
        return
    for row, quantity in zip(rows, goals.even_parts(goal.quantity, len(rows)), strict=True):
        row.goal_quantity.data = quantity or None
        row.goal_quantity.raw_data, row.goal_quantity.errors = None, ()


def minutes_of(wanted: goals.Goal | None, whole: goals.Goal | None, minutes: int | None, count: int) -> int | None:
    """A part's share of the effort: as its goal is of the whole goal, else one of so many."""
    if minutes is None:
        return None
    if wanted is None or whole is None:
        return round(minutes / count) or None
    return round(minutes * Fraction(wanted.quantity) / Fraction(whole.quantity)) or None


def draft(row: PartForm, whole: TaskDraft, count: int) -> TaskDraft:
    """A part, one of `count`, as it was typed; what a row does not say it has from its whole."""
    wanted = typed_goal(row, row.title.data)
    return TaskDraft(
        title=row.title.data,
        owner_id=row.owner_id.data,
        acceptor_id=rights.acceptor_of(row.owner_id.data, whole.acceptor_id, me()),
        goal_quantity=wanted.quantity if wanted else None,
        unit=wanted.unit if wanted else None,
        lower_is_better=whole.lower_is_better,
        starts_on=row.starts_on.data or whole.starts_on,
        due_on=row.due_on.data or whole.due_on,
        effort_minutes=minutes_of(wanted, goal_of(whole), whole.effort_minutes, count),
        is_important=whole.is_important,
        is_urgent=whole.is_urgent,
        demand=whole.demand,
        criteria=whole.criteria,
    )


def goal_of(task: Any) -> goals.Goal | None:
    """The quantity a task or draft has."""
    return goals.Goal(task.goal_quantity, task.unit) if task.goal_quantity is not None else None


def days_fit(rows: Iterable[PartForm], whole: Any) -> bool:
    """Whether no part would be due before it starts, where a day it does not say itself is that of its whole."""
    fits = True
    for row in rows:
        starts, due = row.starts_on.data or whole.starts_on, row.due_on.data or whole.due_on
        if not row.id.data and starts and due and due < starts and not row.errors:
            row.refuse("due_on" if row.due_on.data else "starts_on", _("It would be due before it starts."))
            fits = False
    return fits


def changes(row: PartForm, part: Task) -> dict[str, Any]:
    """What a row says of a part that exists. Whoever accepted it does not, once it is his own."""
    wanted, owner = typed_goal(row, row.title.data), row.owner_id.data
    acceptor = part.acceptor_id if part.acceptor_id != owner else rights.usual_acceptor(owner, me())
    return {
        "acceptor_id": acceptor,
        "title": row.title.data,
        "owner_id": owner,
        "goal_quantity": wanted.quantity if wanted else None,
        "unit": wanted.unit if wanted else None,
        "starts_on": row.starts_on.data,
        "due_on": row.due_on.data,
    }


def part_id(row: PartForm) -> UUID | None:
    """Which part a row changes; nothing for a new one."""
    return asking.one_id(row.id.data)


def _form(place: int, formdata: Any, values: dict[str, Any]) -> PartForm:
    form = PartForm(formdata=formdata, prefix=f"part-{place}-", **values)
    form.owner_id.choices = rights.owner_choices(me())
    kept = values.get("owner_id")
    if kept and all(one != kept for one, _name in form.owner_id.choices):
        form.owner_id.choices = rights.owner_choices(me(), keep=kept)
    return form
