"""Stages as a file names them, and where new ones stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from app.imports.batches import insert_many
from app.imports.context import Context
from app.imports.decisions import Decisions
from app.imports.lists import Named, named_row
from app.imports.vocabularies import NEW, OUT, Growing
from app.imports.words import Made, Words
from app.pipeline.bringing.synonyms import STAGES as KNOWN
from app.pipeline.bringing.synonyms import meaning, usual_place
from app.pipeline.opportunities.model import OPEN, Pipeline, Stage
from tenants.context import db


def pipeline_of(decisions: Decisions) -> UUID | None:
    """The pipeline that was chosen for the deals of a file."""
    chosen = decisions.answers.get("pipeline")
    return UUID(chosen) if chosen else None


class _Stages(Growing):
    """The stages of the pipeline the deals go into; those of others only so that existing deals are understood."""

    def entries(self, context: Context, decisions: Decisions) -> Iterable[Named]:
        pipelines = select(Pipeline).where(Pipeline.archived_at.is_(None)).order_by(Pipeline.position, Pipeline.id)
        first = pipeline_of(decisions) or db.scalars(pipelines).first().id  # type: ignore[union-attr]
        for stage in db.scalars(select(Stage).order_by(Stage.pipeline_id, Stage.position, Stage.id)):
            about = {
                "kind": stage.kind, "pipeline_id": stage.pipeline_id, "position": stage.position,
                "probability": stage.probability, "in_use": stage.archived_at is None,
            }  # fmt: skip
            here = stage.pipeline_id == first
            yield Named(stage.id, stage.name, here and stage.archived_at is None, about, () if here else ("\0",))

    def synonym(self, words: Words, text: str) -> Any:
        """Won and lost, whatever the company calls them."""
        kind = meaning(KNOWN, text)
        if kind is None:
            return None
        return next((one.id for one in words.named("stage") if one.about["kind"] == kind), None)

    def beginning(self, words: Words) -> dict[str, Any]:
        """A new stage is an open one of the same pipeline."""
        return {"kind": OPEN, "pipeline_id": words.named("stage")[0].about["pipeline_id"]}

    def write(self, context: Context, made: list[Made]) -> None:
        """New stages come last of the open ones, in their usual order, their chances spread evenly up to the end."""
        made = sorted(made, key=lambda one: usual_place(one.name))
        pipeline_id = made[0].about["pipeline_id"]
        stages = db.scalars(select(Stage).where(Stage.pipeline_id == pipeline_id).order_by(Stage.position)).all()
        open_stages = [stage for stage in stages if stage.kind == OPEN]
        last = open_stages[-1].position if open_stages else -1
        chance = open_stages[-1].probability if open_stages else 0
        _make_room(pipeline_id, last + len(made), [stage for stage in stages if stage.kind != OPEN])
        rows = [
            {
                **named_row(one), "pipeline_id": pipeline_id, "kind": OPEN, "position": last + place, "demands": [],
                "probability": chance + (100 - chance) * place // (len(made) + 1), "version": 1,
            }
            for place, one in enumerate(made, start=1)
        ]  # fmt: skip
        insert_many(Stage.__table__, rows)


def _make_room(pipeline_id: UUID, last: int, ends: list[Stage]) -> None:
    """The ends stay behind all open stages."""
    if ends and ends[0].position <= last:
        moved = last + 1 - ends[0].position
        db.execute(
            update(Stage)
            .where(Stage.pipeline_id == pipeline_id, Stage.kind != OPEN)
            .values(position=Stage.position + moved)
        )


STAGES = _Stages("stage", _l("Stages"), (NEW, OUT), "stage", unknown=_l("There is no stage called “%(value)s”."))
