"""Who is this? From the credential in the cookie to the human, and to the member in the company being visited."""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.orm import Session

from app.clock import now
from tenants.context import at_the_doorway
from tenants.db import ask_as
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
    found = ask_as(user_id, _FOUND, {"user": user_id, "digest": digest(secret), "slug": slug})
    if found is None:
        return None
    if found.ended_at is not None or found.expires_at < moment or found.seen_at < moment - IDLE:
        return None
    if found.seen_at < moment - _SEEN_EVERY:
        with at_the_doorway(user_id=user_id) as session:
            session.execute(update(SignIn).where(SignIn.id == found.sign_in_id).values(seen_at=moment))
    is_here = found.member_state == "active" and found.tenant_state != "suspended"
    return Identity(
        user_id, found.sign_in_id, credential, found.name, found.email, found.language,
        found.theme.replace("system", ""), found.email_confirmed_at is not None,
        _place(user_id, found.tenant_id, found.member_id, found.standing) if is_here else None,
    )  # fmt: skip


#: One row: the human with his sign-in, and the company with his membership where the address names one of his.
#: Made once, and of tables: every request asks.
_U, _S, _T, _M = User.__table__, SignIn.__table__, Tenant.__table__, Member.__table__
_FOUND = str(
    select(
        _U.c.name, _U.c.email, _U.c.language, _U.c.theme, _U.c.email_confirmed_at,
        _S.c.id.label("sign_in_id"), _S.c.ended_at, _S.c.expires_at, _S.c.seen_at,
        _T.c.id.label("tenant_id"), _T.c.state.label("tenant_state"), _T.c.standing,
        _M.c.id.label("member_id"), _M.c.state.label("member_state"),
    )
    .select_from(
        _U.join(_S, _S.c.user_id == _U.c.id)
        .outerjoin(_T, _T.c.slug == bindparam("slug"))
        .outerjoin(_M, and_(_M.c.user_id == _U.c.id, _M.c.tenant_id == _T.c.id))
    )
    .where(_U.c.id == bindparam("user"), _S.c.digest == bindparam("digest"))
    .compile(dialect=PGDialect_psycopg())
)  # fmt: skip
_places: OrderedDict[UUID, tuple[int, Place]] = OrderedDict()
_MOST_PLACES = 5000


def _place(user_id: UUID, tenant_id: UUID, member_id: UUID, standing: int) -> Place:
    """Company and member as they stand in no session; read again when the company's standing data has changed."""
    number, place = _places.get(member_id, (-1, None))
    if place is None or number != standing:
        both = select(Tenant, Member).join(Member, Member.tenant_id == Tenant.id)
        here = (Tenant.id == tenant_id, Member.id == member_id)
        with at_the_doorway(user_id=user_id) as session:
            place = Place(*session.execute(both.where(*here)).one())
        if place.tenant.standing == standing:  # else someone was faster, and the next request reads it
            _places[member_id] = standing, place
            while len(_places) > _MOST_PLACES:
                _places.popitem(last=False)
    return place


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
