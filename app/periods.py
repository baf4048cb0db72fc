"""Months, quarters and years as a company counts them: its fiscal year may begin in any month. Pure.

A period has a word for addresses: 2026-11, 2026-Q4, 2026. A month is called by its calendar year; a quarter or year by
the calendar year in which the fiscal year begins, so that with April 2026-Q4 is January to March 2027.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

Kind = Literal["month", "quarter", "year"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MONTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "year": 12}
#: Periods of these years are asked for by their words; nobody plans or looks back further.
EARLIEST, LATEST = 1900, 2999
_WORD = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?", re.ASCII)


@dataclass(frozen=True)
class Period:
    """A month, quarter or year, by its first day and the month the company's fiscal year begins in."""

    kind: Kind
    first: date
    fiscal_month: int = 1

    @property
    def last(self) -> date:
        """Its last day, which is part of it."""
        return shift(self.first, self.kind, 1) - timedelta(days=1)

    @property
    def year(self) -> int:
        """The year it is called by."""
        is_after_new_year = self.kind != "month" and self.first.month < self.fiscal_month
        return self.first.year - is_after_new_year

    @property
    def number(self) -> int:
        """Which of its year's: 1 to 12 for a month, 1 to 4 for a quarter, 1 for the year itself."""
        return self.first.month if self.kind == "month" else _months_in(self.first, self.fiscal_month) // 3 + 1

    @property
    def word(self) -> str:
        """What it is called in an address: 2026-11, 2026-Q4, 2026."""
        tail = {"month": f"-{self.number:02}", "quarter": f"-Q{self.number}", "year": ""}[self.kind]
        return f"{self.year:04}{tail}"

    @property
    def is_calendar(self) -> bool:
        """Whether its year is the calendar's, so that its name says which days are meant."""
        return self.kind == "month" or self.fiscal_month == 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def previous(self) -> Period:
        """The one before."""
        return Period(self.kind, shift(self.first, self.kind, -1), self.fiscal_month)

    def next(self) -> Period:
        """The one after."""
        return Period(self.kind, shift(self.first, self.kind, 1), self.fiscal_month)


def of(day: date, kind: Kind, fiscal_month: int = 1) -> Period:
    """The period of `kind` that `day` lies in, for a fiscal year that begins in `fiscal_month`."""
    passed = _months_in(day, fiscal_month) % MONTHS[kind]
    return Period(kind, shift(day.replace(day=1), "month", -passed), fiscal_month)


def parse(word: str, fiscal_month: int = 1) -> Period | None:
    """The period an address calls `word`; None when it is no such word."""
    found = _WORD.fullmatch(word)
    if found is None or not EARLIEST <= int(found["year"]) <= LATEST:
        return None
    year = int(found["year"])
    if found["month"]:
        return Period("month", date(year, int(found["month"]), 1), fiscal_month)
    begins = date(year, fiscal_month, 1)
    if found["quarter"]:
        return Period("quarter", shift(begins, "quarter", int(found["quarter"]) - 1), fiscal_month)
    return Period("year", begins, fiscal_month)


def shift(day: date, kind: Kind, count: int) -> date:
    """`day` moved by `count` months, quarters or years, back when negative; the month's last day where that month is
    shorter: 31 January and one month is 28 or 29 February. What lies in a period lands in the `count`th one after it.
    """
    months = day.year * 12 + day.month - 1 + count * MONTHS[kind]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _months_in(day: date, fiscal_month: int) -> int:
    """How many whole months of the fiscal year are over on `day`."""
    return (day.month - fiscal_month) % 12
