"""The pages of templates: all of them, one kept from a task or from nothing, changed, taken away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response, abort, flash, request
from flask_babel import gettext as _
from sqlalchemy import func, select

from app.clock import now
from app.people import colleagues
from app.tasks import goals, wording
from app.tasks.blueprint import tasks
from app.tasks.forms import typed_sum
from app.tasks.giving.common import not_adding_up, typed_hours
from app.tasks.model import Task
from app.tasks.planning import pieces, rows, templates, words
from app.tasks.planning.forms import PieceForm, TemplateForm
from app.tasks.planning.model import TaskSeries, TaskTemplate
from app.tasks.planning.pieces import Kept, Piece
from app.tasks.planning.stretch import COUNTED_IN, WORKING
from app.tasks.planning.templates import NameTaken, StillRepeats
from app.web import asking, conflicts
from app.web.access import get_or_404, me, reachable, writes
from app.web.render import go, render
from tenants.context import db

_COMPARED = ("name", "title", "goal", "goal_quantity", "unit", "due", "effort", "criteria", "note")


@tasks.get("/templates", endpoint="templates")
@writes
def show_templates() -> Response:
    """The company's templates."""
    found = templates.every_template()
    running = select(TaskSeries.template_id, func.count()).where(TaskSeries.ended_on.is_(None))
    return render(
        "tasks/templates.html", found=[(one, templates.kept_in(one)) for one in found], words=words, goals=goals,
        running={row[0]: row[1] for row in db.execute(running.group_by(TaskSeries.template_id))},
        people=colleagues.members(),
    )  # fmt: skip


@tasks.get("/templates/new", endpoint="new_template")
@writes
def show_new() -> Response:
    """An empty template, or ?task= kept as one, its days counted as ?days= says."""
    task = _task(request.args.get("task"))
    if task is None:
        return _page(_form(Kept(Piece(title=""))), [])
    kept = templates.kept_of(task, asking.one_of(request.args.get("days"), COUNTED_IN) or WORKING)
    return _page(_form(kept, name=kept.whole.title), rows.of(PieceForm, kept.parts), task=task)


@tasks.post("/templates", endpoint="keep_template")
@writes
def keep() -> Response:
    """Keep it."""
    form, typed = _submitted()
    task = _task(request.form.get("task"))
    if _asks_for_rows():
        return _page(form, typed, task=task)
    kept = _read(form, typed, templates.kept_of(task) if task else None)
    if kept is None:
        return _page(form, typed, status=422, task=task)
    try:
        template = templates.keep(form.name.data, kept, by=me(), at=now())
    except NameTaken:
        form.refuse("name", _("A template of this name exists already."))
        return _page(form, typed, status=422, task=task)
    flash(_("“%(name)s” is kept as a template.", name=template.name), "good")
    return go("tasks.templates")


@tasks.get("/templates/<uuid:id>", endpoint="template")
@writes
def show(id: UUID) -> Response:
    """One template, as a form for who may change it."""
    template = get_or_404(TaskTemplate, id)
    kept = templates.kept_in(template)
    return _page(_form(kept, template), rows.of(PieceForm, kept.parts), record=template)


@tasks.post("/templates/<uuid:id>", endpoint="change_template")
@writes
def change(id: UUID) -> Response:
    """Change it."""
    template = _changeable(id)
    form, typed = _submitted()
    if _asks_for_rows():
        return _page(form, typed, record=template)
    kept = _read(form, typed, templates.kept_in(template))
    if kept is None:
        return _page(form, typed, status=422, record=template)
    both = conflicts.check(form, template, _COMPARED, anew=lambda: _form(templates.kept_in(template), template))
    if both:
        return _page(form, typed, status=409, record=template, conflicts=both)
    try:
        templates.change(template, form.name.data, kept, by=me(), at=now())
    except NameTaken:
        form.refuse("name", _("A template of this name exists already."))
        return _page(form, typed, status=422, record=template)
    flash(_("Saved."), "good")
    return go("tasks.templates")


@tasks.post("/templates/<uuid:id>/removal", endpoint="remove_template")
@writes
def remove(id: UUID) -> Response:
    """Take it away."""
    template = _changeable(id)
    try:
        templates.remove(template, by=me(), at=now())
    except StillRepeats:
        kept = templates.kept_in(template)
        said = _("Tasks come round from this template. End them first, then it can be removed.")
        form = _form(kept, template)
        form.form_errors.append(said)
        return _page(form, rows.of(PieceForm, kept.parts), status=409, record=template)
    flash(_("“%(name)s” is removed. The tasks made from it stay.", name=template.name), "good")
    return go("tasks.templates")


def _changeable(template_id: UUID) -> TaskTemplate:
    template = get_or_404(TaskTemplate, template_id, lock=True)
    if not templates.may_change(me(), template):
        abort(403)
    return template


def _task(word: str | None) -> Task | None:
    wanted = asking.one_id(word)
    return db.scalar(reachable(Task).where(Task.id == wanted)) if wanted else None


def _asks_for_rows() -> bool:
    return bool({"add", "split", "look"} & request.form.keys())


def _submitted() -> tuple[TemplateForm, list[PieceForm]]:
    form = TemplateForm()
    form.offer()
    return form, rows.submitted(PieceForm)


def _form(kept: Kept, template: TaskTemplate | None = None, name: str | None = None) -> TemplateForm:
    whole = kept.whole
    same = ("title", "goal", "unit", "lower_is_better", "measure", "is_important", "demand", "note", "begins", "due")
    form = TemplateForm(
        formdata=None, name=template.name if template else name, goal_quantity=whole.quantity,
        effort=typed_hours(whole.effort_minutes), urgency=wording.urgency(whole),
        criteria="\n".join(whole.criteria), counted_in=kept.counted_in or WORKING,
        version=str(template.version) if template else None, **{one: getattr(whole, one) for one in same},
    )  # fmt: skip
    form.offer()
    return form


def _read(form: TemplateForm, typed: list[PieceForm], base: Kept | None) -> Kept | None:
    """What was typed as a plan; None when something is to be corrected."""
    parts = rows.typed(typed)
    if not all([form.valid, *(row.valid for row in parts)]):
        return None
    whole = Piece(**form.work(), begins=form.begins.data, due=form.due.data)
    below = [
        replace(rows.piece(row, rows.base_of(row, base, whole)), begins=row.begins.data, due=row.due.data)
        for row in parts
    ]
    kept = Kept(whole, tuple(below), form.counted_in.data)
    total = kept.sum()
    if total is not None and not total.adds_up:
        form.refuse("goal_quantity", not_adding_up(total))
        return None
    return pieces.read(pieces.as_json(kept))


def _page(form: TemplateForm, parts: list[PieceForm], *, status: int = 200, **more: Any) -> Response:
    record = more.get("record")
    return render(
        "tasks/template.html", status=status, form=form, rows=parts, goals=goals,
        sum=typed_sum(form.read_goal(), parts), may_change=record is None or templates.may_change(me(), record),
        **more,
    )  # fmt: skip
