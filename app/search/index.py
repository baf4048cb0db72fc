"""Keeping what can be found up to date. The verbs of each area call `put` when a name they own changes.

Grams carry the two letters that mark their kind: a common syllable in 100,000 deals does not hide the one customer
it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from app.clock import now
from app.search.grams import LONGEST_HAYSTACK, grams_of, normal
from app.search.model import SearchDocument, SearchGram
from app.search.sources import SOURCES
from tenants.context import db, door

BATCH = 2000
DOCUMENTS: Any = SearchDocument.__table__
GRAMS: Any = SearchGram.__table__


@dataclass(frozen=True)
class Entry:
    """A record as search shows it; `extra` is found but not shown."""

    kind: str
    record_id: UUID
    title: str
    detail: str = ""
    owner_id: UUID | None = None
    extra: str = ""

    @property
    def haystack(self) -> str:
        return normal(f"{self.title} {self.detail} {self.extra}")[:LONGEST_HAYSTACK]


def put(
    kind: str, record_id: UUID, title: str, detail: str = "", owner_id: UUID | None = None, extra: str = ""
) -> None:
    """Let a record be found under what it is called now."""
    entry = Entry(kind, record_id, title, detail, owner_id, extra)
    before = db.scalar(
        select(DOCUMENTS.c.haystack).where(DOCUMENTS.c.tenant_id == door().tenant_id, DOCUMENTS.c.id == record_id)
    )
    if before is None:
        put_many([entry])
        return
    _change(entry, grams_changed=before != entry.haystack)


def put_many(entries: Iterable[Entry]) -> None:
    """Let new records be found, many at a time: for imports and for sample data."""
    entries = list(entries)
    if len(entries) == 1:
        _insert_one(entries[0])
        return
    _insert(DOCUMENTS, (_document(entry) for entry in entries))
    _insert(GRAMS, (row for entry in entries for row in _grams(entry)))


def _insert_one(entry: Entry) -> None:
    """A record and its grams in one statement: whoever enters a deal waits for it."""
    document, grams = _document(entry), list(_grams(entry))
    parts = [_statement(DOCUMENTS, tuple(document), 1)]
    if grams:
        parts = [f"WITH document AS ({parts[0]})", _statement(GRAMS, tuple(grams[0]), len(grams))]
    values = [*document.values(), *(value for row in grams for value in row.values())]
    db.connection().exec_driver_sql(" ".join(parts), tuple(values))


def put_again(entries: Iterable[Entry]) -> None:
    """Let records be found under what they are called now, known or new, many at a time."""
    entries = list(entries)
    for start in range(0, len(entries), BATCH):
        remove(*(entry.record_id for entry in entries[start : start + BATCH]))
    put_many(entries)


def remove(*record_ids: UUID) -> None:
    """Let records be found no more."""
    for table in (GRAMS, DOCUMENTS):
        db.execute(delete(table).where(table.c.tenant_id == door().tenant_id, table.c.id.in_(record_ids)))


def hand_over(record_ids: Sequence[UUID], owner_id: UUID | None) -> None:
    """Records got another owner; their names stay."""
    db.execute(
        update(DOCUMENTS)
        .where(DOCUMENTS.c.tenant_id == door().tenant_id, DOCUMENTS.c.id.in_(record_ids))
        .values(owner_id=owner_id)
    )


def _change(entry: Entry, *, grams_changed: bool) -> None:
    here = (DOCUMENTS.c.tenant_id == door().tenant_id, DOCUMENTS.c.id == entry.record_id)
    shown = {name: value for name, value in _document(entry).items() if name not in ("tenant_id", "id", "kind")}
    db.execute(update(DOCUMENTS).where(*here).values(**shown))
    if grams_changed:
        db.execute(delete(GRAMS).where(GRAMS.c.tenant_id == door().tenant_id, GRAMS.c.id == entry.record_id))
        _insert(GRAMS, _grams(entry))


def _document(entry: Entry) -> dict[str, Any]:
    return {
        "tenant_id": door().tenant_id, "id": entry.record_id, "kind": entry.kind, "title": entry.title,
        "detail": entry.detail, "haystack": entry.haystack, "owner_id": entry.owner_id, "updated_at": now(),
    }  # fmt: skip


def _grams(entry: Entry) -> Iterable[dict[str, Any]]:
    tenant_id, mark = door().tenant_id, mark_of(entry.kind)
    for gram in sorted(grams_of(entry.haystack)):
        yield {"tenant_id": tenant_id, "gram": mark + gram, "id": entry.record_id}


def mark_of(kind: str) -> str:
    """What the grams of a kind begin with."""
    return SOURCES[kind].mark


def _insert(table: Any, rows: Iterable[dict[str, Any]]) -> None:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        values = [value for row in batch for value in row.values()]
        db.connection().exec_driver_sql(_statement(table, tuple(batch[0]), len(batch)), tuple(values))


@lru_cache(maxsize=64)
def _statement(table: Any, columns: tuple[str, ...], rows: int) -> str:
    """One statement for many rows: one by one, a hundred thousand deals take minutes. Rows name their company."""
    row = f"({', '.join(['%s'] * len(columns))})"
    listed = ", ".join([row] * rows)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {listed} ON CONFLICT DO NOTHING"  # noqa: S608 - no user text
