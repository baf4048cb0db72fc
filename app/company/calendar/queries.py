"""A year as the company works it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app.company.model import DayOverride
from tenants.context import db, door


def overrides() -> dict[date, bool]:
    """The company's own word on single days. Kept for the transaction."""
    cache = door().cache
    if "day_overrides" not in cache:
        cache["day_overrides"] = dict(db.execute(select(DayOverride.day, DayOverride.works)).all())
    return cache["day_overrides"]


def overrides_of(year: int) -> list[DayOverride]:
    """The departures of one year, in order."""
    within = DayOverride.day.between(date(year, 1, 1), date(year, 12, 31))
    return list(db.scalars(select(DayOverride).where(within).order_by(DayOverride.day)))
