"""Customers. A parent company may stand further down in the file, or come in with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from app.imports.entries import CREATED, UNCHANGED, UPDATED, Entry
from app.imports.into import Existing, Into
from app.imports.lists import Named
from app.imports.problems import Problem, Unreadable
from app.people.names import name_key
from app.pipeline.accounts.model import Account


class IntoAccounts(Into):
    """A list of customers: one company a row."""

    record = Account
    noun = "account"
    unique = "external_id"
    plain = {
        "name": "name", "external_id": "external_id", "location": "location", "phone": "phone", "website": "website",
        "note": "note", "employees": "employees", "founded_year": "founded_year",
    }  # fmt: skip
    named = {
        "owner": "owner_id", "industry": "industry_id", "region": "region_id", "customer_type": "customer_type",
    }  # fmt: skip
    probes = {("external_id",): "external_id", ("name",): "name_key"}

    def complete(self, entry: Entry) -> None:
        """Figures, and the name as it is compared."""
        if entry.given.get("name"):
            entry.given["name_key"] = name_key(entry.given["name"])
        self.amount(entry, "revenue", "revenue_minor", least=None)
        if entry.given.get("employees", 0) < 0:
            entry.refuse(self.headers["employees"], _l("A number of people cannot be negative."), "negative")

    def create(self, entry: Entry) -> None:
        """A seller's new customers are his own."""
        if not self.context.by.can_manage:
            entry.given.setdefault("owner_id", self.context.by.id)

    def compare(self, entry: Entry, record: Existing) -> None:
        """Remember the parent as it is; it is judged when all rows are known."""
        entry.extra["parent_before"] = record["parent_id"]

    def finish(self, entries: list[Entry]) -> None:
        """Find each parent among the customers that are there and those that come in."""
        if "parent" not in self.headers:
            return
        for entry in entries:
            if entry.outcome == CREATED:
                self.words.add("account", Named(entry.record_id, entry.given["name"], about={"parent_id": None}))
        for entry in entries:
            text = entry.row.values.get("parent")
            if text is not None and entry.outcome in (CREATED, UPDATED, UNCHANGED):
                self._adopt(entry, text)

    def insert(self, entries: list[Entry], tick: Callable[[int], None]) -> None:
        """Parents before their children, as the database wants them."""
        super().insert(parents_first(entries), tick)

    def columns(self) -> Any:
        """Those of every kind, and what is computed from them."""
        return [*super().columns(), "revenue_minor", "name_key", "parent_id"]

    def _adopt(self, entry: Entry, text: str) -> None:
        parent_id = self._parent(entry, text)
        if parent_id is None or parent_id == entry.extra.get("parent_before"):
            return
        if self._is_below(parent_id, entry.record_id):
            entry.warn(self.headers["parent"], _l("A customer cannot be its own parent."))
            return
        entry.given["parent_id"] = parent_id
        self.words.get("account", entry.record_id).about["parent_id"] = parent_id  # type: ignore[union-attr]
        if entry.outcome != CREATED:
            entry.changes["parent_id"] = [entry.extra["parent_before"], parent_id]
            entry.outcome = UPDATED

    def _parent(self, entry: Entry, text: str) -> UUID | None:
        self.words.row = entry.number
        try:
            return self.words.find("account", text)
        except Unreadable as complaint:
            if complaint.code == "unknown":
                return self.words.make("account", text)
            entry.problems.append(Problem(entry.number, self.headers["parent"], text, complaint, "warning"))
            return None

    def _is_below(self, account_id: UUID | None, other: UUID | None) -> bool:
        """Whether going up from `account_id` leads to `other`. A loop that is there already ends the walk."""
        passed: set[UUID] = set()
        while account_id is not None and account_id not in passed:
            if account_id == other:
                return True
            passed.add(account_id)
            found = self.words.get("account", account_id)
            account_id = found.about.get("parent_id") if found else None
        return False


def parents_first(entries: list[Entry]) -> list[Entry]:
    """The entries in an order in which each parent comes before its children."""
    by_id = {entry.record_id: entry for entry in entries}
    placed: dict[UUID, Entry] = {}
    for entry in entries:
        chain = []
        current: Entry | None = entry
        while current is not None and current.record_id not in placed:
            chain.append(current)
            current = by_id.get(current.given.get("parent_id"))
        for one in reversed(chain):
            placed[one.record_id] = one  # type: ignore[index]
    return list(placed.values())
