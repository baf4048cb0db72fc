"""Letting search find what an import brought in: afterwards and in parts, so that the import itself is quick."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.imports.model import ImportRow
from app.imports.records import RECORDS
from app.search import index
from tenants.context import db

PART = 4_000


def put_part(import_id: UUID, after: UUID | None) -> UUID | None:
    """Index the next part of an import's records; the row to go on after, None when that was the last."""
    readers = {noun: kind.found for noun, kind in RECORDS.items() if kind.found is not None}
    here = (ImportRow.import_id == import_id, ImportRow.record_id.is_not(None), ImportRow.record_kind.in_(readers))
    rows = select(ImportRow.id, ImportRow.record_kind, ImportRow.record_id).where(*here)
    rows = rows.order_by(ImportRow.id).limit(PART)
    part = db.execute(rows.where(ImportRow.id > after) if after else rows).all()
    for noun, reader in readers.items():
        index.put_again(reader(row.record_id for row in part if row.record_kind == noun))
    return part[-1].id if len(part) == PART else None
