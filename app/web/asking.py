"""Reading what a query string asks for, and writing it: days, ids, words and amounts, whatever the tool.

What cannot be understood is left out; ids are only compared later, so a foreign one simply finds nothing. A tool's
filter is a frozen dataclass that inherits `Filter` and a function that reads it with the readers below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, Protocol, Self
from urllib.parse import parse_qs, urlencode
from uuid import UUID

from app import money

ALL = "all"
MINE = "me"
NONE = "none"
PRESETS = (
    "today", "this-week", "next-week", "this-month", "last-month", "this-quarter", "this-year", "next-30", "overdue",
    "unknown",
)  # fmt: skip
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
    """A query string as `read` wants it, without a web framework. One with too many fields asks for nothing."""

    def __init__(self, query: str) -> None:
        try:
            self.values: Mapping[str, list[str]] = parse_qs(query, keep_blank_values=False, max_num_fields=500)
        except ValueError:
            self.values = {}

    def get(self, key: str, /) -> str | None:
        return next(iter(self.values.get(key, ())), None)

    def getlist(self, key: str, /) -> list[str]:
        return self.values.get(key, [])


class Filter:
    """Which records are asked for: the base of a tool's frozen dataclass, every field of which has a default.

    `keys` gives a field another word in the address than its own name.
    """

    keys: ClassVar[Mapping[str, str]] = {}

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked for."""
        return self == type(self)()

    @property
    def worth_saying(self) -> Self:
        """The same without what goes without saying, such as that open ones are meant."""
        return self

    def but(self, **changes: Any) -> Self:
        """The same with something else."""
        return replace(self, **changes)  # type: ignore[type-var]

    def without(self, name: str) -> Self:
        """The same without the field `name`."""
        return self.but(**{name: getattr(type(self)(), name)})

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as the address carries them, always in the same order."""
        return list(self._pairs)

    @cached_property
    def _pairs(self) -> tuple[tuple[str, str], ...]:
        names = [each.name for each in fields(self)]  # type: ignore[arg-type]
        return tuple(pair for name in names for pair in written(self.keys.get(name, name), getattr(self, name)))

    def query(self) -> str:
        """The canonical query string, without a question mark."""
        return urlencode(self.pairs())


def written(key: str, value: Any) -> list[tuple[str, str]]:
    """A value under `key` as names and values of a query string."""
    if isinstance(value, Span):
        ends = ((key, value.preset), (f"{key}_from", value.first), (f"{key}_to", value.last))
        return [(name, str(end)) for name, end in ends if end]
    if isinstance(value, tuple):
        return [(key, str(each)) for each in value]
    if isinstance(value, Decimal):
        return [(key, f"{value.normalize():f}")]
    if isinstance(value, bool):
        return [(key, "1")] if value else []
    return [] if value is None else [(key, str(value))]


def span(args: Args, name: str) -> Span:
    """The stretch of days under `name`."""
    preset = one_of(args.get(name), PRESETS)
    if preset:
        return Span(preset)
    return Span(None, day(args.get(f"{name}_from")), day(args.get(f"{name}_to")))


def line(given: str | None) -> str | None:
    """A line of text to look for."""
    return " ".join((given or "").replace("\0", "").split())[:LONGEST_TEXT].strip() or None


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
    if preset in ("today", "this-week", "next-week"):
        return _near(preset, today)
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


def _near(preset: str, today: date) -> tuple[date, date]:
    if preset == "today":
        return today, today
    monday = today - timedelta(days=today.weekday())
    first = monday if preset == "this-week" else monday + timedelta(days=7)
    return first, first + timedelta(days=6)


def next_month(first: date) -> date:
    """The first day of the month after the one that `first` begins."""
    return (first + timedelta(days=32)).replace(day=1)
