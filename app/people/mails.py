"""Letters to people about their own doors: confirm an address, set a new password, join a company.

Each runs as a job. The link's secret is made right here, when the letter is sent, and is kept nowhere.
"""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import mail
from app.clock import now
from app.outbox import handles
from app.people import tokens
from app.web.addresses import absolute
from tenants.context import at_the_doorway, db
from tenants.model import Member, OutboxRow, Tenant, Token, User


@handles("people.mail_confirmation", _l("Letter to confirm an address"))
def mail_confirmation(row: OutboxRow) -> None:
    """Ask the new person to confirm the address he signed up with."""
    with at_the_doorway(user_id=row.user_id) as doorway:
        user = _user(doorway, row.user_id)
        if user is None or user.email_confirmed_at is not None:
            return
        token = tokens.ask(doorway, tokens.CONFIRM, email=user.email, at=now(), user_id=user.id)
        armed = tokens.arm(doorway, token.id)
    assert armed is not None
    link = absolute("people.show_address", secret=armed[0])
    mail.send(user.email, "people/confirmation", user.language, str(row.id), name=user.name, link=link)


@handles("people.mail_reset", _l("Letter to set a new password"))
def mail_reset(row: OutboxRow) -> None:
    """Send the link that sets a new password, if somebody signs in with that address at all."""
    with at_the_doorway(user_id=row.user_id) as doorway:
        user = _user(doorway, row.user_id)
        if user is None:
            return
        token = tokens.ask(doorway, tokens.RESET, email=user.email, at=now(), user_id=user.id)
        armed = tokens.arm(doorway, token.id)
    assert armed is not None
    link = absolute("people.show_reset", secret=armed[0])
    mail.send(user.email, "people/reset", user.language, str(row.id), name=user.name, link=link)


@handles("people.mail_password_changed", _l("Letter about a changed password"))
def mail_password_changed(row: OutboxRow) -> None:
    """Tell the owner that his password was changed, so that he notices when it was not him."""
    with at_the_doorway(user_id=row.user_id) as doorway:
        user = _user(doorway, row.user_id)
    if user is not None:
        link = absolute("people.show_ask_reset")
        mail.send(user.email, "people/password_changed", user.language, str(row.id), name=user.name, link=link)


@handles("people.mail_address_change", _l("Letters about a new address"))
def mail_address_change(row: OutboxRow) -> None:
    """Send the link to the new address, and tell the old one. An address that is another's gets no link."""
    with at_the_doorway(user_id=row.user_id) as doorway:
        user, armed = _user(doorway, row.user_id), tokens.arm(doorway, UUID(row.args["token"]))
    if user is None or armed is None:
        return
    secret, token = armed
    mail.send(
        user.email, "people/address_notice", user.language, f"{row.id}-old",
        name=user.name, address=token.email, link=absolute("people.profile"),
    )  # fmt: skip
    link = absolute("people.show_address", secret=secret)
    mail.send(token.email, "people/address_change", user.language, str(row.id), name=user.name, link=link)


@handles("people.mail_invitation", _l("Invitation"))
def mail_invitation(row: OutboxRow) -> None:
    """Send an invitation; it was withdrawn meanwhile when its token no longer opens anything."""
    assert row.subject_id is not None
    armed = tokens.arm(db, row.subject_id)
    if armed is None:
        return
    secret, token = armed
    member, tenant, host = _invited(token, row.member_id)
    link = absolute("people.show_invitation", secret=secret)
    mail.send(
        token.email, "people/invitation", member.language, str(row.id),
        name=member.name, company=tenant.name, host=host.name if host else tenant.name, link=link,
    )  # fmt: skip


def _invited(token: Token, host_id: UUID | None) -> tuple[Member, Tenant, Member | None]:
    member = db.scalars(select(Member).where(Member.id == token.member_id)).one()
    tenant = db.scalars(select(Tenant).where(Tenant.id == token.tenant_id)).one()
    return member, tenant, db.scalar(select(Member).where(Member.id == host_id)) if host_id else None


def _user(doorway: Session, user_id: UUID | None) -> User | None:
    return doorway.scalar(select(User).where(User.id == user_id))
