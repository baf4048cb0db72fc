"""Promises fall due: each to the one who gave it, until it is kept or its deal is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app import notices
from app.notices.due import Act, Due
from app.pipeline.accounts.model import Account
from app.pipeline.follow_ups import queries
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import Deal
from tenants.context import db


def register() -> None:
    """Let people be reminded of their promises."""
    notices.falls_due(
        "next_step", _l("Next steps"), icon="corner-down-right", statement=queries.promises,
        owner=FollowUp.promise_owner_id, day=FollowUp.due_on, read=_read, done="follow_ups.keep",
        act=Act("follow_ups.about_deal", _l("Log")), begin=Act("opportunities.board", _l("To the deals")),
    )  # fmt: skip


def _read(found: Sequence[FollowUp]) -> Iterable[Due]:
    _know(Deal, {each.deal_id for each in found})
    customers = {each.deal.account_id for each in found if each.deal}
    _know(Account, customers | {each.account_id for each in found})
    return map(_due, found)


def _know(cls: type[Deal] | type[Account], ids: set[UUID | None]) -> None:
    """Read what they are about at once, so that each finds it at hand."""
    wanted = ids - {None}
    if wanted:
        list(db.scalars(select(cls).where(cls.id.in_(wanted))))


def _due(promise: FollowUp) -> Due:
    assert promise.promise_owner_id is not None
    assert promise.due_on is not None  # the database demands both of a promise
    subject = promise.deal or promise.account
    customer = promise.deal.account if promise.deal else None
    return Due(
        id=promise.id, member_id=promise.promise_owner_id, what=promise.promise or "", due_on=promise.due_on,
        subject=subject, about=subject.event_name if subject else "", detail=customer.name if customer else "",
        act_on=promise.deal_id,
    )  # fmt: skip
