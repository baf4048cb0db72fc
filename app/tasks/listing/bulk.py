"""Changing many tasks at once, each by its own verb, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select

from app.events import Event
from app.lists.many import Many, Outcome, before, seen
from app.tasks import calling_off, family, replanning, rights
from app.tasks.listing.forms import BulkForm
from app.tasks.listing.wish import Wish
from app.tasks.model import CANCELLED, OPEN, SUBMITTED, Task
from app.tasks.refusals import NotGiven, NotNow, ReasonNeeded
from tenants.context import db
from tenants.model import Member

FIELDS = ("owner_id", "acceptor_id", "starts_on", "due_on", "is_important")


def change_all(task_ids: Sequence[UUID], wish: Wish, *, by: Member, at: datetime) -> Outcome:
    """Do what `wish` says with the tasks `by` sees. What may not be changed is left alone and named with the reason."""
    outcome, place = Outcome(), 0
    tasks = {task.id: task for task in seen(Task, task_ids, by)}
    family.lock_all(tasks.values())
    for task in (tasks[one] for one in task_ids if one in tasks):
        if not rights.may_change(by, task):
            outcome.skip(task, "not_yours")
            continue
        done = _cancel(task, wish, outcome, by, at) if wish.cancel else _change(task, wish, place, outcome, by, at)
        outcome.changed, place = outcome.changed + done, place + 1
    return outcome


def _cancel(task: Task, wish: Wish, outcome: Outcome, by: Member, at: datetime) -> bool:
    if task.state == CANCELLED:
        return False  # with its whole, a moment ago
    if task.state == SUBMITTED or _has_submitted_part(task):
        return outcome.skip(task, "waits")  # its result would be lost, and could not be given back
    if task.state not in OPEN:
        return outcome.skip(task, "ended")
    calling_off.cancel(task, by=by, at=at, reason=wish.reason or "", batch=outcome.batch)
    return True


def _has_submitted_part(task: Task) -> bool:
    waiting = select(Task.id).where(Task.parent_id == task.id, Task.state == SUBMITTED).limit(1)
    return task.is_split and db.scalar(waiting) is not None


def _change(task: Task, wish: Wish, place: int, outcome: Outcome, by: Member, at: datetime) -> bool:
    return _set(task, wish.values(task, place), wish.reason, outcome, by, at)


def _set(task: Task, values: dict[str, Any], reason: str | None, outcome: Outcome, by: Member, at: datetime) -> bool:
    why = _what_forbids(task, values)
    if why is not None:
        return outcome.skip(task, why)
    try:
        return bool(replanning.replan(task, values, by=by, at=at, reason=reason, batch=outcome.batch))
    except ReasonNeeded:
        return outcome.skip(task, "reason")
    except NotGiven:
        return outcome.skip(task, "not_given")
    except NotNow:
        return outcome.skip(task, "ended")


def _what_forbids(task: Task, values: dict[str, Any]) -> str | None:
    """What the database would refuse, and people who work here no more: taking back may mean one who has left since."""
    if not all(rights.can_be_given(one) for name in ("owner_id", "acceptor_id") if (one := values.get(name))):
        return "not_given"
    owner, acceptor = values.get("owner_id", task.owner_id), values.get("acceptor_id", task.acceptor_id)
    if owner == acceptor:
        return "own_acceptor"
    starts, due = values.get("starts_on", task.starts_on), values.get("due_on", task.due_on)
    if starts is not None and due is not None and due < starts:
        return "days"
    return None


def take_back(task: Task, event: Event, outcome: Outcome, *, by: Member, at: datetime) -> bool:
    """Give `task` back what it was before `event`, where nobody changed it since."""
    task = family.lock(task)
    if event.kind == "task.cancelled":
        return _take_up(task, event, outcome, by, at)
    values = before(task, event, FIELDS, outcome)
    reason = event.changes.get("reason") or _("The change of several tasks was taken back.")
    return bool(values) and _set(task, values, reason, outcome, by, at)


def _take_up(task: Task, event: Event, outcome: Outcome, by: Member, at: datetime) -> bool:
    if task.state != CANCELLED or task.updated_at != event.at:
        return outcome.skip(task, "changed")
    stood = {"state": event.changes["state"][0], "support": event.changes.get("support")}
    calling_off.resume(task, by=by, at=at, batch=outcome.batch, **stood)
    return True


def _of(form: BulkForm) -> Wish:
    importance = {"yes": True, "no": False}.get(form.importance.data or "")
    return Wish(
        form.owners.data or (), form.acceptor_id.data, form.due_on.data, form.days.data or 0, importance,
        bool(form.cancel.data), form.reason.data,
    )  # fmt: skip


def _change_all(task_ids: Sequence[UUID], form: BulkForm, *, by: Member, at: datetime) -> Outcome:
    return change_all(task_ids, _of(form), by=by, at=at)


MANY = Many(
    cls=Task,
    form=BulkForm,
    change=_change_all,
    take_back=take_back,
    hold=family.lock_all,
    title=_l("Change several tasks"),
    act=_l("Change these tasks"),
    changed=lambda num: ngettext("%(num)d task changed.", "%(num)d tasks changed.", num),
    undone=lambda num: ngettext("%(num)d task is as it was.", "%(num)d tasks are as they were.", num),
    left=lambda num, names: ngettext(
        "%(num)d task was left alone: %(names)s", "%(num)d tasks were left alone: %(names)s", num, names=names
    ),
    reasons={
        "not_yours": _l("you cannot plan it"),
        "ended": _l("already ended"),
        "waits": _l("submitted: accept or return it first"),
        "reason": _l("work has begun: say why"),
        "not_given": _l("you cannot assign tasks to this person"),
        "own_acceptor": _l("nobody accepts his own work"),
        "days": _l("it would end before it starts"),
        "changed": _l("changed by somebody since"),
    },
)
