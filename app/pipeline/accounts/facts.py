"""The facts of a customer, each shown and changed in its place."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.company import lists
from app.people import colleagues
from app.pipeline.accounts.forms import AccountForm
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.model import Account
from app.pipeline.accounts.queries import named_account
from app.web.formats import count, money

#: In the order of the page.
FACTS = {
    "name": _l("Name"),
    "owner_id": _l("Owner"),
    "customer_type": _l("Customer type"),
    "industry_id": _l("Industry"),
    "region_id": _l("Region"),
    "location": _l("Place"),
    "phone": _l("Phone"),
    "website": _l("Website"),
    "employees": _l("Employees"),
    "revenue_minor": _l("Yearly revenue"),
    "founded_year": _l("Founded in"),
    "parent_id": _l("Belongs to"),
    "note": _l("Note"),
}
_WORDS: dict[str, Any] = {
    "owner_id": colleagues.name_of,
    "customer_type": lambda value: str(CUSTOMER_TYPE_NAMES[value]),
    "industry_id": lists.name_of,
    "region_id": lists.name_of,
    "employees": count,
    "revenue_minor": money,
    "parent_id": named_account,
}


def said(account: Account, name: str) -> str | None:
    """A fact in words; None when it is not known yet."""
    value = getattr(account, name)
    return None if value in (None, "") else _WORDS.get(name, str)(value)


def all_of(account: Account) -> list[tuple[str, Any, str | None]]:
    """Every fact as (field, name, words)."""
    return [(name, label, said(account, name)) for name, label in FACTS.items()]


def form_for(account: Account, name: str, **given: Any) -> AccountForm:
    """The form of one fact."""
    form = AccountForm(**given)
    form.offer(account)
    for other in [other for other in form._fields if other not in (name, "version")]:
        del form[other]
    return form
