"""Periods on a page: what they are called, which one an address asks for, and the way to its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date
from flask import abort, g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import periods
from app.periods import KINDS, Kind, Period
from app.web.formats import day, today
from app.web.language import short

KIND_NAMES: dict[Kind, Any] = {"month": _l("Month"), "quarter": _l("Quarter"), "year": _l("Year")}
THIS: dict[Kind, Any] = {"month": _l("This month"), "quarter": _l("This quarter"), "year": _l("This year")}


def label(period: Period) -> str:
    """What people call it: 2026 年 11 月, Q4 2026; where fiscal years are not the calendar's, 2026/27 财年第 4 季度."""
    if period.kind == "month":
        return month_name(period.first)
    return _calendar(period) if period.is_calendar else _fiscal(period)


def month_name(first: date) -> str:
    """What people call the month that begins on `first`: 2026 年 11 月, November 2026."""
    chinese = short() == "zh"
    return format_date(first, "y 年 M 月" if chinese else "MMMM y", locale="zh_Hans_CN" if chinese else "en")


def _calendar(period: Period) -> str:
    if period.kind == "year":
        return _("Year %(year)s", year=period.year)
    return _("Q%(number)s %(year)s", number=period.number, year=period.year)


def _fiscal(period: Period) -> str:
    """By both years it lies in: whether a fiscal year is called by its first or its last is told differently."""
    year = f"{period.year}/{(period.year + 1) % 100:02}"
    if period.kind == "year":
        return _("Fiscal year %(year)s", year=year)
    return _("Q%(number)s of fiscal year %(year)s", number=period.number, year=year)


def span(period: Period) -> str:
    """Its days: 1 Oct – 31 Dec."""
    return f"{day(period.first)} – {day(period.last)}"


def asked(word: str | None, usual: Kind) -> Period:
    """The period an address asks for by its word, without one the company's present one of the `usual` kind; 404 for
    a word that is none."""
    if not word:
        return periods.of(today(), usual, g.tenant.fiscal_month)
    return periods.parse(word, g.tenant.fiscal_month) or abort(404)


@dataclass(frozen=True)
class Chooser:
    """What `ui.period_chooser` shows: the period's name and days, and the addresses of others."""

    label: str
    span: str
    kinds: list[dict[str, Any]]
    previous: str | None
    next: str | None
    this: dict[str, str] | None


def chooser(period: Period, address: Callable[[str], str], *, until: date | None = None) -> Chooser:
    """The ways from `period` to others; `address` makes the page's address for a period's word. Nothing that begins
    after `until` is offered, for pages that only look back."""
    now = periods.of(today(), period.kind, period.fiscal_month)
    anchor = today() if today() in period else period.first

    def to(other: Period) -> str | None:
        is_out = periods.parse(other.word, other.fiscal_month) is None or (until is not None and other.first > until)
        return None if is_out else address(other.word)

    return Chooser(
        label=label(period),
        span=span(period),
        kinds=[
            {
                "label": KIND_NAMES[kind], "current": kind == period.kind, "kind": kind,
                "href": address(periods.of(anchor, kind, period.fiscal_month).word),
            }
            for kind in KINDS
        ],
        previous=to(period.previous()),
        next=to(period.next()),
        this=None if now == period else {"label": str(THIS[period.kind]), "href": address(now.word)},
    )  # fmt: skip
