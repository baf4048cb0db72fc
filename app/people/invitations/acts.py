"""Inviting, sending again, withdrawing, joining. Whoever is invited is the member who works here later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import outbox
from app.events import Event, happened
from app.people import naming, passwords, tokens
from app.people.members.acts import seat
from app.people.model import Team
from app.people.names import email_key, name_key
from tenants.context import acting_in, at_the_doorway, db
from tenants.model import Member, Token, User
from tenants.owned import new_id
from tenants.roles import Role


class AlreadyHere(Exception):
    """Somebody with this address works here, is invited, or was deactivated; `state` says which."""

    def __init__(self, member: Member) -> None:
        super().__init__(member.state)
        self.state = member.state


class CannotJoin(Exception):
    """The link was used meanwhile, or the human is a member already."""


@dataclass(frozen=True)
class Terms:
    """As what somebody is invited."""

    role: Role
    is_trainer: bool
    team: Team | None
    language: str


def invite(name: str, email: str, terms: Terms, *, by: UUID, at: datetime, member: Member | None = None) -> Member:
    """Invite `email`. A placeholder (`member`, or the only one of that name) becomes real. Raises AlreadyHere."""
    known = _by_address(email)
    if known is not None and known is not member:
        raise AlreadyHere(known)
    member = member or _nameless(name) or Member(name=name, name_key=name_key(name))
    member.email, member.state, member.language = email.strip(), "invited", terms.language
    member.is_trainer = terms.is_trainer
    member.take_role(terms.role)
    db.add(member)
    db.flush()
    if terms.team is not None:
        seat(member, terms.team, leads=False, by=by)
    _send(member, at)
    happened(member, "invited", by=by, email=member.email, role=member.role)
    naming.named(member)
    return member


def _by_address(email: str) -> Member | None:
    key = email_key(email)
    known = db.scalars(select(Member).where(Member.email.is_not(None)))
    return next((member for member in known if email_key(member.email or "") == key), None)


def _nameless(name: str) -> Member | None:
    found = db.scalars(select(Member).where(Member.state == "placeholder", Member.name_key == name_key(name))).all()
    return found[0] if len(found) == 1 else None


def _send(member: Member, at: datetime) -> None:
    assert member.email is not None
    token = tokens.ask(
        db, tokens.INVITATION, email=member.email, at=at, tenant_id=member.tenant_id, member_id=member.id
    )
    outbox.later("people.mail_invitation", subject_id=token.id)


def invite_again(member: Member, *, by: UUID, at: datetime) -> None:
    """Send a new link; the former opens nothing any more."""
    _send(member, at)
    happened(member, "invited_again", by=by, email=member.email)


def withdraw(member: Member, *, by: UUID, at: datetime) -> None:
    """Take the invitation back. Who owns records already stays as a name, others leave nothing but the event."""
    tokens.revoke(db, tokens.INVITATION, at=at, tenant_id=member.tenant_id, member_id=member.id)
    happened(member, "invitation_withdrawn", by=by, email=member.email)
    db.flush()
    try:
        with db.begin_nested():
            db.delete(member)
            db.flush()
            naming.forgotten(member.id)
    except IntegrityError:
        db.refresh(member)
        member.state, member.email = "placeholder", None
        naming.named(member)


def join(token: Token, user_id: UUID, *, at: datetime) -> None:
    """The invited human comes in as the member he was invited as. Raises CannotJoin."""
    assert token.tenant_id is not None
    with at_the_doorway(user_id=user_id) as doorway:
        user = doorway.scalars(select(User).where(User.id == user_id)).one()
    try:
        with acting_in(token.tenant_id, token.member_id):
            if not tokens.spend(db, token, at):
                raise CannotJoin
            member = db.scalars(select(Member).where(Member.id == token.member_id)).one()
            member.user_id, member.email, member.language = user.id, user.email, user.language
            member.state, member.joined_at = "active", at
            db.flush()
            happened(member, "joined", by=member.id)
            naming.named(member)
            _tell_host(member)
    except IntegrityError:
        raise CannotJoin from None


def _tell_host(member: Member) -> None:
    """Tell who invited that the invitation was accepted."""
    from app.people import invitations

    host = db.scalar(
        select(Event.by_id)
        .where(Event.subject_id == member.id, Event.kind == "member.invited")
        .order_by(Event.at.desc())
        .limit(1)
    )
    for tell in invitations.listeners:
        if host is not None:
            tell(member, host)


def make_user(token: Token, name: str, password: str, language: str, at: datetime) -> UUID | None:
    """An account for the invited human, whose letter proves the address. None when somebody has it already."""
    user_id, key = new_id(), email_key(token.email)
    try:
        with at_the_doorway(user_id=user_id, claim=key) as doorway:
            doorway.add(
                User(
                    id=user_id, email=token.email, email_key=key, name=name, language=language,
                    password_hash=passwords.hashed(password), email_confirmed_at=at,
                )
            )  # fmt: skip
    except IntegrityError:
        return None
    return user_id
