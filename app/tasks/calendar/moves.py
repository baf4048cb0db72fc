"""Putting a task on another day of the sheet; what the day alone does not say is asked for on the page of the plan."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Response, abort, flash, request
from flask_babel import gettext as _

from app.clock import now
from app.tasks import family, replanning, rights
from app.tasks.blueprint import tasks
from app.tasks.calendar import asked, views
from app.tasks.model import Task
from app.tasks.refusals import NotNow
from app.tasks.wording import state_name
from app.web import asking, errors
from app.web.access import get_or_404, me, writes
from app.web.addresses import split
from app.web.formats import day_long
from app.web.render import go
from app.web.unit_of_work import toast


@tasks.post("/<uuid:id>/day", endpoint="put_on_day")
@writes
def put_on_day(id: UUID) -> Response:
    """Let it be due on another day."""
    task, day = family.lock(get_or_404(Task, id)), asking.day(request.form.get("due_on"))
    if not rights.may_change(me(), task):
        abort(403)
    if day is None:
        abort(422)
    if task.due_on != day and request.form.get("version") != str(task.version):
        abort(409)
    wanted = _still_to_say(task, day)
    if wanted:
        flash(wanted, "info")
        return go("tasks.edit", id=id, due_on=day)
    try:
        replanning.replan(task, {"due_on": day}, by=me(), at=now())
    except NotNow as refused:
        said = _("Meanwhile this task is: %(state)s. Nothing was changed.", state=state_name(refused.state))
        return errors.page(409, said)
    return toast(_sheet(day), _("“%(name)s” is due on %(day)s.", name=task.title, day=day_long(day)))


def _still_to_say(task: Task, day: date) -> str | None:
    """What the new day alone leaves open."""
    if task.is_open and replanning.needs_reason(task, {"due_on": day}):
        return _("Work on it has begun. Say why it is re-planned.")
    if task.starts_on is not None and day < task.starts_on:
        return _("On that day it has not begun yet. Choose both days.")
    return None


def _sheet(day: date) -> Response:
    """The sheet as it was looked at, with the task where it is now."""
    if not request.is_partial:  # type: ignore[attr-defined]
        return go("tasks.calendar", month=f"{day:%Y-%m}")
    return views.page(asked.read(asking.Words(split(request.headers.get("HX-Current-URL")).query)))
