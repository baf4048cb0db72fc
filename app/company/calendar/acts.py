"""Departing from the public calendar, and going back to it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.company.model import DayOverride
from app.events import happened
from tenants.context import db
from tenants.model import Tenant


def depart(tenant: Tenant, day: date, works: bool, name: str, *, by: UUID) -> None:
    """Say that the company works, or rests, on `day`, whatever the public calendar says."""
    known = db.scalar(select(DayOverride).where(DayOverride.day == day))
    if known is None:
        db.add(DayOverride(day=day, works=works, name=name))
    else:
        known.works, known.name = works, name
    happened(tenant, "day_set", by=by, day=day, works=works)


def return_to_public(tenant: Tenant, override: DayOverride, *, by: UUID) -> None:
    """Follow the public calendar on that day again."""
    happened(tenant, "day_freed", by=by, day=override.day, works=override.works)
    db.delete(override)
