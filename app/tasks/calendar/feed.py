"""A member's tasks at a secret address: making it, renewing it, ending it, and whose tasks an address shows.

The address holds the company and the row, signed with the installation's key: nobody guesses one, nothing is looked up
for one that is not ours, and a row that is gone ends its address at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from itsdangerous import BadData, Signer
from itsdangerous.encoding import base64_decode, base64_encode
from sqlalchemy import select

from app.events import happened
from app.tasks.calendar.model import CalendarFeed
from tenants.context import acting_in, db
from tenants.model import Member, Tenant


def feed_of(member: Member) -> CalendarFeed | None:
    """The member's feed, if he has one."""
    return db.scalar(select(CalendarFeed).where(CalendarFeed.member_id == member.id))


def share(*, by: Member, at: datetime) -> CalendarFeed:
    """Give `by` an address for his tasks; one he had leads nowhere from now on."""
    former = feed_of(by)
    if former is not None:
        db.delete(former)
        db.flush()
    feed = CalendarFeed(member_id=by.id, created_at=at)
    db.add(feed)
    db.flush()
    happened(feed, "renewed" if former else "made", by=by.id, at=at)
    return feed


def stop(*, by: Member, at: datetime) -> None:
    """End the address of `by`."""
    feed = feed_of(by)
    if feed is not None:
        happened(feed, "stopped", by=by.id, at=at)
        db.delete(feed)
        db.flush()


def sealed(feed: CalendarFeed, keys: Sequence[str]) -> str:
    """The secret word of the feed's address, signed with the last of `keys`."""
    return _signer(keys).sign(base64_encode(feed.tenant_id.bytes + feed.id.bytes)).decode()


def opened(word: str, keys: Sequence[str]) -> tuple[UUID, UUID] | None:
    """The company and the feed in a secret word; None when none of `keys` signed it."""
    try:
        packed = base64_decode(_signer(keys).unsign(word))
    except BadData:
        return None
    return UUID(bytes=packed[:16]), UUID(bytes=packed[16:])


def _signer(keys: Sequence[str]) -> Signer:
    return Signer(list(keys), salt="calendar feed", key_derivation="hmac", digest_method=hashlib.sha256)


def reader(word: str, keys: Sequence[str]) -> tuple[UUID, UUID] | None:
    """The company and the member whose tasks a secret word shows; None when it shows none, whatever the reason."""
    found = opened(word, keys)
    if found is None:
        return None
    tenant_id, feed_id = found
    with acting_in(tenant_id):
        feed = db.get(CalendarFeed, (tenant_id, feed_id))
        if feed is None or db.get_one(Tenant, tenant_id).state != "active":
            return None
        is_here = db.get_one(Member, (tenant_id, feed.member_id)).state == "active"
        return (tenant_id, feed.member_id) if is_here else None
