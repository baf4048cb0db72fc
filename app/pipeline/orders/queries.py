"""Which orders a member sees."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from app.people.sight import visible_owners
from app.pipeline.accounts.queries import A
from app.pipeline.accounts.queries import visible_to as account_visible_to
from app.pipeline.orders.model import Order, OrderLine, Receipt
from tenants.context import db, door
from tenants.model import Member, Tenant

ORDERS = Order.__table__
RECEIPTS = Receipt.__table__


def visible_to(member: Member) -> ColumnElement[bool]:
    """The orders `member` sees: by their owner; those of nobody by their customer."""
    owners = visible_owners(member)
    if owners is None:
        return true()
    accounts = select(A.c.id).where(A.c.tenant_id == door().tenant_id, account_visible_to(member))
    return or_(ORDERS.c.owner_id.in_(owners), and_(ORDERS.c.owner_id.is_(None), ORDERS.c.account_id.in_(accounts)))


Order.sight = staticmethod(visible_to)


def usual_book() -> str:
    """The book the company counts its revenue by."""
    cache = door().cache
    if "usual book" not in cache:
        cache["usual book"] = db.get_one(Tenant, door().tenant_id).revenue_source
    return str(cache["usual book"])


def received() -> ColumnElement[int]:
    """The money that came in for an order."""
    came_in = select(func.coalesce(func.sum(RECEIPTS.c.amount_minor), 0)).where(
        RECEIPTS.c.tenant_id == ORDERS.c.tenant_id, RECEIPTS.c.order_id == ORDERS.c.id
    )
    return came_in.scalar_subquery()


def lines_of(order_id: UUID) -> Select[OrderLine]:
    """The products on an order."""
    return select(OrderLine).where(OrderLine.order_id == order_id).order_by(OrderLine.position, OrderLine.id)


def receipts_of(order_id: UUID) -> Select[Receipt]:
    """The money that came in, by day."""
    return select(Receipt).where(Receipt.order_id == order_id).order_by(Receipt.received_on, Receipt.id)
