"""Taking an import back: what it made goes, what it changed is set back, and what people have built on since stays.

Everything that stays says why, at its row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Table, func, select

from app.clock import now
from app.events import happened
from app.imports import removing, restoring
from app.imports.batches import ASKED_TOGETHER, asked
from app.imports.entries import CREATED, UPDATED
from app.imports.model import Import, ImportRow
from app.imports.records import RECORDS, dependents_first
from tenants.context import db, door


@dataclass(frozen=True)
class Outlook:
    """What taking back would do, as far as one can tell beforehand."""

    created: int
    updated: int
    changed: int  # touched since by somebody; they stay as they are


def revert(record: Import, *, by: UUID, progress: Callable[[int], None] = lambda percent: None) -> dict[str, int]:
    """Take back what `record` did. Returns how many records were removed, restored and kept."""
    at = now()
    for kind in RECORDS.values():
        kind.hold(record.id)
    restored, kept = restoring.restore(record.id, by, at)
    progress(20)
    removed = 0
    kinds = dependents_first()
    for place, kind in enumerate(kinds, start=1):
        gone, stayed = removing.remove(record, kind, by=by, at=at)
        removed, kept = removed + gone, kept + stayed
        progress(20 + 75 * place // len(kinds))
    record.state, record.reverted_at = "reverted", at
    counts: dict[str, Any] = {"removed": removed, "restored": restored, "kept": kept}
    happened(record, "reverted", by=by, at=at, **counts)
    db.flush()
    return counts


def outlook(record: Import) -> Outlook:
    """Count what an import made and changed, and what was touched since."""
    rows = ImportRow.__table__
    mine = (rows.c.tenant_id == door().tenant_id, rows.c.import_id == record.id)
    statement = select(rows.c.outcome, func.count()).where(*mine, rows.c.outcome.in_((CREATED, UPDATED)))
    counts: dict[str, int] = {row[0]: row[1] for row in db.execute(statement.group_by(rows.c.outcome))}
    touched = sum(_touched(kind.table, record.id) for kind in RECORDS.values())
    return Outlook(counts.get(CREATED, 0), counts.get(UPDATED, 0), touched + _changed_again(record.id))


def _touched(table: Table, import_id: UUID) -> int:
    """How many records of the import are no longer as they came in."""
    if "import_id" not in table.c:
        return 0
    here = (table.c.tenant_id == door().tenant_id, table.c.import_id == import_id)
    return db.scalar(select(func.count()).select_from(table).where(*here, table.c.version > 1)) or 0


def _changed_again(import_id: UUID) -> int:
    """How many of the records it updated were changed once more, of the first few thousand.

    Read in two steps: right after a large import the planner knows too little for a join.
    """
    statement = (
        select(ImportRow.record_kind, ImportRow.record_id, ImportRow.before)
        .where(ImportRow.import_id == import_id, ImportRow.outcome == UPDATED)
        .limit(ASKED_TOGETHER)
    )
    rows = db.execute(statement).all()
    table = RECORDS[rows[0].record_kind].table if rows else None
    if table is None or "version" not in table.c:
        return 0
    seen = {row.record_id: row.before["version"] for row in rows}
    present = asked([table.c.id, table.c.version], table.c.id, seen)
    return sum(one["version"] != seen[one["id"]] for one in present)
