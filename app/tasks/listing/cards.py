"""The cards of what waits for one's word: standard, figures, proposed grade, and the acts on the spot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.tasks import rights, wording
from app.tasks.forms import AcceptForm, ReasonForm
from app.tasks.model import Criterion, Task
from app.tasks.queries import attained, by_id, proposal
from app.web.forms import Form
from tenants.context import db
from tenants.model import Member

MOST = 10


def cards(rows: Sequence[Any], member: Member) -> list[dict[str, Any]]:
    """A card for each of the first rows of the list."""
    ids = [row.id for row in rows[:MOST]]
    tasks, criteria = by_id(ids), _criteria(ids)
    return [_card(tasks[one], criteria[one], member) for one in ids if one in tasks]


def _card(task: Task, criteria: list[Criterion], member: Member) -> dict[str, Any]:
    proposed = proposal(task)
    accept = AcceptForm(formdata=None, grade=proposed)
    accept.offer(proposed)
    return {
        "task": task,
        "criteria": criteria,
        "ratio": attained(task),
        "proposed": proposed,
        "signalled": wording.signal_of(task),
        "may": {"accept": rights.may_accept(member, task), "work": False},
        "open_act": "return" if any(not line.is_met for line in criteria) else None,
        "accept": _apart(accept, task),
        "reason": _apart(ReasonForm(formdata=None), task),
    }


def _apart(form: Form, task: Task) -> Form:
    """Several of these forms stand on one page: their fields are told apart by the task."""
    for field in form:
        field.id = f"{field.id}-{task.id}"
    return form


def _criteria(task_ids: Sequence[UUID]) -> dict[UUID, list[Criterion]]:
    found: dict[UUID, list[Criterion]] = defaultdict(list)
    if task_ids:
        lines = select(Criterion).where(Criterion.task_id.in_(task_ids)).order_by(Criterion.position, Criterion.id)
        for line in db.scalars(lines):
            found[line.task_id].append(line)
    return found
