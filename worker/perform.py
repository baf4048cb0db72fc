"""One piece of work, from its row in the outbox to its effect, through the same door as everyone.

The effect and the mark "done" are one transaction, under a lock on the row's id: whoever runs it a second time finds it
done, or being done, and leaves. What failed goes back to the relay with a later `run_after`; there is no second record
of tries in Redis.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from app import outbox
from app.clock import now
from tenants.context import acting_in, at_the_doorway
from tenants.model import OutboxRow, Tenant

log = structlog.get_logger()
#: Seconds to wait after the first, second … try.
BACKOFF = (10, 60, 300, 1800, 7200)
TRIES = len(BACKOFF) + 1


@cache
def application() -> Any:
    """The app, made once a process: work needs its words, addresses and handlers."""
    from app import create_app

    return create_app()


@dataclass(frozen=True)
class Place:
    """Where a row lives: in a company, or with a person outside of any."""

    row_id: UUID
    tenant_id: UUID | None
    user_id: UUID | None

    @contextmanager
    def enter(self, member_id: UUID | None = None) -> Iterator[Session]:
        """A transaction there."""
        if self.tenant_id is not None:
            with acting_in(self.tenant_id, member_id) as door:
                yield door.session
        else:
            with at_the_doorway(user_id=self.user_id) as session:
                yield session

    def take(self, session: Session) -> OutboxRow | None:
        """The row, locked until the transaction ends; None when it is done, given up, or in other hands."""
        if not session.scalar(select(func.pg_try_advisory_xact_lock(lock_number(self.row_id)))):
            return None
        return session.scalar(
            select(OutboxRow).where(
                OutboxRow.id == self.row_id, OutboxRow.done_at.is_(None), OutboxRow.failed_at.is_(None)
            )
        )


def lock_number(row_id: UUID) -> int:
    """The number under which work on a row is locked: the random half of its id."""
    return int.from_bytes(row_id.bytes[8:], signed=True)


def perform(row_id: str, tenant_id: str | None = None, user_id: str | None = None, app: Any = None) -> None:
    """Do the work of the row. Safe to call any number of times, by any number of workers."""
    place = Place(UUID(row_id), UUID(tenant_id) if tenant_id else None, UUID(user_id) if user_id else None)
    with (app or application()).app_context():
        row = _begin(place)
        if row is None:
            return
        try:
            _work(place, row)
        except Exception as error:
            _fail(place, error)


def _begin(place: Place) -> OutboxRow | None:
    """Count the try before it is made, so that work which kills its worker is not tried for ever."""
    with place.enter() as session:
        row = place.take(session)
        if row is None:
            return None
        reason = _reason_to_discard(session, row)
        if reason:
            _give_up(row, reason)
            return None
        row.started_at, row.attempts = now(), row.attempts + 1
        return row


def _reason_to_discard(session: Session, row: OutboxRow) -> str | None:
    if row.tenant_id is not None:
        state = session.scalar(select(Tenant.state).where(Tenant.id == row.tenant_id))
        if state != "active":
            return f"company {state or 'gone'}"
    if row.kind not in outbox.handlers:
        return "unknown kind"
    return "WorkerLost" if row.attempts >= TRIES else None


def _work(place: Place, asked: OutboxRow) -> None:
    handler = outbox.handlers[asked.kind]
    with place.enter(asked.member_id) as session:
        row = place.take(session)
        if row is None:
            return
        handler.work(row)
        done = (
            update(OutboxRow)
            .where(OutboxRow.id == row.id, OutboxRow.done_at.is_(None))
            .values(done_at=now(), error=None, progress=100)
            .execution_options(synchronize_session=False)
        )
        session.execute(done)


def _fail(place: Place, error: Exception) -> None:
    with place.enter() as session:
        row = place.take(session)
        if row is None:
            return
        _tell_the_log(row, error)
        if isinstance(error, outbox.Hopeless) or row.attempts >= TRIES:
            _give_up(row, type(error).__name__ if not isinstance(error, outbox.Hopeless) else str(error) or "Hopeless")
        else:
            row.error, row.sent_at = type(error).__name__, None
            row.run_after = now() + timedelta(seconds=_pause(row.attempts, error))


def _pause(attempts: int, error: Exception) -> int:
    """Longer with each try, unless it was the database that went away: it is not the work's fault."""
    went_away = isinstance(error, OperationalError | InterfaceError)
    return BACKOFF[0] if went_away else BACKOFF[attempts - 1]


def _give_up(row: OutboxRow, reason: str) -> None:
    row.failed_at, row.error = now(), reason
    handler = outbox.handlers.get(row.kind)
    if handler is not None and handler.on_failure is not None:
        handler.on_failure(row)


def _tell_the_log(row: OutboxRow, error: Exception) -> None:
    # Where it broke, not what was said: a message may quote a customer's data.
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    log.error(
        "job failed", kind=row.kind, row=str(row.id), tenant=str(row.tenant_id), attempt=row.attempts,
        error=type(error).__name__, where=where[-6:],
    )  # fmt: skip
