"""The cards of what waits for one's word: standard, figures, proposed grade, and the acts on the spot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.tasks import rights, wording
from app.tasks.listing.columns import ROWS, T
from app.tasks.model import Criterion
from app.tasks.queries import attained, proposal
from tenants.context import db, door
from tenants.model import Member

MOST = 10
_C = Criterion.__table__
_TOLD = (T.c.title, T.c.result, T.c.delay_reason, T.c.grade_reason)


def cards(rows: Sequence[Any], member: Member) -> list[dict[str, Any]]:
    """A card for each of the first rows of the list."""
    ids = [row.id for row in rows[:MOST]]
    tasks, criteria = _tasks(ids), _criteria(ids)
    return [_card(tasks[one], criteria[one], member) for one in ids if one in tasks]


def _card(task: Any, criteria: list[Any], member: Member) -> dict[str, Any]:
    return {
        "task": task,
        "criteria": criteria,
        "ratio": attained(task),
        "proposed": proposal(task),
        "signalled": wording.signal_of(task),
        "may": {"accept": rights.may_accept(member, task), "work": False},
    }


def _tasks(task_ids: Sequence[UUID]) -> Mapping[UUID, Any]:
    told = select(*ROWS, *_TOLD).where(T.c.tenant_id == door().tenant_id, T.c.id.in_(task_ids))
    return {row.id: row for row in db.execute(told)} if task_ids else {}


def _criteria(task_ids: Sequence[UUID]) -> Mapping[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    if task_ids:
        asked = (_C.c.tenant_id == door().tenant_id, _C.c.task_id.in_(task_ids))
        lines = select(_C.c.id, _C.c.task_id, _C.c.text, _C.c.is_met).where(*asked).order_by(_C.c.position, _C.c.id)
        for line in db.execute(lines):
            found[line.task_id].append(line)
    return found
