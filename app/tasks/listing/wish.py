"""What is to become of many tasks at once. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from app.tasks.model import TODO, Task


@dataclass(frozen=True)
class Wish:
    """What is to become of many tasks. Several owners take turns."""

    owners: Sequence[UUID] = ()
    acceptor_id: UUID | None = None
    due_on: date | None = None
    days: int = 0
    is_important: bool | None = None
    cancel: bool = False
    reason: str | None = None

    def values(self, task: Task, place: int) -> dict[str, Any]:
        """The columns of the task that comes `place`th."""
        found: dict[str, Any] = self._dates(task)
        if self.owners:
            found["owner_id"] = self.owners[place % len(self.owners)]
        if self.acceptor_id is not None:
            found["acceptor_id"] = self.acceptor_id
        if self.is_important is not None:
            found["is_important"] = self.is_important
        return found

    def _dates(self, task: Task) -> dict[str, Any]:
        if self.due_on is not None:
            return {"due_on": self.due_on}
        moving = ("starts_on", "due_on") if task.state == TODO else ("due_on",)
        known = {name: getattr(task, name) for name in moving if self.days}
        return {name: day + timedelta(days=self.days) for name, day in known.items() if day is not None}
