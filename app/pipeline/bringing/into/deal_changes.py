"""What changing a deal by an import means elsewhere: moves, orders, lines and next steps, and how to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, update

from app.events import plain
from app.imports.batches import delete_many, insert_many
from app.imports.entries import Entry
from app.imports.into import Existing
from app.pipeline.bringing.into import deal_rows
from app.pipeline.bringing.into.deal_surroundings import is_untouched
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import OPEN, WON, DealLine, StageChange
from app.pipeline.orders.model import Order, OrderLine
from tenants.context import db, door
from tenants.owned import new_id

if TYPE_CHECKING:
    from app.pipeline.bringing.into.deals import IntoDeals

#: What an untouched order takes over from its deal: its own column -> the deal's.
TAKEN_OVER = {
    "account_id": "account_id", "owner_id": "owner_id", "region_id": "region_id", "customer_type": "customer_type",
    "ordered_on": "closed_on", "amount_minor": "amount_minor",
}  # fmt: skip
_LINE = ("product_id", "description", "quantity", "unit_minor", "amount_minor", "position")


def compare(into: IntoDeals, entry: Entry, record: Existing) -> None:
    """See what follows from the row for a deal that is there."""
    _compare_place(into, entry, record)
    _compare_line(entry, record)
    promise = entry.extra.get("promise")
    if promise is not None and (promise in record["promises"] or entry.given["state"] != OPEN):
        del entry.extra["promise"]


def follow_up(into: IntoDeals, entries: list[Entry]) -> None:
    """Write the moves, orders, lines and next steps that changed deals bring with them."""
    for entry in entries:
        entry.extra["undo"] = {}
    _write_moves(into, [entry for entry in entries if "stage_id" in entry.changes])
    _write_lines([entry for entry in entries if "line_change" in entry.extra])
    _write_orders(into, entries)
    _write_promises(into, [entry for entry in entries if "promise" in entry.extra])


def _compare_place(into: IntoDeals, entry: Entry, record: Existing) -> None:
    """A deal that changes its stage enters it on the day it ended, else now, at the bottom of the column."""
    if "stage_id" not in entry.changes:
        return
    given, order = entry.given, record["order"]
    if record["state"] == WON and given["state"] != WON and order is not None and not is_untouched(order):
        words = _l("Its order has receipts or was changed by hand, so the deal stays won.")
        entry.refuse(into.headers.get("stage", ""), words, "order_in_use")
    since = into.context.morning(given["closed_on"]) if given["closed_on"] else into.context.at
    entry.changes["stage_since"] = [record["stage_since"], since]
    if given["state"] == OPEN:
        entry.changes["rank"] = [record["rank"], into.bottoms.below(given["stage_id"])]


def _compare_line(entry: Entry, record: Existing) -> None:
    """A deal of one product follows the file; one of several is a person's work and only gains what it lacks."""
    line = entry.extra.get("line")
    if line is None:
        return
    same = [one for one in record["lines"] if _same_product(one, line)]
    if not same:
        only = record["lines"][0] if len(record["lines"]) == 1 else None
        entry.extra["line_change"] = only
    elif line["quantity"] is not None and same[0]["quantity"] != line["quantity"]:
        entry.extra["line_change"] = same[0]


def _same_product(one: dict[str, Any], line: dict[str, Any]) -> bool:
    return one["product_id"] == line["product_id"] and one["description"] == line["description"]


def _write_moves(into: IntoDeals, entries: list[Entry]) -> None:
    rows = []
    for entry in entries:
        before, after = entry.changes["stage_id"]
        at = entry.changes["stage_since"][1]
        rebuilt = entry.given["closed_on"] is not None
        rows.append(deal_rows.move(entry.record_id, before, after, at, rebuilt=rebuilt, by=into.context.by.id))
    insert_many(StageChange.__table__, rows)


def _write_lines(entries: list[Entry]) -> None:
    table: Any = DealLine.__table__
    for entry in entries:
        before, line = entry.extra["line_change"], entry.extra["line"]
        if before is None:
            row = deal_rows.line_of(entry) or {}
            row |= {"id": new_id(), "deal_id": entry.record_id, "position": len(entry.extra["record"]["lines"])}
            insert_many(table, [row])
            entry.extra["record"]["lines"].append(row)
            entry.extra["undo"]["line_made"] = str(row["id"])
        else:
            new = {name: line[name] for name in ("product_id", "description")}
            new["quantity"] = line["quantity"] if line["quantity"] is not None else before["quantity"]
            here = (table.c.tenant_id == door().tenant_id, table.c.id == before["id"])
            db.connection().execute(update(table).where(*here).values(**new))
            entry.extra["undo"]["line"] = {"id": str(before["id"])} | {name: _text(before[name]) for name in new}
            before.update(new)


def _write_orders(into: IntoDeals, entries: list[Entry]) -> None:
    made: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    gone = []
    for entry in entries:
        record = entry.extra["record"]
        if into.is_newly_won(entry):
            deal = {**record, **entry.given, "id": entry.record_id}
            made.append(deal_rows.order_of(into.context, deal))
            lines += [
                {"id": new_id(), "order_id": made[-1]["id"], **{name: one[name] for name in _LINE}}
                for one in record["lines"]
            ]
            entry.extra["undo"]["order_made"] = str(made[-1]["id"])
        elif record["order"] is not None and entry.given["state"] != WON:
            gone.append(record["order"]["id"])
            entry.extra["undo"]["order_gone"] = True
    insert_many(Order.__table__, made)
    insert_many(OrderLine.__table__, lines)
    delete_many(Order.__table__, "id", gone)
    _take_over(entries)


def _take_over(entries: list[Entry]) -> None:
    """An order nobody touched follows its deal; it stays untouched by that."""
    rows = []
    for entry in entries:
        order = entry.extra["record"]["order"]
        if order is None or entry.given["state"] != WON or not is_untouched(order):
            continue
        deal = {**entry.extra["record"], **{name: pair[1] for name, pair in entry.changes.items()}}
        if any(order[name] != deal[theirs] for name, theirs in TAKEN_OVER.items()):
            rows.append({"order": order["id"], **{f"new_{name}": deal[theirs] for name, theirs in TAKEN_OVER.items()}})
    sync_orders(rows)


def sync_orders(rows: list[dict[str, Any]]) -> None:
    """Set what orders take over from their deals."""
    table: Any = Order.__table__
    if rows:
        statement = (
            update(table)
            .where(table.c.tenant_id == door().tenant_id, table.c.id == bindparam("order"))
            .values({name: bindparam(f"new_{name}") for name in TAKEN_OVER})
        )
        db.connection().execute(statement, rows)


def _write_promises(into: IntoDeals, entries: list[Entry]) -> None:
    rows = []
    for entry in entries:
        deal = {**entry.extra["record"], **entry.given, "id": entry.record_id}
        rows.append(deal_rows.promise_of(into.context, deal, entry.extra["promise"]))
        entry.extra["undo"]["promise"] = str(rows[-1]["id"])
    insert_many(FollowUp.__table__, rows)


def _text(value: Any) -> Any:
    return plain(value)
