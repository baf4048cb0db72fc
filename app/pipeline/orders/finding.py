"""What search knows of an order: its number, or the deal that made it; beside it the customer."""

from __future__ import annotations

from uuid import UUID

from app.pipeline.accounts.model import Account
from app.pipeline.opportunities.model import Deal
from app.pipeline.orders.model import Order
from app.search import index
from app.search.index import Entry
from tenants.context import db, door


def make_findable(order: Order) -> None:
    """Let search know the order's present words."""
    account = _record(Account, order.account_id)
    deal = _record(Deal, order.deal_id)
    found = entry(
        order.id, order.number, deal.title if deal else None, account.name if account else None, order.owner_id,
        order.external_id,
    )  # fmt: skip
    index.put("order", order.id, found.title, found.detail, found.owner_id, found.extra)


def entry(
    order_id: UUID, number: str | None, deal: str | None, account: str | None, owner_id: UUID | None,
    external_id: str | None = None,
) -> Entry:  # fmt: skip
    """An order as search shows it. A deal's order has no number until somebody gives it one."""
    title = number or deal or account or ""
    extra = " ".join(filter(None, (deal if number else None, external_id)))
    return Entry("order", order_id, title, account or "", owner_id, extra)


def forget(order: Order) -> None:
    """Let search forget the order."""
    index.remove(order.id)


def _record(cls: type, record_id: UUID | None):
    return db.get(cls, (door().tenant_id, record_id)) if record_id is not None else None
