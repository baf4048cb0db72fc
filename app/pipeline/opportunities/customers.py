"""The customer of a deal, by the name one types: an existing one, or a new one made at once."""

from __future__ import annotations

from datetime import datetime

from app.events import happened
from app.people.names import name_key
from app.pipeline.accounts.model import Account
from app.search import index
from app.search.finding import containing, words_of
from app.web.access import reachable
from tenants.context import db
from tenants.model import Member

SUGGESTIONS = 12


def named(name: str | None) -> Account | None:
    """The customer one sees under exactly this name, however it is typed."""
    if not name:
        return None
    statement = reachable(Account).where(Account.name_key == name_key(name)).order_by(Account.archived_at.desc())
    return db.scalars(statement.limit(1)).first()


def suggested(typed: str) -> list[str]:
    """Names of customers one sees in which what was typed stands."""
    if not words_of(typed):
        return []
    statement = reachable(Account).where(Account.id.in_(containing("account", typed)), Account.archived_at.is_(None))
    return [account.name for account in db.scalars(statement.order_by(Account.name_key).limit(SUGGESTIONS))]


def named_or_new(name: str | None, *, by: Member, at: datetime) -> Account | None:
    """The customer of this name, made for `by` when there is none; None without a name."""
    if not name:
        return None
    known = named(name)
    if known is not None:
        return known
    account = Account(name=name, name_key=name_key(name), owner_id=by.id, created_at=at, updated_at=at)
    db.add(account)
    db.flush()
    happened(account, "added", by=by.id, at=at)
    index.put("account", account.id, account.name, "", account.owner_id)
    return account
