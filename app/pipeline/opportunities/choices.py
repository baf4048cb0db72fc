"""What the fields of a deal offer: the company's lists, its people and the customers one sees."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import bindparam, select

from app.company.model import Choice
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.opportunities.queries import stages_of
from app.pipeline.products.model import Product
from tenants.context import db, door
from tenants.standing import standing

Pairs = list[tuple[UUID, str]]


def listed(kind: str, *, keep: UUID | None = None) -> Pairs:
    """The entries in use of a list ("channel", "region", "lost_reason" …); `keep` stays although archived."""
    return [(one.id, one.name) for one in _lists()[kind] if one.archived_at is None or one.id == keep]


def name_of(choice_id: UUID | None) -> str | None:
    """The name of an entry of any list."""
    return next((one.name for each in _lists().values() for one in each if one.id == choice_id), None)


def stage_choices(pipeline_id: UUID, *kinds: str) -> Pairs:
    """The stages in use of a pipeline, of those kinds."""
    return [(stage.id, stage.name) for stage in stages_of(pipeline_id) if not kinds or stage.kind in kinds]


def contacts_of(account_id: UUID | None) -> Pairs:
    """The people at a customer, to choose from."""
    return [(contact.id, contact.name) for contact in people_at(account_id)]


def people_at(account_id: UUID | None) -> list[Contact]:
    """The people at a customer, read once a transaction."""
    if account_id is None:
        return []
    cache, key = door().cache, f"contacts:{account_id}"
    if key not in cache:
        statement = select(Contact).where(Contact.account_id == account_id).order_by(Contact.name_key)
        cache[key] = list(db.scalars(statement))
    return cache[key]


def products() -> list[Product]:
    """What the company sells now."""
    return list(db.scalars(select(Product).where(Product.archived_at.is_(None)).order_by(Product.name_key).limit(500)))


def named_account(account_id: UUID | None) -> str | None:
    """A customer's name."""
    return db.scalar(_ACCOUNT_NAME, {"tenant": door().tenant_id, "account": account_id}) if account_id else None


_A = Account.__table__
_ACCOUNT_NAME = select(_A.c.name).where(_A.c.tenant_id == bindparam("tenant"), _A.c.id == bindparam("account"))


def _lists() -> dict[str, list[Choice]]:
    found: dict[str, list[Choice]] = defaultdict(list)
    for choice in standing("choices", lambda: select(Choice).order_by(Choice.kind, Choice.position, Choice.name_key)):
        found[choice.kind].append(choice)
    return found
