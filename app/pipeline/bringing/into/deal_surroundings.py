"""What lies around deals that are there already: their lines, promises and orders, read once for all rows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import exists, select

from app.imports.batches import asked
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import WON, DealLine
from app.pipeline.orders.model import Order, Receipt

_LINES, _STEPS, _ORDERS = DealLine.__table__, FollowUp.__table__, Order.__table__
_HAS_RECEIPTS = exists(
    select(Receipt.id).where(Receipt.tenant_id == _ORDERS.c.tenant_id, Receipt.order_id == _ORDERS.c.id)
).label("has_receipts")


def load(records: list[dict[str, Any]], fields: Collection[str]) -> None:
    """Add "lines", "promises" and "order" to the records, as far as the file's fields touch them."""
    by_id = {record["id"]: record for record in records}
    for record in records:
        record.update(lines=[], promises=set(), order=None)
    if "product" in fields or "stage" in fields:  # winning copies the lines into the order
        for line in asked(list(_LINES.c), _LINES.c.deal_id, by_id):
            by_id[line["deal_id"]]["lines"].append(dict(line))
    if "next_step" in fields:
        steps = [_STEPS.c.deal_id, _STEPS.c.promise, _STEPS.c.due_on]
        for step in asked(steps, _STEPS.c.deal_id, by_id, _STEPS.c.promise.is_not(None)):
            by_id[step["deal_id"]]["promises"].add((step["promise"], step["due_on"]))
    won = [record["id"] for record in records if record["state"] == WON]
    for order in asked([*_ORDERS.c, _HAS_RECEIPTS], _ORDERS.c.deal_id, won):
        by_id[order["deal_id"]]["order"] = dict(order)


def is_untouched(order: dict[str, Any]) -> bool:
    """Whether the order is still just what winning the deal made of it."""
    return order["version"] == 1 and not order["has_receipts"]
