"""Things to work with: sensible by default, one line to vary. Call them inside a company.

Here stand the first tool's and what all share; a further tool brings its own in `tests/<tool>/factories.py`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.clock import now
from app.company.model import Choice
from app.people.names import name_key
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import OPEN, Deal, Pipeline, Stage, StageChange
from app.pipeline.orders.model import Order
from app.pipeline.products.model import Product
from tenants.context import db
from tenants.owned import new_id

_count = 0


def number() -> int:
    """A number no other thing of this run has."""
    global _count
    _count += 1
    return _count


def added(record: Any) -> Any:
    """`record`, in the database."""
    db.add(record)
    db.flush()
    return record


def the_pipeline() -> Pipeline:
    """The pipeline the company began with."""
    return db.scalars(select(Pipeline).order_by(Pipeline.position)).first()  # type: ignore[return-value]


def the_stages() -> list[Stage]:
    """Its stages in order, ends last."""
    return list(db.scalars(select(Stage).where(Stage.pipeline_id == the_pipeline().id).order_by(Stage.position)))


def a_stage(kind: str = OPEN, position: int = 0) -> Stage:
    """The `position`th stage of that kind."""
    return [stage for stage in the_stages() if stage.kind == kind][position]


def a_choice(kind: str, name: str | None = None) -> Choice:
    """An entry of a list, e.g. a region."""
    name = name or f"{kind} {number()}"
    return added(Choice(kind=kind, name=name, name_key=name_key(name)))


def an_account(name: str | None = None, **values: Any) -> Account:
    """A customer."""
    name = name or f"Customer {number()}"
    return added(Account(name=name, name_key=name_key(name), **values))


def a_contact(account: Account, name: str | None = None, **values: Any) -> Contact:
    """A person at a customer."""
    name = name or f"Person {number()}"
    return added(Contact(account_id=account.id, name=name, name_key=name_key(name), **values))


def a_product(name: str | None = None, **values: Any) -> Product:
    """Something to sell."""
    name = name or f"Product {number()}"
    return added(Product(name=name, name_key=name_key(name), **{"price_minor": 100_00, **values}))


def a_deal(owner_id: UUID, title: str | None = None, **values: Any) -> Deal:
    """An open deal in the first stage, with its first stage change."""
    stage = values.pop("stage", None) or a_stage()
    at = values.pop("at", None) or now()
    if stage.kind != OPEN:
        values.setdefault("closed_on", at.date())
    deal = added(
        Deal(
            title=title or f"Deal {number()}",
            pipeline_id=stage.pipeline_id,
            stage_id=stage.id,
            state=stage.kind,
            owner_id=owner_id,
            stage_since=at,
            rank=values.pop("rank", None) or f"a{number():06d}",
            **{"amount_minor": 100_000_00, "opened_on": at.date(), **values},
        )
    )
    added(StageChange(deal_id=deal.id, to_stage_id=stage.id, at=at, by_id=owner_id))
    return deal


def a_follow_up(deal: Deal, by_id: UUID, **values: Any) -> FollowUp:
    """A phone call about a deal, promising a quote in three days."""
    promised = {"promise": "Send the quote", "promise_owner_id": by_id, "due_on": date.today() + timedelta(days=3)}
    return added(
        FollowUp(
            deal_id=deal.id, account_id=deal.account_id, by_id=by_id,
            **{"at": now(), "method": "phone", "said": "We talked.", **promised, **values},
        )
    )  # fmt: skip


def an_order(**values: Any) -> Order:
    """A signed order."""
    return added(Order(id=new_id(), **{"ordered_on": date.today(), "amount_minor": 50_000_00, **values}))
