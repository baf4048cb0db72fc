"""The tick: each minute, asks for the work of every timetable that is due.

Two ticks at once, or one that dies half way, ask only once: the work carries the key of timetable and period. After an
outage each timetable is caught up once, not once for every time it missed.
"""

from __future__ import annotations

import time
from datetime import timedelta
from zoneinfo import ZoneInfoNotFoundError

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import outbox
from app.clock import day_of, now
from app.timetables import next_time
from tenants.context import acting_in
from tenants.db import engine
from tenants.model import OutboxRow, Tenant, Timetable
from worker.loop import Loop
from worker.perform import application

log = structlog.get_logger()
BATCH = 100
#: Work that is over is kept this long for the owner's page; the keys of what must happen once live as long.
KEPT = timedelta(days=60)


def main(argv: list[str]) -> int:
    """Tick until told to stop."""
    application()
    Loop("tick").turn(once, every=lambda: 60 - time.time() % 60)
    return 0


def once() -> None:
    """One tick."""
    while ask_for_due() == BATCH:
        pass
    forget_old()


def ask_for_due() -> int:
    """Ask for the work of timetables that are due, and set their next time. Returns how many there were."""
    with Session(engine("relay")) as session, session.begin():
        due = (
            select(Timetable, Tenant.zone, Tenant.state)
            .join(Tenant, Tenant.id == Timetable.tenant_id)
            .where(Timetable.next_run_at <= now())
            .order_by(Timetable.next_run_at)
            .limit(BATCH)
            .with_for_update(of=Timetable, skip_locked=True)
        )
        rows = session.execute(due).all()
        for timetable, zone, state in rows:
            _turn(timetable, zone, state)
        return len(rows)


def _turn(timetable: Timetable, zone: str, state: str) -> None:
    """Ask for one timetable's work. One that cannot be read waits a day and does not hold up the others."""
    try:
        if state == "active":
            _ask(timetable)
        timetable.zone = zone
        timetable.next_run_at = next_time(now(), zone, timetable.hour, timetable.weekday)
    except (ZoneInfoNotFoundError, ValueError) as error:
        log.error("timetable unreadable", timetable=str(timetable.id), tenant=str(timetable.tenant_id), exc_info=error)
        timetable.next_run_at = now() + timedelta(days=1)


def _ask(timetable: Timetable) -> None:
    """Committed before the timetable moves on: asked twice is asked once, thanks to the key; never is not."""
    moment = timetable.next_run_at
    period = f"{moment:%Y-%m-%dT%H}" if timetable.hour is None else day_of(moment, timetable.zone)
    with acting_in(timetable.tenant_id):
        outbox.later(timetable.kind, subject_id=timetable.subject_id, key=f"{timetable.id}:{period}")


def forget_old() -> int:
    """Delete work that was over long ago, a batch at a time."""
    with Session(engine("relay")) as session, session.begin():
        old = select(OutboxRow.id).where(OutboxRow.done_at < now() - KEPT).limit(5000)
        gone = session.execute(delete(OutboxRow).where(OutboxRow.id.in_(old)))
        return gone.rowcount  # type: ignore[attr-defined]
