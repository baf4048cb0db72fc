"""Removing what an import made, unless somebody changed it or something else stands on it by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Column, delete, literal, select, update

from app.events import Event
from app.files import File
from app.imports.batches import BATCH, delete_many, insert_many
from app.imports.entries import CREATED
from app.imports.model import Import, ImportRow
from app.imports.records import CALLED, Record
from app.search import index
from tenants.context import db, door
from tenants.model import Model
from tenants.owned import new_id


def remove(record: Import, kind: Record, *, by: UUID, at: datetime) -> tuple[int, int]:
    """Remove the records of a kind that the import made. Returns how many went and how many stayed."""
    gone = stayed = 0
    for rows in _batches(record.id, kind.noun):
        names = _present(kind, [row.record_id for row in rows])
        reasons = _reasons(record, kind, rows, names)
        doomed = [record_id for record_id in names if record_id not in reasons]
        _delete(record, kind, doomed)
        kind.gone([row for row in rows if row.record_id in names and row.record_id not in reasons], by=by, at=at)
        _tell(record, kind.noun, {record_id: names[record_id] for record_id in doomed}, by, at)
        _say_why({row.id: reasons[row.record_id] for row in rows if row.record_id in reasons})
        gone, stayed = gone + len(doomed), stayed + len(reasons)
    return gone, stayed


def _batches(import_id: UUID, noun: str) -> Iterator[list[Any]]:
    """What was made last goes first: a child before its parent."""
    before: UUID | None = None
    while True:
        statement = (
            select(ImportRow.id, ImportRow.record_id, ImportRow.before)
            .where(ImportRow.import_id == import_id, ImportRow.outcome == CREATED, ImportRow.record_kind == noun)
            .order_by(ImportRow.id.desc())
            .limit(BATCH)
        )
        rows = list(db.execute(statement.where(ImportRow.id < before) if before else statement))
        if not rows:
            return
        yield rows
        before = rows[-1].id


def _present(kind: Record, ids: list[UUID]) -> dict[UUID, str]:
    """Those that are still there, with their names."""
    table = kind.table
    name = next((table.c[column] for column in CALLED if column in table.c), literal(""))
    here = (table.c.tenant_id == door().tenant_id, table.c.id.in_(ids))
    return {record_id: text or "" for record_id, text in db.execute(select(table.c.id, name).where(*here))}


def _reasons(record: Import, kind: Record, rows: list[Any], names: dict[UUID, str]) -> dict[UUID, str]:
    """Why some of them stay."""
    ids = list(names)
    found = dict.fromkeys(kind.changed(ids), _("changed since the import"))
    found |= kind.reasons(rows, ids)
    while more := _in_use(record, kind, [one for one in ids if one not in found]):
        found |= dict.fromkeys(more, _("other records stand on it"))
    return found


def _in_use(record: Import, kind: Record, ids: list[UUID]) -> set[UUID]:
    """Those that rows of any table point at, apart from their own parts and what goes with them."""
    if not ids:
        return set()
    found: set[UUID] = set()
    for pointing in _pointing_at(kind):
        other = pointing.table
        conditions = [other.c.tenant_id == door().tenant_id, pointing.in_(ids)]
        if other is kind.table:
            conditions.append(other.c.id.not_in(ids))
        if other in _going_with(kind):
            conditions.append(other.c.import_id.is_distinct_from(record.id))
        found.update(db.scalars(select(pointing).where(*conditions)))
    file = File.__table__
    attached = (file.c.tenant_id == door().tenant_id, file.c.subject_id.in_(ids), file.c.deleted_at.is_(None))
    found.update(db.scalars(select(file.c.subject_id).where(*attached)))
    return found


def _pointing_at(kind: Record) -> list[Column[Any]]:
    """Every column of the product that points at records of `kind`, as the keys of the tables say."""
    found = []
    for other in Model.metadata.tables.values():
        for key in other.foreign_key_constraints:
            column = list(key.columns)[-1]
            if key.referred_table is kind.table and (other.name, column.name) not in kind.parts:
                found.append(column)
    return found


def _going_with(kind: Record) -> list[Any]:
    return [model.__table__ for model in kind.goes_with]


def _delete(record: Import, kind: Record, ids: list[UUID]) -> None:
    for column in _pointing_at(kind):
        table: Any = column.table
        if table in _going_with(kind):
            here = (table.c.tenant_id == door().tenant_id, column.in_(ids), table.c.import_id == record.id)
            db.connection().execute(delete(table).where(*here))
    delete_many(kind.table, "id", ids)
    if ids:
        index.remove(*ids)


def _tell(record: Import, noun: str, names: dict[UUID, str], by: UUID, at: datetime) -> None:
    insert_many(
        Event.__table__,
        (
            {
                "id": new_id(), "at": at, "by_id": by, "kind": f"{noun}.taken_back", "subject_kind": noun,
                "subject_id": record_id, "subject_name": name, "changes": {}, "batch_id": record.id, "ip": None,
                "agent": None, "request_id": None,
            }
            for record_id, name in names.items()
        ),
    )  # fmt: skip


def _say_why(reasons: dict[UUID, str]) -> None:
    for row_id, reason in reasons.items():
        db.execute(update(ImportRow).where(ImportRow.id == row_id).values(problem=reason))
