"""The verbs of a follow-up: log a contact, promise, keep a promise, put it off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten
from uuid import UUID

from sqlalchemy import select

from app.events import happened
from app.notices import notify
from app.people.mentions import addressed
from app.pipeline.accounts.model import Account
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import Deal
from tenants.context import db
from tenants.model import Member


@dataclass(frozen=True)
class Promise:
    """What will be done next, by whom, by when."""

    what: str
    owner_id: UUID
    due_on: date


def log(
    about: Deal | Account,
    *,
    by: Member,
    at: datetime,
    method: str | None,
    said: str | None,
    contact_id: UUID | None = None,
    promise: Promise | None = None,
    keeps_earlier: bool = True,
) -> FollowUp:
    """Write down a contact. Its promise replaces the earlier ones, which it keeps unless told otherwise."""
    if keeps_earlier:
        _keep_all(open_promises(about), by, at)
    follow_up = _write(about, by=by, at=at, method=method, said=said, contact_id=contact_id, promise=promise)
    if isinstance(about, Deal):
        _touch(about, method, at)
    happened(about, "contacted" if method else "promised", by=by.id, at=at, follow_up_id=follow_up.id, method=method)
    db.flush()
    _tell(about, follow_up, by)
    return follow_up


def promise_only(about: Deal | Account, promise: Promise, *, by: Member, at: datetime) -> FollowUp:
    """Set the next step of a record that has just come to be; the event of its beginning says so."""
    follow_up = _write(about, by=by, at=at, method=None, said=None, contact_id=None, promise=promise)
    db.flush()
    _tell(about, follow_up, by)
    return follow_up


def complete(follow_up: FollowUp, *, by: Member, at: datetime) -> None:
    """The promise was kept. Doing it twice changes nothing."""
    if follow_up.is_open:
        _keep_all([follow_up], by, at)
        happened(_about(follow_up), "kept", by=by.id, at=at, promise=follow_up.promise, follow_up_id=follow_up.id)
        db.flush()


def postpone(follow_up: FollowUp, to: date, *, by: Member, at: datetime) -> None:
    """Put an open promise off to another day."""
    if follow_up.is_open and follow_up.due_on != to:
        happened(
            _about(follow_up), "postponed", by=by.id, at=at, promise=follow_up.promise,
            due_on=[follow_up.due_on, to], follow_up_id=follow_up.id,
        )  # fmt: skip
        follow_up.due_on = to
        db.flush()


def open_promises(about: Deal | Account) -> list[FollowUp]:
    """What is still to be kept, oldest first; for an account only what was promised without a deal."""
    mine = FollowUp.deal_id == about.id if isinstance(about, Deal) else (
        (FollowUp.account_id == about.id) & FollowUp.deal_id.is_(None)
    )  # fmt: skip
    still_open = (FollowUp.promise.is_not(None), FollowUp.completed_at.is_(None))
    return list(db.scalars(select(FollowUp).where(mine, *still_open).order_by(FollowUp.at)))


def _write(
    about: Deal | Account,
    *,
    by: Member,
    at: datetime,
    method: str | None,
    said: str | None,
    contact_id: UUID | None,
    promise: Promise | None,
) -> FollowUp:
    is_deal = isinstance(about, Deal)
    follow_up = FollowUp(
        deal_id=about.id if is_deal else None,
        account_id=about.account_id if isinstance(about, Deal) else about.id,
        contact_id=contact_id, by_id=by.id, at=at, method=method, said=said,
        promise=promise.what if promise else None,
        promise_owner_id=promise.owner_id if promise else None,
        due_on=promise.due_on if promise else None,
    )  # fmt: skip
    db.add(follow_up)
    return follow_up


def _touch(deal: Deal, method: str | None, at: datetime) -> None:
    """A real contact is what ends the quiet."""
    deal.updated_at = max(at, deal.updated_at or at)
    if method is not None:
        deal.last_contact_at = max(at, deal.last_contact_at or at)


def _keep_all(promises: Iterable[FollowUp], by: Member, at: datetime) -> None:
    for follow_up in promises:
        follow_up.completed_at, follow_up.completed_by_id = at, by.id


def _about(follow_up: FollowUp) -> Deal | Account:
    about = follow_up.deal or follow_up.account
    assert about is not None  # the database promises one of the two
    return about


def _tell(about: Deal | Account, follow_up: FollowUp, by: Member) -> None:
    """Whoever was given the next step, or was named with an @ and may see the record, hears of it once."""
    facts = {
        "by": by.name,
        "name": about.event_name,
        "promise": follow_up.promise,
        "said": shorten(follow_up.said or "", 160, placeholder="…") or None,
    }
    told, doer = {by.id}, follow_up.promise_owner_id
    if doer is not None and doer != by.id:
        told.add(doer)
        notify(doer, "assignment", subject=about, key=f"promise-{follow_up.id}", facts=facts)
    for member_id in addressed(follow_up.said, about).seeing - told:
        notify(member_id, "mention", subject=about, key=f"mention-{follow_up.id}", facts=facts)
