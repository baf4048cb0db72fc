"""Customers, products, deals and what else of the pipeline columns of files name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.imports.batches import insert_many
from app.imports.context import Context
from app.imports.decisions import Decisions
from app.imports.house.names import choice_list
from app.imports.lists import Named, named_row, visible
from app.imports.vocabularies import LEAVE, NEW, OUT, TEXT, Growing, Vocabulary
from app.imports.words import Made, Words
from app.people.names import name_key
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.bringing.synonyms import CUSTOMER_TYPES as KNOWN_TYPES
from app.pipeline.bringing.synonyms import meaning
from app.pipeline.opportunities.model import Deal
from app.pipeline.products.model import Product
from tenants.context import db


class _Accounts(Growing):
    """Customers; those a colleague looks after are there, but not for everyone."""

    def entries(self, context: Context, decisions: Decisions) -> Iterable[Named]:
        wanted = (Account.id, Account.name, Account.region_id, Account.customer_type, Account.parent_id)
        statement = select(*wanted, visible(Account, context.by)).where(Account.archived_at.is_(None))
        for account_id, name, region_id, customer_type, parent_id, usable in db.execute(statement):
            about = {"region_id": region_id, "customer_type": customer_type, "parent_id": parent_id}
            yield Named(account_id, name, bool(usable), about)

    def write(self, context: Context, made: list[Made]) -> None:
        rows = [{**named_row(one), "owner_id": _owner(context, one), **_dated(context)} for one in made]
        insert_many(Account.__table__, rows)


class _Contacts(Growing):
    """People at customers, whom rows only bring along."""

    def write(self, context: Context, made: list[Made]) -> None:
        rows = [{**named_row(one), "account_id": one.about["account_id"], **_dated(context)} for one in made]
        insert_many(Contact.__table__, rows)


class _Products(Growing):
    """Products, by name and by code."""

    def entries(self, context: Context, decisions: Decisions) -> Iterable[Named]:
        products = select(Product.id, Product.name, Product.code, Product.price_minor)
        for product_id, name, code, price in db.execute(products.order_by(Product.archived_at, Product.name_key)):
            keys = (name_key(name), name_key(code)) if code else (name_key(name),)
            yield Named(product_id, name, True, {"price_minor": price}, tuple(dict.fromkeys(keys)))

    def write(self, context: Context, made: list[Made]) -> None:
        stamped = {"import_id": context.import_id, "version": 1}
        insert_many(Product.__table__, [{**named_row(one), **stamped} for one in made])


class _Deals(Vocabulary):
    """Deals, by number and by title."""

    def entries(self, context: Context, decisions: Decisions) -> Iterable[Named]:
        statement = select(Deal.id, Deal.title, Deal.external_id, visible(Deal, context.by)).order_by(Deal.id)
        for deal_id, title, external_id, usable in db.execute(statement):
            keys = [name_key(external_id)] if external_id else []
            yield Named(deal_id, title, bool(usable), {}, (*keys, name_key(title)))


class _CustomerTypes(Vocabulary):
    """New, existing and key customers: words, with no records behind them."""

    def entries(self, context: Context, decisions: Decisions) -> Iterable[Named]:
        return [Named(key, str(name), True, {}, ("\0",)) for key, name in CUSTOMER_TYPE_NAMES.items()]

    def synonym(self, words: Words, text: str) -> Any:
        return meaning(KNOWN_TYPES, text)


def _dated(context: Context) -> dict[str, Any]:
    return {"import_id": context.import_id, "version": 1, "created_at": context.at, "updated_at": context.at}


def _owner(context: Context, made: Made) -> UUID | None:
    return made.about.get("owner_id") or (None if context.by.can_manage else context.by.id)


ACCOUNTS = _Accounts(
    "account", _l("Customers"), (NEW, LEAVE, OUT), "account", everyone_adds=True, is_optional=True,
    unknown=_l("There is no customer called “%(value)s”."),
    not_yours=_l("A colleague looks after “%(value)s”. Ask a manager."),
    twice=_l("Several customers are called “%(value)s”. Give them different names first."),
)  # fmt: skip
CONTACTS = _Contacts("contact", _l("Contacts"), noun="contact")
PRODUCTS = _Products(
    "product", _l("Products"), (NEW, TEXT, LEAVE, OUT), "product",
    unknown=_l("There is no product called “%(value)s”."),
)  # fmt: skip
DEALS = _Deals("deal", _l("Deals"), (LEAVE, OUT), unknown=_l("There is no deal with the number or name “%(value)s”."))
CUSTOMER_TYPES = _CustomerTypes(
    "customer_type", _l("Customer types"), (LEAVE, OUT),
    unknown=_l("“%(value)s” is no kind of customer: new, existing or key."),
)  # fmt: skip
LISTS = (
    choice_list("channel", _l("Channels")), choice_list("industry", _l("Industries")),
    choice_list("lost_reason", _l("Lost reasons")), choice_list("product_line", _l("Product lines")),
)  # fmt: skip
