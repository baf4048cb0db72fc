"""From actual ÷ goal to a grade, by the company's bands. Pure: no database, no Flask.

A band begins at its floor and ends where the next better one begins: left-closed, [floor, next). Only floors are
kept, so bands that pass `faults` can neither overlap nor leave a gap. Ratios are compared as whole fractions; nothing
is rounded before it is shown. The usual floors are those of the source's tool 9 (≥ 120 %, ≥ 100 %, ≥ 80 %, below).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

#: Every grade there can be, best first.
EXCELLENT, GOOD, IMPROVE, FAIR, POOR = "excellent", "good", "improve", "fair", "poor"
GRADES = (EXCELLENT, GOOD, IMPROVE, FAIR, POOR)

Fault = Literal["none", "same", "order", "gap", "negative"]


@dataclass(frozen=True)
class Band:
    """A grade and the smallest ratio that earns it, in hundredths of a percent (12000 is 120 %)."""

    grade: str
    floor: int

    @property
    def begins(self) -> Fraction:
        """The floor as a ratio."""
        return Fraction(self.floor, 10_000)


Scale = tuple[Band, ...]

USUAL: Scale = (Band(EXCELLENT, 12_000), Band(GOOD, 10_000), Band(FAIR, 8_000), Band(POOR, 0))
#: The variant that does not let 90 to 100 % pass as fair.
SPLIT: Scale = (
    Band(EXCELLENT, 12_000), Band(GOOD, 10_000), Band(IMPROVE, 9_000), Band(FAIR, 8_000), Band(POOR, 0),
)  # fmt: skip


def faults(bands: Sequence[Band]) -> list[tuple[int, Fault]]:
    """What is wrong with bands given best first, as (place, fault); nothing when every ratio from 0 up has one band.

    "none": there are no bands; "negative": a floor below zero; "same": two begin at the same ratio (they overlap);
    "order": a worse grade begins higher than a better one; "gap": the last does not begin at zero.
    """
    if not bands:
        return [(0, "none")]
    found: list[tuple[int, Fault]] = [(place, "negative") for place, band in enumerate(bands) if band.floor < 0]
    for place in range(1, len(bands)):
        above, here = bands[place - 1], bands[place]
        if here.floor == above.floor:
            found.append((place, "same"))
        elif here.floor > above.floor:
            found.append((place, "order"))
    if bands[-1].floor > 0:
        found.append((len(bands) - 1, "gap"))
    return found


def attainment(actual: Decimal | int, goal: Decimal | int, *, lower_is_better: bool = False) -> Fraction:
    """How far a goal was reached, exactly: actual ÷ goal, or 2 − actual ÷ goal, never below zero, where less is better.

    Raises ValueError for a goal that is not above zero or a negative actual.
    """
    if goal <= 0 or actual < 0:
        raise ValueError("a goal is above zero, an actual not below it")
    reached = Fraction(actual) / Fraction(goal)
    return max(Fraction(0), 2 - reached) if lower_is_better else reached


def grade_of(ratio: Fraction, scale: Sequence[Band]) -> str:
    """The grade `ratio` earns on `scale`, whose bands stand best first."""
    return next(band.grade for band in scale if ratio >= band.begins)


def ceiling_of(place: int, scale: Sequence[Band]) -> int | None:
    """Where the band at `place` ends, which is no longer part of it; None for the best, which has no end."""
    return scale[place - 1].floor if place else None


def percent(ratio: Fraction, digits: int = 0) -> Decimal:
    """`ratio` in percent for showing, rounded half up once."""
    scale = 10**digits
    whole = (ratio * 100 * scale * 2 + 1) // 2
    return Decimal(whole) / scale if digits else Decimal(whole)
