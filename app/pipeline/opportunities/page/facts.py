"""The facts of a deal, each shown and changed in its place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.company import lists
from app.people import colleagues
from app.pipeline.opportunities import customers, wording
from app.pipeline.opportunities.forms import EditDealForm
from app.pipeline.opportunities.model import Deal
from app.pipeline.opportunities.regions import region_of
from app.web.formats import UNKNOWN, day_long, money
from tenants.model import Member

#: In the order of the page: the field of the form and what it is called.
FACTS = {
    "title": _l("Title"),
    "account": _l("Customer"),
    "amount_minor": _l("Amount"),
    "expected_on": _l("Expected close"),
    "owner_id": _l("Owner"),
    "contact_id": _l("Contact"),
    "channel_id": _l("Channel"),
    "region_id": _l("Region"),
    "customer_type": _l("Customer type"),
    "competitors": _l("Competitors"),
    "referred_by": _l("Referred by"),
    "opened_on": _l("Opened"),
    "note": _l("Note"),
}
#: Which column a field fills, where it is not its own name.
COLUMNS = {"account": "account_id", "referred_by": "referred_by_id"}


def said(deal: Deal, name: str) -> str | None:
    """A fact in words; None when it is not known yet."""
    value = getattr(deal, COLUMNS.get(name, name))
    if name == "region_id":
        value = region_of(deal)
    if value in (None, "", []):
        return None
    return _WORDS.get(name, lambda deal, value: str(value))(deal, value)


_WORDS: dict[str, Any] = {
    "account": lambda deal, value: deal.account.name,
    "referred_by": lambda deal, value: deal.referred_by.name,
    "contact_id": lambda deal, value: deal.contact.name,
    "amount_minor": lambda deal, value: money(value),
    "expected_on": lambda deal, value: day_long(value),
    "opened_on": lambda deal, value: day_long(value),
    "owner_id": lambda deal, value: colleagues.name_of(value),
    "channel_id": lambda deal, value: lists.name_of(value) or UNKNOWN,
    "region_id": lambda deal, value: lists.name_of(value) or UNKNOWN,
    "customer_type": lambda deal, value: str(wording.CUSTOMER_TYPES[value]),
    "competitors": lambda deal, value: _(", ").join(value),
}


def all_of(deal: Deal) -> list[tuple[str, Any, str | None]]:
    """Every fact as (field, name, words)."""
    return [(name, label, said(deal, name)) for name, label in FACTS.items()]


def form_for(deal: Deal, given: Any = None, only: str | None = None) -> EditDealForm:
    """The form of all facts, or of one, filled from `given` or from the deal."""
    form = EditDealForm(formdata=given, data=_present(deal) if given is None else None)
    if only is not None:
        for name in [name for name in form._fields if name not in (only, "version")]:
            del form[name]
    _offer(form, deal)
    return form


def _present(deal: Deal) -> dict[str, Any]:
    values = {name: getattr(deal, COLUMNS.get(name, name)) for name in FACTS}
    values["account"] = deal.account.name if deal.account else None
    values["referred_by"] = deal.referred_by.name if deal.referred_by else None
    values["customer_type"] = deal.customer_type or ""
    values["version"] = deal.version
    return values


def _offer(form: EditDealForm, deal: Deal) -> None:
    lists = EditDealForm.lists_for(deal)
    for name, pairs in lists.items():
        if name in form:
            form[name].choices = pairs()


def changes_in(form: EditDealForm, *, by: Member, at: datetime) -> dict[str, Any]:
    """What the form asks to be changed, by column; a customer typed anew is made."""
    values: dict[str, Any] = {}
    for name in FACTS:
        if name not in form:
            continue
        value = form[name].data
        if name in COLUMNS:
            found = customers.named_or_new(value, by=by, at=at)
            value = found.id if found else None
        values[COLUMNS.get(name, name)] = value
    return values
