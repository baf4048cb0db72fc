"""Asking for each kind of work, as Alice of Acme would. A kind that nobody can ask for here is red."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from app import outbox
from app.clock import now
from app.people.invitations import acts as invitations
from app.people.profile import acts as profile
from tenants.context import db, door
from tenants.model import Member
from tenants.owned import new_id
from tenants.roles import Role
from tests import factories
from tests.isolation.scenes import Scene

#: Work of a person, who stands in no company.
PERSONAL = {
    "people.mail_confirmation",
    "people.mail_reset",
    "people.mail_password_changed",
    "people.mail_address_change",
}


def _invite(scene: Scene) -> None:
    terms = invitations.Terms(Role.SELLER, False, None, "en")
    email = f"{new_id().hex}@guests.example"
    invitations.invite(f"Guest {factories.number()}", email, terms, by=_me().id, at=now())


def _me() -> Member:
    return db.scalars(select(Member).where(Member.id == door().member_id)).one()


def _personal(kind: str) -> Callable[[Scene], None]:
    return lambda scene: outbox.later_for_user(kind, scene.seller.user_id) and None


#: kind -> what makes a row of it, inside Acme.
WORK: dict[str, Callable[[Scene], None]] = {
    "people.mail_confirmation": _personal("people.mail_confirmation"),
    "people.mail_reset": _personal("people.mail_reset"),
    "people.mail_password_changed": _personal("people.mail_password_changed"),
    "people.mail_address_change": lambda scene: profile.ask_for_address(
        scene.seller.user_id, f"{new_id().hex}@elsewhere.example", at=now()
    ),
    "people.mail_invitation": _invite,
}
