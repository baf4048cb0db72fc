"""Where a task stands by what its row says, and where a whole stands by its parts. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.tasks.goals import whole_of
from app.tasks.grading import Scale, attainment, grade_of
from app.tasks.model import ACCEPTED, DOING, SUBMITTED, TODO
from app.tasks.table.rows import Row
from app.tasks.urgency import done_late

#: What moves together when a task is handed in or accepted.
COLUMNS = (
    "state", "actual", "done_on", "submitted_at", "is_late", "accepted_at", "accepted_by_id", "grade", "proposed_grade",
)  # fmt: skip


def beginning(**known: Any) -> dict[str, Any]:
    """Nobody has begun."""
    return {**dict.fromkeys(COLUMNS), "state": TODO, "is_late": False, **known}


def follows(row: Row, task: dict[str, Any], at: datetime, scale: Scale) -> dict[str, Any]:
    """The columns of a task (its plan, and where it stands so far) as its row has it: with a day it was finished on it
    is handed in, with a grade besides it is accepted; where nobody accepts, it is done by being finished."""
    now = {name: task[name] for name in COLUMNS}
    if row.reached is not None and not task["measure"]:
        now["actual"] = row.reached.quantize(Decimal("0.01"))
    if row.done_on is None:
        has_begun = now["state"] == TODO and now["actual"] != task["actual"]
        return now | {"state": DOING} if has_begun else now
    is_late = done_late(task["due_on"], row.done_on)
    now |= {"done_on": row.done_on, "submitted_at": now["submitted_at"] or at, "is_late": is_late}
    if row.grade is None and task["acceptor_id"] is not None:
        return now | {"state": now["state"] if now["state"] == ACCEPTED else SUBMITTED}
    accepted = {"accepted_at": now["accepted_at"] or at, "accepted_by_id": task["acceptor_id"], "grade": row.grade}
    return now | accepted | {"state": ACCEPTED, "proposed_grade": row.grade and proposed(task | now, scale)}


def proposed(task: dict[str, Any], scale: Scale) -> str | None:
    """The grade the figures earn; None where nothing is counted."""
    if task["goal_quantity"] is None or task["actual"] is None:
        return None
    ratio = attainment(task["actual"], task["goal_quantity"], lower_is_better=task["lower_is_better"])
    return grade_of(ratio, scale)


def whole(
    parts: Sequence[dict[str, Any]], goal: dict[str, Any], acceptor_id: UUID | None, scale: Scale, *, waits: bool
) -> dict[str, Any]:
    """A whole that comes in with these parts, as `family` would have led it there: it begins with its first part, and
    when all are accepted it `waits` for whoever accepts it. Where he does not work here (no longer, or not yet), its
    grade follows from its parts."""
    plan = _plan(parts)
    now = beginning(actual=whole_of([part["actual"] for part in parts]))
    if all(part["state"] == ACCEPTED for part in parts):
        done_on = max(part["done_on"] for part in parts)
        moment = max(part["submitted_at"] for part in parts)
        is_late = done_late(plan["due_on"], done_on)
        now |= {"state": SUBMITTED, "done_on": done_on, "submitted_at": moment, "is_late": is_late}
        if acceptor_id and waits:
            return plan | now
        grade = proposed(now | goal | {"lower_is_better": False}, scale) if acceptor_id else None
        accepted = {"accepted_at": moment, "accepted_by_id": acceptor_id, "grade": grade, "proposed_grade": grade}
        return plan | now | accepted | {"state": ACCEPTED}
    return plan | now | {"state": TODO if all(part["state"] == TODO for part in parts) else DOING}


def _plan(parts: Sequence[dict[str, Any]]) -> dict[str, date | None]:
    """From when to when, as far as the parts say."""
    due_on = max((part["due_on"] for part in parts if part["due_on"]), default=None)
    starts_on = min((part["starts_on"] for part in parts if part["starts_on"]), default=None)
    return {"due_on": due_on, "starts_on": None if due_on and starts_on and starts_on > due_on else starts_on}
