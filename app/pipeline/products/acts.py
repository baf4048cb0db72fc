"""The verbs of a product."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.changes import differing
from app.events import happened
from app.people.names import name_key
from app.pipeline.products.model import Product
from app.search import index
from tenants.context import db
from tenants.model import Member


class NameTaken(Exception):
    """Another product is called so."""


def add_product(values: dict[str, Any], *, by: Member, at: datetime) -> Product:
    """Enter a product. Raises NameTaken."""
    product = Product(**values, name_key=name_key(values["name"]))
    _refuse_twin(product)
    db.add(product)
    db.flush()
    happened(product, "added", by=by.id, at=at, price_minor=product.price_minor)
    make_findable(product)
    return product


def change_product(product: Product, values: dict[str, Any], *, by: Member, at: datetime) -> None:
    """Set what differs; deals and orders keep the price they were made with. Raises NameTaken."""
    changed = differing(product, values)
    if not changed:
        return
    with db.no_autoflush:
        for name, (_, value) in changed.items():
            setattr(product, name, value)
        product.name_key = name_key(product.name)
        _refuse_twin(product)
    happened(product, "changed", by=by.id, at=at, **changed)
    db.flush()
    make_findable(product)


def archive(product: Product, *, by: Member, at: datetime) -> None:
    """Sell it no more."""
    if product.archived_at is None:
        product.archived_at = at
        happened(product, "archived", by=by.id, at=at)
        db.flush()


def restore(product: Product, *, by: Member, at: datetime) -> None:
    """Sell it again."""
    if product.archived_at is not None:
        product.archived_at = None
        happened(product, "restored", by=by.id, at=at)
        db.flush()


def make_findable(product: Product) -> None:
    """Let search know the product."""
    index.put("product", product.id, product.name, product.code or "", None)


def _refuse_twin(product: Product) -> None:
    same = select(Product.id).where(Product.name_key == product.name_key)
    if product.id is not None:
        same = same.where(Product.id != product.id)
    if db.scalar(same) is not None:
        raise NameTaken
