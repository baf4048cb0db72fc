"""Splitting a task, or its parts anew: whole and parts on one page, because they add up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, flash, request
from flask_babel import gettext as _

from app.clock import now
from app.tasks import family, goals, replanning
from app.tasks.assigning import TaskDraft
from app.tasks.blueprint import tasks
from app.tasks.forms import EditForm, PartForm, typed_goal, typed_sum
from app.tasks.giving import parts as rows_of
from app.tasks.giving import seen, weighing
from app.tasks.giving.common import changeable, edit_form, is_asking, not_adding_up, wants_figures
from app.tasks.load import words as load_words
from app.tasks.model import MOST_PARTS, OPEN, Task
from app.tasks.queries import counting_parts, criteria_of
from app.tasks.refusals import DoesNotAddUp, NotGiven, NotNow, ReasonNeeded
from app.web.access import get_or_404, me, writes
from app.web.render import go, render
from tenants.context import db


@tasks.get("/<uuid:id>/parts", endpoint="parts")
@writes
def show_parts(id: UUID) -> Response:
    """The parts of a task, all in one form."""
    task = _divisible(get_or_404(Task, id))
    parts, form = list(db.scalars(counting_parts(task.id))), edit_form(task)
    if len(parts) > rows_of.MOST_AT_ONCE:
        return _too_many(task)
    form.version.data = seen.mark(task, parts)
    return _parts_page(task, form, rows_of.of(parts))


@tasks.post("/<uuid:id>/parts", endpoint="split")
@writes
def split(id: UUID) -> Response:
    """Split it, or change its parts; they add up to the whole."""
    task = _divisible(family.lock(get_or_404(Task, id)))
    parts = list(db.scalars(counting_parts(task.id)))
    if len(parts) > rows_of.MOST_AT_ONCE:
        return _too_many(task)
    form, rows = EditForm(), rows_of.submitted(max(MOST_PARTS, len(parts)))
    form.offer(task)
    if is_asking():
        return _still_writing(task, form, rows)
    both = seen.check(form, task, parts, rows)
    if both:
        return _parts_page(task, form, [*rows, *seen.come_since(parts, rows)], status=409, conflicts=both)
    typed = [row for row in rows_of.typed(rows) if row.title.data]
    if not all([_goal_valid(form), *(row.valid for row in typed), rows_of.days_fit(typed, task)]):
        return _parts_page(task, form, rows, status=422)
    if not typed and not task.is_split:
        form.form_errors.append(_("Write down at least one part."))
        return _parts_page(task, form, rows, status=422)
    try:
        _split(task, form, typed)
    except (DoesNotAddUp, ReasonNeeded, NotGiven, NotNow) as refused:
        _explain(form, refused)
        return _parts_page(task, form, rows, status=422)
    flash(_("The parts are saved."), "good")
    return go("tasks.show", id=task.id)


def _still_writing(task: Task, form: EditForm, rows: list[PartForm]) -> Response:
    """The form as it stands so far: with another row, or even parts."""
    if "even" in request.form:
        rows_of.split_evenly(typed_goal(form, None), [row for row in rows if row.title.data or not row.id.data])
    if not wants_figures():
        return _parts_page(task, form, rows)
    return render("tasks/look.swap.html", form=form, rows=rows, followed=False, **_beside_parts(task, form, rows))


def _too_many(task: Task) -> Response:
    """A form of more rows than anybody reads, or a request may carry."""
    said = _(
        "More than %(num)s parts are not changed in one form. Change each on its own page.", num=rows_of.MOST_AT_ONCE
    )
    flash(said, "info")
    return go("tasks.show", id=task.id)


def _split(task: Task, form: EditForm, typed: list[PartForm]) -> None:
    wanted = typed_goal(form, None)
    quantity, unit = (wanted.quantity, wanted.unit) if wanted else (None, None)
    whole = TaskDraft(
        title=task.title, owner_id=task.owner_id, acceptor_id=task.acceptor_id, goal_quantity=quantity, unit=unit,
        starts_on=task.starts_on, due_on=task.due_on, lower_is_better=task.lower_is_better,
        is_important=task.is_important, is_urgent=task.is_urgent, demand=task.demand,
        effort_minutes=task.effort_minutes, criteria=[one.text for one in db.scalars(criteria_of(task.id))],
    )  # fmt: skip
    known = {part.id: part for part in db.scalars(counting_parts(task.id))}
    kept = {
        part: rows_of.changes(row, known[part]) for row in typed if (part := rows_of.part_id(row)) in known and part
    }
    added = [rows_of.draft(row, whole, len(typed)) for row in typed if rows_of.part_id(row) not in known]
    goal = {"goal_quantity": quantity, "unit": unit}
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


def _goal_valid(form: EditForm) -> bool:
    return all([form.goal_quantity.validate(form), form.unit.validate(form), form.reason.validate(form)])


def _divisible(task: Task) -> Task:
    """Parts are not split again: the table of the ten tools knows wholes and parts."""
    if task.parent_id is not None or task.state not in OPEN:
        abort(404)
    return changeable(task)


def _parts_page(task: Task, form: EditForm, rows: list[PartForm], *, status: int = 200, **more: Any) -> Response:
    rows = rows or rows_of.blank(rows_of.FIRST, owner_id=me().id)
    beside = _beside_parts(task, form, rows)
    return render("tasks/parts.html", status=status, task=task, form=form, rows=rows, **beside, **more)


def _beside_parts(task: Task, form: EditForm, rows: list[PartForm]) -> dict[str, Any]:
    kept = {part.id: part for part in db.scalars(counting_parts(task.id))}
    total = typed_sum(typed_goal(form, None), rows)
    return {
        "sum": total,
        "goals": goals,
        "load_words": load_words,
        "picker": weighing.weighed_parts(task, form, rows, kept),
    }
