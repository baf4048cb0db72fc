"""What happened at a customer, and what he is worth."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select

from app.pipeline import timeline
from app.pipeline.accounts.queries import D
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.filtering.conditions import seen_by
from app.pipeline.orders.model import Order
from app.web.timeline import Source
from tenants.context import db, door
from tenants.model import Member

ORDERS = Order.__table__


@dataclass(frozen=True)
class Figures:
    """Open deals and orders of a customer; the sources of orders stand side by side, never in one sum."""

    open_count: int
    open_minor: int
    orders: dict[str, tuple[int, int]]


def figures(account_id: UUID, member: Member) -> Figures:
    """The customer in figures, as far as `member` sees."""
    in_hand = select(func.count(), func.coalesce(func.sum(D.c.amount_minor), 0)).where(
        *seen_by(member), D.c.account_id == account_id, D.c.state == "open"
    )
    count, worth = db.execute(in_hand).one()
    ordered = (
        select(ORDERS.c.source, func.count(), func.coalesce(func.sum(ORDERS.c.amount_minor), 0))
        .where(ORDERS.c.tenant_id == door().tenant_id, ORDERS.c.account_id == account_id, Order.sight(member))  # type: ignore[attr-defined]
        .group_by(ORDERS.c.source)
    )
    return Figures(count, int(worth), {row[0]: (row[1], int(row[2])) for row in db.execute(ordered)})


def of_account(account_id: UUID, member: Member) -> list[Source]:
    """What was said to the customer himself and about deals with him that `member` sees."""
    deals = select(D.c.id).where(*seen_by(member), D.c.account_id == account_id)
    about = or_(FollowUp.deal_id.in_(deals), (FollowUp.account_id == account_id) & FollowUp.deal_id.is_(None))
    return [timeline.contacts(about, of_deals=True)]
