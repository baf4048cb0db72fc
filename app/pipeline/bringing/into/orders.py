"""Orders from the finance sheet: what was signed and what was paid. They never mix with those of won deals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.imports.batches import asked, insert_many
from app.imports.entries import CREATED, UPDATED, Entry
from app.imports.into import Existing, Into
from app.pipeline.bringing.into.customer_types import FirstOrders
from app.pipeline.orders.model import Order, OrderLine, Receipt
from tenants.context import db
from tenants.owned import new_id

SOURCE = "finance"


class IntoOrders(Into):
    """A finance sheet: one order a row, with at most one product and one receipt."""

    record = Order
    noun = "order"
    unique = "external_id"
    plain = {"number": "number", "ordered_on": "ordered_on", "note": "note"}
    named = {
        "account": "account_id", "owner": "owner_id", "region": "region_id", "product": "product_id",
        "deal": "deal_id",
    }  # fmt: skip
    probes = {("number",): "external_id", ("account", "ordered_on", "amount"): "account_id"}
    key_columns = {"account": "account_id", "amount": "amount_minor", "number": "external_id"}

    def prepare(self) -> None:
        """Deals that have their order already."""
        self.types = FirstOrders()
        self.ordered: dict[UUID | None, UUID] = {}
        if "deal" in self.headers:
            taken = select(Order.deal_id, Order.id).where(Order.deal_id.is_not(None))
            self.ordered = {row[0]: row[1] for row in db.execute(taken)}

    def among(self) -> list[Any]:
        """Numbers are unique among the orders of finance."""
        return [self.table.c.source == SOURCE]

    def complete(self, entry: Entry) -> None:
        """Amount, line and receipt."""
        given, values = entry.given, entry.row.values
        if given.get("number"):
            given["external_id"] = given["number"]
        self.amount(entry, "amount", "amount_minor", least=None)
        if "account_id" not in given and not entry.is_bad:
            entry.refuse(self.headers.get("account", ""), _l("An order needs a customer."), "account")
        product_id, text = given.pop("product_id", None), entry.extra.get("product_text")
        if product_id is not None or text is not None:
            quantity = values.get("quantity")
            entry.extra["line"] = {
                "product_id": product_id, "description": text, "quantity": 1 if quantity is None else quantity,
            }  # fmt: skip
        self._receipt(entry)

    def refers(self, entry: Entry) -> set[Any]:
        """What the line names as well."""
        return super().refers(entry) | {entry.extra.get("line", {}).get("product_id")}

    def nameless(self, entry: Entry) -> Any:
        """An order without a number is known by its day."""
        return entry.given.get("ordered_on") or entry.number

    def create(self, entry: Entry) -> None:
        """Without an owner it is nobody's sale yet; a deal has one order at most."""
        self._one_order_a_deal(entry, None)

    def compare(self, entry: Entry, record: Existing) -> None:
        """A receipt that is not there yet is added; those that are there stay."""
        self._one_order_a_deal(entry, record["id"])
        if "deal_id" not in entry.given:
            entry.changes.pop("deal_id", None)
        if entry.extra.get("receipt") in record["receipts"]:
            del entry.extra["receipt"]

    def has_more(self, entry: Entry) -> bool:
        """A new receipt changes an order too."""
        return "receipt" in entry.extra

    def enrich(self, records: list[Existing]) -> None:
        """What was received for the orders that are there."""
        by_id = {record["id"]: record for record in records}
        for record in records:
            record["receipts"] = set()
        table = Receipt.__table__
        for one in asked([table.c.order_id, table.c.received_on, table.c.amount_minor], table.c.order_id, by_id):
            by_id[one["order_id"]]["receipts"].add((one["received_on"], one["amount_minor"]))

    def recognise(self, entries: list[Entry]) -> dict[Any, list[Existing]]:
        """Only orders of finance are recognised: the pipeline's own stay as they are."""
        found = super().recognise(entries)
        mine = {key: [one for one in those if one["source"] == SOURCE] for key, those in found.items()}
        return {key: those for key, those in mine.items() if those}

    def finish(self, entries: list[Entry]) -> None:
        """Regions and kinds of customers of the new orders."""
        new = [entry for entry in entries if entry.outcome == CREATED]
        self.types.learn((one.given["account_id"], one.given["ordered_on"], one.number) for one in new)
        for entry in new:
            given = entry.given
            account = self.words.get("account", given["account_id"])
            owner = self.words.get("member", given.get("owner_id"))
            inherited = (account and account.about.get("region_id")) or (owner and owner.about.get("region_id"))
            given.setdefault("region_id", inherited)
            is_key = account is not None and account.about.get("customer_type") == "key"
            of_days = self.types.of(given["account_id"], given["ordered_on"], entry.number)
            given["customer_type"] = "key" if is_key else of_days

    def insert(self, entries: list[Entry], tick: Callable[[int], None]) -> None:
        """Orders, then their lines and receipts."""
        super().insert(entries, tick)
        insert_many(OrderLine.__table__, [self._line(entry) for entry in entries if "line" in entry.extra])
        self._receive(entries)

    def change(self, entries: list[Entry]) -> None:
        """Changed orders, and what was received since."""
        super().change([entry for entry in entries if entry.changes])
        self._receive([entry for entry in entries if entry.outcome == UPDATED])

    def row_of(self, entry: Entry) -> dict[str, Any]:
        """An order of finance."""
        return {**super().row_of(entry), "source": SOURCE}

    def columns(self) -> Any:
        """Every column an import may fill."""
        return [
            "number", "external_id", "account_id", "deal_id", "owner_id", "region_id", "customer_type", "ordered_on",
            "amount_minor", "note",
        ]  # fmt: skip

    def _receipt(self, entry: Entry) -> None:
        values = entry.row.values
        received, day = values.get("received"), values.get("received_on")
        if not received:
            return
        if day is None:
            day = entry.given.get("ordered_on")
            entry.warn(self.headers["received"], _l("Received on no day: counted on the day of the order."))
        if day is not None:
            entry.extra["receipt"] = (day, received)

    def _one_order_a_deal(self, entry: Entry, order_id: UUID | None) -> None:
        deal_id = entry.given.get("deal_id")
        if deal_id is None or self.ordered.get(deal_id) == order_id:
            return
        if deal_id in self.ordered:
            entry.given.pop("deal_id")
            entry.warn(self.headers["deal"], _l("This deal has an order already; the two stay side by side."))
        elif entry.record_id is not None:
            self.ordered[deal_id] = entry.record_id

    def _line(self, entry: Entry) -> dict[str, Any]:
        return {
            "id": new_id(), "order_id": entry.record_id, **entry.extra["line"], "unit_minor": None,
            "amount_minor": entry.given.get("amount_minor"), "position": 0,
        }  # fmt: skip

    def _receive(self, entries: list[Entry]) -> None:
        rows = []
        for entry in entries:
            if "receipt" in entry.extra:
                day, minor = entry.extra["receipt"]
                receipt = {"id": new_id(), "order_id": entry.record_id, "received_on": day, "note": None}
                rows.append({**receipt, "amount_minor": minor})
                entry.extra.setdefault("undo", {})["receipt"] = str(rows[-1]["id"])
        insert_many(Receipt.__table__, rows)
