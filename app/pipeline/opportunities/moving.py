"""Moving a deal on: to another stage, to an order, to a "no", and back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select

from app import days
from app.company.model import Choice
from app.events import happened
from app.pipeline.accounts.model import Account
from app.pipeline.follow_ups.acts import open_promises
from app.pipeline.opportunities import demands, places, regions
from app.pipeline.opportunities.model import LOST, OPEN, WON, Deal, Stage, StageChange
from app.pipeline.opportunities.queries import stage_of
from app.pipeline.orders.acts import order_from, withdraw
from app.pipeline.orders.model import Order
from tenants.context import db, door
from tenants.model import Member
from tenants.owned import append

VERBS = {OPEN: "moved", WON: "won", LOST: "lost"}


def move(
    deal: Deal,
    to: Stage,
    *,
    by: Member,
    at: datetime,
    lost_reason_id: UUID | None = None,
    lost_note: str | None = None,
    before: Deal | None = None,
    after: Deal | None = None,
    batch: UUID | None = None,
) -> Order | None:
    """Put `deal` into stage `to`; returns the order that winning makes.

    Raises Demands when the stage wants fields the deal lacks, ReasonNeeded when it would be lost without a reason,
    OrderInUse when a won deal would be reopened whose order has receipts or was edited by hand.
    """
    if to.id == deal.stage_id:
        places.place(deal, before=before, after=after)
        return None
    missing = demands.missing_for(deal, to)
    if missing:
        raise demands.Demands(missing)
    if to.kind == LOST and lost_reason_id is None:
        raise demands.ReasonNeeded
    came_from = stage_of(deal)
    if deal.state == WON:
        withdraw(deal)
    facts = {"stage": [came_from.name, to.name], "stage_id": [came_from.id, to.id]}
    values = _standing(deal, came_from, to, at) | _ending(deal, to, lost_reason_id, lost_note)
    if to.kind == OPEN:
        values["rank"] = places.rank_in(to.id, deal.id, before=before, after=after)
    if to.kind == LOST:
        facts |= _lost_facts(lost_reason_id, lost_note)
        _end_promises(deal, by, at)
    for name, value in values.items():  # all at once: no query may see a deal that is half in its new stage
        setattr(deal, name, value)
    _record(deal, came_from, to, by, at, batch, facts)
    return order_from(deal, by=by, at=at) if to.kind == WON else None


def _standing(deal: Deal, came_from: Stage, to: Stage, at: datetime) -> dict[str, Any]:
    """Where the deal stands from `at` on; what an earlier end left behind is undone."""
    thawed = came_from.kind == WON and deal.region_id == regions.inherited(deal)
    return {
        "pipeline_id": to.pipeline_id,
        "stage_id": to.id,
        "state": to.kind,
        "stage_since": at,
        "updated_at": at,
        "closed_on": None if to.kind == OPEN else days.here(at),
        "region_id": None if thawed else deal.region_id,
    }


def _ending(deal: Deal, to: Stage, reason_id: UUID | None, note: str | None) -> dict[str, Any]:
    """What is known of an end: why it was lost, or for whom a won deal counts."""
    if to.kind == LOST:
        return {"lost_reason_id": reason_id, "lost_note": note}
    why = {"lost_reason_id": None, "lost_note": None}
    if to.kind == OPEN:
        return why
    return {**why, "region_id": regions.region_of(deal), "customer_type": _customer_type(deal)}


def _lost_facts(reason_id: UUID | None, note: str | None) -> dict[str, Any]:
    reason = db.get_one(Choice, (door().tenant_id, reason_id))
    return {"lost_reason_id": reason_id, "lost_reason": reason.name, "lost_note": note}


def _end_promises(deal: Deal, by: Member, at: datetime) -> None:
    for follow_up in open_promises(deal):
        follow_up.completed_at, follow_up.completed_by_id = at, by.id


def _record(
    deal: Deal, came_from: Stage, to: Stage, by: Member, at: datetime, batch: UUID | None, facts: dict[str, Any]
) -> None:
    append(StageChange, deal_id=deal.id, from_stage_id=came_from.id, to_stage_id=to.id, at=at, by_id=by.id)
    verb = "reopened" if to.kind == OPEN and came_from.kind != OPEN else VERBS[to.kind]
    happened(deal, verb, by=by.id, at=at, batch=batch, **facts)
    db.flush()


def _customer_type(deal: Deal) -> str | None:
    if deal.account_id is None:
        return deal.customer_type
    marked = db.scalar(select(Account.customer_type).where(Account.id == deal.account_id))
    if "key" in (marked, deal.customer_type):
        return "key"
    earlier = select(exists().where(Order.account_id == deal.account_id))
    return "existing" if db.scalar(earlier) else "new"
