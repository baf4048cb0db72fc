"""The devices one is signed in on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.people.profile.devices import device
from app.people.recognition import IDLE
from tenants.context import at_the_doorway
from tenants.model import SignIn


@dataclass(frozen=True)
class Device:
    """A sign-in as its owner recognises it."""

    id: UUID
    name: str
    ip: str
    since: datetime
    seen: datetime
    is_this: bool


def devices(user_id: UUID, sign_in_id: UUID, at: datetime) -> list[Device]:
    """The sign-ins still good at `at`, this one first, then by the last time they were used."""
    living = select(SignIn).where(
        SignIn.user_id == user_id, SignIn.ended_at.is_(None), SignIn.expires_at > at, SignIn.seen_at > at - IDLE
    )
    with at_the_doorway(user_id=user_id) as doorway:
        rows = doorway.scalars(living.order_by(SignIn.seen_at.desc()).limit(100)).all()
    found = [
        Device(one.id, device(one.agent), one.ip, one.created_at, one.seen_at, one.id == sign_in_id) for one in rows
    ]
    return sorted(found, key=lambda one: not one.is_this)
