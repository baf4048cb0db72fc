"""The settings of pipelines and stages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash, make_response, request
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from app.clock import now
from app.pipeline.opportunities.model import LOST, OPEN, WON, Deal, Pipeline, Stage
from app.pipeline.opportunities.queries import pipelines, stages_of
from app.pipeline.opportunities.wording import DEMANDS
from app.pipeline.stages import acts
from app.pipeline.stages.forms import ArchiveStageForm, PipelineForm, PlaceForm, StageForm
from app.web.access import get_or_404, manages, me
from app.web.forms import with_blank
from app.web.render import go, render
from app.web.unit_of_work import toast
from tenants.context import db

stages = Blueprint("stages", __name__)
STEPS = {"up": -1, "down": 1}


@stages.get("/")
@manages
def index() -> Response:
    return _overview(PipelineForm(formdata=None))


@stages.post("/")
@manages
def create_pipeline() -> Response:
    form = PipelineForm()
    if not form.valid:
        return _overview(form, status=422)
    if len(pipelines()) >= acts.MOST_PIPELINES:
        form.refuse("name", _("A company has at most %(most)s pipelines.", most=acts.MOST_PIPELINES))
        return _overview(form, status=422)
    try:
        acts.add_pipeline(form.name.data, (_("Won"), _("Lost")), _("Contacted"), by=me(), at=now())
    except acts.NameTaken:
        form.refuse("name", _("There is a pipeline of this name already."))
        return _overview(form, status=422)
    return go("stages.index")


@stages.get("/<uuid:id>")
@manages
def pipeline(id: UUID) -> Response:
    found = get_or_404(Pipeline, id)
    return _pipeline_page(found, PipelineForm(formdata=None, name=found.name, version=found.version))


@stages.post("/<uuid:id>")
@manages
def rename(id: UUID) -> Response:
    found = get_or_404(Pipeline, id)
    form = PipelineForm()
    if not form.valid:
        return _pipeline_page(found, form, status=422)
    if _is_stale(form, found):
        return _pipeline_page(found, form, conflict=_conflict(form, found, ("name",)), status=409)
    try:
        acts.rename_pipeline(found, form.name.data, by=me(), at=now())
    except acts.NameTaken:
        form.refuse("name", _("There is a pipeline of this name already."))
        return _pipeline_page(found, form, status=422)
    return go("stages.index")


@stages.post("/<uuid:id>/archival")
@manages
def archive_pipeline(id: UUID) -> Response:
    try:
        acts.archive_pipeline(get_or_404(Pipeline, id), by=me(), at=now())
    except acts.InUse:
        flash(_("This pipeline stays: deals are open in it, or it is the only one."), "bad")
    return go("stages.index")


@stages.get("/<uuid:id>/stages/new")
@manages
def new_stage(id: UUID) -> Response:
    return _stage_page(get_or_404(Pipeline, id), None, StageForm(formdata=None))


@stages.post("/<uuid:id>/stages")
@manages
def create_stage(id: UUID) -> Response:
    found = get_or_404(Pipeline, id)
    form = StageForm()
    if not form.valid:
        return _stage_page(found, None, form, status=422)
    if len(stages_of(found.id)) >= acts.MOST_STAGES:
        form.refuse("name", _("A pipeline has at most %(most)s stages.", most=acts.MOST_STAGES))
        return _stage_page(found, None, form, status=422)
    try:
        acts.add_stage(found, form.values, by=me(), at=now())
    except acts.NameTaken:
        form.refuse("name", _("There is a stage of this name already."))
        return _stage_page(found, None, form, status=422)
    return go("stages.index")


@stages.get("/stages/<uuid:id>")
@manages
def stage(id: UUID) -> Response:
    found = _stage(id)
    names = ("name", "probability", "expected_days", "warning_days", "quiet_days", "demands", "version")
    form = StageForm(formdata=None, data={name: getattr(found, name) for name in names})
    return _stage_page(get_or_404(Pipeline, found.pipeline_id), found, _fitting(form, found))


@stages.post("/stages/<uuid:id>")
@manages
def change_stage(id: UUID) -> Response:
    found = _stage(id)
    there = get_or_404(Pipeline, found.pipeline_id)
    form = _fitting(StageForm(), found)
    if not form.valid:
        return _stage_page(there, found, form, status=422)
    if _is_stale(form, found):
        conflict = _conflict(form, found, tuple(form.values))
        return _stage_page(there, found, form, conflict=conflict, status=409)
    try:
        acts.change_stage(found, form.values, by=me(), at=now())
    except acts.NameTaken:
        form.refuse("name", _("There is a stage of this name already."))
        return _stage_page(there, found, form, status=422)
    return go("stages.index")


@stages.post("/stages/<uuid:id>/place/<any(up, down):step>")
@manages
def shift(id: UUID, step: str) -> Response:
    found = _stage(id)
    if found.kind == OPEN:
        acts.place_stage(found, acts.place_of(found) + STEPS[step], by=me(), at=now())
    return go("stages.index")


@stages.post("/stages/<uuid:id>/place")
@manages
def place(id: UUID) -> Response:
    """Put a stage where it was dropped, counted from 0 among the open ones."""
    found, form = _stage(id), PlaceForm()
    if not form.valid or found.kind != OPEN:
        abort(422)
    acts.place_stage(found, form.place.data, by=me(), at=now())
    return toast(make_response("", 204), _("Saved.")) if request.is_partial else go("stages.index")  # type: ignore[attr-defined]


@stages.get("/stages/<uuid:id>/archival")
@manages
def ask_archive(id: UUID) -> Response:
    found = _stage(id)
    return _archive_page(found, ArchiveStageForm(formdata=None))


@stages.post("/stages/<uuid:id>/archival")
@manages
def archive_stage(id: UUID) -> Response:
    found = _stage(id)
    form = ArchiveStageForm()
    form.target.choices = with_blank(_targets(found))
    if not form.valid:
        return _archive_page(found, form, status=422)
    target = db.scalar(select(Stage).where(Stage.id == form.target.data)) if form.target.data else None
    try:
        moved = acts.archive_stage(found, target, by=me(), at=now())
    except acts.NoTarget:
        form.refuse("target", _("Say where its deals go."))
        return _archive_page(found, form, status=422)
    except acts.InUse:
        form.refuse("target", _("A pipeline keeps at least one open stage, and its two ends."))
        return _archive_page(found, form, status=422)
    if moved:
        flash(ngettext("%(num)d deal moved along.", "%(num)d deals moved along.", moved), "good")
    return go("stages.index")


def _stage(stage_id: UUID) -> Stage:
    found = get_or_404(Stage, stage_id)
    if found.archived_at is not None:
        abort(404)
    return found


def _fitting(form: StageForm, found: Stage) -> StageForm:
    """An end has a name and demands; how long deals stay in it is nobody's worry."""
    if found.kind != OPEN:
        for name in ("probability", "expected_days", "warning_days", "quiet_days"):
            del form[name]
    return form


def _overview(form: PipelineForm, *, status: int = 200) -> Response:
    order = {OPEN: 0, WON: 1, LOST: 2}
    rows = [(each, sorted(stages_of(each.id), key=lambda one: (order[one.kind], one.position))) for each in pipelines()]
    return render("pipeline/stages/index.html", rows=rows, form=form, demands=DEMANDS, counts=_counts(), status=status)


def _counts() -> dict[UUID, int]:
    statement = select(Deal.stage_id, func.count()).where(Deal.state == OPEN).group_by(Deal.stage_id)
    return dict(db.execute(statement).all())


def _pipeline_page(found: Pipeline, form: PipelineForm, *, status: int = 200, conflict: Any = None) -> Response:
    return render("pipeline/stages/pipeline.html", pipeline=found, form=form, conflict=conflict, status=status)


def _stage_page(
    there: Pipeline, found: Stage | None, form: StageForm, *, status: int = 200, conflict: Any = None
) -> Response:
    return render(
        "pipeline/stages/stage.html", pipeline=there, stage=found, form=form, conflict=conflict, status=status
    )


def _targets(found: Stage) -> list[tuple[UUID, str]]:
    return [(one.id, one.name) for one in stages_of(found.pipeline_id) if one.kind == OPEN and one.id != found.id]


def _archive_page(found: Stage, form: ArchiveStageForm, *, status: int = 200) -> Response:
    form.target.choices = with_blank(_targets(found))
    return render(
        "pipeline/stages/archive.html", stage=found, form=form, held=_counts().get(found.id, 0), status=status
    )


def _is_stale(form: Any, record: Any) -> bool:
    """Whether someone changed the record since the form was shown; a second sending then means it."""
    if form.version.data is None or form.version.data == record.version:
        return False
    form.version.raw_data = None
    form.version.data = record.version
    return True


def _conflict(form: Any, record: Any, names: tuple[str, ...]) -> list[tuple[str, str, str]]:
    return [
        (str(form[name].label.text), _words(form[name].data), _words(getattr(record, name)))
        for name in names
        if form[name].data != getattr(record, name)
    ]


def _words(value: Any) -> str:
    if isinstance(value, list):
        return _(", ").join(str(DEMANDS[each]) for each in value)
    return "—" if value is None else str(value)
