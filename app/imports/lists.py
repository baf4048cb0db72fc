"""The company's lists as an import meets them: names, ids, and whether the person may use each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, true

from app.company.model import Choice
from app.imports.context import Context
from app.imports.decisions import Decisions
from app.people.model import Placement, Team
from app.people.names import name_key
from app.people.sight import visible_owners
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.model import Account
from app.pipeline.opportunities.model import Deal, Pipeline, Stage
from app.pipeline.products.model import Product
from tenants.context import db, door
from tenants.model import Member


@dataclass(frozen=True)
class Named:
    """An entry of a list. What is not `usable` is there, but not for this person."""

    id: Any
    name: str
    usable: bool = True
    about: dict[str, Any] = field(default_factory=dict)
    keys: tuple[str, ...] = ()  # what it is found by, when not by its name alone


def visible(cls: Any, member: Member) -> ColumnElement[bool]:
    """Whether `member` sees a record of `cls`, as a column."""
    sight = getattr(cls, "sight", None)
    return sight(member) if sight else true()


def _choices(kind: str) -> Callable[[Context, Decisions], Iterable[Named]]:
    def load(context: Context, decisions: Decisions) -> Iterable[Named]:
        statement = select(Choice.id, Choice.name).where(Choice.kind == kind)
        statement = statement.order_by(Choice.archived_at, Choice.position)
        return [Named(choice_id, name) for choice_id, name in db.execute(statement)]

    return load


def _stages(context: Context, decisions: Decisions) -> Iterable[Named]:
    """The stages of the pipeline the deals go into; those of others only so that existing deals are understood."""
    pipelines = select(Pipeline).where(Pipeline.archived_at.is_(None)).order_by(Pipeline.position, Pipeline.id)
    first = decisions.pipeline_id or db.scalars(pipelines).first().id  # type: ignore[union-attr]
    for stage in db.scalars(select(Stage).order_by(Stage.pipeline_id, Stage.position, Stage.id)):
        about = {
            "kind": stage.kind, "pipeline_id": stage.pipeline_id, "position": stage.position,
            "probability": stage.probability, "in_use": stage.archived_at is None,
        }  # fmt: skip
        here = stage.pipeline_id == first
        yield Named(stage.id, stage.name, here and stage.archived_at is None, about, () if here else ("\0",))


def _members(context: Context, decisions: Decisions) -> Iterable[Named]:
    seen = None if context.by.can_manage else visible_owners(context.by)
    places: dict[UUID, UUID | None] = dict(
        db.execute(
            select(Placement.member_id, Team.region_id).join(
                Team, (Team.tenant_id == Placement.tenant_id) & (Team.id == Placement.team_id)
            )
        ).all()
    )
    people = sorted(db.scalars(select(Member)), key=lambda one: (one.state == "deactivated", one.name_key, one.id))
    for one in people:
        about = {"region_id": places.get(one.id), "state": one.state}
        yield Named(one.id, one.name, seen is None or one.id in seen, about)


def _accounts(context: Context, decisions: Decisions) -> Iterable[Named]:
    wanted = (Account.id, Account.name, Account.region_id, Account.customer_type, Account.parent_id)
    statement = select(*wanted, visible(Account, context.by)).where(Account.archived_at.is_(None))
    for account_id, name, region_id, customer_type, parent_id, usable in db.execute(statement):
        about = {"region_id": region_id, "customer_type": customer_type, "parent_id": parent_id}
        yield Named(account_id, name, bool(usable), about)


def _products(context: Context, decisions: Decisions) -> Iterable[Named]:
    products = select(Product.id, Product.name, Product.code, Product.price_minor)
    for product_id, name, code, price in db.execute(products.order_by(Product.archived_at, Product.name_key)):
        keys = (name_key(name), name_key(code)) if code else (name_key(name),)
        yield Named(product_id, name, True, {"price_minor": price}, tuple(dict.fromkeys(keys)))


def _deals(context: Context, decisions: Decisions) -> Iterable[Named]:
    statement = select(Deal.id, Deal.title, Deal.external_id, visible(Deal, context.by)).order_by(Deal.id)
    for deal_id, title, external_id, usable in db.execute(statement):
        keys = [name_key(external_id)] if external_id else []
        yield Named(deal_id, title, bool(usable), {}, (*keys, name_key(title)))


def _teams(context: Context, decisions: Decisions) -> Iterable[Named]:
    led = dict(db.execute(select(Placement.team_id, Placement.member_id).where(Placement.leads)).all())
    for team in db.scalars(select(Team).order_by(Team.position, Team.id)):
        yield Named(team.id, team.name, True, {"leader_id": led.get(team.id), "region_id": team.region_id})


def _customer_types(context: Context, decisions: Decisions) -> Iterable[Named]:
    return [Named(key, str(name), True, {}, ("\0",)) for key, name in CUSTOMER_TYPE_NAMES.items()]


LISTS: dict[str, Callable[[Context, Decisions], Iterable[Named]]] = {
    "stage": _stages,
    "member": _members,
    "product": _products,
    "account": _accounts,
    "deal": _deals,
    "team": _teams,
    "customer_type": _customer_types,
    **{kind: _choices(kind) for kind in ("channel", "region", "industry", "lost_reason", "product_line")},
}


def biggest_position(cls: Any, *conditions: Any) -> int:
    """The last place in a list, so that what is new comes after it."""
    return db.scalar(select(func.max(cls.position)).where(cls.tenant_id == door().tenant_id, *conditions)) or 0
