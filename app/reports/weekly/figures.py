"""What a weekly pipeline report says, before anybody decides how it looks.

Money is in minor units of the company's currency. `None` is "not known": a deal without an amount, or a sum in which
no amount is known. Days and times are already those of the company's own zone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

Check = tuple[str, int | None, int | None]

@dataclass(frozen=True)
class DealLine:
    """One deal, with whatever there is to say about it in `note`."""

    title: str
    account: str | None
    owner: str
    stage: str
    amount_minor: int | None
    expected_close: date | None
    note: str | None = None


@dataclass(frozen=True)
class MoveLine:
    """One step of one deal from a stage to another; a deal that moves twice has two."""

    title: str
    account: str | None
    owner: str
    amount_minor: int | None
    from_stage: str | None
    to_stage: str
    at: datetime


@dataclass(frozen=True)
class ClosedLine:
    """A deal that was won or lost. A lost one says why."""

    title: str
    account: str | None
    owner: str
    amount_minor: int | None
    closed_on: date
    reason: str | None = None


@dataclass(frozen=True)
class StalledLine:
    """An open deal that stands longer in its stage than the stage allows, or that nobody talked to for too long."""

    title: str
    account: str | None
    owner: str
    stage: str
    amount_minor: int | None
    days_in_stage: int
    limit_days: int | None
    quiet_days: int | None


@dataclass(frozen=True)
class PersonRow:
    """One person's week; also the whole company's, as the total."""

    name: str
    team: str | None = None
    new_count: int = 0
    new_minor: int | None = 0
    moved_count: int = 0
    won_count: int = 0
    won_minor: int | None = 0
    lost_count: int = 0
    lost_minor: int | None = 0
    stalled_count: int = 0
    stalled_minor: int | None = 0
    open_count: int = 0
    open_minor: int | None = 0


@dataclass(frozen=True)
class MonthRow:
    """Open deals expected to close in one month, named by its first day; `None` gathers those without a date."""

    month: date | None
    count: int
    minor: int | None
    unknown_amount_count: int = 0


@dataclass(frozen=True)
class WeeklyFigures:
    """Everything the report of one week says, for one reader's language."""

    company: str
    week_start: date
    week_end: date
    made_at: datetime
    currency: str
    minor_digits: int
    language: str
    per_person: Sequence[PersonRow]
    total: PersonRow
    months: Sequence[MonthRow] = ()
    new: Sequence[DealLine] = ()
    moved: Sequence[MoveLine] = ()
    won: Sequence[ClosedLine] = ()
    lost: Sequence[ClosedLine] = ()
    stalled: Sequence[StalledLine] = ()

    @property
    def is_quiet(self) -> bool:
        """Nothing happened to any deal in this week."""
        return not (self.new or self.moved or self.won or self.lost or self.stalled)


def total_of(rows: Iterable[PersonRow], *, name: str) -> PersonRow:
    """The column sums of the people. A sum is unknown when there are deals and none has an amount."""
    rows = tuple(rows)
    counts = {column: sum(getattr(row, column) for row in rows) for column in _columns("_count")}
    sums = {column: _known_sum(rows, column) for column in _columns("_minor")}
    return PersonRow(name=name, **counts, **sums)


def disagreements(figures: WeeklyFigures) -> list[str]:
    """Where a figure differs from the people or the list behind it, one sentence each. A sound report has none."""
    summed = total_of(figures.per_person, name=figures.total.name)
    columns = _columns("_count", "_minor")
    people = [(f"{name} of the people", getattr(summed, name), getattr(figures.total, name)) for name in columns]
    checks = people + _behind(figures)
    return [f"{what}: {found}, but {said} in the total" for what, found, said in checks if found != said]


def known_sum(amounts: Iterable[int | None]) -> int | None:
    """The sum of the amounts that are known; unknown when there are some and none is known; 0 of nothing."""
    amounts = tuple(amounts)
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known or not amounts else None


def _behind(figures: WeeklyFigures) -> list[Check]:
    total, months = figures.total, figures.months
    checks: list[Check] = [
        ("moves listed", len(figures.moved), total.moved_count),
        ("open deals by month", sum(row.count for row in months), total.open_count),
        ("sum of open deals by month", known_sum(row.minor for row in months if row.count), total.open_minor),
    ]
    for kind in ("new", "won", "lost", "stalled"):
        lines = getattr(figures, kind)
        listed = known_sum(line.amount_minor for line in lines)
        checks.append((f"{kind} deals listed", len(lines), getattr(total, f"{kind}_count")))
        checks.append((f"sum of {kind} deals listed", listed, getattr(total, f"{kind}_minor")))
    return checks


def _known_sum(rows: Sequence[PersonRow], column: str) -> int | None:
    """Somebody without deals adds nothing, not a known 0."""
    count = column.replace("_minor", "_count")
    return known_sum(getattr(row, column) for row in rows if getattr(row, count))


def _columns(*endings: str) -> list[str]:
    return [field.name for field in fields(PersonRow) if field.name.endswith(endings)]
