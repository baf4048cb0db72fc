"""Who is this? From the credential in the cookie to the human, and to the member in the company being visited."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.orm import Session

from app.clock import now
from tenants.context import at_the_doorway
from tenants.model import Member, SignIn, Tenant, User
from tenants.owned import new_id

IDLE = timedelta(days=14)
LONGEST = timedelta(days=60)
_SEEN_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Place:
    """A company one is a member of, and as whom."""

    tenant: Tenant
    member: Member


@dataclass(frozen=True)
class Identity:
    """A human who is signed in."""

    user_id: UUID
    sign_in_id: UUID
    credential: str
    name: str
    email: str
    language: str
    theme: str  # "light", "dark", or "" to follow the system
    confirmed: bool
    place: Place | None  # where he is now, when the address names a company he belongs to


def digest(secret: str) -> str:
    """What is kept of a secret that only its holder knows."""
    return hashlib.sha256(secret.encode()).hexdigest()


def recognise(credential: str, slug: str | None) -> Identity | None:
    """The human behind `credential` ("<user id>.<secret>"), placed in company `slug`; None when the sign-in is over."""
    user_text, _, secret = credential.partition(".")
    try:
        user_id = UUID(user_text)
    except ValueError:
        return None
    moment = now()
    with at_the_doorway(user_id=user_id) as session:
        found = session.execute(_FOUND, {"user": user_id, "digest": digest(secret), "slug": slug}).first()
        if found is None:
            return None
        if found.ended_at is not None or found.expires_at < moment or found.seen_at < moment - IDLE:
            return None
        if found.seen_at < moment - _SEEN_EVERY:
            session.execute(update(SignIn).where(SignIn.id == found.sign_in_id).values(seen_at=moment))
        member, tenant = found.Member, found.Tenant
        is_here = member is not None and member.state == "active" and tenant.state != "suspended"
        return Identity(
            user_id, found.sign_in_id, credential, found.name, found.email, found.language,
            found.theme.replace("system", ""), found.email_confirmed_at is not None,
            Place(tenant, member) if is_here else None,
        )  # fmt: skip


#: One row: the human with his sign-in, and the company with his membership where the address names one of his.
#: Made once: every request asks.
_FOUND = (
    select(
        User.name, User.email, User.language, User.theme, User.email_confirmed_at,
        SignIn.id.label("sign_in_id"), SignIn.ended_at, SignIn.expires_at, SignIn.seen_at, Member, Tenant,
    )
    .join(SignIn, SignIn.user_id == User.id)
    .outerjoin(Tenant, Tenant.slug == bindparam("slug"))
    .outerjoin(Member, and_(Member.user_id == User.id, Member.tenant_id == Tenant.id))
    .where(User.id == bindparam("user"), SignIn.digest == bindparam("digest"))
)  # fmt: skip


def begin(session: Session, user_id: UUID, *, ip: str, agent: str, at: datetime) -> str:
    """Sign human `user_id` in on a new device; `session` stands at the doorway as him. Returns the credential."""
    secret = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            id=new_id(), user_id=user_id, digest=digest(secret), ip=ip, agent=agent[:200],
            created_at=at, seen_at=at, expires_at=at + LONGEST,
        )
    )  # fmt: skip
    return f"{user_id}.{secret}"
