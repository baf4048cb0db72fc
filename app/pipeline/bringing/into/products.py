"""What the company sells, with its lines and list prices."""

from __future__ import annotations

from typing import Any

from app.imports.entries import Entry
from app.imports.into import Into
from app.people.names import name_key
from app.pipeline.products.model import Product


class IntoProducts(Into):
    """A price list: one product a row."""

    record = Product
    noun = "product"
    plain = {"name": "name", "code": "code"}
    named = {"line": "line_id"}
    unique = "name_key"
    probes = {("code",): None, ("name",): None}

    def complete(self, entry: Entry) -> None:
        """The price in the company's money."""
        if entry.given.get("name"):
            entry.given["name_key"] = name_key(entry.given["name"])
        self.amount(entry, "price", "price_minor")

    def columns(self) -> Any:
        """Those of every kind, and the price."""
        return [*super().columns(), "price_minor", "name_key"]
