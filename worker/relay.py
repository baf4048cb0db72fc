"""The relay: takes rows of the outbox to the queue, a few for each company at a time, and again when they got lost.

Fairness is made here. No company has more than `WINDOW` pieces of work in the queue, so one that asks for ten thousand
does not keep another from its one; as soon as a piece is done the worker wakes the relay, which fills up. Because the
queue stays short, work that is neither in it nor under a lock must have been lost (a killed worker, an emptied Redis)
and is sent again after `LOST_AFTER` seconds.

We do not LISTEN for the outbox: NOTIFY takes a lock on the whole database at each commit. A short poll costs one
indexed query.
"""

from __future__ import annotations

import time
from datetime import timedelta

from redis import Redis
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from app.clock import now
from tenants.db import engine
from tenants.model import OutboxRow
from worker import queue
from worker.loop import Loop
from worker.perform import application, lock_number

WINDOW = 8
BATCH = 200
POLL = 0.5
SWEEP_EVERY = 5.0
LOST_AFTER = timedelta(seconds=20)

#: The next rows by turns: the first of each company before the second of any.
_NEXT = text("""
    WITH under_way AS (
        SELECT coalesce(tenant_id, user_id) AS whose, count(*) AS pieces FROM app.outbox
        WHERE done_at IS NULL AND failed_at IS NULL AND sent_at IS NOT NULL GROUP BY 1
    ), in_turn AS (
        SELECT id, run_after, coalesce(tenant_id, user_id) AS whose,
               row_number() OVER (PARTITION BY coalesce(tenant_id, user_id) ORDER BY run_after, id) AS place
        FROM app.outbox
        WHERE done_at IS NULL AND failed_at IS NULL AND sent_at IS NULL AND run_after <= :now
    )
    SELECT id FROM in_turn LEFT JOIN under_way USING (whose)
    WHERE place + coalesce(pieces, 0) <= :window
    ORDER BY place + coalesce(pieces, 0), run_after LIMIT :batch
""")


def main(argv: list[str]) -> int:
    """Relay until told to stop."""
    application()  # knows the kinds of work and how long each may take
    redis = queue.connect()
    swept_at = 0.0

    def once() -> None:
        nonlocal swept_at
        if time.monotonic() - swept_at >= SWEEP_EVERY:
            sweep(redis)
            swept_at = time.monotonic()
        if send(redis) < BATCH:
            queue.rest(redis, POLL)

    Loop("relay").turn(once)
    return 0


def send(redis: Redis) -> int:
    """Hand the next rows to the queue and mark them sent. Pushed before the commit: twice is harmless, never is not."""
    with Session(engine("relay")) as session, session.begin():
        ids = list(session.scalars(_NEXT, {"now": now(), "window": WINDOW, "batch": BATCH}))
        if not ids:
            return 0
        locked = select(OutboxRow).where(OutboxRow.id.in_(ids), OutboxRow.sent_at.is_(None))
        rows = {row.id: row for row in session.scalars(locked.with_for_update(skip_locked=True))}
        chosen = [rows[row_id] for row_id in ids if row_id in rows]
        queue.push(redis, chosen)
        session.execute(
            update(OutboxRow).where(OutboxRow.id.in_([row.id for row in chosen])).values(sent_at=now()),
            execution_options={"synchronize_session": False},
        )
        return len(chosen)


def sweep(redis: Redis) -> int:
    """Let what was sent, but is neither queued nor being done, be sent again."""
    with Session(engine("relay")) as session, session.begin():
        missing = select(OutboxRow).where(
            OutboxRow.sent_at < now() - LOST_AFTER, OutboxRow.done_at.is_(None), OutboxRow.failed_at.is_(None)
        )
        rows = session.scalars(missing.with_for_update(skip_locked=True).limit(1000)).all()
        queued = queue.waiting_ids(redis) if rows else set()
        lost = [row.id for row in rows if queue.job_id(row) not in queued and _is_idle(session, row)]
        if lost:
            session.execute(update(OutboxRow).where(OutboxRow.id.in_(lost)).values(sent_at=None))
        return len(lost)


def _is_idle(session: Session, row: OutboxRow) -> bool:
    return bool(session.scalar(select(func.pg_try_advisory_xact_lock(lock_number(row.id)))))
