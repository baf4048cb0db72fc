"""Effort over working days. Pure: the same arithmetic as the statement in `queries.py`, which is tested against it.

What is still to do of a task lies evenly on the working days from its start, at the earliest today, to its due day.
What is overdue lies on today; where there is no working day between, all of it lies on the first of those days.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Window:
    """The days one looks at, both included, seen from `today`, and the working days around them in order."""

    first: date
    last: date
    today: date
    workdays: tuple[date, ...]

    @property
    def length(self) -> int:
        """Working days in the window that are not over."""
        return between(self.workdays, max(self.first, self.today), self.last)


def between(workdays: Sequence[date], first: date, last: date) -> int:
    """How many of `workdays` (in order) lie from `first` to `last`, both included."""
    return max(0, bisect_right(workdays, last) - bisect_left(workdays, first))


def still_open(minutes: int, actual: Decimal | None, goal: Decimal | None) -> Fraction:
    """Minutes still to be worked: the effort less the share of the goal that is reached."""
    if actual is None or goal is None:
        return Fraction(minutes)
    return max(Fraction(0), minutes * (1 - Fraction(actual) / Fraction(goal)))


def share(minutes: Fraction | int, starts_on: date | None, due_on: date | None, window: Window) -> Fraction:
    """Minutes of what is still to do that fall into the window; a task without a due day burdens no day."""
    if due_on is None:
        return Fraction(0)
    begins = max(starts_on or due_on, window.today)
    ends = max(due_on, begins)
    days = between(window.workdays, begins, ends)
    if days == 0:
        return Fraction(minutes) if window.first <= begins <= window.last else Fraction(0)
    inside = between(window.workdays, max(begins, window.first), min(ends, window.last))
    return Fraction(minutes) * inside / days
