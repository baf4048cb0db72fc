"""Who reads a letter, where, and in which language: what the human has set for himself, wherever he works."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from tenants.context import at_the_doorway
from tenants.model import Member, User


@dataclass(frozen=True)
class Reader:
    """Someone who can be written to."""

    name: str
    email: str
    language: str


def reader(member: Member) -> Reader | None:
    """The human behind `member`; None for placeholders and for people who no longer work here."""
    if member.state != "active" or member.user_id is None:
        return None
    with at_the_doorway(user_id=member.user_id) as doorway:
        user = doorway.scalar(select(User).where(User.id == member.user_id))
    return Reader(member.name, user.email, user.language) if user else None
