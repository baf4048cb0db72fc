"""The company's calendar for verbs and statements: which day a moment was there, and when a day began."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from app.clock import day_of, today_in
from tenants.context import db, door
from tenants.model import Tenant


def zone() -> str:
    """The time zone of the company one is in."""
    cache = door().cache
    if "zone" not in cache:
        cache["zone"] = db.get_one(Tenant, door().tenant_id).zone
    return str(cache["zone"])


def here(at: datetime) -> date:
    """The day `at` fell on in the company."""
    return day_of(at, zone())


def today() -> date:
    """The company's today."""
    return today_in(zone())


def start_of(day: date) -> datetime:
    """The moment `day` began in the company."""
    return datetime.combine(day, time.min, ZoneInfo(zone()))
