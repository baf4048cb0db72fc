"""Handing a task in from wherever one reads of it: a sheet that rises from below, or a page of its own."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, flash, request
from flask_babel import gettext as _

from app.people import colleagues
from app.tasks import counting, rights, wording
from app.tasks.blueprint import tasks
from app.tasks.forms import SubmitForm
from app.tasks.model import Task
from app.tasks.wording import state_name
from app.web.access import get_or_404, me, writes
from app.web.formats import today
from app.web.render import go, render

#: What the address says of the page one comes from; it is carried on to the form.
CARRIED = ("back", "team", "person")


@tasks.get("/<uuid:id>/submission")
@writes
def submission(id: UUID) -> Response:
    """The sheet; a task that is not worked on any more says so on its own page."""
    task = get_or_404(Task, id)
    if not rights.may_work(me(), task):
        abort(403)
    if not task.is_working or task.is_split:
        flash(_("Meanwhile this task is: %(state)s. Nothing was changed.", state=state_name(task.state)), "info")
        return go("tasks.show", id=task.id)
    actual = None if counting.counts_itself(task) else task.actual
    return sheet(task, SubmitForm(formdata=None, actual=actual, done_on=today(), delay_reason=task.delay_reason))


def sheet(task: Task, form: SubmitForm, status: int = 200) -> Response:
    """The sheet with `form` in it."""
    return render(
        "tasks/day_submission.html", status=status, task=task, submit=form, people=colleagues.members(),
        carried=carried(), words=wording,
    )  # fmt: skip


def carried() -> dict[str, str]:
    """Where one goes back to."""
    return {"back": "day", **{name: request.args[name] for name in CARRIED if name in request.args}}
