"""Asking for a new password, and setting it by the link in the letter."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update

from app import outbox
from app.people import passwords, tokens
from app.people.names import email_key
from app.people.profile.acts import end_others
from tenants.context import at_the_doorway
from tenants.model import Token, User
from tenants.owned import new_id


def ask(email: str) -> None:
    """Ask for a letter to `email`. Strangers cost the same work as people we know; their letter finds nobody."""
    key = email_key(email)
    with at_the_doorway(claim=key) as doorway:
        known = doorway.scalar(select(User.id).where(User.email_key == key))
    outbox.later_for_user("people.mail_reset", known or new_id())


def reset(token: Token, password: str, *, everywhere: bool, at: datetime) -> bool:
    """Set the new password; False when the link was used a moment before.

    Whoever holds the letter holds the mailbox, so the address counts as confirmed.
    """
    assert token.user_id is not None
    new_hash = passwords.hashed(password)
    with at_the_doorway(user_id=token.user_id) as doorway:
        if not tokens.spend(doorway, token, at):
            return False
        mine = update(User).where(User.id == token.user_id)
        doorway.execute(
            mine.values(password_hash=new_hash, email_confirmed_at=func.coalesce(User.email_confirmed_at, at))
        )
        tokens.revoke(doorway, tokens.CHANGE_EMAIL, at=at, user_id=token.user_id)
        if everywhere:
            doorway.execute(end_others(token.user_id, None, at))
        outbox.later_for_user("people.mail_password_changed", token.user_id, session=doorway)
    return True
