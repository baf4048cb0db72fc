"""Work for later: a row written in the transaction that asks for it. The relay hands it to a worker.

Only this file and `worker/` know how; everything else says `later("reports.make", subject_id=report.id)`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from app.clock import now
from tenants.context import db, door
from tenants.model import OutboxRow
from tenants.owned import new_id


def later(
    kind: str,
    *,
    subject_id: UUID | None = None,
    user_id: UUID | None = None,
    key: str | None = None,
    at: datetime | None = None,
    queue: str = "default",
    **args: Any,
) -> UUID:
    """Ask for job `kind` after this transaction commits, or from `at` on. Returns the id of the work.

    With a `key`, work of this company under the same key is asked for only once. `args` hold ids, never content.
    """
    row_id = new_id()
    here = door()
    statement = insert(OutboxRow).values(
        id=row_id,
        tenant_id=here.tenant_id,
        member_id=here.member_id,
        user_id=user_id,
        kind=kind,
        subject_id=subject_id,
        args=args,
        key=key,
        queue=queue,
        run_after=at or now(),
    )
    db.execute(statement.on_conflict_do_nothing(index_elements=["tenant_id", "key"]))
    return row_id
