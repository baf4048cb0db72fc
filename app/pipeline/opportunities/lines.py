"""The products on a deal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.events import happened
from app.pipeline.opportunities.changing import change
from app.pipeline.opportunities.model import Deal, DealLine
from app.pipeline.products.model import Product
from app.pipeline.products.queries import on_sale
from tenants.context import db
from tenants.model import Member

MOST = 100


@dataclass(frozen=True)
class Lines:
    """The lines in order and their sum; None when a line has no price yet."""

    rows: list[DealLine]
    sum_minor: int | None


def of(deal: Deal) -> Lines:
    """The lines of `deal`; their products come with them."""
    rows = list(db.scalars(select(DealLine).where(DealLine.deal_id == deal.id).order_by(DealLine.position)))
    products = {row.product_id for row in rows if row.product_id}
    if products:
        list(db.scalars(select(Product).where(Product.id.in_(products))))
    amounts = [row.amount_minor for row in rows]
    known = [amount for amount in amounts if amount is not None]
    return Lines(rows, sum(known) if rows and len(known) == len(amounts) else None)


def offer() -> dict[str, Any]:
    """What can be put on a deal, as a list to choose from."""
    there = on_sale()
    return {"products": there, "product_choices": [("", _("Add a product")), *((one.id, one.name) for one in there)]}


def worth(quantity: Decimal, unit_minor: int | None) -> int | None:
    """Quantity times price, rounded half up to the minor unit."""
    if unit_minor is None:
        return None
    return int((quantity * unit_minor).to_integral_value(ROUND_HALF_UP))


def add(
    deal: Deal, product: Product | None, quantity: Decimal, unit_minor: int | None, *, by: Member, at: datetime
) -> DealLine:
    """Put a product on the deal, at its list price unless another is given."""
    if unit_minor is None and product is not None:
        unit_minor = product.price_minor
    last = db.scalar(select(func.max(DealLine.position)).where(DealLine.deal_id == deal.id))
    line = DealLine(
        deal_id=deal.id, product_id=product.id if product else None, quantity=quantity, unit_minor=unit_minor,
        amount_minor=worth(quantity, unit_minor), position=0 if last is None else last + 1,
    )  # fmt: skip
    db.add(line)
    deal.updated_at = at
    name = product.name if product else None
    happened(deal, "priced", by=by.id, at=at, product=[None, name], quantity=str(quantity.normalize()))
    db.flush()
    return line


def drop(line: DealLine, deal: Deal, *, by: Member, at: datetime) -> None:
    """Take a product off the deal."""
    name = line.product.name if line.product else None
    db.delete(line)
    deal.updated_at = at
    happened(deal, "priced", by=by.id, at=at, product=[name, None])
    db.flush()


def set_amount(deal: Deal, *, by: Member, at: datetime) -> None:
    """Make the sum of the lines the deal's amount."""
    total = of(deal).sum_minor
    if total is not None:
        change(deal, {"amount_minor": total}, by=by, at=at)


def line_of(deal: Deal, line_id: UUID) -> DealLine | None:
    """The line of this deal with that id."""
    return db.scalar(select(DealLine).where(DealLine.id == line_id, DealLine.deal_id == deal.id))
