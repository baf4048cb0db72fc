"""What a person may bring in: nobody changes by a table what he may not change on the task's page."""

from __future__ import annotations

from collections.abc import Set
from types import SimpleNamespace
from typing import Any

from flask_babel import lazy_gettext as _l

from app.imports.problems import Unreadable
from app.tasks import rights
from app.tasks.model import ACCEPTED
from app.tasks.table.standing import COLUMNS
from tenants.model import Member

ACCEPTED_ALREADY = _l("It is accepted here and stays as it was agreed. Reopen it first.")
NOT_YOURS = _l("This key is in use for a record you cannot change. Ask a manager.")
OWN_WORK = _l("Nobody accepts his own work.")
UPSIDE_DOWN = _l("It would be due before it starts.")


def to_give(by: Member, owner_id: Any) -> bool:
    """Give a task to that person: those one leads; who manages the company brings in everybody's."""
    return by.can_manage or rights.may_give_to(by, owner_id)


def to_change(by: Member, task: dict[str, Any]) -> bool:
    """Change what was agreed."""
    return by.can_manage or rights.may_change(by, _like(task))


def to_grade(by: Member, task: dict[str, Any]) -> bool:
    """Bring in the grade of a task: who may accept it. An owner could grade himself."""
    return by.can_manage or rights.may_accept(by, _like(task))


def refusal(by: Member, task: dict[str, Any], changes: dict[str, list[Any]]) -> Unreadable | None:
    """Why a task may not change so, with its own days and people; None when it may."""
    now = task | {name: after for name, (_before, after) in changes.items()}
    if task["state"] == ACCEPTED and changes.keys() - {"note"}:
        return Unreadable("accepted", ACCEPTED_ALREADY)
    if now["acceptor_id"] == now["owner_id"]:
        return Unreadable("own_work", OWN_WORK)
    if now["starts_on"] and now["due_on"] and now["due_on"] < now["starts_on"]:
        return Unreadable("order", UPSIDE_DOWN)
    return None if _has_right(by, task, changes.keys()) else Unreadable("not_yours", NOT_YOURS)


def _has_right(by: Member, task: dict[str, Any], changed: Set[str]) -> bool:
    """The owner says how far he is; what was agreed is changed by who gave it, accepts it or leads him."""
    return to_change(by, task) or (rights.may_work(by, _like(task)) and changed <= {*COLUMNS, "note"})


def _like(task: dict[str, Any]) -> Any:
    """A task as rights look at one."""
    return SimpleNamespace(**task)
