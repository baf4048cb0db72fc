"""Which deals one looks at, as the address says it: pure reading and writing of query strings.

Board, list, totals, exports and "previous / next" all read the same words, so a link always shows the same deals.
What cannot be understood is left out; ids are only compared later, so a foreign one simply finds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from app.pipeline.accounts.model import CUSTOMER_TYPES
from app.pipeline.opportunities.model import STATES
from app.web.asking import (
    ALL,
    LONGEST_TEXT,
    MINE,
    NONE,
    Args,
    Span,
    Words,
    amount,
    count,
    ids,
    one_id,
    one_of,
    some_of,
    span,
    written,
)

LEVELS = ("good", "warn", "bad")
LACKS = ("account", "amount", "expected", "next_step")
SPANS = ("expected", "opened", "closed")


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
        return [pair for name, key in _KEYS.items() for pair in written(key, getattr(self, name))]

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
        pipeline=one_id(args.get("pipeline")),
        stages=ids(args.getlist("stage")),
        state=one_of(args.get("state"), (*STATES, ALL)),
        owners=ids(args.getlist("owner"), MINE),
        team=one_id(args.get("team")),
        regions=ids(args.getlist("region"), NONE),
        channels=ids(args.getlist("channel"), NONE),
        products=ids(args.getlist("product")),
        account=one_id(args.get("account")),
        customer_types=some_of(args.getlist("type"), CUSTOMER_TYPES),
        amount_from=amount(args.get("amount_from")),
        amount_to=amount(args.get("amount_to")),
        health=some_of(args.getlist("health"), LEVELS),
        quiet=count(args.get("quiet")),
        lacks=some_of(args.getlist("lacks"), LACKS),
        imported=one_id(args.get("import")),
        **{name: span(args, name) for name in SPANS},
    )


def read_text(query: str) -> DealFilter:
    """The filter in a kept query string."""
    return read(Words(query))
