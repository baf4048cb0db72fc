"""Tasks fall due: each to its owner, while he has still to hand it in. A whole falls due by its parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _p
from sqlalchemy import Select, select

from app import notices
from app.notices.due import Act, Due
from app.tasks import wording
from app.tasks.model import WORKING, Task

KIND = "task"


def register() -> None:
    """Let people be reminded of their tasks, and hand them in from where they read of them."""
    notices.falls_due(
        KIND, _p("records", "Tasks"), icon="square-check-big", statement=owed, owner=Task.owner_id, day=Task.due_on,
        read=read, act=Act("tasks.submission", _l("Submit")), begin=Act("tasks.new", _l("Assign a task")),
    )  # fmt: skip


def owed() -> Select[Task]:
    """What owners still work on; those that are open stand together, owner by owner, day by day."""
    return select(Task).where(Task.is_open, Task.state.in_(WORKING), Task.is_split.is_(False))


def read(found: Sequence[Task]) -> Iterable[Due]:
    """What is owed, in words."""
    return map(_due, found)


def _due(task: Task) -> Due:
    assert task.due_on is not None  # found by its day
    said = wording.goal(task)
    is_known = _bare(said) in _bare(task.title)
    return Due(
        id=task.id, member_id=task.owner_id, what=task.title, due_on=task.due_on, subject=task,
        detail="" if is_known else said, act_on=task.id,
    )  # fmt: skip


def _bare(said: str) -> str:
    """What is compared: between a number and a Chinese unit a space may stand or not."""
    return said.replace(" ", "")
