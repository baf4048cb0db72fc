"""Promises fall due: each to the one who gave it, until it is kept or its deal is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
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
    """What they are about is read at once, and looked up here: of a session's own memory, nothing is sure to stay."""
    deals = _all_of(Deal, {each.deal_id for each in found})
    of_deals = {deal.account_id for deal in deals.values()}
    accounts = _all_of(Account, of_deals | {each.account_id for each in found})
    return [_due(each, deals, accounts) for each in found]


def _all_of(cls: type[Any], ids: set[UUID | None]) -> dict[UUID | None, Any]:
    wanted = ids - {None}
    return {one.id: one for one in db.scalars(select(cls).where(cls.id.in_(wanted)))} if wanted else {}


def _due(promise: FollowUp, deals: Mapping[UUID | None, Any], accounts: Mapping[UUID | None, Any]) -> Due:
    assert promise.promise_owner_id is not None
    assert promise.due_on is not None  # the database demands both of a promise
    deal = deals.get(promise.deal_id)
    subject = deal or accounts.get(promise.account_id)
    customer = accounts.get(deal.account_id) if deal else None
    return Due(
        id=promise.id, member_id=promise.promise_owner_id, what=promise.promise or "", due_on=promise.due_on,
        subject=subject, about=subject.event_name if subject else "", detail=customer.name if customer else "",
        act_on=promise.deal_id,
    )  # fmt: skip
