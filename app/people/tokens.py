"""Links that open something once: confirming an address, setting a new password, joining a company.

Only the digest of a link's secret is kept. A token is written when it is asked for and gets its secret when the letter
is sent, so that no secret lies in a queue. Spending is one UPDATE that a single request can win.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.clock import now
from app.people.recognition import digest
from tenants.context import at_the_doorway
from tenants.model import Token
from tenants.owned import new_id

CONFIRM, RESET, CHANGE_EMAIL, INVITATION = "confirm", "reset", "change_email", "invitation"
LIFETIMES = {
    CONFIRM: timedelta(days=7),
    RESET: timedelta(hours=1),
    CHANGE_EMAIL: timedelta(days=1),
    INVITATION: timedelta(days=7),
}


def ask(session: Session, kind: str, *, email: str, at: datetime, **whose: UUID | None) -> Token:
    """A new token of `kind`, still without a secret; earlier ones of the same kind and owner no longer open anything.

    `whose` is `user_id`, or `tenant_id` and `member_id`; `session` must be allowed to see rows of that owner.
    """
    revoke(session, kind, at=at, **whose)
    token = Token(
        id=new_id(), kind=kind, digest=digest(secrets.token_urlsafe(32)), email=email,
        created_at=at, expires_at=at + LIFETIMES[kind], **whose,
    )  # fmt: skip
    session.add(token)
    session.flush()
    return token


def revoke(session: Session, kind: str, *, at: datetime, **whose: UUID | None) -> None:
    """Let open tokens of `kind` and owner open nothing any more."""
    mine = [getattr(Token, name) == value for name, value in whose.items()]
    session.execute(update(Token).where(Token.kind == kind, Token.used_at.is_(None), *mine).values(used_at=at))


def arm(session: Session, token_id: UUID) -> tuple[str, Token] | None:
    """Give the token its secret, right before it is sent. None when it was used, revoked or has expired meanwhile."""
    secret = secrets.token_urlsafe(32)
    token = session.scalar(
        update(Token).where(Token.id == token_id, *_open(now())).values(digest=digest(secret)).returning(Token)
    )
    return (secret, token) if token else None


def find(secret: str, kind: str) -> Token | None:
    """The open token behind `secret`, left as it is."""
    key = digest(secret)
    with at_the_doorway(claim=key) as session:
        return session.scalar(select(Token).where(Token.digest == key, Token.kind == kind, *_open(now())))


def spend(session: Session, token: Token, at: datetime) -> bool:
    """Use `token` up in this transaction. Only one of several who try at once succeeds."""
    spent = update(Token).where(Token.id == token.id, Token.digest == token.digest, *_open(at)).values(used_at=at)
    return session.scalar(spent.returning(Token.id)) is not None


def _open(at: datetime) -> tuple[Any, ...]:
    return Token.used_at.is_(None), Token.expires_at > at
