"""What time it is, for the company. One clock, so that tests and demos can set it."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present moment in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today_in(zone: str) -> date:
    """The day it is now in time zone `zone` (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


def day_of(moment: datetime, zone: str) -> date:
    """The day `moment` fell on in `zone`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def freeze(moment: datetime | None) -> None:
    """Stop the clock at `moment`, or let it run again with None."""
    _frozen.set(moment)
