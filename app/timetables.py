"""What comes round: each hour, each day, or each week on one day, at an hour of the company's own clock.

A timetable is a row with its next time in UTC; `worker.tick` looks at it each minute and asks for the work. When the
clocks change: an hour that does not exist that day is an hour later, one that comes twice counts the first time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from app.clock import now
from tenants.context import db, door
from tenants.model import Tenant, Timetable
from tenants.owned import new_id


def next_time(after: datetime, zone: str, hour: int | None, weekday: int | None = None) -> datetime:
    """The first moment after `after` at which it is `hour` in `zone` (on ISO `weekday`, or any day), in UTC; without an
    hour, the next full one.

    Raises ValueError for an hour or weekday there is none of, ZoneInfoNotFoundError for such a zone.
    """
    if hour is None:
        return after.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    if weekday is not None and not 1 <= weekday <= 7:
        raise ValueError("a weekday is 1 to 7")
    place = ZoneInfo(zone)
    day = after.astimezone(place).date() - timedelta(days=1)
    while True:
        if weekday is None or day.isoweekday() == weekday:
            moment = datetime.combine(day, time(hour), place).astimezone(UTC)
            if moment > after:
                return moment
        day += timedelta(days=1)


def repeat(kind: str, *, subject_id: UUID | None = None, hour: int | None, weekday: int | None = None) -> None:
    """Ask for job `kind` on that record (the company itself without one) at `hour`, each day or each `weekday`; without
    an hour, each hour."""
    here = door()
    zone = db.scalars(select(Tenant.zone).where(Tenant.id == here.tenant_id)).one()
    wish = {"zone": zone, "weekday": weekday, "hour": hour, "next_run_at": next_time(now(), zone, hour, weekday)}
    row = {"id": new_id(), "tenant_id": here.tenant_id, "kind": kind, "subject_id": subject_id or here.tenant_id}
    statement = insert(Timetable).values({**row, **wish})
    db.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "kind", "subject_id"], set_=wish))


def stop(kind: str, subject_id: UUID | None = None) -> None:
    """Ask for it no more."""
    here = door()
    db.execute(
        delete(Timetable).where(
            Timetable.tenant_id == here.tenant_id,
            Timetable.kind == kind,
            Timetable.subject_id == (subject_id or here.tenant_id),
        )
    )


def rest(kind: str, is_needed: Callable[[], bool], *, hour: int | None) -> None:
    """Ask for it no more when it `is_needed` no longer; whoever comes to need it at this moment is not forgotten."""
    if is_needed():
        return
    stop(kind)  # this waits for whoever asks for it right now
    if is_needed():
        repeat(kind, hour=hour)


def follow_clock(zone: str) -> None:
    """The company moved to time zone `zone`: everything comes round by its new clock."""
    mine = Timetable.tenant_id == door().tenant_id
    for row in db.scalars(select(Timetable).where(mine)):
        moment = next_time(now(), zone, row.hour, row.weekday)
        db.execute(update(Timetable).where(mine, Timetable.id == row.id).values(zone=zone, next_run_at=moment))
