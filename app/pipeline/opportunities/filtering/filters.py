"""Which deals one looks at, as the address says it: pure reading and writing of query strings.

Board, list, totals, exports and "previous / next" all read the same words, so a link always shows the same deals.
What cannot be understood is left out; ids are only compared later, so a foreign one simply finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol
from urllib.parse import urlencode
from uuid import UUID

from app import money
from app.pipeline.accounts.model import CUSTOMER_TYPES
from app.pipeline.opportunities.model import STATES

ALL = "all"
MINE = "me"
NONE = "none"
LEVELS = ("good", "warn", "bad")
LACKS = ("account", "amount", "expected", "next_step")
PRESETS = ("this-month", "last-month", "this-quarter", "this-year", "next-30", "overdue", "unknown")
SPANS = ("expected", "opened", "closed")
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


@dataclass(frozen=True)
class DealFilter:
    """What is asked for. Several values of one field widen, several fields narrow."""

    q: str | None = None
    pipeline: UUID | None = None
    stages: tuple[UUID, ...] = ()
    state: str | None = None  # None: the open ones, unless something else asked for speaks of ended ones
    owners: tuple[UUID | str, ...] = ()  # MINE stands for whoever looks
    team: UUID | None = None
    regions: tuple[UUID | str, ...] = ()  # NONE: those without
    channels: tuple[UUID | str, ...] = ()
    products: tuple[UUID, ...] = ()
    account: UUID | None = None
    customer_types: tuple[str, ...] = ()
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    expected: Span = field(default_factory=Span)
    opened: Span = field(default_factory=Span)
    closed: Span = field(default_factory=Span)
    health: tuple[str, ...] = ()
    quiet: int | None = None  # more days than this without a contact
    lacks: tuple[str, ...] = ()
    imported: UUID | None = None

    @property
    def effective_state(self) -> str:
        """Open, won, lost or all: what `state` says, else what makes sense of the rest."""
        ended = self.stages or self.closed or self.imported
        return self.state or (ALL if ended else "open")

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked for: all open deals."""
        return self == DealFilter()

    def but(self, **changes: Any) -> DealFilter:
        """The same with something else."""
        return replace(self, **changes)

    def without(self, name: str) -> DealFilter:
        """The same without the field `name`."""
        return replace(self, **{name: getattr(DealFilter(), name)})

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as the address carries them, always in the same order."""
        return [pair for name, key in _KEYS.items() for pair in _written(key, getattr(self, name))]

    def query(self) -> str:
        """The canonical query string, without a question mark."""
        return urlencode(self.pairs())


_KEYS = {
    "q": "q", "pipeline": "pipeline", "stages": "stage", "state": "state", "owners": "owner", "team": "team",
    "regions": "region", "channels": "channel", "products": "product", "account": "account",
    "customer_types": "type", "amount_from": "amount_from", "amount_to": "amount_to", "expected": "expected",
    "opened": "opened", "closed": "closed", "health": "health", "quiet": "quiet", "lacks": "lacks",
    "imported": "import",
}  # fmt: skip
#: Every word of the address that belongs to the filter.
WORDS = frozenset(_KEYS.values()) | {f"{key}_{end}" for key in SPANS for end in ("from", "to")}
assert set(_KEYS) == {each.name for each in fields(DealFilter)}


def read(args: Args) -> DealFilter:
    """The filter in a query string or form."""
    return DealFilter(
        q=" ".join((args.get("q") or "").replace("\0", "").split())[:LONGEST_TEXT].strip() or None,
        pipeline=_id(args.get("pipeline")),
        stages=_ids(args.getlist("stage")),
        state=_one_of(args.get("state"), (*STATES, ALL)),
        owners=_ids(args.getlist("owner"), MINE),
        team=_id(args.get("team")),
        regions=_ids(args.getlist("region"), NONE),
        channels=_ids(args.getlist("channel"), NONE),
        products=_ids(args.getlist("product")),
        account=_id(args.get("account")),
        customer_types=_some_of(args.getlist("type"), CUSTOMER_TYPES),
        amount_from=_amount(args.get("amount_from")),
        amount_to=_amount(args.get("amount_to")),
        health=_some_of(args.getlist("health"), LEVELS),
        quiet=_days(args.get("quiet")),
        lacks=_some_of(args.getlist("lacks"), LACKS),
        imported=_id(args.get("import")),
        **{name: _span(args, name) for name in SPANS},
    )


def read_text(query: str) -> DealFilter:
    """The filter in a kept query string."""
    return read(Words(query))


class Words:
    """A query string as `read` wants it, without a web framework."""

    def __init__(self, query: str) -> None:
        from urllib.parse import parse_qs

        self.values: Mapping[str, list[str]] = parse_qs(query, keep_blank_values=False, max_num_fields=500)

    def get(self, key: str, /) -> str | None:
        return next(iter(self.values.get(key, ())), None)

    def getlist(self, key: str, /) -> list[str]:
        return self.values.get(key, [])


def _written(key: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, Span):
        ends = ((key, value.preset), (f"{key}_from", value.first), (f"{key}_to", value.last))
        return [(name, str(end)) for name, end in ends if end]
    if isinstance(value, tuple):
        return [(key, str(each)) for each in value]
    if isinstance(value, Decimal):
        return [(key, f"{value.normalize():f}")]
    return [] if value is None else [(key, str(value))]


def _span(args: Args, name: str) -> Span:
    preset = _one_of(args.get(name), PRESETS)
    if preset:
        return Span(preset)
    return Span(None, _day(args.get(f"{name}_from")), _day(args.get(f"{name}_to")))


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _ids(texts: Iterable[str], *words: str) -> tuple[Any, ...]:
    read_ids = (text if text in words else _id(text) for text in texts)
    return tuple(sorted({each for each in read_ids if each is not None}, key=str))[:MOST]


def _one_of(text: str | None, words: tuple[str, ...]) -> str | None:
    return text if text in words else None


def _some_of(texts: Iterable[str], words: tuple[str, ...]) -> tuple[str, ...]:
    given = set(texts)
    return tuple(word for word in words if word in given)


def _amount(text: str | None) -> Decimal | None:
    try:
        found = money.to_major(money.parse(text, FINEST), FINEST) if text and text.strip() else None
    except (ValueError, ArithmeticError):
        return None
    return None if found is None or found < 0 else found


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found and 1900 <= found.year <= 2200 else None


def _days(text: str | None) -> int | None:
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
