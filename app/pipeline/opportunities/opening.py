"""Opening a deal."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app import days, ranks
from app.events import happened
from app.pipeline.follow_ups.acts import Promise, promise_only
from app.pipeline.opportunities import demands
from app.pipeline.opportunities.finding import make_new_findable
from app.pipeline.opportunities.model import OPEN, Deal, Pipeline, Stage, StageChange
from tenants.context import db
from tenants.model import Member
from tenants.owned import append


@dataclass(frozen=True)
class DealDraft:
    """What is known of a deal before it exists. Without a stage it begins in the first of the first pipeline."""

    title: str
    owner_id: UUID
    stage: Stage | None = None
    account_id: UUID | None = None
    contact_id: UUID | None = None
    amount_minor: int | None = None
    expected_on: date | None = None
    opened_on: date | None = None
    channel_id: UUID | None = None
    region_id: UUID | None = None
    customer_type: str | None = None
    referred_by_id: UUID | None = None
    competitors: list[str] = field(default_factory=list)
    note: str | None = None
    external_id: str | None = None
    import_id: UUID | None = None


def open_deal(draft: DealDraft, *, by: Member, at: datetime, promise: Promise | None = None) -> Deal:
    """Make the deal of `draft` in an open stage, with its next step. Raises Demands when the stage wants more."""
    stage = draft.stage or first_stage()
    known = {field.name: getattr(draft, field.name) for field in fields(draft) if field.name != "stage"}
    missing = demands.missing_among(stage.demands, known)
    if missing:
        raise demands.Demands(missing)
    known["opened_on"] = draft.opened_on or days.here(at)
    deal = Deal(
        **known, pipeline_id=stage.pipeline_id, stage_id=stage.id, state=OPEN, stage_since=at,
        rank=ranks.newest(), created_at=at, updated_at=at,
    )  # fmt: skip
    db.add(deal)
    db.flush()
    append(StageChange, deal_id=deal.id, to_stage_id=stage.id, at=at, by_id=by.id)
    facts: dict[str, Any] = {"stage": stage.name, "amount_minor": deal.amount_minor}
    if promise is not None:
        promise_only(deal, promise, by=by, at=at)
        facts |= {"promise": promise.what, "due_on": promise.due_on}
    happened(deal, "opened", by=by.id, at=at, **facts)
    make_new_findable(deal)
    return deal


def first_stage(pipeline_id: UUID | None = None) -> Stage:
    """The stage a deal begins in: the first of `pipeline_id`, else of the company's first pipeline."""
    statement = (
        select(Stage)
        .join(Pipeline, Pipeline.id == Stage.pipeline_id)
        .where(Stage.kind == OPEN, Stage.archived_at.is_(None), Pipeline.archived_at.is_(None))
        .order_by(Pipeline.position, Pipeline.id, Stage.position)
        .limit(1)
    )
    if pipeline_id is not None:
        statement = statement.where(Pipeline.id == pipeline_id)
    return db.scalars(statement).one()
