"""The facts of a customer, each shown and changed in its place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.company import lists
from app.people import colleagues
from app.pipeline.accounts import acts
from app.pipeline.accounts.forms import AccountForm
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.model import Account
from app.pipeline.accounts.queries import named_account
from app.web.facts import Facts, Refused
from app.web.formats import count, money
from tenants.model import Member

#: In the order of the page.
LABELS = {
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


def _form(account: Account, given: Any = None, only: str | None = None) -> AccountForm:
    form = AccountForm(formdata=given, obj=account if given is None else None)
    form.offer(account)
    if only is not None:
        form.keep(only, "version")
    return form


def _change(account: Account, form: AccountForm, *, by: Member, at: datetime) -> None:
    try:
        acts.change_account(account, form.values(), by=by, at=at)
    except acts.Circle:
        raise Refused(_("A company cannot belong to one of its own subsidiaries.")) from None


FACTS = Facts(LABELS, _form, _change, _WORDS)
