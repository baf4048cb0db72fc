"""Named statements about promises and contacts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, or_, select, true
from sqlalchemy.dialects.postgresql import distinct_on

from app.people.sight import visible_owners
from app.pipeline.accounts.model import Account
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import LOST, Deal
from tenants.context import db, door
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


_F = FollowUp.__table__
#: Made once: every board, list and card asks.
_NEXT_STEPS = (
    select(_F.c.deal_id, _F.c.id, _F.c.promise, _F.c.due_on, _F.c.promise_owner_id)
    .where(_F.c.tenant_id == bindparam("tenant"), _F.c.deal_id.in_(bindparam("deals", expanding=True)))
    .where(_F.c.promise.is_not(None), _F.c.completed_at.is_(None))
    .order_by(_F.c.deal_id, _F.c.at.desc(), _F.c.id.desc())
    .ext(distinct_on(_F.c.deal_id))
)


def next_steps(deal_ids: Iterable[UUID]) -> dict[UUID, NextStep]:
    """The next step of each of these deals that has one."""
    wanted = list(deal_ids)
    if not wanted:
        return {}
    db.flush()
    found = db.execute(_NEXT_STEPS, {"tenant": door().tenant_id, "deals": wanted})
    return {row[0]: NextStep(*row[1:]) for row in found}


def promises() -> Select[FollowUp]:
    """What is still to be kept, but for lost deals."""
    return (
        select(FollowUp)
        .outerjoin(Deal, (Deal.tenant_id == FollowUp.tenant_id) & (Deal.id == FollowUp.deal_id))
        .where(still_open(), or_(Deal.id.is_(None), Deal.state != LOST))
    )
