"""What people do on a task's page. Each act is a plain form; refused, it stands there again with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import NamedTuple
from uuid import UUID

from flask import Response, abort, request
from flask_babel import gettext as _

from app.clock import now
from app.remarks import views as remarks
from app.tasks import accepting, by_form, calling_off, counting, family, rights, rules, working
from app.tasks.blueprint import tasks
from app.tasks.forms import AcceptForm, AnswerForm, DelayForm, ProgressForm, ReasonForm, SubmitForm
from app.tasks.model import Criterion, Task
from app.tasks.page.places import done as _back
from app.tasks.page.places import refused as _refused
from app.tasks.page.places import with_words
from app.tasks.page.views import may_drop, page
from app.tasks.queries import proposal
from app.tasks.refusals import NotNow
from app.tasks.wording import state_name
from app.web.access import get_or_404, me, writes
from app.web.attaching import attach_routes
from app.web.forms import Form
from tenants.model import Member

View = Callable[..., Response]
Right = Callable[[Member, Task], bool]


class Asks(NamedTuple):
    """The form an act begins with, under the name the page knows it by, and what stands open when it is refused."""

    form: type[Form]
    name: str
    opens: str


def act(address: str, endpoint: str, right: Right, asks: Asks | None = None) -> Callable[[View], View]:
    """Put up `POST /<id>/<address>` for a task one sees, locked, by those who have `right` to it. With `asks` the act
    gets the form too, once it is valid."""

    def register(view: View) -> View:
        @wraps(view)
        def acting(id: UUID) -> Response:
            task = family.lock(get_or_404(Task, id))
            if not right(me(), task):
                abort(403)
            try:
                return _asked(task, asks, view) if asks else view(task)
            except NotNow as refused:
                said = _("Meanwhile this task is: %(state)s. Nothing was changed.", state=state_name(refused.state))
                return _refused(task, status=409, refused=with_words(said))

        tasks.add_url_rule(f"/<uuid:id>/{address}", endpoint, writes(acting), methods=["POST"])
        return view

    return register


def _asked(task: Task, asks: Asks, view: View) -> Response:
    form = asks.form()
    return view(task, form) if form.valid else _wrong(task, asks, form)


def _wrong(task: Task, asks: Asks, form: Form) -> Response:
    return _refused(task, status=422, open_act=asks.opens, **{asks.name: form})


_PROGRESS = Asks(ProgressForm, "progress", "progress")


@act("start", "start", rights.may_work)
def start(task: Task) -> Response:
    """Begin."""
    working.start(task, by=me(), at=now())
    return _back(task)


@act("putting-back", "put_back", rights.may_work)
def put_back(task: Task) -> Response:
    """Not begun after all."""
    working.put_back(task, by=me(), at=now())
    return _back(task)


@act("progress", "progress", rights.may_work, _PROGRESS)
def progress(task: Task, form: ProgressForm) -> Response:
    """Tell how far it is."""
    if form.actual.data is None and not form.said.data and not counting.counts_itself(task):
        form.refuse("said", _("Say a figure, or in words what was done."))
        return _wrong(task, _PROGRESS, form)
    working.progress(task, by=me(), at=now(), actual=form.actual.data, said=form.said.data)
    return _back(task, _("Progress saved."))


@act("submission", "submit", rights.may_work)
def submit(task: Task) -> Response:
    """Hand it in."""
    form = SubmitForm()
    if not by_form.hand_in(task, form, by=me(), at=now()):
        return _refused(task, status=422, submit=form, open_act="submit")
    return _back(task, _("Submitted.") if task.acceptor_id else _("Done."))


@act("submission/withdrawal", "take_back", rights.may_work)
def take_back(task: Task) -> Response:
    """Take back what was submitted."""
    working.take_back(task, by=me(), at=now())
    return _back(task, _("Taken back. Submit it again when it is ready."))


@act("acceptance", "accept", rights.may_accept)
def accept(task: Task) -> Response:
    """Accept with a grade."""
    form = AcceptForm()
    form.offer(proposal(task))
    if not by_form.accept(task, form, by=me(), at=now()):
        return _refused(task, status=422, accept=form, open_act="grade")
    if task.grade is None:
        return _back(task, _("Accepted."))
    return _back(task, _("Accepted as “%(grade)s”.", grade=rules.grade_name(task.grade)))


@act("return", "return_", rights.may_accept)
def return_(task: Task) -> Response:
    """Return it with a reason."""
    form = ReasonForm()
    if not by_form.give_back(task, form, by=me(), at=now()):
        return _refused(task, status=422, reason=form, open_act="return")
    return _back(task, _("Returned."))


@act("reopening", "reopen", rights.may_accept, Asks(ReasonForm, "reason", "reopen"))
def reopen(task: Task, form: ReasonForm) -> Response:
    """Take back an acceptance."""
    accepting.reopen(task, by=me(), at=now(), reason=form.reason.data)
    return _back(task, _("Reopened; it waits for acceptance again."))


@act("delay", "explain_delay", rights.may_work, Asks(DelayForm, "delay", "delay"))
def explain_delay(task: Task, form: DelayForm) -> Response:
    """Say why it is late, and ask for support."""
    working.explain_delay(task, by=me(), at=now(), reason=form.reason.data, support=form.support.data)
    return _back(task, _("Saved."))


@act("support", "give_support", rights.may_change, Asks(AnswerForm, "answer", "support"))
def give_support(task: Task, form: AnswerForm) -> Response:
    """Answer what was asked for."""
    working.give_support(task, by=me(), at=now(), said=form.said.data)
    return _back(task, _("Answered."))


@act("cancellation", "cancel", rights.may_change, Asks(ReasonForm, "reason", "cancel"))
def cancel(task: Task, form: ReasonForm) -> Response:
    """Call it off."""
    calling_off.cancel(task, by=me(), at=now(), reason=form.reason.data)
    return _back(task, _("Cancelled."))


@act("resumption", "resume", rights.may_change)
def resume(task: Task) -> Response:
    """Take it up again."""
    calling_off.resume_whole(task, by=me(), at=now())
    return _back(task)


@tasks.post("/<uuid:id>/criteria/<uuid:criterion>")
@writes
def tick(id: UUID, criterion: UUID) -> Response:
    """Mark a line of the standard as met, or not."""
    task = family.lock(get_or_404(Task, id))
    line = get_or_404(Criterion, criterion)
    if line.task_id != task.id:
        abort(404)
    if not (rights.may_work(me(), task) or rights.may_accept(me(), task)):
        abort(403)
    try:
        working.tick(line, task, "met" in request.form, by=me(), at=now())
    except NotNow:
        return page(task, status=409, refused=_("What was accepted is no longer changed."))
    return page(task) if request.is_partial else _back(task)  # type: ignore[attr-defined]


attach_routes(tasks, Task, may_drop)
remarks.attach(tasks, Task)
