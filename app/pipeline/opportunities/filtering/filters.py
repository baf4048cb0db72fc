"""Which deals one looks at, as the address says it: pure reading and writing of query strings.

Board, list, totals, exports and "previous / next" all read the same words, so a link always shows the same deals.
What cannot be understood is left out; ids are only compared later, so a foreign one simply finds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from app.pipeline.accounts.model import CUSTOMER_TYPES
from app.pipeline.opportunities.model import OPEN, STATES
from app.web.asking import (
    ALL,
    MINE,
    NONE,
    Args,
    Filter,
    Span,
    Words,
    amount,
    count,
    ids,
    line,
    one_id,
    one_of,
    some_of,
    span,
)

LEVELS = ("good", "warn", "bad")
LACKS = ("account", "amount", "expected", "next_step")
SPANS = ("expected", "opened", "closed")


@dataclass(frozen=True)
class DealFilter(Filter):
    """What is asked for. Several values of one field widen, several fields narrow."""

    keys = {
        "stages": "stage", "owners": "owner", "regions": "region", "channels": "channel", "products": "product",
        "customer_types": "type", "imported": "import",
    }  # fmt: skip

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
        return self.state or (ALL if ended else OPEN)

    @property
    def worth_saying(self) -> DealFilter:
        """That open deals are meant needs no saying."""
        return self.but(state=None) if self.state == OPEN else self


def read(args: Args) -> DealFilter:
    """The filter in a query string or form."""
    return DealFilter(
        q=line(args.get("q")),
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
