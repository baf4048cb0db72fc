"""Which days the table is about: quarters and years of the company's fiscal year, chosen days, or all. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from app import periods
from app.web.asking import Args, day, one_of

CHOSEN = "days"
NAMES: dict[str, Any] = {
    "this-quarter": _l("this quarter"),
    "last-quarter": _l("last quarter"),
    "next-quarter": _l("next quarter"),
    "this-year": _l("this fiscal year"),
    "last-year": _l("last fiscal year"),
    "all": _l("all days"),
    CHOSEN: _l("chosen days"),
}
USUAL = "this-quarter"
_OFFSETS: dict[str, tuple[periods.Kind, int]] = {
    "this-quarter": ("quarter", 0), "last-quarter": ("quarter", -1), "next-quarter": ("quarter", 1),
    "this-year": ("year", 0), "last-year": ("year", -1),
}  # fmt: skip


@dataclass(frozen=True)
class Period:
    """A stretch of days, both included; None is open."""

    key: str
    first: date | None
    last: date | None


def read(args: Args, today: date, fiscal_month: int) -> Period:
    """What an address asks for; this quarter unless it says otherwise."""
    key = one_of(args.get("period"), tuple(NAMES)) or USUAL
    if key == "all":
        return Period(key, None, None)
    usual = _named(USUAL if key == CHOSEN else key, today, fiscal_month)
    first, last = day(args.get("from")), day(args.get("to"))
    if key != CHOSEN:
        return usual
    return Period(key, first, last) if first or last else replace(usual, key=key)


def _named(key: str, today: date, fiscal_month: int) -> Period:
    kind, count = _OFFSETS[key]
    now = periods.of(today, kind, fiscal_month)
    found = replace(now, first=periods.shift(now.first, kind, count))
    return Period(key, found.first, found.last)
