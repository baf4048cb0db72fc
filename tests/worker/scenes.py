"""What background work brings to the sweeps."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from app import outbox
from app.clock import now
from tenants.context import db
from tenants.model import OutboxRow
from tenants.owned import new_id
from tests.isolation.parts import Part


def failed_work() -> UUID:
    row_id = outbox.later("people.mail_invitation", subject_id=new_id())
    db.execute(update(OutboxRow).where(OutboxRow.id == row_id).values(failed_at=now(), error="OSError"))
    return row_id


PART = Part(
    records=(failed_work,),
    parameters={("jobs", "id"): "failed_work"},
    open={"metrics.show": "proven by a token of the installation"},
)
