"""What a weekly pipeline report says, before anybody decides how it looks.

Money is in minor units of the company's currency. `None` is "not known": a deal without an amount, or a sum in which
no amount is known. Days and times are already those of the company's own zone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


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
