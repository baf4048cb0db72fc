"""Changing what is known of a deal, and handing it to somebody else."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from app.changes import differing, named
from app.company.model import Choice
from app.events import happened
from app.notices import notify
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.finding import forget, make_findable
from app.pipeline.opportunities.model import OPEN, WON, Deal
from app.pipeline.orders.finding import make_findable as make_order_findable
from app.pipeline.orders.model import Order
from tenants.context import db
from tenants.model import Member

CHANGEABLE = frozenset(
    {
        "title", "owner_id", "account_id", "contact_id", "amount_minor", "channel_id", "region_id", "customer_type",
        "referred_by_id", "competitors", "opened_on", "expected_on", "lost_reason_id", "lost_note", "note",
    }
)  # fmt: skip
#: Whose name stands in the history beside the id.
_NAMED: dict[str, Any] = {
    "owner_id": Member,
    "account_id": Account,
    "referred_by_id": Account,
    "contact_id": Contact,
    "channel_id": Choice,
    "region_id": Choice,
    "lost_reason_id": Choice,
}
_WORDS = {"title", "account_id", "owner_id", "note"}


class HasOrder(Exception):
    """A deal with an order is not removed."""


def change(
    deal: Deal, changes: dict[str, Any], *, by: Member, at: datetime, batch: UUID | None = None
) -> dict[str, list[Any]]:
    """Set the columns of `changes` and leave one event with before and after. Returns what really changed."""
    changed = differing(deal, changes, CHANGEABLE)
    if not changed:
        return {}
    facts = {**changed, **named(changed, _NAMED)}
    for name, (_, value) in changed.items():
        setattr(deal, name, value)
    deal.updated_at = at
    happened(deal, "changed", by=by.id, at=at, batch=batch, **facts)
    _say_assigned(deal, changed, by)
    db.flush()
    db.expire(deal, [name.removesuffix("_id") for name in changed if name in _NAMED])
    if _WORDS & changed.keys():
        make_findable(deal)
    if "title" in changed:
        _rename_order(deal)
    return changed


def _rename_order(deal: Deal) -> None:
    """An order without a number is found by its deal's title."""
    order = db.scalar(select(Order).where(Order.deal_id == deal.id)) if deal.state == WON else None
    if order is not None:
        make_order_findable(order)


def remove(deal: Deal, *, by: Member, at: datetime) -> None:
    """Take a deal that was entered by mistake out of the books; its event stays. Raises HasOrder."""
    if db.scalar(select(Order.id).where(Order.deal_id == deal.id)) is not None:
        raise HasOrder
    happened(deal, "removed", by=by.id, at=at, amount_minor=deal.amount_minor)
    forget(deal)
    db.delete(deal)
    db.flush()


def hand_over(from_member_id: UUID, to_member_id: UUID, by: UUID | None, at: datetime) -> int:
    """Give someone's open deals and unkept promises to another, who then finds them in his list. Returns how many."""
    deals = db.scalars(select(Deal).where(Deal.owner_id == from_member_id, Deal.state == OPEN)).all()
    names: dict[str, Any] = named({"owner_id": [from_member_id, to_member_id]}, _NAMED)
    for deal in deals:
        deal.owner_id, deal.updated_at = to_member_id, at
        happened(deal, "changed", by=by, at=at, owner_id=[from_member_id, to_member_id], **names)
        make_findable(deal)
    promises = select(FollowUp).where(
        FollowUp.promise_owner_id == from_member_id, FollowUp.promise.is_not(None), FollowUp.completed_at.is_(None)
    )
    for follow_up in db.scalars(promises):
        follow_up.promise_owner_id = to_member_id
    db.flush()
    return len(deals)


def held_by(member_id: UUID) -> tuple[Any, int]:
    """How many open deals someone has, so that it is said before they are handed over."""
    count = select(func.count()).where(Deal.owner_id == member_id, Deal.state == OPEN)
    return _l("Open deals"), db.scalar(count) or 0


def _say_assigned(deal: Deal, changed: dict[str, list[Any]], by: Member) -> None:
    if "owner_id" in changed and deal.owner_id != by.id:
        notify(
            deal.owner_id, "assignment", subject=deal, key=f"owner-{deal.id}-{deal.version}",
            facts={"by": by.name, "name": deal.title},
        )  # fmt: skip
