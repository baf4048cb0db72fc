"""Giving a task, with its parts, and planning it anew."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, flash, request
from flask_babel import gettext as _
from flask_babel import ngettext

from app.clock import now
from app.search.sources import SOURCES
from app.tasks import family, goals, replanning, rights
from app.tasks.assigning import Plan, TaskDraft, assign
from app.tasks.blueprint import tasks
from app.tasks.forms import EditForm, PartForm, TaskForm, typed_sum
from app.tasks.giving import parts as rows_of
from app.tasks.giving import weighing
from app.tasks.giving.common import changeable, edit_form, is_asking, not_adding_up, wants_figures
from app.tasks.links.queries import may_link, named
from app.tasks.load import words as load_words
from app.tasks.model import MOST_PARTS, SUBMITTED, Task
from app.tasks.refusals import DoesNotAddUp, NotGiven, NotNow, ReasonNeeded
from app.web import asking, conflicts
from app.web.access import get_or_404, me, writes
from app.web.formats import today
from app.web.render import go, render

#: What two people may have changed at the same time.
_COMPARED = (
    "title",
    "goal",
    "goal_quantity",
    "unit",
    "owner_id",
    "acceptor_id",
    "starts_on",
    "due_on",
    "effort",
    "criteria",
    "note",
)


@tasks.get("/new", endpoint="new")
@writes
def show_form() -> Response:
    """An empty task; ?about=deal:<id> is what it will be about, ?parts=3 begins with rows for parts."""
    form = TaskForm(
        formdata=None, owner_id=weighing.asked() or me().id, acceptor_id=None, starts_on=today(), urgency=""
    )
    form.offer()
    form.acceptor_id.data = rights.usual_acceptor(form.owner_id.data, me())
    count = min(request.args.get("parts", 0, type=int) or 0, MOST_PARTS)
    return _form_page(form, rows_of.blank(count, owner_id=me().id))


@tasks.post("/", endpoint="create")
@writes
def create() -> Response:
    """Give it."""
    form, rows = TaskForm(), rows_of.submitted()
    form.offer()
    form.owner_id.data = weighing.chosen() or form.owner_id.data
    followed = weighing.follow_owner(form)
    if is_asking():
        return _still_writing(form, rows, followed)
    typed = rows_of.typed(rows)
    if not all([form.valid, *(row.valid for row in typed)]):
        return _form_page(form, rows, status=422)
    whole = TaskDraft(**form.values(), criteria=form.lines(), links=_about())
    if not rows_of.days_fit(typed, whole):
        return _form_page(form, rows, status=422)
    plan = Plan(whole, [rows_of.draft(row, whole, len(typed)) for row in typed])
    try:
        task = assign(plan, by=me(), at=now())
    except DoesNotAddUp as wrong:
        form.refuse("goal_quantity", not_adding_up(wrong.sum))
        return _form_page(form, rows, status=422)
    except NotGiven:
        form.refuse("owner_id", _("You cannot assign tasks to this person."))
        return _form_page(form, rows, status=422)
    flash(_said_given(task, plan), "good")
    return go("tasks.show", id=task.id)


def _still_writing(form: TaskForm, rows: list[PartForm], followed: bool) -> Response:
    """The form as it stands so far: with another row, parts, even ones, or somebody chosen."""
    if "even" in request.form:
        rows_of.split_evenly(form.read_goal(), rows)
    if "split" in request.form:
        rows = rows or rows_of.blank(rows_of.FIRST, owner_id=form.owner_id.data, due_on=form.due_on.data)
    return _figures(form, rows, _beside(form, rows), followed) if wants_figures() else _form_page(form, rows)


def _figures(form: TaskForm, rows: list[PartForm], beside: dict[str, Any], followed: bool = False) -> Response:
    return render("tasks/look.swap.html", form=form, rows=rows, followed=followed, **beside)


@tasks.get("/<uuid:id>/edit", endpoint="edit")
@writes
def show_edit(id: UUID) -> Response:
    """What was agreed, as a form; ?owner=<id> is who might do it instead, ?due_on=2026-11-24 the day it might have."""
    task = changeable(get_or_404(Task, id))
    form = edit_form(task)
    form.owner_id.data = weighing.asked() or form.owner_id.data
    form.due_on.data = asking.day(request.args.get("due_on")) or form.due_on.data
    return _edit_page(task, form)


@tasks.post("/<uuid:id>/edit", endpoint="update")
@writes
def update(id: UUID) -> Response:
    """Plan it anew."""
    task = changeable(get_or_404(Task, id))
    form = EditForm()
    form.offer(task)
    if is_asking():
        form.owner_id.data = weighing.chosen() or form.owner_id.data
        return _figures(form, [], _beside(form, [], task)) if wants_figures() else _edit_page(task, form)
    task = family.lock(task)
    if form.valid and task.state == SUBMITTED and form.acceptor_id.data is None:
        form.refuse("acceptor_id", _("It is submitted: say who accepts it."))
    if form.errors:
        return _edit_page(task, form, status=422)
    both = conflicts.check(form, task, _COMPARED, anew=lambda: edit_form(task))
    if both:
        return _edit_page(task, form, status=409, conflicts=both)
    _replan(task, form)
    if form.errors or form.form_errors:
        return _edit_page(task, form, status=422)
    flash(_("Saved."), "good")
    return go("tasks.show", id=task.id)


def _replan(task: Task, form: EditForm) -> None:
    """Plan it anew as it was typed; what is refused stands at its field."""
    try:
        replanning.replan(task, form.values(), by=me(), at=now(), reason=form.reason.data)
        replanning.set_criteria(task, form.lines(), by=me(), at=now())
    except ReasonNeeded:
        form.refuse("reason", _("Work on it has begun. Say why it is re-planned."))
    except NotGiven:
        form.refuse("owner_id", _("You cannot assign tasks to this person."))
    except DoesNotAddUp as wrong:
        form.refuse("goal_quantity", _("%(sum)s Change whole and parts together.", sum=not_adding_up(wrong.sum)))
    except NotNow:
        form.form_errors.append(_("It has ended meanwhile; only its note can be changed."))


def _about() -> list[tuple[str, UUID]]:
    """What the new task is about, as far as one may see it: "deal:<id>" of the form."""
    found = []
    for text in (request.form if request.method == "POST" else request.args).getlist("about")[:10]:
        kind, _mark, record = text.partition(":")
        try:
            record_id = UUID(record)
        except ValueError:
            continue
        if may_link(kind) and SOURCES[kind].seen_by(me(), [record_id]):
            found.append((kind, record_id))
    return found


def _said_given(task: Task, plan: Plan) -> str:
    if plan.parts:
        return ngettext("Assigned, in %(num)d part.", "Assigned, in %(num)d parts.", len(plan.parts))
    return _("“%(name)s” is assigned.", name=task.title) if task.owner_id != me().id else _("It is on your list.")


def _form_page(form: TaskForm, rows: list[PartForm], *, status: int = 200, **more: Any) -> Response:
    about = named(_about(), me())
    return render("tasks/new.html", status=status, form=form, rows=rows, about=about, **_beside(form, rows), **more)


def _beside(form: TaskForm, rows: list[PartForm], task: Task | None = None) -> dict[str, Any]:
    """What follows from what is typed: how the parts add up, and how the days of people fill."""
    return {
        "sum": typed_sum(form.read_goal(), rows), "goals": goals, "load_words": load_words,
        "picker": weighing.weighed(form, rows, task), "read": form.read_goal(),
    }  # fmt: skip


def _edit_page(task: Task, form: EditForm, *, status: int = 200, **more: Any) -> Response:
    return render("tasks/edit.html", status=status, task=task, form=form, rows=[], **_beside(form, [], task), **more)
