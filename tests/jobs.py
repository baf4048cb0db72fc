"""Work for later, done now: what relay and worker would do, one row after the other, with no ambient company."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import mail
from app.clock import now
from tenants.context import inside
from tenants.db import engine
from tenants.model import OutboxRow, Timetable
from worker import tick
from worker.perform import perform


def waiting(tenant_id: UUID | None = None, *, until: datetime | None = None) -> list[OutboxRow]:
    """What the relay would send now, oldest first; of one company only, when given."""
    rows = select(OutboxRow).where(
        OutboxRow.done_at.is_(None), OutboxRow.failed_at.is_(None), OutboxRow.run_after <= (until or now())
    )
    if tenant_id is not None:
        rows = rows.where(OutboxRow.tenant_id == tenant_id)
    with Session(engine("relay"), expire_on_commit=False) as session:
        return list(session.scalars(rows.order_by(OutboxRow.run_after, OutboxRow.id)))


def work_off(app: Any, tenant_id: UUID | None = None) -> int:
    """Do all waiting work, and the work it asks for. Returns how many pieces there were."""
    assert not inside(), "work must begin with no company entered"
    count = 0
    while rows := waiting(tenant_id):
        for row in rows:
            perform(str(row.id), _text(row.tenant_id), _text(row.user_id), app)
            count += 1
    return count


def tick_for(tenant_id: UUID) -> None:
    """One tick for this company alone: what other tests' companies are due for waits for years."""
    others = update(Timetable).where(Timetable.tenant_id != tenant_id, Timetable.next_run_at <= now())
    with Session(engine("relay")) as session, session.begin():
        session.execute(others.values(next_run_at=now() + timedelta(days=3650)))
    tick.once()


def fresh(row_id: UUID) -> OutboxRow:
    """The row as it is now."""
    with Session(engine("relay"), expire_on_commit=False) as session:
        return session.get_one(OutboxRow, row_id)


def caught_letters(monkeypatch: pytest.MonkeyPatch) -> list[EmailMessage]:
    """Letters go into this list instead of to a server."""
    letters: list[EmailMessage] = []
    monkeypatch.setattr(mail, "post", letters.append)
    return letters


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None
