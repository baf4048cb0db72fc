"""What happened at a customer, and what he is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from app.pipeline.accounts.queries import D
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.filtering.conditions import seen_by
from app.pipeline.opportunities.model import Deal
from app.pipeline.orders.model import Order
from tenants.context import db, door
from tenants.model import Member

SIZE = 20
ORDERS = Order.__table__


@dataclass(frozen=True)
class Figures:
    """Open deals and orders of a customer; the sources of orders stand side by side, never in one sum."""

    open_count: int
    open_minor: int
    orders: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Contacts:
    """One page of what was said at a customer, newest first."""

    entries: list[Any]
    number: int
    has_more: bool


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


def timeline(account_id: UUID, member: Member, number: int) -> Contacts:
    """Contacts with the customer himself and about deals with him that `member` sees."""
    number = min(max(number, 1), 500)
    deals = select(D.c.id).where(*seen_by(member), D.c.account_id == account_id)
    about = or_(FollowUp.deal_id.in_(deals), (FollowUp.account_id == account_id) & FollowUp.deal_id.is_(None))
    statement = (
        select(FollowUp, Deal.title)
        .outerjoin(Deal, (Deal.tenant_id == FollowUp.tenant_id) & (Deal.id == FollowUp.deal_id))
        .where(about)
        .order_by(FollowUp.at.desc(), FollowUp.id.desc())
        .offset((number - 1) * SIZE)
        .limit(SIZE + 1)
    )
    found = list(db.execute(statement).all())
    return Contacts(found[:SIZE], number, len(found) > SIZE)
