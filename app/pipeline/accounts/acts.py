"""The verbs of a customer and of the people there."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, func, select

from app.changes import differing, named
from app.company.model import Choice
from app.events import happened
from app.people.names import name_key
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import Deal
from app.search import index
from tenants.context import db, door
from tenants.model import Member

CHANGEABLE = frozenset(
    {
        "name", "owner_id", "industry_id", "region_id", "parent_id", "customer_type", "employees", "revenue_minor",
        "founded_year", "location", "phone", "website", "note",
    }
)  # fmt: skip
CONTACT_FIELDS = frozenset({"name", "title", "phone", "email", "wechat", "note"})
_NAMED: dict[str, Any] = {"owner_id": Member, "industry_id": Choice, "region_id": Choice, "parent_id": Account}


class Circle(Exception):
    """A company cannot belong to one of its own subsidiaries."""


class InUse(Exception):
    """The person is named in deals or follow-ups."""


def add_account(values: dict[str, Any], *, by: Member, at: datetime) -> Account:
    """Enter a customer; without an owner nobody cares for him yet."""
    account = Account(**values, name_key=name_key(values["name"]), created_at=at, updated_at=at)
    db.add(account)
    db.flush()
    happened(account, "added", by=by.id, at=at)
    make_findable(account)
    return account


def change_account(account: Account, values: dict[str, Any], *, by: Member, at: datetime) -> dict[str, list[Any]]:
    """Set what differs and leave one event with before and after. Raises Circle."""
    changed = differing(account, values, CHANGEABLE)
    if not changed:
        return {}
    if values.get("parent_id") is not None and "parent_id" in changed:
        _refuse_circle(account, values["parent_id"])
    happened(account, "changed", by=by.id, at=at, **changed, **named(changed, _NAMED))
    for name, (_, value) in changed.items():
        setattr(account, name, value)
    account.name_key, account.updated_at = name_key(account.name), at
    db.flush()
    make_findable(account)
    if "name" in changed:
        _rename_where_shown(account)
    return changed


def archive(account: Account, *, by: Member, at: datetime) -> None:
    """Put a customer out of the lists; his history stays."""
    if account.archived_at is None:
        account.archived_at = account.updated_at = at
        happened(account, "archived", by=by.id, at=at)
        db.flush()


def restore(account: Account, *, by: Member, at: datetime) -> None:
    """Take a customer back into the lists."""
    if account.archived_at is not None:
        account.archived_at, account.updated_at = None, at
        happened(account, "restored", by=by.id, at=at)
        db.flush()


def add_contact(account: Account, values: dict[str, Any], *, by: Member, at: datetime) -> Contact:
    """Write down a person at a customer."""
    contact = Contact(**values, account_id=account.id, name_key=name_key(values["name"]), created_at=at, updated_at=at)
    db.add(contact)
    db.flush()
    happened(contact, "added", by=by.id, at=at, account=account.name)
    make_contact_findable(contact, account)
    return contact


def change_contact(contact: Contact, values: dict[str, Any], *, by: Member, at: datetime) -> None:
    """Set what differs."""
    changed = differing(contact, values, CONTACT_FIELDS)
    if not changed:
        return
    happened(contact, "changed", by=by.id, at=at, **changed)
    for name, (_, value) in changed.items():
        setattr(contact, name, value)
    contact.name_key, contact.updated_at = name_key(contact.name), at
    db.flush()
    make_contact_findable(contact, db.get_one(Account, (door().tenant_id, contact.account_id)))


def remove_contact(contact: Contact, *, by: Member, at: datetime) -> None:
    """Forget a person. Raises InUse while deals or follow-ups name him: history would point at nobody."""
    named = (select(table.id).where(table.contact_id == contact.id) for table in (Deal, FollowUp))
    if any(db.scalar(select(exists(each))) for each in named):
        raise InUse
    happened(contact, "removed", by=by.id, at=at)
    index.remove(contact.id)
    db.delete(contact)
    db.flush()


def hand_over(from_member_id: UUID, to_member_id: UUID, by: UUID | None, at: datetime) -> int:
    """Give someone's customers to another, who then cares for them. Returns how many."""
    accounts = list(db.scalars(select(Account).where(Account.owner_id == from_member_id)))
    pair: dict[str, Any] = {"owner_id": [from_member_id, to_member_id]}
    for account in accounts:
        happened(account, "changed", by=by, at=at, **pair, **named(pair, _NAMED))
        account.owner_id, account.updated_at = to_member_id, at
    db.flush()
    index.hand_over([account.id for account in accounts], to_member_id)
    return len(accounts)


def held_by(member_id: UUID) -> tuple[Any, int]:
    """How many customers someone cares for, said before he leaves."""
    count = db.scalar(select(func.count()).select_from(Account).where(Account.owner_id == member_id))
    return _l("Customers"), count or 0


def make_findable(account: Account) -> None:
    """Let search know what the customer is called now."""
    extra = " ".join(filter(None, (account.external_id, account.phone)))
    index.put("account", account.id, account.name, account.location or "", account.owner_id, extra)


def make_contact_findable(contact: Contact, account: Account) -> None:
    """Let search know the person; he is seen by whoever sees the customer."""
    extra = " ".join(filter(None, (contact.phone, contact.email, contact.wechat)))
    index.put("contact", contact.id, contact.name, account.name, None, extra)


def _rename_where_shown(account: Account) -> None:
    from app.pipeline.opportunities.finding import make_findable as make_deal_findable
    from app.pipeline.orders.finding import make_findable as make_order_findable
    from app.pipeline.orders.model import Order

    for contact in db.scalars(select(Contact).where(Contact.account_id == account.id)):
        make_contact_findable(contact, account)
    for deal in db.scalars(select(Deal).where(Deal.account_id == account.id)):
        make_deal_findable(deal)
    for order in db.scalars(select(Order).where(Order.account_id == account.id)):
        make_order_findable(order)


def _refuse_circle(account: Account, parent_id: Any) -> None:
    seen = set()
    while parent_id is not None and parent_id not in seen:
        if parent_id == account.id:
            raise Circle
        seen.add(parent_id)
        parent_id = db.scalar(select(Account.parent_id).where(Account.id == parent_id))
