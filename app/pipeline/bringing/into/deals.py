"""Deals: where each stands, when it ended, whose it is, and what comes with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from app.imports.entries import CREATED, UPDATED, Entry
from app.imports.into import Existing, Into
from app.imports.lists import Named
from app.pipeline.bringing.into import deal_changes, deal_rows, deal_surroundings
from app.pipeline.bringing.into.contacts_along import ContactsAlong
from app.pipeline.bringing.into.customer_types import FirstOrders
from app.pipeline.bringing.into.places import Bottoms
from app.pipeline.bringing.stages import pipeline_of
from app.pipeline.opportunities.model import OPEN, WON, Deal
from app.pipeline.opportunities.opening import first_stage

_BETWEEN = re.compile(r"[,，、;；/\n]+")


class IntoDeals(Into):
    """A pipeline: one deal a row, with at most one product."""

    record = Deal
    noun = "deal"
    unique = "external_id"
    plain = {
        "external_id": "external_id", "title": "title", "opened_on": "opened_on", "expected_on": "expected_on",
        "note": "note",
    }  # fmt: skip
    named = {
        "stage": "stage_id", "owner": "owner_id", "account": "account_id", "channel": "channel_id",
        "region": "region_id", "customer_type": "customer_type", "lost_reason": "lost_reason_id",
        "product": "product_id",
    }  # fmt: skip
    unsaid = Into.unsaid | {"rank", "pipeline_id", "stage_since"}
    probes = {("external_id",): "external_id", ("title", "account"): "account_id", ("title",): None}
    key_columns = {"account": "account_id"}

    def prepare(self) -> None:
        """Where deals begin whose row names no stage."""
        self.first = self.words.get("stage", first_stage(pipeline_of(self.decisions)).id)
        self.types = FirstOrders()
        self.contacts = ContactsAlong(self.words)
        self.bottoms = Bottoms()

    def complete(self, entry: Entry) -> None:
        """Amount, product, rivals and the next step; the days are settled with the stage."""
        given, values = entry.given, entry.row.values
        self.amount(entry, "amount", "amount_minor")
        if values.get("competitors"):
            given["competitors"] = [one for one in map(str.strip, _BETWEEN.split(values["competitors"])) if one]
        self._product(entry)
        self._next_step(entry)
        if values.get("contact") is not None:
            entry.extra["contact"] = values["contact"]

    def decide(self, entry: Entry, found: list[Existing]) -> None:
        """As for every kind; then the cells are let go, for a pipeline may have 200,000 rows."""
        super().decide(entry, found)
        entry.row = entry.row._replace(values={})

    def create(self, entry: Entry) -> None:
        """A deal needs a title, an owner and a stage, and one that ended the day it did."""
        given = entry.given
        given.setdefault("title", self._title(entry))
        owner_id = given.setdefault("owner_id", self.context.by.id)
        account = self.words.made.get(given["account_id"]) if "account_id" in given else None
        if account is not None:  # a customer that comes in with a deal is cared for by who sells there
            account.about.setdefault("owner_id", owner_id)
        stage = self.words.get("stage", given.get("stage_id")) or self.first
        self.settle(entry, stage, None)
        self._contact(entry)

    def refers(self, entry: Entry) -> set[Any]:
        """What the line names as well."""
        return super().refers(entry) | {(entry.extra.get("line") or {}).get("product_id")}

    def settle(self, entry: Entry, stage: Named | None, record: Existing | None) -> None:
        """Make stage, state and days agree; a close day of an open deal is when it is expected to close."""
        assert stage is not None
        given, kind = entry.given, stage.about["kind"]
        closed = entry.row.values.get("closed_on")
        given.update(stage_id=stage.id, state=kind, pipeline_id=stage.about["pipeline_id"])
        if kind == OPEN:
            given["lost_reason_id"] = None
            given["closed_on"] = None
            if closed is not None:
                given.setdefault("expected_on", closed)
            return
        if kind == WON:
            given["lost_reason_id"] = None
        given["closed_on"] = closed or (record["closed_on"] if record else None)
        self._check_days(entry, record)

    def compare(self, entry: Entry, record: Existing) -> None:
        """Stage and days again, now against what is there; then lines and the next step."""
        stage = self.words.get("stage", entry.given.get("stage_id") or record["stage_id"])
        self.settle(entry, stage, record)
        for name in ("stage_id", "state", "pipeline_id", "closed_on", "expected_on", "lost_reason_id"):
            entry.changes.pop(name, None)
            if name in entry.given and entry.given[name] != record[name]:
                entry.changes[name] = [record[name], entry.given[name]]
        self._contact(entry, record)
        deal_changes.compare(self, entry, record)

    def enrich(self, records: list[Existing]) -> None:
        """Lines, promises and orders of the deals that are there, as far as rows speak of them."""
        deal_surroundings.load(records, self.headers.keys())

    def has_more(self, entry: Entry) -> bool:
        """A new line or next step changes a deal too."""
        return "line_change" in entry.extra or "promise" in entry.extra

    def finish(self, entries: list[Entry]) -> None:
        """Who was a new customer, by the order of days."""
        won = [entry for entry in entries if entry.outcome in (CREATED, UPDATED) and self.is_newly_won(entry)]
        self.types.learn((self.value(entry, "account_id"), entry.given["closed_on"], entry.number) for entry in won)
        for entry in won:
            self._win(entry)

    def insert(self, entries: list[Entry], tick: Callable[[int], None]) -> None:
        """Deals with their lines, stage changes, orders and next steps."""
        deal_rows.insert(self, entries, tick)

    def change(self, entries: list[Entry]) -> None:
        """Changed deals, and what their changes mean elsewhere."""
        super().change([entry for entry in entries if entry.changes])
        deal_changes.follow_up(self, [entry for entry in entries if entry.outcome == UPDATED])

    def value(self, entry: Entry, column: str) -> Any:
        """What the deal will have in `column` after the import."""
        if column in entry.given:
            return entry.given[column]
        return entry.extra.get("record", {}).get(column)

    @staticmethod
    def is_newly_won(entry: Entry) -> bool:
        """Whether the import wins the deal."""
        if entry.given.get("state") != WON:
            return False
        return entry.outcome == CREATED or "state" in entry.changes

    def columns(self) -> Any:
        """Every column an import may fill."""
        return [
            "external_id", "title", "pipeline_id", "stage_id", "state", "account_id", "contact_id", "owner_id",
            "amount_minor", "channel_id", "region_id", "customer_type", "opened_on", "expected_on", "closed_on",
            "lost_reason_id", "note",
        ]  # fmt: skip

    def _title(self, entry: Entry) -> str:
        values = entry.row.values
        account = self.words.get("account", entry.given.get("account_id"))
        parts = [account.name if account else None, values.get("product")]
        return " · ".join(filter(None, parts)) or str(values.get("external_id") or entry.number)

    def _product(self, entry: Entry) -> None:
        product_id = entry.given.pop("product_id", None)
        text, quantity = entry.extra.get("product_text"), entry.row.values.get("quantity")
        if quantity is not None and not 0 < quantity < 10**11:
            entry.refuse(self.headers["quantity"], _l("A quantity is more than zero."), "quantity")
        elif product_id is not None or text is not None:
            entry.extra["line"] = {"product_id": product_id, "description": text, "quantity": quantity}

    def _next_step(self, entry: Entry) -> None:
        values = entry.row.values
        step, due = values.get("next_step"), values.get("next_step_due")
        if step is None:
            return
        if due is None:
            entry.warn(self.headers["next_step"], _l("A next step needs a day; this one was left out."))
        else:
            entry.extra["promise"] = (step, due)

    def _check_days(self, entry: Entry, record: Existing | None) -> None:
        closed = entry.given["closed_on"]
        opened = entry.given.get("opened_on") or (record["opened_on"] if record else None)
        header = self.headers.get("closed_on", "")
        if closed is None:
            entry.refuse(header, _l("A deal that was won or lost needs the day it was."), "closed_on")
        elif closed > self.context.today:
            entry.refuse(header, _l("A deal cannot have been won or lost in the future."), "future")
        elif opened is not None and opened > closed:
            entry.refuse(header, _l("It closed before it was opened. One of the two days is wrong."), "order")

    def _contact(self, entry: Entry, record: Existing | None = None) -> None:
        """Somebody at the customer; without a customer nobody knows where he belongs."""
        name = entry.extra.get("contact")
        if name is None:
            return
        account_id = entry.given.get("account_id") or (record["account_id"] if record else None)
        if account_id is None:
            entry.warn(self.headers["contact"], _l("A contact needs a customer; this one was left out."))
            return
        contact_id = self.contacts.at(account_id, name, entry.number)
        entry.given["contact_id"] = contact_id
        if record is not None and record["contact_id"] != contact_id:
            entry.changes["contact_id"] = [record["contact_id"], contact_id]

    def _win(self, entry: Entry) -> None:
        """A won deal's region is frozen, and it says what kind of customer it was."""
        given = entry.given
        account = self.words.get("account", self.value(entry, "account_id"))
        owner = self.words.get("member", self.value(entry, "owner_id"))
        region = self.value(entry, "region_id") or (account.about.get("region_id") if account else None)
        region = region or (owner.about.get("region_id") if owner else None)
        kind = given.get("customer_type") or self._customer_type(entry, account)
        for column, value in (("region_id", region), ("customer_type", kind)):
            before = entry.extra.get("record", {}).get(column)
            given[column] = value
            if entry.outcome == UPDATED and before != value:
                entry.changes[column] = [before, value]

    def _customer_type(self, entry: Entry, account: Named | None) -> str | None:
        if account is None:
            return None
        if account.about.get("customer_type") == "key":
            return "key"
        return self.types.of(account.id, entry.given["closed_on"], entry.number)
