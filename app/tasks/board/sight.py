"""How one looks at the board."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from app import days
from app.scene import Scene
from app.tasks.board.ways import COLUMNS
from app.tasks.filtering import conditions
from app.tasks.filtering.filters import TaskFilter
from app.tasks.model import Task
from app.web.asking import ALL
from tenants.context import db

T = Task.__table__


@dataclass(frozen=True)
class Sight:
    """What is asked for, and who looks on which day. The accepted ones are those of this month."""

    wanted: TaskFilter
    scene: Scene

    def base(self) -> list[ColumnElement[bool]]:
        """What is asked for, in whatever state."""
        return conditions.of(self.wanted.but(state=ALL), self.scene)

    def column(self, state: str) -> list[ColumnElement[bool]]:
        """The same in one state, for the first cards of its column."""
        return conditions.in_order(self.wanted.but(state=state), self.scene)

    def this_month(self) -> tuple[ColumnElement[bool], ...]:
        """Which of the accepted ones are shown."""
        return (T.c.accepted_at >= days.start_of(self.scene.today.replace(day=1)),)

    def shows(self, task: Task) -> bool:
        """Whether the task is among those the board shows."""
        shown = select(T.c.id).where(*self.base(), T.c.id == task.id)
        return task.state in COLUMNS and db.scalar(shown) is not None
