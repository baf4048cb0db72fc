"""What came in, as search finds it: read in parts, long after the import itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from app.imports.batches import asked
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.opportunities.model import Deal
from app.pipeline.orders.finding import entry as order_entry
from app.pipeline.orders.model import Order
from app.pipeline.products.model import Product
from app.search.index import Entry


def deals(ids: Iterable[UUID]) -> list[Entry]:
    deal = Deal.__table__
    rows = list(asked([deal.c.id, deal.c.title, deal.c.note, deal.c.owner_id, deal.c.account_id], deal.c.id, ids))
    names = _account_names(row["account_id"] for row in rows)
    return [
        Entry("deal", row["id"], row["title"], names.get(row["account_id"], ""), row["owner_id"], row["note"] or "")
        for row in rows
    ]


def accounts(ids: Iterable[UUID]) -> list[Entry]:
    account = Account.__table__
    rows = asked([account.c.id, account.c.name, account.c.location, account.c.owner_id], account.c.id, ids)
    return [Entry("account", row["id"], row["name"], row["location"] or "", row["owner_id"]) for row in rows]


def contacts(ids: Iterable[UUID]) -> list[Entry]:
    contact = Contact.__table__
    wanted = [contact.c.id, contact.c.name, contact.c.account_id, contact.c.phone, contact.c.email]
    rows = list(asked(wanted, contact.c.id, ids))
    names = _account_names(row["account_id"] for row in rows)
    return [
        Entry("contact", row["id"], row["name"], names.get(row["account_id"], ""), None, _reached_by(row))
        for row in rows
    ]


def orders(ids: Iterable[UUID]) -> list[Entry]:
    order = Order.__table__.c
    wanted = [order.id, order.number, order.deal_id, order.account_id, order.owner_id, order.external_id]
    rows = list(asked(wanted, order.id, ids))
    names, titles = _account_names(row["account_id"] for row in rows), _deal_titles(row["deal_id"] for row in rows)
    return [
        order_entry(
            row["id"], row["number"], titles.get(row["deal_id"]), names.get(row["account_id"]), row["owner_id"],
            row["external_id"],
        )
        for row in rows
    ]  # fmt: skip


def products(ids: Iterable[UUID]) -> list[Entry]:
    product = Product.__table__
    rows = asked([product.c.id, product.c.name, product.c.code], product.c.id, ids)
    return [Entry("product", row["id"], row["name"], row["code"] or "") for row in rows]


def _deal_titles(ids: Iterable[UUID | None]) -> dict[Any, str]:
    deal = Deal.__table__.c
    rows = asked([deal.id, deal.title], deal.id, (one for one in ids if one is not None))
    return {row["id"]: row["title"] for row in rows}


def _account_names(ids: Iterable[UUID | None]) -> dict[Any, str]:
    account = Account.__table__
    rows = asked([account.c.id, account.c.name], account.c.id, (one for one in ids if one is not None))
    return {row["id"]: row["name"] for row in rows}


def _reached_by(contact: Any) -> str:
    return " ".join(filter(None, (contact["phone"], contact["email"])))
