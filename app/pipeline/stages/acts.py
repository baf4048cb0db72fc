"""Setting up pipelines and their stages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app import ranks
from app.changes import differing
from app.events import happened
from app.people.names import name_key
from app.pipeline.opportunities.model import LOST, OPEN, WON, Deal, Pipeline, Stage, StageChange
from tenants.context import db
from tenants.model import Member
from tenants.owned import new_id

MOST_STAGES, MOST_PIPELINES = 20, 20
ENDS_FROM = 90  # won and lost stand behind all open stages


class InUse(Exception):
    """It cannot be archived: deals are open in it, or nothing would be left."""


class NoTarget(Exception):
    """The stage has deals, and it was not said where they go."""


class NameTaken(Exception):
    """There is one of this name already."""


def add_pipeline(name: str, ends: tuple[str, str], first: str, *, by: Member, at: datetime) -> Pipeline:
    """A new pipeline with one open stage and its two ends. Raises NameTaken."""
    _refuse_taken(select(Pipeline.id).where(Pipeline.name_key == name_key(name)))
    last = db.scalar(select(func.max(Pipeline.position)))
    pipeline = Pipeline(name=name, name_key=name_key(name), position=(last or 0) + 1)
    db.add(pipeline)
    db.flush()
    for stage_name, kind, position, chance in (
        (first, OPEN, 0, 10), (ends[0], WON, ENDS_FROM, 100), (ends[1], LOST, ENDS_FROM + 1, 0),
    ):  # fmt: skip
        db.add(
            Stage(
                pipeline_id=pipeline.id, name=stage_name, name_key=name_key(stage_name), kind=kind,
                position=position, probability=chance,
            )
        )  # fmt: skip
    happened(pipeline, "added", by=by.id, at=at)
    db.flush()
    return pipeline


def rename_pipeline(pipeline: Pipeline, name: str, *, by: Member, at: datetime) -> None:
    """Give the pipeline another name. Raises NameTaken."""
    if name == pipeline.name:
        return
    _refuse_taken(select(Pipeline.id).where(Pipeline.name_key == name_key(name), Pipeline.id != pipeline.id))
    happened(pipeline, "changed", by=by.id, at=at, name=[pipeline.name, name])
    pipeline.name, pipeline.name_key = name, name_key(name)
    db.flush()


def archive_pipeline(pipeline: Pipeline, *, by: Member, at: datetime) -> None:
    """Offer the pipeline no more. Raises InUse while deals are open in it, or when it is the last one."""
    others = select(Pipeline.id).where(Pipeline.archived_at.is_(None), Pipeline.id != pipeline.id).limit(1)
    open_deals = select(Deal.id).where(Deal.pipeline_id == pipeline.id, Deal.state == OPEN).limit(1)
    if db.scalar(others) is None or db.scalar(open_deals) is not None:
        raise InUse
    pipeline.archived_at = at
    happened(pipeline, "archived", by=by.id, at=at)
    db.flush()


def add_stage(pipeline: Pipeline, values: dict[str, Any], *, by: Member, at: datetime) -> Stage:
    """A new open stage behind the others. Raises NameTaken."""
    key = name_key(values["name"])
    _refuse_taken(select(Stage.id).where(Stage.pipeline_id == pipeline.id, Stage.name_key == key))
    last = db.scalar(select(func.max(Stage.position)).where(Stage.pipeline_id == pipeline.id, Stage.kind == OPEN))
    position = 0 if last is None else last + 1
    stage = Stage(pipeline_id=pipeline.id, name_key=key, kind=OPEN, position=position, **values)
    db.add(stage)
    db.flush()
    happened(stage, "added", by=by.id, at=at)
    db.flush()
    return stage


def change_stage(stage: Stage, values: dict[str, Any], *, by: Member, at: datetime) -> None:
    """Give a stage another name, other days or other demands. Raises NameTaken."""
    changed = differing(stage, values)
    if not changed:
        return
    if "name" in changed:
        key = name_key(values["name"])
        same = (Stage.pipeline_id == stage.pipeline_id, Stage.name_key == key, Stage.id != stage.id)
        _refuse_taken(select(Stage.id).where(*same))
        stage.name_key = key
    for name, value in values.items():
        setattr(stage, name, value)
    happened(stage, "changed", by=by.id, at=at, **changed)
    db.flush()


def place_stage(stage: Stage, place: int, *, by: Member, at: datetime) -> None:
    """Put an open stage at `place` among the open stages of its pipeline, counted from 0."""
    siblings = _open_stages(stage)
    before = siblings.index(stage)
    siblings.remove(stage)
    siblings.insert(max(0, min(place, len(siblings))), stage)
    for position, each in enumerate(siblings):
        if each.position != position:
            each.position = position
    if siblings.index(stage) != before:
        happened(stage, "reordered", by=by.id, at=at, place=[before + 1, siblings.index(stage) + 1])
    db.flush()


def place_of(stage: Stage) -> int:
    """Where an open stage stands among the open stages, counted from 0."""
    return _open_stages(stage).index(stage)


def archive_stage(stage: Stage, target: Stage | None, *, by: Member, at: datetime) -> int:
    """Offer an open stage no more; its deals go to `target`, which stands in the same pipeline. Returns how many.

    Their days in stage are kept: nobody's stuck deal looks fresh because the stages were tidied up. Raises InUse for
    the last open stage and for an end, NoTarget when there are deals and no target.
    """
    if stage.kind != OPEN or len(_open_stages(stage)) < 2:
        raise InUse
    deals = list(db.scalars(select(Deal).where(Deal.stage_id == stage.id, Deal.state == OPEN).order_by(Deal.rank)))
    if deals and (target is None or target.id == stage.id or target.pipeline_id != stage.pipeline_id):
        raise NoTarget
    if target is not None:
        _move_all(deals, stage, target, by, at)
    stage.archived_at = at
    happened(stage, "archived", by=by.id, at=at, deals=len(deals), target=target.name if target else None)
    db.flush()
    return len(deals)


def _move_all(deals: list[Deal], stage: Stage, target: Stage, by: Member, at: datetime) -> None:
    batch = new_id()
    rank = db.scalar(select(func.max(Deal.rank)).where(Deal.stage_id == target.id, Deal.state == OPEN))
    if rank is not None and not ranks.is_key(rank):
        rank = None
    for deal in deals:
        rank = ranks.between(rank, None)
        deal.stage_id, deal.rank, deal.updated_at = target.id, rank, at
        db.add(StageChange(deal_id=deal.id, from_stage_id=stage.id, to_stage_id=target.id, at=at, by_id=by.id))
        facts = {"stage": [stage.name, target.name], "stage_id": [stage.id, target.id]}
        happened(deal, "moved", by=by.id, at=at, batch=batch, **facts)


def _open_stages(stage: Stage) -> list[Stage]:
    statement = select(Stage).where(
        Stage.pipeline_id == stage.pipeline_id, Stage.kind == OPEN, Stage.archived_at.is_(None)
    )
    return list(db.scalars(statement.order_by(Stage.position, Stage.id)))


def _refuse_taken(statement: Any) -> None:
    if db.scalar(statement.limit(1)) is not None:
        raise NameTaken
