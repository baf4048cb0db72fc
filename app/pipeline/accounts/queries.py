"""Which customers and which of their people a member sees, and what hangs on one of them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, or_, select, true

from app.people.sight import visible_owners
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.opportunities.model import Deal
from app.pipeline.orders.model import Order
from tenants.context import db, door
from tenants.model import Member

MOST_NAMED = 200

A, C, D = Account.__table__, Contact.__table__, Deal.__table__


def visible_to(member: Member) -> ColumnElement[bool]:
    """The customers `member` sees: his people's, those nobody cares for, and those of deals he sees."""
    owners = visible_owners(member)
    if owners is None:
        return true()
    of_deals = select(D.c.account_id).where(
        D.c.tenant_id == door().tenant_id, D.c.owner_id.in_(owners), D.c.account_id.is_not(None)
    )
    return or_(A.c.owner_id.in_(owners), A.c.owner_id.is_(None), A.c.id.in_(of_deals))


def contacts_visible_to(member: Member) -> ColumnElement[bool]:
    """The people at customers `member` sees."""
    if visible_owners(member) is None:
        return true()
    seen = select(A.c.id).where(A.c.tenant_id == door().tenant_id, visible_to(member))
    return C.c.account_id.in_(seen)


Account.sight = staticmethod(visible_to)
Contact.sight = staticmethod(contacts_visible_to)


def contacts_of(account_id: UUID) -> Select[Contact]:
    """The people at a customer, by name."""
    return select(Contact).where(Contact.account_id == account_id).order_by(Contact.name_key, Contact.id)


def deals_of(account_id: UUID, member: Member) -> Select[Deal]:
    """The deals with a customer, as far as `member` sees them; open ones first, newest first."""
    seen = select(Deal).where(Deal.account_id == account_id, Deal.sight(member))  # type: ignore[attr-defined]
    return seen.order_by((Deal.state == "open").desc(), Deal.updated_at.desc(), Deal.id)


def deal_names(account_id: UUID, member: Member) -> dict[UUID, str]:
    """What the deals with a customer are called, as far as `member` sees them; the latest of very many."""
    named = deals_of(account_id, member).with_only_columns(Deal.id, Deal.title).limit(MOST_NAMED)
    return {row.id: row.title for row in db.execute(named)}


def orders_of(account_id: UUID, member: Member) -> Select[Order]:
    """What a customer ordered, newest first."""
    seen = select(Order).where(Order.account_id == account_id, Order.sight(member))  # type: ignore[attr-defined]
    return seen.order_by(Order.ordered_on.desc(), Order.id.desc())


def subsidiaries_of(account_id: UUID) -> Select[Account]:
    """The companies that belong to a customer."""
    return select(Account).where(Account.parent_id == account_id).order_by(Account.name_key)


def contact_choices(account_id: UUID | None) -> list[tuple[UUID, str]]:
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


def named_account(account_id: UUID | None) -> str | None:
    """A customer's name."""
    return db.scalar(_ACCOUNT_NAME, {"tenant": door().tenant_id, "account": account_id}) if account_id else None


_ACCOUNT_NAME = select(A.c.name).where(A.c.tenant_id == bindparam("tenant"), A.c.id == bindparam("account"))
