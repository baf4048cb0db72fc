"""Which form stands open in its place on a page with many tasks: the one that was asked for, or the one refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import request

from app.tasks.day.refusal import Refusal

PROGRESS, DELAY = "progress", "delay"
ACTS = (PROGRESS, DELAY)


def asked() -> UUID | None:
    """The task one of whose forms the address asks for."""
    return request.args.get("task", type=UUID)


def opened_act(refused: Refusal | None, *, asks_why: bool = False) -> Callable[[Any, str], str | None]:
    """What says of a task in a heap which of its forms stands open: one at most. With `asks_why` it is the reason of
    whatever is late without one."""
    wanted, act = asked(), request.args.get("act")

    def opened(task: Any, heap: str) -> str | None:
        if refused is not None and refused.task_id == task.id:
            return refused.act if refused.act in ACTS else None
        if task.id == wanted and act in ACTS:
            return act
        return DELAY if asks_why and heap == "late" and not task.delay_reason else None

    return opened
