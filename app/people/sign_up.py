"""A company signs up: a human, a company, and the human as its owner, in that order; safe to repeat."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app import outbox
from app.clock import now
from app.events import happened
from app.people import naming, passwords
from app.people.names import email_key, name_key
from tenants import lifecycle
from tenants.context import acting_in, at_the_doorway, db
from tenants.model import Member, Tenant, User
from tenants.owned import new_id
from tenants.roles import Role, Sees


class AddressTaken(Exception):
    """Somebody signs in with this e-mail address already, with another password."""


@dataclass(frozen=True)
class Application:
    """What a founder fills in."""

    company: str
    name: str
    email: str
    password: str
    language: str
    zone: str
    currency: str
    country: str = ""


def sign_up(wish: Application) -> tuple[UUID, UUID]:
    """Found the company of `wish`. Returns (tenant id, user id). Raises AddressTaken when the address is another's."""
    user_id = find_or_create_user(wish.email, wish.name, wish.password, wish.language)
    tenant_id = lifecycle.found(
        wish.company, language=wish.language, zone=wish.zone, currency=wish.currency, country=wish.country
    )
    with acting_in(tenant_id):
        founder = Member(
            user_id=user_id, name=wish.name, name_key=name_key(wish.name), email=wish.email,
            language=wish.language, role=Role.OWNER, sees=Sees.ALL, state="active", joined_at=now(),
        )  # fmt: skip
        db.add(founder)
        db.flush()
        lifecycle.furnish(wish.language, wish.country)
        company = db.scalars(select(Tenant).where(Tenant.id == tenant_id)).one()
        happened(company, "founded", by=founder.id)
        naming.named(founder)
        outbox.later("people.mail_confirmation", user_id=user_id, key=f"confirm-{user_id}")
    return tenant_id, user_id


def find_or_create_user(email: str, name: str, password: str, language: str) -> UUID:
    """The human with `email`: made if unknown, recognised if `password` is his. Raises AddressTaken otherwise."""
    key = email_key(email)
    with at_the_doorway(claim=key) as session:
        known = session.scalar(select(User).where(User.email_key == key))
        if known is not None:
            if not passwords.matches(known.password_hash, password):
                raise AddressTaken
            return known.id
    user_id = new_id()
    with at_the_doorway(user_id=user_id, claim=key) as session:
        session.add(
            User(
                id=user_id, email=email.strip(), email_key=key, name=name,
                password_hash=passwords.hashed(password), language=language,
            )
        )  # fmt: skip
    return user_id
