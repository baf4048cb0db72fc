"""Looking at a task."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from sqlalchemy.orm.attributes import set_committed_value

from app import attachments
from app.lists.views import beside
from app.people import colleagues
from app.remarks.views import remarks_of
from app.tasks import counting, goals, rights, rules, wording
from app.tasks.blueprint import tasks
from app.tasks.forms import AcceptForm, AnswerForm, DelayForm, ProgressForm, ReasonForm, SubmitForm
from app.tasks.links.queries import linked
from app.tasks.listing.listing import TASKS
from app.tasks.model import CANCELLED, Task
from app.tasks.queries import attained, criteria_of, is_seen, parts_of, proposal
from app.tasks.urgency import pace
from app.web import timeline
from app.web.access import get_or_404, me
from app.web.formats import today
from app.web.render import render
from tenants.context import db

LONGEST_LIST = 2000


@tasks.get("/<uuid:id>")
def show(id: UUID) -> Response:
    """One task."""
    return page(get_or_404(Task, id))


@tasks.get("/<uuid:id>/timeline", endpoint="timeline")
def show_timeline(id: UUID) -> Response:
    """An older stretch of what happened."""
    return render("records/_timeline.html", **_told(get_or_404(Task, id)))


def _told(task: Task) -> dict[str, Any]:
    return timeline.told(task, (), url_for("tasks.timeline", id=task.id))


def page(task: Task, *, status: int = 200, **more: Any) -> Response:
    """The page of `task`; `more` may bring a form that was refused."""
    return render("tasks/show.html", status=status, **{**page_of(task), **more})


def page_of(task: Task) -> dict[str, Any]:
    """Everything the page says about `task`."""
    parts = list(db.scalars(parts_of(task.id))) if task.is_split else []
    counted = counting.count(task, today()) if task.measure and task.is_working else None
    if counted is not None and not db.is_modified(task):
        set_committed_value(task, "actual", counted)  # shown as it stands this moment; kept by the next count
    proposed, whole = proposal(task), _whole(task)
    return {
        "task": task,
        "whole": whole,
        "whole_is_seen": whole is not None and is_seen(whole, me()),
        "parts": parts,
        "sum": _sum(task, parts),
        "people": colleagues.members(),
        "criteria": list(db.scalars(criteria_of(task.id))),
        "links": linked(task, me()),
        "may_link": rights.may_link(me(), task),
        "ratio": attained(task),
        "proposed": proposed,
        "pace": pace(task, today()),
        "files": attachments.of(task),
        "may_drop": partial(may_drop, task),
        "may": may(task),
        **remarks_of(task, tasks),
        **_told(task),
        **beside(TASKS, task.id),
        "from_list": request.form.get("list", "")[:LONGEST_LIST],
        "words": wording,
        "rules": rules,
        "goals": goals,
        **forms_for(task, proposed),
    }


def may_drop(task: Task, file: Any) -> bool:
    """Whether the acting member may take a file away: who put it there, and those whose task it is. A whole team sees
    it."""
    return file.by_id == me().id or any(may(task).values())


def may(task: Task) -> dict[str, bool]:
    """Which acts the acting member finds on the page."""
    member = me()
    return {
        "work": rights.may_work(member, task),
        "change": rights.may_change(member, task),
        "accept": rights.may_accept(member, task),
    }


def forms_for(task: Task, proposed: str | None) -> dict[str, Any]:
    """The forms that stand on the page, empty."""
    accept = AcceptForm(formdata=None, grade=proposed)
    accept.offer(proposed)
    actual = None if counting.counts_itself(task) else task.actual
    return {
        "progress": ProgressForm(formdata=None, actual=actual),
        "submit": SubmitForm(formdata=None, actual=actual, done_on=today(), delay_reason=task.delay_reason),
        "accept": accept,
        "reason": ReasonForm(formdata=None),
        "delay": DelayForm(formdata=None, reason=task.delay_reason, support=task.support),
        "answer": AnswerForm(formdata=None),
        "open_act": request.args.get("act"),
    }


def _whole(task: Task) -> Task | None:
    return db.get(Task, (task.tenant_id, task.parent_id)) if task.parent_id else None


def _sum(task: Task, parts: list[Task]) -> goals.Sum | None:
    counting_parts = [(part.goal_quantity, part.unit) for part in parts if part.state != CANCELLED]
    if task.goal_quantity is None or not counting_parts:
        return None
    return goals.sum_of(task.goal_quantity, task.unit, counting_parts)
