"""A filter in words: one chip for each field that is set, with the way to drop it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.company.model import Choice
from app.people.model import Team
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.model import Account
from app.pipeline.opportunities.filtering.filters import DealFilter
from app.pipeline.opportunities.listing.columns import STATE_NAMES
from app.pipeline.opportunities.queries import pipelines, stages
from app.pipeline.opportunities.wording import LEVELS
from app.pipeline.products.model import Product
from app.web.asking import MINE, NONE, Span
from app.web.formats import day
from app.web.lookups import names
from tenants.model import Member

PRESET_NAMES = {
    "this-month": _l("this month"), "last-month": _l("last month"), "this-quarter": _l("this quarter"),
    "this-year": _l("this year"), "next-30": _l("next 30 days"), "overdue": _l("overdue"), "unknown": _l("unknown"),
}  # fmt: skip
LACK_NAMES = {
    "account": _l("customer"), "amount": _l("amount"), "expected": _l("expected close"),
    "next_step": _l("next step"),
}  # fmt: skip
FIELD_NAMES = {
    "q": _l("Text"), "pipeline": _l("Pipeline"), "stages": _l("Stage"), "state": _l("State"), "owners": _l("Owner"),
    "team": _l("Team"), "regions": _l("Region"), "channels": _l("Channel"), "products": _l("Product"),
    "account": _l("Customer"), "customer_types": _l("Customer type"), "amount_from": _l("Amount from"),
    "amount_to": _l("Amount to"), "expected": _l("Expected close"), "opened": _l("Opened"), "closed": _l("Closed"),
    "health": _l("Health"), "quiet": _l("Quiet"), "lacks": _l("To complete"), "imported": _l("Import"),
}  # fmt: skip
_TABLES: dict[str, Any] = {
    "owners": Member, "team": Team, "regions": Choice, "channels": Choice, "products": Product, "account": Account,
}  # fmt: skip


@dataclass(frozen=True)
class Chip:
    """A field that is set, its value in words, and the filter without it."""

    field: str
    key: str
    value: str
    rest: DealFilter


def of(wanted: DealFilter) -> list[Chip]:
    """The chips of a filter."""
    plain = DealFilter()
    set_fields = [name for name in FIELD_NAMES if getattr(wanted, name) != getattr(plain, name)]
    return [
        Chip(name, str(FIELD_NAMES[name]), _words(name, getattr(wanted, name)), wanted.without(name))
        for name in set_fields
    ]


def _words(name: str, value: Any) -> str:
    values = value if isinstance(value, tuple) else (value,)
    if name in _TABLES:
        return _records(_TABLES[name].__table__, values)
    if name in ("stages", "pipeline"):
        known = {one.id: one.name for one in (stages() if name == "stages" else pipelines())}
        return _listed(known.get(each, _("unknown")) for each in values)
    if isinstance(value, Span):
        return _span(value)
    if name == "quiet":
        return ngettext("more than %(num)d day", "more than %(num)d days", value)
    if name == "imported":
        return _("this one")
    said = {"state": {**STATE_NAMES, "all": _l("all")}, "health": LEVELS, "lacks": LACK_NAMES}
    said["customer_types"] = CUSTOMER_TYPE_NAMES
    return _listed(str(said[name][each]) if name in said else f"{each}" for each in values)


def _records(table: Any, values: Iterable[UUID | str]) -> str:
    known: dict[Any, str] = names(table, [each for each in values if isinstance(each, UUID)])
    special = {MINE: _("mine"), NONE: _("without")}
    return _listed(special.get(str(each)) or known.get(each) or _("unknown") for each in values)


def _span(span: Span) -> str:
    if span.preset:
        return str(PRESET_NAMES[span.preset])
    return f"{day(span.first) if span.first else ''} – {day(span.last) if span.last else ''}".strip()


def _listed(words: Iterable[str]) -> str:
    found = list(words)
    return _(", ").join(found) if len(found) <= 3 else f"{_(', ').join(found[:2])} +{len(found) - 2}"
