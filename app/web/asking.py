"""Reading what a query string asks for, and writing it: days, ids, words and amounts, whatever the tool.

What cannot be understood is left out; ids are only compared later, so a foreign one simply finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol
from urllib.parse import parse_qs
from uuid import UUID

from app import money

ALL = "all"
MINE = "me"
NONE = "none"
PRESETS = ("this-month", "last-month", "this-quarter", "this-year", "next-30", "overdue", "unknown")
FINEST = "KWD"  # three decimals: no amount is rounded before the company's own currency is known
LONGEST_TEXT = 80
MOST = 50  # values of one field


class Args(Protocol):
    """What a web framework offers of a query string."""

    def get(self, key: str, /) -> str | None: ...
    def getlist(self, key: str, /) -> list[str]: ...


@dataclass(frozen=True)
class Span:
    """A stretch of days: a named one that moves with the calendar, or from and to, either of them open."""

    preset: str | None = None
    first: date | None = None
    last: date | None = None

    def __bool__(self) -> bool:
        return bool(self.preset or self.first or self.last)

    @property
    def is_unknown(self) -> bool:
        """Whether those without a day are asked for."""
        return self.preset == "unknown"

    def days(self, today: date) -> tuple[date | None, date | None]:
        """First and last day, both included; None: open."""
        return _moving(self.preset, today) if self.preset else (self.first, self.last)


class Words:
    """A query string as `read` wants it, without a web framework."""

    def __init__(self, query: str) -> None:
        self.values: Mapping[str, list[str]] = parse_qs(query, keep_blank_values=False, max_num_fields=500)

    def get(self, key: str, /) -> str | None:
        return next(iter(self.values.get(key, ())), None)

    def getlist(self, key: str, /) -> list[str]:
        return self.values.get(key, [])


def written(key: str, value: Any) -> list[tuple[str, str]]:
    """A value under `key` as names and values of a query string."""
    if isinstance(value, Span):
        ends = ((key, value.preset), (f"{key}_from", value.first), (f"{key}_to", value.last))
        return [(name, str(end)) for name, end in ends if end]
    if isinstance(value, tuple):
        return [(key, str(each)) for each in value]
    if isinstance(value, Decimal):
        return [(key, f"{value.normalize():f}")]
    return [] if value is None else [(key, str(value))]


def span(args: Args, name: str) -> Span:
    """The stretch of days under `name`."""
    preset = one_of(args.get(name), PRESETS)
    if preset:
        return Span(preset)
    return Span(None, day(args.get(f"{name}_from")), day(args.get(f"{name}_to")))


def one_id(text: str | None) -> UUID | None:
    """An id, None when there is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def ids(texts: Iterable[str], *words: str) -> tuple[Any, ...]:
    """Several ids, with `words` that stand for some; at most MOST, always in the same order."""
    read_ids = (text if text in words else one_id(text) for text in texts)
    return tuple(sorted({each for each in read_ids if each is not None}, key=str))[:MOST]


def one_of(text: str | None, words: tuple[str, ...]) -> str | None:
    """`text` when it is one of `words`."""
    return text if text in words else None


def some_of(texts: Iterable[str], words: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `words` that were given."""
    given = set(texts)
    return tuple(word for word in words if word in given)


def amount(text: str | None) -> Decimal | None:
    """An amount as people type it, in major units."""
    try:
        found = money.to_major(money.parse(text, FINEST), FINEST) if text and text.strip() else None
    except (ValueError, ArithmeticError):
        return None
    return None if found is None or found < 0 else found


def day(text: str | None) -> date | None:
    """A day somebody may mean."""
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found and 1900 <= found.year <= 2200 else None


def count(text: str | None) -> int | None:
    """A whole number of at most four digits."""
    is_count = text is not None and text.isascii() and text.isdigit() and len(text) <= 4
    return int(text) if text is not None and is_count else None


def _moving(preset: str | None, today: date) -> tuple[date | None, date | None]:
    month = today.replace(day=1)
    if preset == "this-month":
        return month, next_month(month) - timedelta(days=1)
    if preset == "last-month":
        before = month - timedelta(days=1)
        return before.replace(day=1), before
    if preset == "this-quarter":
        first = month.replace(month=(month.month - 1) // 3 * 3 + 1)
        return first, next_month(next_month(next_month(first))) - timedelta(days=1)
    if preset == "this-year":
        return date(today.year, 1, 1), date(today.year, 12, 31)
    if preset == "next-30":
        return today, today + timedelta(days=30)
    return (None, today - timedelta(days=1)) if preset == "overdue" else (None, None)


def next_month(first: date) -> date:
    """The first day of the month after the one that `first` begins."""
    return (first + timedelta(days=32)).replace(day=1)
