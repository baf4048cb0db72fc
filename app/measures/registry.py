"""The measures there are, and how one is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal
from uuid import UUID

from tenants.context import db, door
from tenants.model import Tenant

Unit = Literal["money", "count", "days", "ratio"]
By = Literal["person", "team", "region", "product", "customer_type"]


@dataclass(frozen=True)
class Cut:
    """Which days (both included), cut by what, of whose records. Without owners: of everybody's."""

    first: date
    last: date
    by: By | None = None
    owner_ids: tuple[UUID, ...] | None = None


@dataclass(frozen=True)
class Row:
    """One part: whose it is (None: without), and its value as two whole numbers; over zero it is unknown."""

    part: UUID | str | None
    numerator: int
    denominator: int = 1

    @property
    def value(self) -> Fraction | None:
        """The exact value; None where there was nothing to divide by."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


class NotCut(LookupError):
    """The measure is not known by that cut, e.g. money received by product."""


@dataclass(frozen=True)
class Measure:
    """A number with one definition. `sources`: the books it can be read from, the company's usual one when it has one.

    An additive measure's parts sum to its whole; a ratio's do not, but its numerators and denominators do; a median's
    nothing does.
    """

    key: str
    name: Any
    unit: Unit
    kind: Literal["additive", "ratio", "median"]
    rows: Callable[[Cut, str], Sequence[Row]]
    sources: tuple[str, ...] = ("",)
    usual: Callable[[Tenant], str] = lambda tenant: ""
    note: Any = ""


@dataclass(frozen=True)
class Measured:
    """An answer: the rows read from one source; `measure` is None where nobody measures this yet."""

    measure: Measure | None
    rows: tuple[Row, ...] = ()
    source: str = ""

    @property
    def is_measured(self) -> bool:
        return self.measure is not None

    @property
    def total(self) -> Fraction | None:
        """The value of the whole, where parts can be put together."""
        if self.measure is None or (self.measure.kind == "median" and len(self.rows) != 1):
            return None
        if self.measure.kind == "additive":
            return Fraction(sum(row.numerator for row in self.rows))
        below = sum(row.denominator for row in self.rows)
        return Fraction(sum(row.numerator for row in self.rows), below) if below else None


_known: dict[str, Measure] = {}


def register(*found: Measure) -> None:
    """Let measures be asked for, in the order they are offered."""
    _known.update({one.key: one for one in found})


def measures() -> list[Measure]:
    """Every measure there is."""
    return list(_known.values())


def measure(key: str, cut: Cut, source: str | None = None) -> Measured:
    """The measure `key` over `cut`, from `source` or the company's usual book. Raises NotCut, and ValueError for a book
    the measure is not read from."""
    known = _known.get(key)
    if known is None:
        return Measured(None)
    chosen = known.usual(db.get_one(Tenant, door().tenant_id)) if source is None else source
    if chosen not in known.sources:
        raise ValueError(f"{key} is not read from {chosen!r}")
    return Measured(known, tuple(known.rows(cut, chosen)), chosen)


def side_by_side(key: str, cut: Cut) -> dict[str, Measured]:
    """The measure from each book that has anything over `cut`: for pages that show where they disagree."""
    known = _known.get(key)
    found = {source: measure(key, cut, source) for source in (known.sources if known else ())}
    return {source: one for source, one in found.items() if any(row.numerator for row in one.rows)}
