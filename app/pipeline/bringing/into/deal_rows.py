"""A new deal as rows of its tables: itself, its line, the way it came through the stages, its order, its next step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.imports.batches import batched, insert_many
from app.imports.context import Context
from app.imports.entries import Entry
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import OPEN, WON, Deal, DealLine, StageChange
from app.pipeline.orders.model import Order, OrderLine
from tenants.owned import new_id

if TYPE_CHECKING:
    from app.pipeline.bringing.into.deals import IntoDeals

Rows = dict[Any, list[dict[str, Any]]]
ENDED_RANK = "a0"  # a deal that has ended has no place on the board
#: Parents before children, as foreign keys want them.
TABLES = (Deal, DealLine, StageChange, Order, OrderLine, FollowUp)


def insert(into: IntoDeals, entries: list[Entry], tick: Callable[[int], None]) -> None:
    """Write new deals, a batch at a time."""
    for batch in batched(entries):
        rows: Rows = defaultdict(list)
        for entry in batch:
            _add(into, entry, rows)
        for model in TABLES:
            insert_many(model.__table__, rows[model])
        tick(len(batch))


def _add(into: IntoDeals, entry: Entry, rows: Rows) -> None:
    context, given = into.context, entry.given
    deal = into.row_of(entry)
    since = stage_since(context, given)
    deal["competitors"] = given.get("competitors", [])
    deal["stage_since"] = since
    deal["rank"] = into.bottoms.below(given["stage_id"]) if given["state"] == OPEN else ENDED_RANK
    rows[Deal].append(deal)
    rows[StageChange] += way(context, entry.record_id, given, first_of(into, given["pipeline_id"]), since)
    line = line_of(entry)
    if line is not None:
        rows[DealLine].append({"id": new_id(), "deal_id": entry.record_id, **line})
    if given["state"] == WON:
        order = order_of(context, deal)
        rows[Order].append(order)
        if line is not None:
            rows[OrderLine].append({"id": new_id(), "order_id": order["id"], **line})
    if "promise" in entry.extra and given["state"] == OPEN:
        rows[FollowUp].append(promise_of(context, deal, entry.extra["promise"]))


def stage_since(context: Context, given: dict[str, Any]) -> datetime:
    """Since when a deal has been where it is: its end, else the only day one knows, else now."""
    day = given["closed_on"] or given.get("opened_on")
    return context.morning(day) if day else context.at


def way(
    context: Context, deal_id: UUID | None, given: dict[str, Any], first: UUID, since: datetime
) -> list[dict[str, Any]]:
    """The moves a deal must have made to stand where it does, rebuilt from its days."""
    opened: date | None = given.get("opened_on")
    stage_id = given["stage_id"]
    if opened is None or stage_id == first:
        return [move(deal_id, None, stage_id, since, rebuilt=True)]
    return [
        move(deal_id, None, first, context.morning(opened), rebuilt=True),
        move(deal_id, first, stage_id, since, rebuilt=True),
    ]


def move(
    deal_id: UUID | None, came_from: UUID | None, to: UUID, at: datetime, *, rebuilt: bool, by: UUID | None = None
) -> dict[str, Any]:
    """One change of stage."""
    return {
        "id": new_id(), "deal_id": deal_id, "from_stage_id": came_from, "to_stage_id": to, "at": at, "by_id": by,
        "rebuilt": rebuilt,
    }  # fmt: skip


def first_of(into: IntoDeals, pipeline_id: UUID) -> UUID:
    """The stage deals of that pipeline begin in; the file's own pipeline is the usual case."""
    assert into.first is not None
    return into.first.id


def line_of(entry: Entry) -> dict[str, Any] | None:
    """The product of the row as a line; its amount is the deal's."""
    line = entry.extra.get("line")
    if line is None:
        return None
    return {
        "product_id": line["product_id"], "description": line["description"],
        "quantity": line["quantity"] if line["quantity"] is not None else 1,
        "unit_minor": None, "amount_minor": entry.given.get("amount_minor"), "position": 0,
    }  # fmt: skip


def order_of(context: Context, deal: dict[str, Any]) -> dict[str, Any]:
    """The order that a won deal is."""
    return {
        "id": new_id(), "number": None, "external_id": None, "source": "pipeline", "deal_id": deal["id"],
        "account_id": deal["account_id"], "owner_id": deal["owner_id"], "region_id": deal["region_id"],
        "customer_type": deal["customer_type"], "ordered_on": deal["closed_on"], "amount_minor": deal["amount_minor"],
        "note": None, "import_id": context.import_id, "created_at": context.at, "updated_at": context.at, "version": 1,
    }  # fmt: skip


def promise_of(context: Context, deal: dict[str, Any], promise: tuple[str, date]) -> dict[str, Any]:
    """The next step of a deal, without a contact behind it."""
    return {
        "id": new_id(), "deal_id": deal["id"], "account_id": deal["account_id"], "contact_id": None,
        "by_id": context.by.id, "at": context.at, "method": None, "said": None, "promise": promise[0],
        "promise_owner_id": deal["owner_id"], "due_on": promise[1], "completed_at": None, "completed_by_id": None,
        "import_id": context.import_id, "created_at": context.at, "version": 1,
    }  # fmt: skip
