"""Two people split the same task: the second is shown what the first made of it, and cancels nothing unseen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _

from app.people import colleagues
from app.tasks import goals
from app.tasks.forms import EditForm, PartForm, typed_goal
from app.tasks.giving import parts as rows_of
from app.tasks.model import CANCELLED, Task
from app.tasks.wording import state_name
from app.web.conflicts import Conflict
from app.web.formats import UNKNOWN, day


def mark(task: Task, parts: Iterable[Task]) -> str:
    """Tells this split from others, in a form that somebody keeps open. How far people are is no part of it."""
    said = [f"{goals.plain(task.goal_quantity)} {task.unit}"]
    said += [f"{part.id} {[str(getattr(part, name)) for name in rows_of.SHOWN]}" for part in parts]
    return sha256("\n".join(said).encode()).hexdigest()[:16]


def check(form: EditForm, task: Task, parts: Sequence[Task], rows: Sequence[PartForm]) -> list[Conflict]:
    """Where the parts are not as the form has them, when they are not what it began from either; sent again, it is
    meant."""
    now = mark(task, parts)
    if not form.version.data or form.version.data == now:
        return []
    form.version.data, form.version.raw_data = now, None
    mine = {rows_of.part_id(row): _typed(row) for row in rows if row.id.data and row.title.data}
    theirs = {part.id: (part.title, _told(part)) for part in parts}
    clashes = [
        Conflict(theirs[one][0] if one in theirs else mine[one], mine.get(one, UNKNOWN), _now(theirs.get(one)))
        for one in dict.fromkeys([*theirs, *mine])
        if one is not None and (one not in theirs or mine.get(one) != theirs[one][1])
    ]
    return clashes or [Conflict(_("The whole"), _goal(typed_goal(form, None)), _goal(rows_of.goal_of(task)))]


def come_since(parts: Iterable[Task], rows: Sequence[PartForm]) -> list[PartForm]:
    """Rows for the parts that the form does not know: whoever sends it again keeps them."""
    known = {rows_of.part_id(row) for row in rows}
    return rows_of.of([part for part in parts if part.id not in known], after=len(rows))


def _now(theirs: tuple[str, str] | None) -> str:
    return theirs[1] if theirs else state_name(CANCELLED)


def _goal(goal: goals.Goal | None) -> str:
    return goals.said(goal.quantity, goal.unit) if goal else UNKNOWN


def _typed(row: PartForm) -> str:
    return _line(row.title.data, row.owner_id.data, _goal(typed_goal(row, None)), row.starts_on.data, row.due_on.data)


def _told(part: Task) -> str:
    return _line(part.title, part.owner_id, _goal(rows_of.goal_of(part)), part.starts_on, part.due_on)


def _line(title: str, owner_id: Any, goal: str, starts: Any, due: Any) -> str:
    span = " – ".join(str(day(one)) for one in (starts, due) if one)
    return " · ".join(filter(None, (title, colleagues.name_of(owner_id), goal, span)))
