"""Work for later: a row written in the transaction that asks for it. The relay hands it to a worker.

Only this file and `worker/` know how; everything else says `later("reports.make", subject_id=report.id)` and, where the
work is done, `@handles("reports.make", _l("Make a report"))`. Work may be started twice; its effect happens once,
because the row is marked done in the transaction that has the effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.clock import now
from tenants.context import db, door
from tenants.db import TenantSession
from tenants.model import OutboxRow
from tenants.owned import new_id

Work = Callable[[OutboxRow], None]


class Hopeless(Exception):
    """Raised by a handler whose work will never succeed: it fails at once instead of being tried again."""


@dataclass(frozen=True)
class Handler:
    """Who does a kind of work, and what the owner reads about it."""

    work: Work
    label: Any
    on_failure: Work | None  # called in a transaction of its own when the last try failed
    minutes: int  # after which it is stopped


#: Every kind of work there is.
handlers: dict[str, Handler] = {}


def handles(
    kind: str, label: Any = None, *, on_failure: Work | None = None, minutes: int = 10
) -> Callable[[Work], Work]:
    """Make the decorated function do the work `kind`. It gets the row and stands in the company, as who asked for it.

    Work of a person outside of any company (`later_for_user`) stands nowhere and opens the doorway itself.
    """

    def register(work: Work) -> Work:
        handlers[kind] = Handler(work, label or kind, on_failure, minutes)
        return work

    return register


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
    Work that takes longer than a few seconds belongs on the queue "long", where it keeps no e-mail waiting.
    """
    here = door()
    row = _row(kind, subject_id, user_id, key, at, queue, args)
    statement = insert(OutboxRow).values(tenant_id=here.tenant_id, member_id=here.member_id, **row)
    db.execute(statement.on_conflict_do_nothing(index_elements=["tenant_id", "key"]))
    return row["id"]


def later_for_user(kind: str, user_id: UUID, *, session: Session | None = None, **args: Any) -> UUID:
    """Ask for job `kind` on behalf of a person who stands in no company, e.g. a reset of his password.

    `session` is the doorway of that person when one is open already.
    """
    from tenants.context import at_the_doorway

    row = _row(kind, None, user_id, None, None, "default", args)
    statement = insert(OutboxRow).values(**row)
    if session is not None:
        session.execute(statement)
        return row["id"]
    with at_the_doorway(user_id=user_id) as doorway:
        doorway.execute(statement)
    return row["id"]


def _row(
    kind: str,
    subject_id: UUID | None,
    user_id: UUID | None,
    key: str | None,
    at: datetime | None,
    queue: str,
    args: dict[str, Any],
) -> dict[str, Any]:
    return {
        "id": new_id(), "kind": kind, "subject_id": subject_id, "user_id": user_id, "key": key,
        "run_after": at or now(), "queue": queue, "args": args,
    }  # fmt: skip


@contextmanager
def aside() -> Iterator[Session]:
    """A short transaction beside the job's own, for what people should see before the job is done."""
    with TenantSession(info={"tenant_id": door().tenant_id}) as session, session.begin():
        yield session


def progress(row_id: UUID, percent: int) -> None:
    """Let people see how far the work is. Work that is done shows 100 by itself."""
    with aside() as session:
        session.execute(update(OutboxRow).where(OutboxRow.id == row_id).values(progress=max(0, min(percent, 99))))


def latest(kind: str, subject_id: UUID) -> OutboxRow | None:
    """The newest work of `kind` on that record, for its progress bar."""
    return db.scalar(
        select(OutboxRow)
        .where(OutboxRow.tenant_id == door().tenant_id, OutboxRow.kind == kind, OutboxRow.subject_id == subject_id)
        .order_by(OutboxRow.created_at.desc())
        .limit(1)
    )


def again(row: OutboxRow) -> None:
    """Let work that failed be tried anew, from its first try."""
    row.failed_at = row.sent_at = row.started_at = row.error = None
    row.attempts = row.progress = 0
    row.run_after = now()
