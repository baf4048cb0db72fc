"""Moving a card: by drag, by keyboard, by the menu on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias
from uuid import UUID

from flask import Response, request
from wtforms import Form

from app.clock import now
from app.tasks import accepting, by_form, counting, family, working
from app.tasks.blueprint import tasks
from app.tasks.board import answers, ways
from app.tasks.board.forms import MoveForm
from app.tasks.forms import AcceptForm, ReasonForm, SubmitForm
from app.tasks.model import Task
from app.tasks.queries import proposal
from app.tasks.refusals import NotNow
from app.web.access import get_or_404, me, writes
from app.web.formats import today

#: What is still to be asked, with what was typed so far; None when it is done.
Asking: TypeAlias = Form | None


@tasks.get("/<uuid:id>/state", endpoint="choose_state")
@writes
def show_ways(id: UUID) -> Response:
    """Where the task may go."""
    task = get_or_404(Task, id)
    form = MoveForm(request.args)
    form.version.data = task.version
    return answers.choose(task, form)


@tasks.post("/<uuid:id>/state", endpoint="move")
@writes
def move(id: UUID) -> Response:
    """Do the act that the move is; ask first where it wants to know something."""
    task = family.lock(get_or_404(Task, id))
    form = MoveForm()
    if form.version.data is not None and form.version.data != task.version:
        return answers.too_late(task)
    if form.state.data == task.state:
        return answers.moved(task, form, None)
    before = answers.whole_of(task)
    act = ways.ways(me(), task).get(form.state.data or "")
    if act is None:
        return answers.refused(task, form)
    try:
        asking = ACTS[act](task)
    except NotNow:
        return answers.too_late(task)
    return answers.ask(task, form, act, asking) if asking else answers.moved(task, form, before)


def _start(task: Task) -> Asking:
    working.start(task, by=me(), at=now())
    return None


def _put_back(task: Task) -> Asking:
    working.put_back(task, by=me(), at=now())
    return None


def _take_back(task: Task) -> Asking:
    working.take_back(task, by=me(), at=now())
    return None


def _submit(task: Task) -> Asking:
    if "result" not in request.form:
        actual = None if counting.counts_itself(task) else task.actual
        return SubmitForm(formdata=None, actual=actual, done_on=today(), delay_reason=task.delay_reason)
    form = SubmitForm()
    return None if by_form.hand_in(task, form, by=me(), at=now()) else form


def _accept(task: Task) -> Asking:
    """With the grade the figures propose, unless there is none or something must be explained."""
    proposed = proposal(task)
    if "grade" not in request.form:
        if proposed is not None and not accepting.needs_reason(task, proposed, proposed):
            accepting.accept(task, by=me(), at=now(), grade=proposed)
            return None
        form = AcceptForm(formdata=None, grade=proposed)
        form.offer(proposed)
        return form
    form = AcceptForm()
    form.offer(proposed)
    return None if by_form.accept(task, form, by=me(), at=now()) else form


def _return(task: Task) -> Asking:
    if "reason" not in request.form:
        return ReasonForm(formdata=None)
    form = ReasonForm()
    return None if by_form.give_back(task, form, by=me(), at=now()) else form


ACTS: dict[str, Callable[[Task], Asking]] = {
    ways.START: _start,
    ways.PUT_BACK: _put_back,
    ways.SUBMIT: _submit,
    ways.TAKE_BACK: _take_back,
    ways.ACCEPT: _accept,
    ways.RETURN: _return,
}
