"""Handing in, accepting and returning with what was typed: what the verbs refuse stands beside the field.

The task's page and the board ask with the same forms, and say the same when something is missing.
"""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from app import days
from app.tasks import accepting, rules, working
from app.tasks.forms import AcceptForm, ReasonForm, SubmitForm
from app.tasks.model import Task
from app.tasks.queries import proposal
from app.tasks.refusals import ActualNeeded, ReasonNeeded
from tenants.model import Member


def hand_in(task: Task, form: SubmitForm, *, by: Member, at: datetime) -> bool:
    """Hand it in; False when something is to be corrected. Raises NotNow."""
    if form.valid and form.done_on.data > days.here(at):
        form.refuse("done_on", _("This day is still to come."))
    if form.errors:
        return False
    typed = {name: form[name].data for name in ("result", "actual", "done_on", "delay_reason")}
    try:
        working.submit(task, by=by, at=at, **typed)
    except ReasonNeeded:
        form.refuse("delay_reason", _("It was due earlier. Say why it is late."))
    except ActualNeeded:
        form.refuse("actual", _("Say how much was reached."))
    return not form.errors


def accept(task: Task, form: AcceptForm, *, by: Member, at: datetime) -> bool:
    """Accept it with the grade chosen; False when something is to be corrected. Raises NotNow."""
    if not form.valid:
        return False
    try:
        accepting.accept(task, by=by, at=at, grade=form.grade.data, reason=form.reason.data)
    except ReasonNeeded:
        form.refuse("reason", why_reason(task, form.grade.data))
    return not form.errors


def why_reason(task: Task, grade: str | None) -> str:
    """Why accepting with `grade` wants a reason."""
    proposed = proposal(task)
    if proposed is not None and (grade or proposed) != proposed:
        return _("The figures propose “%(grade)s”. Say why it is another.", grade=rules.grade_name(proposed))
    return _("A line of the standard is not met. Say why it is accepted all the same.")


def give_back(task: Task, form: ReasonForm, *, by: Member, at: datetime) -> bool:
    """Return it with the reason typed; False when there is none. Raises NotNow."""
    if not form.valid:
        return False
    accepting.return_(task, by=by, at=at, reason=form.reason.data)
    return True
