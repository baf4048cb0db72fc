"""What the pipeline brings to the sweeps: a tool's part as it should be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app import files
from app.clock import now
from app.files import File
from app.lists.model import SavedView
from app.people.names import name_key
from app.pipeline.accounts.model import Account
from app.pipeline.opportunities.listing import bulk
from app.pipeline.opportunities.model import LOST, OPEN, WON, Deal, DealLine, Pipeline, Stage
from app.pipeline.orders.model import Receipt
from tenants.context import db, door
from tests import factories
from tests.isolation.parts import Part
from tests.people.scenes import acting
from tests.world import Person


def account(seller: Person) -> UUID:
    return factories.an_account(owner_id=seller.member_id).id


def contact(account: UUID) -> UUID:
    return factories.a_contact(_get(Account, account)).id


def product() -> UUID:
    return factories.a_product().id


def deal(seller: Person, account: UUID, contact: UUID) -> UUID:
    return factories.a_deal(seller.member_id, account_id=account, contact_id=contact).id


def deal_line(deal: UUID, product: UUID) -> UUID:
    return factories.added(DealLine(deal_id=deal, product_id=product, quantity=1)).id


def deal_file(seller: Person, deal: UUID) -> UUID:
    return _file(seller, "deal", deal)


def account_file(seller: Person, account: UUID) -> UUID:
    return _file(seller, "account", account)


def _file(seller: Person, kind: str, subject_id: UUID) -> UUID:
    made = File(
        by_id=seller.member_id, subject_kind=kind, subject_id=subject_id, name="quote.txt", size=5,
        media_type="text/plain", storage_key=files.keep("files", b"quote", ".txt"),
    )  # fmt: skip
    return factories.added(made).id


def follow_up(seller: Person, deal: UUID) -> UUID:
    return factories.a_follow_up(_get(Deal, deal), seller.member_id).id


def deal_view(seller: Person) -> UUID:
    return _view(seller, "deals", "state=open")


def account_view(seller: Person) -> UUID:
    return _view(seller, "accounts", "archived=1")


def order_view(seller: Person) -> UUID:
    return _view(seller, "orders", "source=pipeline")


def _view(seller: Person, area: str, query: str) -> UUID:
    return factories.added(SavedView(owner_id=seller.member_id, area=area, name="Mine", query=query)).id


def changes(deal: UUID) -> UUID:
    """A change of several deals at once, that can be undone."""
    values = {"expected_on": now().date() + timedelta(days=30)}
    outcome = bulk.change_all([deal], values, None, by=acting(), at=now())
    assert outcome.changed == 1
    return outcome.batch


def order(seller: Person, account: UUID, deal: UUID) -> UUID:
    return factories.an_order(account_id=account, deal_id=deal, owner_id=seller.member_id).id


def receipt(order: UUID) -> UUID:
    return factories.added(Receipt(order_id=order, received_on=now().date(), amount_minor=100)).id


def pipeline() -> UUID:
    name = f"Pipeline {factories.number()}"
    made = factories.added(Pipeline(name=name, name_key=name_key(name), position=factories.number()))
    for position, (word, kind) in enumerate((("One", OPEN), ("Two", OPEN), ("Won", WON), ("Lost", LOST))):
        factories.added(Stage(pipeline_id=made.id, name=word, name_key=name_key(word), kind=kind, position=position))
    return made.id


def stage(seller: Person, pipeline: UUID) -> UUID:
    """The second stage, with a deal in it."""
    made = db.scalars(select(Stage).where(Stage.pipeline_id == pipeline, Stage.position == 1)).one()
    factories.a_deal(seller.member_id, stage=made)
    return made.id


def _get(cls: type[Any], record_id: UUID) -> Any:
    return db.get_one(cls, (door().tenant_id, record_id))


PART = Part(
    records=(
        account, contact, product, deal, deal_line, deal_file, account_file, follow_up, deal_view, account_view,
        order_view, changes, order, receipt, pipeline, stage,
    ),
    parameters={
        ("customers", "id"): "account",
        ("accounts", "id"): "account",
        ("accounts.download", "file_id"): "account_file",
        ("accounts.detach", "file_id"): "account_file",
        ("customers/people", "id"): "contact",
        ("deals", "id"): "deal",
        ("files", "file_id"): "deal_file",
        ("lines", "line_id"): "deal_line",
        ("deals/views", "id"): "deal_view",
        ("customers/views", "id"): "account_view",
        ("orders/views", "id"): "order_view",
        ("changes", "id"): "changes",
        ("stages", "id"): "stage",
        ("pipelines", "id"): "pipeline",
        ("follow-ups", "id"): "follow_up",
        ("orders", "id"): "order",
        ("receipts", "receipt_id"): "receipt",
        ("products", "id"): "product",
    },
    words={
        ("customers", "suffix"): "csv",
        ("accounts.fact", "name"): "name",
        ("accounts.change_fact", "name"): "name",
        ("deals", "suffix"): "json",
        ("facts", "name"): "title",
        ("orders", "suffix"): "csv",
        ("products", "suffix"): "xlsx",
    },
    private=frozenset({
        ("deals", "id"),
        ("accounts", "id"),
        ("customers", "id"),
        ("customers/people", "id"),
        ("follow-ups", "id"),
        ("orders", "id"),
        ("deals/views", "id"),
        ("customers/views", "id"),
        ("orders/views", "id"),
        ("changes", "id"),
    }),
    viewers_too={
        "accounts.begin_with_view": "which view one's own list begins with",
        "opportunities.begin_with_view": "which view one's own list begins with",
        "orders.begin_with_view": "which view one's own list begins with",
    },
    rows={"follow_ups": {"due_on": date(2026, 3, 2)}},  # a promise has a day
    loose={
        "follow_ups": frozenset({"completed_by_id"}),  # history outlives the people in it
        "stage_changes": frozenset({"by_id"}),  # likewise
        "accounts": frozenset({"external_id"}),
        "deals": frozenset({"external_id"}),
        "orders": frozenset({"external_id"}),
    },
    fields={
        "stage": "stages", "pipeline": "pipelines", "account": "accounts", "contact": "contacts", "deal": "deals",
        "channel": "choices", "industry": "choices", "reason": "choices", "line": "choices", "product_line": "choices",
        "product": "products", "view": "saved_views", "order": "orders", "promise": "members", "before": "deals",
    },
    other_names=frozenset({"deal", "account", "stage", "view"}),
)  # fmt: skip
