"""Sample data for a new company: a small story it can try things on, marked so that all of it can be removed."""

from __future__ import annotations

from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select

from app.clock import now, today_in
from app.demo.story import Seller, Story
from app.demo.telling import tell
from app.demo.words import WORDS
from app.events import happened
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.imports.model import Import
from app.pipeline.imports.queries import SAMPLE
from app.pipeline.opportunities.model import Deal
from app.pipeline.orders.model import Order
from app.pipeline.products.model import Product
from app.search import index
from tenants.context import db
from tenants.model import Member, Tenant

#: Children before parents: nothing may point at what is being removed.
REMOVED = (Order, FollowUp, Deal, Contact, Account, Product)


def current() -> Import | None:
    """The sample data the company one is in holds now."""
    return db.scalar(select(Import).where(Import.kind == SAMPLE, Import.state == "done"))


def load(by: Member, tenant: Tenant, language: str) -> Import:
    """Tell a small story into the company, owned by `by`. Loading twice keeps the first."""
    standing = current()
    if standing is not None:
        return standing
    mark = Import(
        by_id=by.id,
        kind=SAMPLE,
        file_name=SAMPLE,
        storage_key="",
        size=0,
        state="done",
        mode="create",
        finished_at=now(),
    )
    db.add(mark)
    db.flush()
    story = Story(
        WORDS[language], today_in(tenant.zone), tenant.zone, Random(3), import_id=mark.id, years=1, size=0.16,  # noqa: S311
        sellers=[Seller(by.id, by.name, None, 18.0, 0.4)],
    )  # fmt: skip
    tell(story)
    happened(mark, "loaded", by=by.id)
    return mark


def remove(by: Member) -> int:
    """Remove the sample data, but nothing that real records have come to lean on. Returns how many records went."""
    mark = current()
    if mark is None:
        return 0
    gone = 0
    for table in REMOVED:
        ids = list(db.scalars(_unneeded(table, mark.id)))
        for start in range(0, len(ids), 1000):
            db.execute(delete(table).where(table.id.in_(ids[start : start + 1000])))
            index.remove(*ids[start : start + 1000])
        gone += len(ids)
    mark.state, mark.reverted_at = "reverted", now()
    happened(mark, "removed", by=by.id, records=gone)
    return gone


def _unneeded(table: type[Any], mark: UUID) -> Select[UUID]:
    """The sample's records of `table` that nothing of the company's own points at."""
    chosen = select(table.id).where(table.import_id == mark)
    if table is Account:
        return chosen.where(
            table.id.not_in(select(Deal.account_id).where(Deal.account_id.is_not(None))),
            table.id.not_in(select(Order.account_id).where(Order.account_id.is_not(None))),
            table.id.not_in(select(Contact.account_id)),
        )
    if table is Product:
        from app.pipeline.opportunities.model import DealLine
        from app.pipeline.orders.model import OrderLine

        used = [select(line.product_id).where(line.product_id.is_not(None)) for line in (DealLine, OrderLine)]
        return chosen.where(*[table.id.not_in(each) for each in used])
    return chosen
