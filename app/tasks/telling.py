"""What people hear about tasks: given, handed in, returned, accepted, in need of support."""

from __future__ import annotations

from datetime import datetime
from textwrap import shorten
from typing import Any
from uuid import UUID

from app.notices import notify, settle
from app.tasks.model import Task
from tenants.model import Member


def tell_given(task: Task, by: Member, again: datetime | None = None) -> None:
    """Its owner hears that it is his, unless he took it himself. It may come to him `again`, after it was another's."""
    once = f"{task.owner_id}:{again.timestamp():.6f}" if again else f"{task.owner_id}"
    _tell(task.owner_id, "task.assigned", task, by, once, due_on=task.due_on)


def tell_submitted(task: Task, by: Member | None, at: datetime) -> None:
    """Whoever accepts hears that it was submitted."""
    if task.acceptor_id is not None:
        _tell(task.acceptor_id, "task.submitted", task, by, f"{at.timestamp():.6f}")


def tell_returned(task: Task, by: Member) -> None:
    """Its owner hears what is still to do."""
    _tell(task.owner_id, "task.returned", task, by, f"{task.returned_count}", reason=_short(task.return_reason))


def tell_accepted(task: Task, by: Member, at: datetime) -> None:
    """Its owner hears that it was accepted, and with which grade."""
    _tell(task.owner_id, "task.accepted", task, by, f"{at.timestamp():.6f}", grade=task.grade)


def tell_support(task: Task, to: UUID | None, by: Member, at: datetime) -> None:
    """Whoever can help hears what is asked for."""
    if to is not None:
        _tell(to, "task.support", task, by, f"{at.timestamp():.6f}", support=_short(task.support))


def tell_answered(task: Task, said: str, by: Member, at: datetime) -> None:
    """Its owner hears what was done about his asking."""
    _tell(task.owner_id, "task.supported", task, by, f"{at.timestamp():.6f}", said=_short(said))


#: What is over when work begins, when it is handed in or called off, and when whoever accepts has spoken.
BEGUN = ("task.assigned", "task.returned")
ASKED = ("task.support",)
WORKED = (*BEGUN, *ASKED, "task.due", "task.late")
JUDGED = ("task.submitted",)


def no_longer(task: Task, kinds: tuple[str, ...]) -> None:
    """What people were told to do about the task is done, whoever did it."""
    settle(task, *kinds)


def _tell(to: UUID, kind: str, task: Task, by: Member | None, once: str, **facts: Any) -> None:
    if by is not None and to == by.id:
        return
    named = {"name": task.title, "by": by.name if by else None, **facts}
    notify(to, kind, subject=task, key=f"{kind}:{task.id}:{once}", facts=named)


def _short(text: str | None) -> str | None:
    return shorten(text, 160, placeholder="…") if text else None
