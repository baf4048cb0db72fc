"""The company's working days around a stretch of days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from app import calendar
from app.calendar import UnknownYear
from app.company.calendar.queries import overrides
from tenants.context import db, door
from tenants.model import Tenant

Days = tuple[date, ...]


def workdays(first: date, last: date) -> tuple[Days, tuple[int, ...]]:
    """The working days from `first` to `last`, and the years whose public calendar nobody has published yet: in those
    the company's plain week counts, and whoever shows the figures says so."""
    country, week = _week()
    return _between(first, last, country, week, tuple(sorted(overrides().items())))


def _week() -> tuple[str, str]:
    """The company's country and its week: a request brings them along, a job reads them once."""
    cache = door().cache
    if "week" not in cache:
        tenant = db.get_one(Tenant, door().tenant_id)
        cache["week"] = tenant.country or "", tenant.workdays
    return cache["week"]


@lru_cache(maxsize=500)
def _between(
    first: date, last: date, country: str, week: str, own: tuple[tuple[date, bool], ...]
) -> tuple[Days, tuple[int, ...]]:
    departures, unknown, found = dict(own), set[int](), []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        try:
            works = calendar.is_workday(day, country, departures, week)
        except UnknownYear as year:
            unknown.add(year.year)
            works = departures.get(day, str(day.isoweekday()) in week)
        if works:
            found.append(day)
    return tuple(found), tuple(sorted(unknown))


def next_workday(after: date) -> date:
    """The first working day after `after`; the very next day for a company that never works."""
    found, _unknown = workdays(after + timedelta(days=1), after + timedelta(days=20))
    return found[0] if found else after + timedelta(days=1)


def last_workday(before: date) -> date:
    """The working day before `before`."""
    found, _unknown = workdays(before - timedelta(days=20), before - timedelta(days=1))
    return found[-1] if found else before - timedelta(days=1)
