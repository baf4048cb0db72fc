"""The verbs of the order book: orders by hand, and the money that comes in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from app.changes import differing
from app.events import happened
from app.pipeline.orders.finding import forget, make_findable
from app.pipeline.orders.model import Order, Receipt
from tenants.context import db
from tenants.model import Member

CHANGEABLE = frozenset(
    {"number", "account_id", "owner_id", "region_id", "customer_type", "ordered_on", "amount_minor", "note"}
)


def add_order(values: dict[str, Any], *, by: Member, at: datetime) -> Order:
    """Enter an order of the finance book."""
    order = Order(**values, source="finance", created_at=at, updated_at=at)
    db.add(order)
    db.flush()
    happened(order, "made", by=by.id, at=at, amount_minor=order.amount_minor)
    make_findable(order)
    return order


def change_order(order: Order, values: dict[str, Any], *, by: Member, at: datetime) -> None:
    """Set what differs."""
    changed = differing(order, values, CHANGEABLE)
    if not changed:
        return
    for name, (_, value) in changed.items():
        setattr(order, name, value)
    order.updated_at = at
    happened(order, "changed", by=by.id, at=at, **changed)
    db.flush()
    make_findable(order)


def remove_order(order: Order, *, by: Member, at: datetime) -> None:
    """Take an order of the finance book out again; one that a deal made goes when the deal is reopened."""
    happened(order, "removed", by=by.id, at=at, amount_minor=order.amount_minor)
    forget(order)
    db.delete(order)
    db.flush()


def receive(
    order: Order, amount_minor: int, received_on: date, note: str | None, *, by: Member, at: datetime
) -> Receipt:
    """Write down money that came in."""
    receipt = Receipt(order_id=order.id, amount_minor=amount_minor, received_on=received_on, note=note)
    db.add(receipt)
    happened(order, "paid", by=by.id, at=at, amount_minor=amount_minor, received_on=received_on)
    db.flush()
    return receipt


def take_back(order: Order, receipt: Receipt, *, by: Member, at: datetime) -> None:
    """Strike a receipt that was written down by mistake."""
    happened(order, "unpaid", by=by.id, at=at, amount_minor=receipt.amount_minor, received_on=receipt.received_on)
    db.delete(receipt)
    db.flush()
