"""How much a month a goal asks for, and whether anybody ever did as much. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil


@dataclass(frozen=True)
class Best:
    """The most somebody reached in a month, and when; `task` is what it was reached with, where no measure counts."""

    a_month: Fraction
    on: date
    task: str | None = None


def months(first: date, last: date) -> Fraction:
    """How many months lie from `first` to `last`, both included: a whole one is one, a part its share of the days."""
    found, begins = Fraction(0), first
    while begins <= last:
        length = monthrange(begins.year, begins.month)[1]
        ends = min(last, begins.replace(day=length))
        found += Fraction((ends - begins).days + 1, length)
        begins = ends + timedelta(days=1)
    return found


def a_month(quantity: Decimal, first: date, last: date) -> Fraction:
    """What `quantity` in these days is in a month."""
    return Fraction(quantity) / months(first, last)


def is_beyond(quantity: Decimal, first: date, last: date, best: Best) -> bool:
    """Whether `quantity` is more than these days would bring at the best pace. What is not whole is rounded up: of one
    thing in one day nobody says that it is thirty a month."""
    return Fraction(quantity) > ceil(best.a_month * months(first, last))


def last_months(today: date, count: int) -> list[tuple[date, date]]:
    """The `count` months that end with this one, the newest first, each as its first and last day."""
    found, ends = [], today
    for _number in range(count):
        found.append((ends.replace(day=1), ends))
        ends = ends.replace(day=1) - timedelta(days=1)
    return found
