"""What a human changes about himself. It holds in every company he belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app import outbox
from app.events import happened
from app.people import naming, passwords, tokens
from app.people.names import email_key, name_key
from tenants.context import acting_in, at_the_doorway, db
from tenants.model import Member, SignIn, User


def rename(user_id: UUID, name: str, language: str) -> None:
    """Give the human another name, or another language to read."""
    with at_the_doorway(user_id=user_id) as doorway:
        doorway.execute(update(User).where(User.id == user_id).values(name=name, language=language))
    tell_companies(user_id, name=name, language=language)


def speak(user_id: UUID, language: str) -> None:
    """Read the other language from now on, and get letters in it."""
    with at_the_doorway(user_id=user_id) as doorway:
        doorway.execute(update(User).where(User.id == user_id).values(language=language))
    tell_companies(user_id, language=language)


def choose_theme(user_id: UUID, theme: str) -> None:
    """Keep light, dark or system."""
    with at_the_doorway(user_id=user_id) as doorway:
        doorway.execute(update(User).where(User.id == user_id).values(theme=theme))


def tell_companies(user_id: UUID, **values: Any) -> None:
    """Write changed `values` (name, language, email) into every company's member, each with its own event."""
    for tenant_id, member_id in _memberships(user_id):
        with acting_in(tenant_id, member_id):
            member = db.get_one(Member, (tenant_id, member_id))
            changed: dict[str, Any] = {key: [getattr(member, key), value] for key, value in values.items()}
            changed = {key: pair for key, pair in changed.items() if pair[0] != pair[1]}
            for key, (_before, after) in changed.items():
                setattr(member, key, after)
            member.name_key = name_key(member.name)
            if changed:
                happened(member, "changed", by=member_id, **changed)
            if changed.keys() & {"name", "email"}:
                naming.named(member)


def _memberships(user_id: UUID) -> Iterator[tuple[UUID, UUID]]:
    with at_the_doorway(user_id=user_id) as doorway:
        found = doorway.execute(select(Member.tenant_id, Member.id).where(Member.user_id == user_id)).all()
    yield from found


def is_own_password(user_id: UUID, password: str) -> bool:
    """Whether `password` is the human's present one."""
    with at_the_doorway(user_id=user_id) as doorway:
        return passwords.matches(doorway.scalar(select(User.password_hash).where(User.id == user_id)), password)


def change_password(user_id: UUID, password: str, *, sign_in_id: UUID | None, at: datetime) -> None:
    """Set a new password; every other sign-in ends, and links to reset the old one open nothing."""
    with at_the_doorway(user_id=user_id) as doorway:
        doorway.execute(update(User).where(User.id == user_id).values(password_hash=passwords.hashed(password)))
        tokens.revoke(doorway, tokens.RESET, at=at, user_id=user_id)
        tokens.revoke(doorway, tokens.CHANGE_EMAIL, at=at, user_id=user_id)
        doorway.execute(end_others(user_id, sign_in_id, at))
        outbox.later_for_user("people.mail_password_changed", user_id, session=doorway)


def ask_for_address(user_id: UUID, email: str, *, at: datetime) -> None:
    """Send a link to the new address; the present one stays until the link is opened, and is told."""
    with at_the_doorway(user_id=user_id) as doorway:
        token = tokens.ask(doorway, tokens.CHANGE_EMAIL, email=email.strip(), at=at, user_id=user_id)
        outbox.later_for_user("people.mail_address_change", user_id, session=doorway, token=str(token.id))


def take_address(token: Any, *, at: datetime) -> bool:
    """The link in the letter was opened: confirm the address, or change to it. False when the link was used before.

    Raises IntegrityError when another human has taken the address meanwhile.
    """
    with at_the_doorway(user_id=token.user_id) as doorway:
        if not tokens.spend(doorway, token, at):
            return False
        confirmed = update(User).where(User.id == token.user_id)
        if token.kind == tokens.CONFIRM:
            doorway.execute(confirmed.where(User.email_key == email_key(token.email)).values(email_confirmed_at=at))
            return True
        doorway.execute(confirmed.values(email=token.email, email_key=email_key(token.email), email_confirmed_at=at))
    tell_companies(token.user_id, email=token.email)
    return True


def end_sign_in(user_id: UUID, sign_in_id: UUID, *, at: datetime) -> bool:
    """End one sign-in of the human; False when it is not his."""
    with at_the_doorway(user_id=user_id) as doorway:
        ended = update(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == user_id, SignIn.ended_at.is_(None))
        return doorway.scalar(ended.values(ended_at=at).returning(SignIn.id)) is not None


def end_other_sign_ins(user_id: UUID, sign_in_id: UUID, *, at: datetime) -> None:
    """End every sign-in of the human but this one."""
    with at_the_doorway(user_id=user_id) as doorway:
        doorway.execute(end_others(user_id, sign_in_id, at))


def end_others(user_id: UUID, sign_in_id: UUID | None, at: datetime) -> Any:
    """The statement that ends all sign-ins but `sign_in_id` (all with None)."""
    statement = update(SignIn).where(SignIn.user_id == user_id, SignIn.ended_at.is_(None)).values(ended_at=at)
    return statement if sign_in_id is None else statement.where(SignIn.id != sign_in_id)
