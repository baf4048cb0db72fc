"""Named statements about promises and contacts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.dialects.postgresql import distinct_on

from app.people.sight import visible_owners
from app.pipeline.accounts.model import Account
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import LOST, Deal
from tenants.context import db
from tenants.model import Member


@dataclass(frozen=True)
class NextStep:
    """The latest open promise of a deal."""

    id: UUID
    promise: str
    due_on: date
    owner_id: UUID


def still_open() -> ColumnElement[bool]:
    """Follow-ups that carry a promise which was not kept yet."""
    return FollowUp.promise.is_not(None) & FollowUp.completed_at.is_(None)


def visible_to(member: Member) -> ColumnElement[bool]:
    """What `member` sees: his own promises and contacts, and those about deals and customers he sees."""
    owners = visible_owners(member)
    if owners is None:
        return true()
    deals = select(Deal.id).where(Deal.owner_id.in_(owners))
    accounts = select(Account.id).where(Account.owner_id.in_(owners))
    return or_(
        FollowUp.promise_owner_id == member.id,
        FollowUp.by_id == member.id,
        FollowUp.deal_id.in_(deals),
        FollowUp.deal_id.is_(None) & FollowUp.account_id.in_(accounts),
    )


FollowUp.sight = staticmethod(visible_to)


def next_steps(deal_ids: Iterable[UUID]) -> dict[UUID, NextStep]:
    """The next step of each of these deals that has one."""
    wanted = list(deal_ids)
    if not wanted:
        return {}
    statement = (
        select(FollowUp.deal_id, FollowUp.id, FollowUp.promise, FollowUp.due_on, FollowUp.promise_owner_id)
        .where(FollowUp.deal_id.in_(wanted), still_open())
        .order_by(FollowUp.deal_id, FollowUp.at.desc(), FollowUp.id.desc())
        .ext(distinct_on(FollowUp.deal_id))
    )
    return {row[0]: NextStep(*row[1:]) for row in db.execute(statement)}  # type: ignore[arg-type, misc]


def due_promises(until: date) -> Select[FollowUp]:
    """Open promises due on or before `until`, of deals that are not lost, the oldest first."""
    return (
        select(FollowUp)
        .outerjoin(Deal, (Deal.tenant_id == FollowUp.tenant_id) & (Deal.id == FollowUp.deal_id))
        .where(still_open(), FollowUp.due_on <= until, or_(Deal.id.is_(None), Deal.state != LOST))
        .order_by(FollowUp.due_on, FollowUp.id)
    )


def promises_of(member: Member, until: date) -> Select[FollowUp]:
    """What `member` promised and has to keep until that day."""
    return due_promises(until).where(FollowUp.promise_owner_id == member.id)
