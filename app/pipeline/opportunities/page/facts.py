"""The facts of a deal, each shown and changed in its place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.company import lists
from app.people import colleagues
from app.pipeline.opportunities import customers, wording
from app.pipeline.opportunities.changing import change
from app.pipeline.opportunities.forms import EditDealForm
from app.pipeline.opportunities.model import Deal
from app.pipeline.opportunities.regions import region_of
from app.web.facts import Facts
from app.web.formats import UNKNOWN, day_long, money
from tenants.model import Member

#: In the order of the page: the field of the form and what it is called.
LABELS = {
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
_COLUMNS = {"account": "account_id", "referred_by": "referred_by_id"}
_WORDS: dict[str, Any] = {
    "amount_minor": money,
    "expected_on": day_long,
    "opened_on": day_long,
    "owner_id": colleagues.name_of,
    "channel_id": lambda value: lists.name_of(value) or UNKNOWN,
    "region_id": lambda value: lists.name_of(value) or UNKNOWN,
    "customer_type": lambda value: str(wording.CUSTOMER_TYPES[value]),
    "competitors": lambda value: _(", ").join(value),
}
_READS: dict[str, Any] = {
    "account": lambda deal: deal.account.name if deal.account_id else None,  # no id, no question
    "referred_by": lambda deal: deal.referred_by.name if deal.referred_by_id else None,
    "contact_id": lambda deal: deal.contact.name if deal.contact_id else None,
    "region_id": region_of,
}
_CUSTOMER = "pipeline/opportunities/_customer_field.html"


def _form(deal: Deal, given: Any = None, only: str | None = None) -> EditDealForm:
    form = EditDealForm(formdata=given, data=_present(deal) if given is None else None)
    if only is not None:
        form.keep(only, "version")
    for name, pairs in EditDealForm.lists_for(deal).items():
        if name in form:
            form[name].choices = pairs()
    return form


def _present(deal: Deal) -> dict[str, Any]:
    names = {name: _READS[name](deal) for name in _COLUMNS}
    columns = {name: getattr(deal, name) for name in (*LABELS, "version") if name not in names}
    return {**columns, **names, "customer_type": deal.customer_type or ""}


def _change(deal: Deal, form: EditDealForm, *, by: Member, at: datetime) -> None:
    change(deal, _values(form, by, at), by=by, at=at)


def _values(form: EditDealForm, by: Member, at: datetime) -> dict[str, Any]:
    """What the form asks to be changed, by column; a customer typed anew is made."""
    values: dict[str, Any] = {}
    for name in LABELS:
        if name in form:
            value = form[name].data
            if name in _COLUMNS:
                found = customers.named_or_new(value, by=by, at=at)
                value = found.id if found else None
            values[_COLUMNS.get(name, name)] = value
    return values


FACTS = Facts(LABELS, _form, _change, _WORDS, _READS, fields=dict.fromkeys(_COLUMNS, _CUSTOMER))
