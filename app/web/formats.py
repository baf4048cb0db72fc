"""Money, dates, counts and links for rows, compiled once per language: Babel and url_for per row made lists
7 x slower.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names
from babel.numbers import get_currency_symbol
from flask import Flask, g, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.clock import today_in
from app.money import minor_digits
from app.web.language import short

UNKNOWN = "—"
_PLACEHOLDER = "00000000-0000-7000-8000-000000000000"


def install(app: Flask) -> None:
    """Offer the formats to templates as filters and functions."""
    app.jinja_env.filters.update(
        money=money, amount=amount, day=day, day_long=day_long, moment=moment, clock=clock, count=count, iso=iso,
        size=size,
    )  # fmt: skip
    app.jinja_env.globals.update(
        link=link, money_unit=money_unit, money_parts=money_parts, today=today, days_between=days_between,
        due_words=due_words,
    )  # fmt: skip


def today() -> date:
    """The company's today (UTC's outside of a company)."""
    if "today" not in g:
        tenant = g.get("tenant")
        g.today = today_in(tenant.zone if tenant else "UTC")
    return g.today


def currency() -> str:
    """The company's currency."""
    tenant = g.get("tenant")
    return tenant.currency if tenant else "USD"


def money(minor: int | None) -> str:
    """`minor` units in full with the currency's sign: ¥380,000 or $1,054.50; a dash when unknown."""
    if minor is None:
        return UNKNOWN
    return _money(minor, currency(), short())


@lru_cache(maxsize=20_000)
def _money(minor: int, code: str, language: str) -> str:
    digits = minor_digits(code)
    whole, part = divmod(abs(minor), 10**digits)
    tail = f".{part:0{digits}d}" if part else ""
    sign = "−" if minor < 0 else ""
    return f"{sign}{_symbol(code, language)}{whole:,}{tail}"


@lru_cache(maxsize=200)
def _symbol(code: str, language: str) -> str:
    symbol = get_currency_symbol(code, locale="zh_Hans_CN" if language == "zh" else "en_US")
    narrow = {"CN¥": "¥", "JP¥": "¥", "US$": "$"}.get(symbol, symbol)
    return f"{narrow} " if narrow.isalpha() else narrow


def amount(minor: int | None) -> str:
    """`minor` units as a figure for columns whose head carries the unit: 38.0 (万元) or 380 (¥k)."""
    if minor is None:
        return UNKNOWN
    return _amount(minor, currency(), short())


@lru_cache(maxsize=20_000)
def _amount(minor: int, code: str, language: str) -> str:
    units = 10 ** minor_digits(code)
    if language == "zh":
        tenths = _half_up(minor, units * 1000)
        return f"{'−' if tenths < 0 else ''}{abs(tenths) // 10:,}.{abs(tenths) % 10}"
    if 0 < abs(minor) < 10_000 * units:  # small sums would all read 0k or lose their tail
        tenths = _half_up(minor, units * 100)
        return f"{'−' if tenths < 0 else ''}{abs(tenths) // 10:,}.{abs(tenths) % 10}"
    return f"{_half_up(minor, units * 1000):,}".replace("-", "−")


def _half_up(value: int, divisor: int) -> int:
    sign = -1 if value < 0 else 1
    return sign * ((abs(value) * 2 + divisor) // (divisor * 2))


def money_unit() -> str:
    """The unit of `amount` for a column's head: 万元, or ¥k."""
    sign = _symbol(currency(), short()).strip()
    if short() == "zh":
        return "万元" if currency() == "CNY" else f"万{sign}"
    return f"{sign}k"


def money_parts(minor: int | None) -> tuple[str, str]:
    """A figure that stands alone and its unit: (38.0, 万元), or (¥380, k)."""
    if minor is None:
        return UNKNOWN, ""
    if short() == "zh":
        return amount(minor), money_unit()
    sign, figure = _symbol(currency(), short()), amount(minor)
    return (f"−{sign}{figure[1:]}" if figure.startswith("−") else f"{sign}{figure}"), "k"


def day(value: date | datetime | None) -> str:
    """A day as tables show it: 11-24 this year, 2025-11-24 otherwise; 24 Nov and 24 Nov 2025 in English."""
    if value is None:
        return UNKNOWN
    return _day(_local_day(value), short(), today().year)


@lru_cache(maxsize=5000)
def _day(on: date, language: str, this_year: int) -> str:
    if language == "zh":
        return on.strftime("%m-%d") if on.year == this_year else on.isoformat()
    return format_date(on, "d MMM" if on.year == this_year else "d MMM y", locale="en")


def day_long(value: date | datetime | None) -> str:
    """A day with its weekday: 11-24 周二, Tue 24 Nov."""
    if value is None:
        return UNKNOWN
    return _day_long(_local_day(value), short(), today().year)


@lru_cache(maxsize=5000)
def _day_long(on: date, language: str, this_year: int) -> str:
    if language == "zh":
        name = get_day_names("abbreviated", locale="zh_Hans_CN")[on.weekday()]
        return f"{on.strftime('%m-%d') if on.year == this_year else on.isoformat()} {name}"
    return format_date(on, "EEE d MMM" if on.year == this_year else "d MMM y", locale="en")


def moment(value: datetime | None) -> str:
    """A moment in the company's zone: 11-24 15:20, 24 Nov 15:20."""
    if value is None:
        return UNKNOWN
    return f"{day(value)} {value.astimezone(_zone()):%H:%M}"


def clock(value: datetime) -> str:
    """The hour and minute of a moment in the company's zone."""
    return f"{value.astimezone(_zone()):%H:%M}"


def iso(value: date | datetime | None) -> str:
    """For datetime attributes."""
    return value.isoformat() if value else ""


def count(value: int | None) -> str:
    """A count with its thousands marked."""
    return UNKNOWN if value is None else f"{value:,}"


def size(octets: int | None) -> str:
    """A file's size as people say it."""
    if octets is None:
        return UNKNOWN
    if octets < 1024 * 1024:
        return f"{max(1, round(octets / 1024)):,} KB"
    return f"{octets / 1024 / 1024:.1f} MB"


def days_between(start: date | datetime | None, end: date | None = None) -> int | None:
    """Whole days from `start` to `end` (today), in the company's calendar."""
    if start is None:
        return None
    return ((end or today()) - _local_day(start)).days


def due_words(due: date) -> str:
    """How far off a due day is: today, 3 days late, Tue 24 Nov."""
    late = (today() - due).days
    if late == 0:
        return _("today")
    if late > 0:
        return ngettext("%(num)d day late", "%(num)d days late", late)
    return day_long(due)


def _local_day(value: date | datetime) -> date:
    return value.astimezone(_zone()).date() if isinstance(value, datetime) else value


def _zone() -> ZoneInfo:
    tenant = g.get("tenant")
    return ZoneInfo(tenant.zone if tenant else "UTC")


def link(endpoint: str) -> Callable[[UUID], str]:
    """A fast maker of addresses `endpoint` with an `id`: built once per request, then only joined."""
    cache: dict[str, tuple[str, str]] = g.setdefault("links", {})
    if endpoint not in cache:
        before, _, after = url_for(endpoint, id=UUID(_PLACEHOLDER)).partition(_PLACEHOLDER)
        cache[endpoint] = before, after
    head, tail = cache[endpoint]
    return lambda record_id: f"{head}{record_id}{tail}"
