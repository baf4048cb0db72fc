"""Setting back what an import changed, column by column, where the value is still the one it set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select, update

from app.events import plain
from app.imports.batches import ASKED_TOGETHER, asked, update_many
from app.imports.entries import UPDATED
from app.imports.model import ImportRow
from app.imports.records import RECORDS, Record
from tenants.context import db


@dataclass(frozen=True)
class Went:
    """A record on its way back: what the import kept of it, how it stood until now, and what is set back."""

    record_id: UUID
    undo: dict[str, Any]
    stood: dict[str, Any]
    values: dict[str, Any]


def restore(import_id: UUID, by: UUID, at: datetime) -> tuple[int, int]:
    """Set everything back that still is as the import left it. Returns how many records went back, how many did not."""
    back = kept = 0
    for noun, rows in _batches(import_id):
        kind = RECORDS[noun]
        table = kind.table
        records = {one["id"]: dict(one) for one in asked(list(table.c), table.c.id, [row.record_id for row in rows])}
        went: list[Went] = []
        for row in rows:
            record = records.get(row.record_id)
            whole = record is not None and _set_back(kind, row, record, went)
            back, kept = back + whole, kept + (not whole)
            if not whole:
                reason = _("changed since the import") if record is not None else _("no longer there")
                db.execute(update(ImportRow).where(ImportRow.id == row.id).values(problem=reason))
        changes = [(one.record_id, one.stood.get("version", 1), one.values) for one in went if one.values]
        update_many(table, changes, at)
        kind.went_back(went, by=by, at=at)
    return back, kept


def _set_back(kind: Record, row: Any, record: dict[str, Any], went: list[Went]) -> bool:
    """See what of a record can go back, and take back what its change brought with it. Whether that is all."""
    changes, undo = row.before["set"], row.before.get("undo", {})
    values, whole = _values(kind, record, changes)
    if values and kind.stands(undo):
        values, whole = {name: value for name, value in values.items() if name not in kind.bound(changes)}, False
    went.append(Went(row.record_id, undo, record, values))
    return kind.undo(row.record_id, undo, values) and whole


def _batches(import_id: UUID) -> Iterator[tuple[str, list[Any]]]:
    after: UUID | None = None
    while True:
        statement = (
            select(ImportRow.id, ImportRow.record_id, ImportRow.record_kind, ImportRow.before)
            .where(ImportRow.import_id == import_id, ImportRow.outcome == UPDATED)
            .order_by(ImportRow.id)
            .limit(ASKED_TOGETHER)
        )
        rows = list(db.execute(statement.where(ImportRow.id > after) if after else statement))
        if not rows:
            return
        yield rows[0].record_kind, rows  # an import changes records of its own kind only
        after = rows[-1].id


def _values(kind: Record, record: dict[str, Any], changes: dict[str, list[Any]]) -> tuple[dict[str, Any], bool]:
    """The columns that can go back, and whether they are all of them."""
    same = {name for name, (_, after) in changes.items() if plain(record[name]) == after or name in kind.loose}
    bound = kind.bound(changes)
    if not bound.intersection(changes) <= same:
        same -= bound
    return {name: typed(kind.table, name, changes[name][0]) for name in same}, same == set(changes)


def typed(table: Any, name: str, value: Any) -> Any:
    """The value behind its JSON."""
    kind = table.c[name].type.python_type
    readers: dict[type, Callable[[Any], Any]] = {
        UUID: UUID, date: date.fromisoformat, datetime: datetime.fromisoformat, Decimal: Decimal,
    }  # fmt: skip
    return readers[kind](value) if value is not None and kind in readers else value
