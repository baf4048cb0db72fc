"""Moving a deal on: to another stage, to an order, to a "no", and back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select, update

from app.company.model import Choice
from app.events import happened
from app.pipeline import days
from app.pipeline.accounts.model import Account
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities import demands, places, regions
from app.pipeline.opportunities.model import LOST, OPEN, WON, Deal, Stage, StageChange
from app.pipeline.orders.acts import order_from, withdraw
from app.pipeline.orders.model import Order
from tenants.context import db, door
from tenants.model import Member

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
    came_from = db.get_one(Stage, (door().tenant_id, deal.stage_id))
    if deal.state == WON:
        withdraw(deal)
    facts = _enter(deal, came_from, to, at)
    if to.kind == LOST:
        facts |= _lose(deal, lost_reason_id, lost_note, by, at)
    _record(deal, came_from, to, by, at, batch, facts)
    if to.kind == OPEN:
        places.place(deal, before=before, after=after)
    return _win(deal, by, at) if to.kind == WON else None


def _enter(deal: Deal, came_from: Stage, to: Stage, at: datetime) -> dict[str, object]:
    """The deal stands in the new stage from `at` on; what an earlier end left behind is undone."""
    if came_from.kind == WON and deal.region_id == regions.inherited(deal):
        deal.region_id = None  # it was frozen by winning
    deal.pipeline_id, deal.stage_id, deal.state = to.pipeline_id, to.id, to.kind
    deal.stage_since = deal.updated_at = at
    deal.closed_on = None if to.kind == OPEN else days.here(at)
    deal.lost_reason_id = deal.lost_note = None
    return {"stage": [came_from.name, to.name], "stage_id": [came_from.id, to.id]}


def _lose(deal: Deal, reason_id: UUID | None, note: str | None, by: Member, at: datetime) -> dict[str, object]:
    deal.lost_reason_id, deal.lost_note = reason_id, note
    open_promises = (FollowUp.deal_id == deal.id, FollowUp.promise.is_not(None), FollowUp.completed_at.is_(None))
    db.execute(
        update(FollowUp).where(*open_promises).values(completed_at=at, completed_by_id=by.id),
        execution_options={"synchronize_session": "fetch"},
    )
    reason = db.get_one(Choice, (door().tenant_id, reason_id))
    return {"lost_reason_id": reason_id, "lost_reason": reason.name, "lost_note": note}


def _record(
    deal: Deal, came_from: Stage, to: Stage, by: Member, at: datetime, batch: UUID | None, facts: dict[str, object]
) -> None:
    db.add(StageChange(deal_id=deal.id, from_stage_id=came_from.id, to_stage_id=to.id, at=at, by_id=by.id))
    verb = "reopened" if to.kind == OPEN and came_from.kind != OPEN else VERBS[to.kind]
    happened(deal, verb, by=by.id, at=at, batch=batch, **facts)  # type: ignore[arg-type]
    db.flush()


def _win(deal: Deal, by: Member, at: datetime) -> Order:
    deal.region_id = regions.region_of(deal)
    deal.customer_type = _customer_type(deal)
    db.flush()
    return order_from(deal, by=by, at=at)


def _customer_type(deal: Deal) -> str | None:
    if deal.account_id is None:
        return deal.customer_type
    marked = db.scalar(select(Account.customer_type).where(Account.id == deal.account_id))
    if "key" in (marked, deal.customer_type):
        return "key"
    earlier = select(exists().where(Order.account_id == deal.account_id))
    return "existing" if db.scalar(earlier) else "new"
