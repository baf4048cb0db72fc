"""What the weekly report reads: the very filters of the deals list, so that both always say the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Row, Select, and_, cast, func, select

from app import days
from app.company.model import Choice
from app.people.model import Placement, Team
from app.pipeline.accounts.model import Account
from app.pipeline.opportunities.filtering.filters import DealFilter
from app.pipeline.opportunities.model import LOST, OPEN, WON, Deal, Stage, StageChange
from app.web.asking import ALL, Span
from tenants.context import door
from tenants.model import Member

D, A, C, M = Deal.__table__, Account.__table__, Choice.__table__, Member.__table__
CHANGES = StageChange.__table__
Line = Row[Any]


def filters(start: date, end: date) -> dict[str, DealFilter]:
    """What each list of the report asks of the deals."""
    week = Span(None, start, end)
    return {
        "new": DealFilter(state=ALL, opened=week),
        "won": DealFilter(state=WON, closed=week),
        "lost": DealFilter(state=LOST, closed=week),
        "stalled": DealFilter(state=OPEN, health=("bad",)),
        "open": DealFilter(state=OPEN),
    }


def deals(conditions: list[ColumnElement[bool]]) -> Select[Any]:
    """Deals with their customer's name and why they were lost, the largest first."""
    return (
        select(
            D.c.id, D.c.title, D.c.owner_id, D.c.stage_id, D.c.state, D.c.amount_minor, D.c.opened_on,
            D.c.expected_on, D.c.closed_on, D.c.stage_since, D.c.last_contact_at, D.c.note, D.c.lost_note,
            A.c.name.label("account"), C.c.name.label("reason"),
        )
        .select_from(D)
        .outerjoin(A, and_(A.c.tenant_id == D.c.tenant_id, A.c.id == D.c.account_id))
        .outerjoin(C, and_(C.c.tenant_id == D.c.tenant_id, C.c.id == D.c.lost_reason_id))
        .where(*conditions)
        .order_by(D.c.amount_minor.desc().nulls_last(), D.c.title, D.c.id)
    )  # fmt: skip


def moves(seen: list[ColumnElement[bool]], start: date, end: date) -> Select[Any]:
    """Moves from one open stage to another within those days of the company, as they happened."""
    open_stages = select(Stage.__table__.c.id).where(
        Stage.__table__.c.tenant_id == door().tenant_id, Stage.__table__.c.kind == OPEN
    )
    return (
        select(
            D.c.title, D.c.owner_id, D.c.amount_minor, A.c.name.label("account"),
            CHANGES.c.from_stage_id, CHANGES.c.to_stage_id, CHANGES.c.at,
        )
        .select_from(CHANGES)
        .join(D, and_(D.c.tenant_id == CHANGES.c.tenant_id, D.c.id == CHANGES.c.deal_id))
        .outerjoin(A, and_(A.c.tenant_id == D.c.tenant_id, A.c.id == D.c.account_id))
        .where(
            *seen,
            CHANGES.c.tenant_id == door().tenant_id,
            CHANGES.c.at >= days.start_of(start),
            CHANGES.c.at < days.start_of(end + timedelta(days=1)),
            CHANGES.c.from_stage_id.in_(open_stages),
            CHANGES.c.to_stage_id.in_(open_stages),
        )
        .order_by(CHANGES.c.at, CHANGES.c.id)
    )  # fmt: skip


def open_by_month(conditions: list[ColumnElement[bool]]) -> Select[Any]:
    """Open deals by owner and month of expected close: how many, their sum, how many without an amount."""
    month = cast(func.date_trunc("month", cast(D.c.expected_on, Date)), Date).label("month")
    return (
        select(
            D.c.owner_id, month, func.count().label("pieces"), func.sum(D.c.amount_minor).label("minor"),
            func.count().filter(D.c.amount_minor.is_(None)).label("unknown"),
        )
        .where(*conditions)
        .group_by(D.c.owner_id, month)
    )  # fmt: skip


def people() -> Select[UUID, str, str]:
    """Everyone of the company with the name of his team."""
    return (
        select(Member.id, Member.name, Team.name)
        .outerjoin(Placement, and_(Placement.tenant_id == Member.tenant_id, Placement.member_id == Member.id))
        .outerjoin(Team, and_(Team.tenant_id == Placement.tenant_id, Team.id == Placement.team_id))
        .order_by(Team.position, Member.name_key)
    )
