"""A filter of deals as SQL. Every table is named together with its company, so Core and ORM statements may use it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select

from app import days, money
from app.among import among
from app.people.chart import chart
from app.people.model import Placement, Team
from app.people.sight import visible_owners
from app.pipeline.accounts.model import Account
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.filtering.filters import DealFilter
from app.pipeline.opportunities.model import Deal, DealLine, Stage
from app.pipeline.opportunities.queries import health_is, quiet_since
from app.scene import Scene
from app.search.finding import containing
from app.web.asking import ALL, MINE, NONE, Span
from tenants.context import door
from tenants.model import Member

D, A, F, S = Deal.__table__, Account.__table__, FollowUp.__table__, Stage.__table__
LINES, PLACES, TEAMS = DealLine.__table__, Placement.__table__, Team.__table__


def of(wanted: DealFilter, scene: Scene) -> list[ColumnElement[bool]]:
    """The conditions of `wanted` for one member: company, sight, and all that was asked for."""
    return [
        *seen_by(scene.member),
        *_state(wanted),
        *_records(wanted, scene),
        *_sizes(wanted, scene),
        *_condition(wanted, scene),
    ]


def seen_by(member: Member) -> list[ColumnElement[bool]]:
    """The deals of the company that `member` sees."""
    owners = visible_owners(member)
    here = D.c.tenant_id == door().tenant_id
    return [here] if owners is None else [here, D.c.owner_id.in_(owners)]


def _state(wanted: DealFilter) -> list[ColumnElement[bool]]:
    state = wanted.effective_state
    return [] if state == ALL else [D.c.state == state]


def _records(wanted: DealFilter, scene: Scene) -> list[ColumnElement[bool]]:
    asked = [
        wanted.q is not None and D.c.id.in_(containing("deal", wanted.q)),
        wanted.pipeline is not None and D.c.pipeline_id == wanted.pipeline,
        wanted.stages and D.c.stage_id.in_(wanted.stages),
        wanted.owners and D.c.owner_id.in_(_people(wanted.owners, scene.member)),
        wanted.team is not None and among(D.c.owner_id, chart().people_below(wanted.team)),
        wanted.account is not None and D.c.account_id == wanted.account,
        wanted.regions and _among(effective_region(), wanted.regions),
        wanted.channels and _among(D.c.channel_id, wanted.channels),
        wanted.customer_types and D.c.customer_type.in_(wanted.customer_types),
        wanted.products and _with_products(wanted.products),
        wanted.imported is not None and D.c.import_id == wanted.imported,
    ]
    return [condition for condition in asked if isinstance(condition, ColumnElement)]


def _sizes(wanted: DealFilter, scene: Scene) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.amount_from is not None:
        found.append(D.c.amount_minor >= _minor(wanted.amount_from, scene))
    if wanted.amount_to is not None:
        found.append(D.c.amount_minor <= _minor(wanted.amount_to, scene))
    for column, span in (
        (D.c.expected_on, wanted.expected), (D.c.opened_on, wanted.opened), (D.c.closed_on, wanted.closed),
    ):  # fmt: skip
        found += _within(column, span, scene.today)
    return found


def _minor(amount: Any, scene: Scene) -> int:
    try:
        return money.to_minor(amount, scene.currency)
    except ValueError:
        return money.LARGEST


def _within(column: Any, span: Span, today: date) -> list[ColumnElement[bool]]:
    if span.is_unknown:
        return [column.is_(None)]
    first, last = span.days(today)
    return [*([column >= first] if first else []), *([column <= last] if last else [])]


def _condition(wanted: DealFilter, scene: Scene) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.health:
        found.append(or_(*(health_is(level, scene.today) for level in wanted.health)))
    if wanted.quiet is not None:
        found.append(quiet_since() < days.start_of(scene.today - timedelta(days=wanted.quiet)))
    if wanted.lacks:
        found.append(or_(*(_lacking(what) for what in wanted.lacks)))
    return found


def _lacking(what: str) -> ColumnElement[bool]:
    missing = {"account": D.c.account_id, "amount": D.c.amount_minor, "expected": D.c.expected_on}
    return missing[what].is_(None) if what in missing else ~has_next_step()


def has_next_step() -> ColumnElement[bool]:
    """Whether somebody promised something about the deal that is still to be kept."""
    return exists().where(
        F.c.tenant_id == D.c.tenant_id, F.c.deal_id == D.c.id, F.c.promise.is_not(None), F.c.completed_at.is_(None)
    )


def effective_region() -> ColumnElement[Any]:
    """The deal's own region, else the account's, else that of the owner's team."""
    of_account = select(A.c.region_id).where(A.c.tenant_id == D.c.tenant_id, A.c.id == D.c.account_id)
    of_team = (
        select(TEAMS.c.region_id)
        .join(PLACES, and_(PLACES.c.tenant_id == TEAMS.c.tenant_id, PLACES.c.team_id == TEAMS.c.id))
        .where(PLACES.c.tenant_id == D.c.tenant_id, PLACES.c.member_id == D.c.owner_id)
    )
    return func.coalesce(D.c.region_id, of_account.scalar_subquery(), of_team.scalar_subquery())


def _with_products(products: Sequence[UUID]) -> ColumnElement[bool]:
    return exists().where(
        LINES.c.tenant_id == D.c.tenant_id, LINES.c.deal_id == D.c.id, LINES.c.product_id.in_(products)
    )


def _among(column: Any, values: Sequence[UUID | str]) -> ColumnElement[bool]:
    ids = [value for value in values if value != NONE]
    found = [*([column.in_(ids)] if ids else []), *([column.is_(None)] if NONE in values else [])]
    return or_(*found) if found else false()


def _people(owners: Sequence[UUID | str], member: Member) -> list[UUID]:
    return [member.id if owner == MINE else owner for owner in owners]  # type: ignore[misc]
