"""Taking an import back: what it made goes, what it changed is set back, and what people have built on since stays.

Everything that stays says why, at its row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from app.clock import now
from app.events import happened
from app.pipeline.imports import removing, restoring
from app.pipeline.imports.entries import CREATED, UPDATED
from app.pipeline.imports.model import Import, ImportRow
from app.pipeline.imports.removing import RECORDS
from tenants.context import db, door

#: Dependents before what they depend on.
ORDER = ("order", "deal", "contact", "account", "product", "stage", "member", "team", "choice")


@dataclass(frozen=True)
class Outlook:
    """What taking back would do, as far as one can tell beforehand."""

    created: int
    updated: int
    changed: int  # touched since by somebody; they stay as they are


def revert(
    record: Import, *, by: UUID, progress: Callable[[int], None] = lambda percent: None
) -> dict[str, int]:
    """Take back what `record` did. Returns how many records were removed, restored and kept."""
    at = now()
    restored, kept = restoring.restore(record.id, at)
    progress(20)
    removed = 0
    for place, noun in enumerate(ORDER, start=1):
        gone, stayed = removing.remove(record, noun, by=by, at=at)
        removed, kept = removed + gone, kept + stayed
        progress(20 + 75 * place // len(ORDER))
    record.state, record.reverted_at = "reverted", at
    counts = {"removed": removed, "restored": restored, "kept": kept}
    happened(record, "reverted", by=by, at=at, **counts)
    db.flush()
    return counts


def outlook(record: Import) -> Outlook:
    """Count what an import made and changed, and what was touched since."""
    rows = ImportRow.__table__
    mine = (rows.c.tenant_id == door().tenant_id, rows.c.import_id == record.id)
    counts = dict(
        db.execute(
            select(rows.c.outcome, func.count())
            .where(*mine, rows.c.outcome.in_((CREATED, UPDATED)))
            .group_by(rows.c.outcome)
        )
        .all()
    )
    return Outlook(counts.get(CREATED, 0), counts.get(UPDATED, 0), sum(_touched(noun, mine) for noun in RECORDS))


def _touched(noun: str, mine: tuple[object, ...]) -> int:
    table, rows = RECORDS[noun].__table__, ImportRow.__table__
    if "version" not in table.c:
        return 0
    seen = rows.c.before["version"].as_integer()
    touched = or_(
        and_(rows.c.outcome == CREATED, table.c.version > 1),
        and_(rows.c.outcome == UPDATED, table.c.version != seen),
    )
    same = and_(table.c.tenant_id == rows.c.tenant_id, table.c.id == rows.c.record_id)
    statement = select(func.count()).select_from(rows.join(table, same))
    return db.scalar(statement.where(*mine, rows.c.record_kind == noun, touched)) or 0  # type: ignore[arg-type]
