"""Winning makes an order; reopening takes it back, unless it has begun a life of its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select

from app.events import happened
from app.pipeline.opportunities.model import Deal, DealLine
from app.pipeline.orders.finding import forget, make_findable
from app.pipeline.orders.model import Order, OrderLine, Receipt
from tenants.context import db
from tenants.model import Member

_COPIED = ("product_id", "description", "quantity", "unit_minor", "amount_minor", "position")


class OrderInUse(Exception):
    """The deal's order has receipts or was edited by hand: the deal stays won."""


def order_from(deal: Deal, *, by: Member | None, at: datetime) -> Order:
    """The order of a won deal, on the day it closed, with its lines."""
    assert deal.closed_on is not None
    order = Order(
        source="pipeline", deal_id=deal.id, account_id=deal.account_id, owner_id=deal.owner_id,
        region_id=deal.region_id, customer_type=deal.customer_type, ordered_on=deal.closed_on,
        amount_minor=deal.amount_minor, created_at=at, updated_at=at,
    )  # fmt: skip
    db.add(order)
    db.flush()
    for line in db.scalars(select(DealLine).where(DealLine.deal_id == deal.id).order_by(DealLine.position)):
        db.add(OrderLine(order_id=order.id, **{name: getattr(line, name) for name in _COPIED}))
    happened(order, "made", by=by.id if by else None, at=at, amount_minor=order.amount_minor, deal_id=deal.id)
    db.flush()
    make_findable(order)
    return order


def withdraw(deal: Deal) -> None:
    """Take the order of a won deal back. Raises OrderInUse; nothing happens when there is none."""
    order = db.scalar(select(Order).where(Order.deal_id == deal.id))
    if order is None:
        return
    if order.version > 1 or db.scalar(select(exists().where(Receipt.order_id == order.id))):
        raise OrderInUse
    forget(order)
    db.delete(order)
    db.flush()
