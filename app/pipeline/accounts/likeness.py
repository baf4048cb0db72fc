"""Is this customer known already? Exactly, or under a name that is nearly the same.

The whole company is searched, not only what one sees: two sellers must not work the same customer unawares. Of a
customer one does not see, only the name and who cares for him are told.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from app.imports.near import LIKELY, normal, similarity
from app.people.names import name_key
from app.pipeline.accounts.model import Account
from app.search.grams import grams_of
from app.search.grams import normal as searched
from app.search.index import GRAMS, mark_of
from tenants.context import db, door
from tenants.model import Member

CANDIDATES = 30
SHOWN = 5
MOST_GRAMS = 24


@dataclass(frozen=True)
class Alike:
    """A customer whose name is the same or nearly."""

    id: UUID
    name: str
    owner: str | None
    is_same: bool
    is_visible: bool


def like(name: str, member: Member, but: UUID | None = None) -> list[Alike]:
    """The customers called `name`, or nearly so, the nearest first."""
    key, form = name_key(name), normal(name)
    found = db.execute(
        select(Account, Member.name, Account.sight(member))  # type: ignore[attr-defined]
        .outerjoin(Member, (Member.tenant_id == Account.tenant_id) & (Member.id == Account.owner_id))
        .where((Account.name_key == key) | Account.id.in_(_sharing_grams(form)), Account.id != but)
    )
    scored = [(_score(account, key, form), account, owner, seen) for account, owner, seen in found]
    near = sorted((one for one in scored if one[0] >= LIKELY), key=lambda one: -one[0])[:SHOWN]
    return [Alike(account.id, account.name, owner, score > 1, bool(seen)) for score, account, owner, seen in near]


def _score(account: Account, key: str, form: str) -> float:
    return 2.0 if account.name_key == key else similarity(normal(account.name), form)


def _sharing_grams(form: str) -> list[UUID]:
    """The customers that share most pieces of their name with `form`."""
    mark = mark_of("account")
    grams = [mark + gram for gram in sorted(grams_of(searched(form)), key=len, reverse=True)[:MOST_GRAMS]]
    if not grams:
        return []
    shared = (
        select(GRAMS.c.id)
        .where(GRAMS.c.tenant_id == door().tenant_id, GRAMS.c.gram.in_(grams))
        .group_by(GRAMS.c.id)
        .having(func.count() * 2 >= len(grams))
        .order_by(func.count().desc())
        .limit(CANDIDATES)
    )
    return list(db.scalars(shared))
