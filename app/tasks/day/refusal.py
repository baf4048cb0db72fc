"""An act that was refused on a page with many tasks: whose form it was, and what is said where no form stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.tasks.page.places import Refused

#: The name under which an act's form comes back.
_FORMS = {"progress": "progress", "delay": "delay", "support": "answer"}


@dataclass(frozen=True)
class Refusal:
    """What was refused: an act on a task."""

    task_id: UUID
    act: str | None
    form: Any
    said: str

    def form_of(self, task_id: UUID, act: str) -> Any:
        """The form as it was typed, where this is the task and the act."""
        return self.form if (self.task_id, self.act) == (task_id, act) else None

    def said_of(self, task_id: UUID) -> str:
        """What is said at the task when none of its forms shows it."""
        return "" if self.form is not None or self.task_id != task_id else self.said


def read(task_id: UUID, refused: Refused) -> Refusal:
    """The refusal in what an act hands over: `open_act` with its form, or `refused` in words."""
    act = refused.get("open_act")
    form = refused.get(_FORMS.get(act or "", ""))
    return Refusal(task_id, act, form, refused.get("refused") or _all_errors(refused))


def _all_errors(refused: Refused) -> str:
    forms = [one for one in refused.values() if hasattr(one, "errors")]
    return " ".join(str(message) for form in forms for errors in form.errors.values() for message in errors)
