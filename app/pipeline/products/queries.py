"""Named statements about products."""

from __future__ import annotations

from sqlalchemy import select

from app.pipeline.products.model import Product
from tenants.context import db


def on_sale() -> list[Product]:
    """What the company sells now."""
    return list(db.scalars(select(Product).where(Product.archived_at.is_(None)).order_by(Product.name_key).limit(500)))
