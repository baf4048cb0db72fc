"""Tasks to work with: sensible by default, one line to vary. They are made inside a company."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.clock import now
from app.tasks.model import ACCEPTED, SUBMITTED, Criterion, Task
from tenants.context import db
from tests.factories import added, number


def a_task(owner_id: UUID, title: str | None = None, **values: Any) -> Task:
    """A task due in a week that its owner gave himself; handed in or accepted ones were done today."""
    state = values.get("state")
    if state in (SUBMITTED, ACCEPTED):
        values.setdefault("done_on", date.today())
        values.setdefault("submitted_at", now())
    if state == ACCEPTED:
        values.setdefault("accepted_at", now())
    usual: dict[str, Any] = {
        "created_by_id": owner_id, "starts_on": date.today(), "due_on": date.today() + timedelta(days=7),
        "goal_quantity": Decimal(20), "unit": "leads",
    }  # fmt: skip
    if "due_on" in values and values["due_on"] is not None and values["due_on"] < date.today():
        usual["starts_on"] = values["due_on"]
    return added(Task(title=title or f"Task {number()}", owner_id=owner_id, **{**usual, **values}))


def a_criterion(task: Task, text: str = "Has a name, contact and need", **values: Any) -> Criterion:
    """A line of a task's acceptance standard."""
    return added(Criterion(task_id=task.id, text=text, **values))


def kept(world: Any, task_id: UUID) -> Task:
    """The task as the database has it now."""
    with world.acme.inside():
        return db.get_one(Task, (world.acme.id, task_id))
