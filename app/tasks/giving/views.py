"""Giving a task, planning it anew, splitting it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, flash, request
from flask_babel import gettext as _
from flask_babel import ngettext

from app.clock import now
from app.search.sources import SOURCES
from app.tasks import family, goals, replanning, rights, wording
from app.tasks.assigning import Plan, TaskDraft, assign
from app.tasks.blueprint import tasks
from app.tasks.forms import EditForm, PartForm, TaskForm, typed_goal
from app.tasks.giving import parts as rows_of
from app.tasks.model import OPEN, Task
from app.tasks.queries import counting_parts, criteria_of
from app.tasks.refusals import DoesNotAddUp, NotGiven, NotNow, ReasonNeeded
from app.web import asking, conflicts
from app.web.access import get_or_404, me, writes
from app.web.formats import today
from app.web.render import go, render
from tenants.context import db

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
    form = TaskForm(formdata=None, owner_id=_asked_owner(), acceptor_id=None, starts_on=today(), urgency="")
    form.offer()
    form.acceptor_id.data = rights.usual_acceptor(form.owner_id.data, me())
    count = min(request.args.get("parts", 0, type=int) or 0, rows_of.MOST)
    return _form_page(form, rows_of.blank(count, owner_id=me().id))


@tasks.post("/", endpoint="create")
@writes
def create() -> Response:
    """Give it."""
    form, rows = TaskForm(), rows_of.submitted()
    form.offer()
    if {"add", "split", "look"} & request.form.keys():
        return _form_page(form, rows or rows_of.blank(rows_of.FIRST, owner_id=me().id))
    typed = rows_of.typed(rows)
    if not all([form.valid, *(row.valid for row in typed)]):
        return _form_page(form, rows, status=422)
    whole = TaskDraft(**form.values(), criteria=form.lines(), links=_about())
    plan = Plan(whole, [rows_of.draft(row, whole) for row in typed])
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


@tasks.get("/<uuid:id>/edit", endpoint="edit")
@writes
def show_edit(id: UUID) -> Response:
    """What was agreed, as a form; ?due_on=2026-11-24 is filled in for the day there was."""
    task = _changeable(get_or_404(Task, id))
    form = _edit_form(task)
    form.due_on.data = asking.day(request.args.get("due_on")) or form.due_on.data
    return _edit_page(task, form)


@tasks.post("/<uuid:id>/edit", endpoint="update")
@writes
def update(id: UUID) -> Response:
    """Plan it anew."""
    task = _changeable(family.lock(get_or_404(Task, id)))
    form = EditForm()
    form.offer(task)
    if not form.valid:
        return _edit_page(task, form, status=422)
    both = conflicts.check(form, task, _COMPARED, anew=lambda: _edit_form(task))
    if both:
        return _edit_page(task, form, status=409, conflicts=both)
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
    if form.errors or form.form_errors:
        return _edit_page(task, form, status=422)
    flash(_("Saved."), "good")
    return go("tasks.show", id=task.id)


@tasks.get("/<uuid:id>/parts", endpoint="parts")
@writes
def show_parts(id: UUID) -> Response:
    """The parts of a task, all in one form."""
    task = _divisible(get_or_404(Task, id))
    rows = rows_of.of(db.scalars(counting_parts(task.id)))
    return _parts_page(task, _edit_form(task), rows or rows_of.blank(rows_of.FIRST, owner_id=me().id))


@tasks.post("/<uuid:id>/parts", endpoint="split")
@writes
def split(id: UUID) -> Response:
    """Split it, or change its parts; they add up to the whole."""
    task = _divisible(family.lock(get_or_404(Task, id)))
    form, rows = EditForm(), rows_of.submitted()
    form.offer(task)
    if {"add", "look"} & request.form.keys():
        return _parts_page(task, form, rows)
    typed = [row for row in rows_of.typed(rows) if row.title.data]
    if not all([_goal_valid(form), *(row.valid for row in typed)]):
        return _parts_page(task, form, rows, status=422)
    try:
        _split(task, form, typed)
    except (DoesNotAddUp, ReasonNeeded, NotGiven, NotNow) as refused:
        _explain(form, refused)
        return _parts_page(task, form, rows, status=422)
    flash(_("The parts are saved."), "good")
    return go("tasks.show", id=task.id)


def _split(task: Task, form: EditForm, typed: list[PartForm]) -> None:
    wanted = typed_goal(form, None)
    goal = {"goal_quantity": wanted.quantity if wanted else None, "unit": wanted.unit if wanted else None}
    whole = TaskDraft(
        title=task.title, owner_id=task.owner_id, acceptor_id=task.acceptor_id, starts_on=task.starts_on,
        due_on=task.due_on, lower_is_better=task.lower_is_better, is_important=task.is_important,
        is_urgent=task.is_urgent, demand=task.demand, criteria=[one.text for one in db.scalars(criteria_of(task.id))],
    )  # fmt: skip
    known = {part.id for part in db.scalars(counting_parts(task.id))}
    kept = {part: rows_of.changes(row) for row in typed if (part := rows_of.part_id(row)) in known and part}
    added = [rows_of.draft(row, whole) for row in typed if rows_of.part_id(row) not in known]
    replanning.split_anew(task, goal, kept, added, by=me(), at=now(), reason=form.reason.data)


def _explain(form: EditForm, refused: Exception) -> None:
    if isinstance(refused, DoesNotAddUp):
        form.refuse("goal_quantity", not_adding_up(refused.sum))
    elif isinstance(refused, ReasonNeeded):
        form.refuse("reason", _("Work on it has begun. Say why it is re-planned."))
    elif isinstance(refused, NotGiven):
        form.form_errors.append(_("A part is assigned to somebody you cannot assign tasks to."))
    else:
        form.form_errors.append(_("A part has ended meanwhile and stays as it is."))


def not_adding_up(total: goals.Sum) -> str:
    """The sum of the parts against the whole, in figures."""
    facts = {"parts": goals.plain(total.parts), "goal": goals.plain(total.goal)}
    if total.missing > 0:
        return _("The parts are %(parts)s of %(goal)s: %(rest)s missing.", **facts, rest=goals.plain(total.missing))
    return _("The parts are %(parts)s of %(goal)s: %(rest)s too much.", **facts, rest=goals.plain(-total.missing))


def _goal_valid(form: EditForm) -> bool:
    return all([form.goal_quantity.validate(form), form.unit.validate(form), form.reason.validate(form)])


def _changeable(task: Task) -> Task:
    if not rights.may_change(me(), task):
        abort(403)
    return task


def _divisible(task: Task) -> Task:
    """Parts are not split again: the table of the ten tools knows wholes and parts."""
    if task.parent_id is not None or task.state not in OPEN:
        abort(404)
    return _changeable(task)


def _edit_form(task: Task) -> EditForm:
    lines = "\n".join(one.text for one in db.scalars(criteria_of(task.id)))
    form = EditForm(
        formdata=None, obj=task, effort=task.effort_minutes / 60 if task.effort_minutes else None,
        urgency=wording.urgency(task), criteria=lines, version=str(task.version), reason=None,
    )  # fmt: skip
    form.offer(task)
    return form


def _asked_owner() -> UUID:
    try:
        asked = UUID(request.args["owner"])
    except (KeyError, ValueError):
        return me().id
    return asked if rights.may_give_to(me(), asked) else me().id


def _about() -> list[tuple[str, UUID]]:
    """What the new task is about, as far as one may see it: "deal:<id>" of the form."""
    found = []
    for text in (request.form if request.method == "POST" else request.args).getlist("about")[:10]:
        kind, _mark, record = text.partition(":")
        try:
            record_id = UUID(record)
        except ValueError:
            continue
        if kind in SOURCES and SOURCES[kind].seen_by(me(), [record_id]):
            found.append((kind, record_id))
    return found


def _said_given(task: Task, plan: Plan) -> str:
    if plan.parts:
        return ngettext("Assigned, in %(num)d part.", "Assigned, in %(num)d parts.", len(plan.parts))
    return _("“%(name)s” is assigned.", name=task.title) if task.owner_id != me().id else _("It is on your list.")


def _form_page(form: TaskForm, rows: list[PartForm], *, status: int = 200, **more: Any) -> Response:
    about = [{"value": f"{kind}:{one}", "name": _named(kind, one)} for kind, one in _about()]
    total = rows_of.sum_of(form.read_goal(), rows)
    return render("tasks/new.html", status=status, form=form, rows=rows, about=about, sum=total, goals=goals, **more)


def _named(kind: str, record_id: UUID) -> str:
    return str(db.get_one(SOURCES[kind].cls, (me().tenant_id, record_id)).event_name)


def _edit_page(task: Task, form: EditForm, *, status: int = 200, **more: Any) -> Response:
    return render("tasks/edit.html", status=status, task=task, form=form, **more)


def _parts_page(task: Task, form: EditForm, rows: list[PartForm], *, status: int = 200) -> Response:
    total = rows_of.sum_of(typed_goal(form, None), rows)
    return render("tasks/parts.html", status=status, task=task, form=form, rows=rows, sum=total, goals=goals)
