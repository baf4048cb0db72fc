"""A year as the company works it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app.company.model import DayOverride
from tenants.context import db
from tenants.standing import standing


def overrides() -> dict[date, bool]:
    """The company's own word on single days."""
    return {one.day: one.works for one in standing("day_overrides", lambda: select(DayOverride))}


def overrides_of(year: int) -> list[DayOverride]:
    """The departures of one year, in order."""
    within = DayOverride.day.between(date(year, 1, 1), date(year, 12, 31))
    return list(db.scalars(select(DayOverride).where(within).order_by(DayOverride.day)))
