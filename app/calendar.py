"""Working days: the public calendar of the company's country, and where the company departs from it.

China's calendar is the State Council's own (调休 makes Saturdays work); elsewhere the public holidays of the country on
top of the days the company works. A year nobody has published yet is said, not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays
from chinese_calendar import constants

WEEK = "12345"


class UnknownYear(LookupError):
    """The calendar of that year is not known (yet); `year` says which."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


@dataclass(frozen=True)
class PublicDay:
    """A day the public calendar takes out of the plain week: a holiday, or a Saturday that is worked for one."""

    day: date
    works: bool
    name: str


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """The countries whose public days are known, as two letters."""
    return frozenset(code for code in holidays.list_supported_countries() if len(code) == 2) | {"CN"}


@lru_cache(maxsize=200)
def public_days(year: int, country: str, language: str = "en") -> tuple[PublicDay, ...]:
    """The public days of `year` in `country`, in order; none without a country. Raises UnknownYear."""
    if not country or country not in countries():
        return ()
    return _chinese_days(year, language) if country == "CN" else _days_elsewhere(year, country)


def _chinese_days(year: int, language: str) -> tuple[PublicDay, ...]:
    found = [
        PublicDay(day, False, _named(name, language)) for day, name in constants.holidays.items() if day.year == year
    ]
    found += [
        PublicDay(day, True, _named(name, language)) for day, name in constants.workdays.items() if day.year == year
    ]
    if not found:
        raise UnknownYear(year)
    return tuple(sorted(found, key=lambda one: one.day))


def _named(name: str, language: str) -> str:
    if language != "zh":
        return name
    return next((one.chinese for one in constants.Holiday if one.value == name), name)


def _days_elsewhere(year: int, country: str) -> tuple[PublicDay, ...]:
    known = holidays.country_holidays(country, years=year)
    if not known.start_year <= year <= known.end_year:
        raise UnknownYear(year)
    return tuple(PublicDay(day, False, name) for day, name in sorted(known.items()))


def is_workday(day: date, country: str, overrides: Mapping[date, bool] | None = None, week: str = WEEK) -> bool:
    """Whether the company works on `day`: its own word first, then the public calendar, then its usual `week`.

    `overrides` says of single days whether they are worked; `week` are the ISO weekdays worked. Raises UnknownYear.
    """
    if overrides and day in overrides:
        return overrides[day]
    for public in public_days(day.year, country):
        if public.day == day:
            return public.works
    return str(day.isoweekday()) in week


def workdays_between(
    start: date, end: date, country: str, overrides: Mapping[date, bool] | None = None, week: str = WEEK
) -> int:
    """How many days from `start` to `end`, both included, are worked. Raises UnknownYear."""
    days = (start + timedelta(days=number) for number in range((end - start).days + 1))
    return sum(is_workday(day, country, overrides, week) for day in days)
