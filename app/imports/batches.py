"""Many rows at a time, through the tables themselves: an object per row would make an import ten times slower.

Each statement names the company; each UPDATE names the version that was seen, so that nobody's edit is overwritten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Uuid, cast, column, delete, select, update, values

from tenants import standing
from tenants.context import db, door

T = TypeVar("T")
BATCH = 2_000
CHANGED_TOGETHER = 500
ASKED_TOGETHER = 5_000

#: A record, the version of it that was seen, and its new values.
Change = tuple[UUID, int, dict[str, Any]]
#: Called with the number of rows written so far.
Tick = Callable[[int], None]


def batched(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """`items` in lists of at most `size`."""
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch


def insert_many(table: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Write new rows. They all have the same columns and bring their ids with them."""
    tenant_id = door().tenant_id
    connection = db.connection()
    for batch in batched(rows):
        for row in batch:
            row["tenant_id"] = tenant_id
        connection.execute(table.insert(), batch)
        standing.written(table)


def update_many(table: Any, changes: Sequence[Change], at: datetime) -> set[UUID]:
    """Set columns of records (id, version seen, new values). Returns the ids that really were at that version."""
    together: dict[tuple[str, ...], list[Change]] = defaultdict(list)
    for change in changes:
        together[tuple(sorted(change[2]))].append(change)
    done: set[UUID] = set()
    for names, those in together.items():
        for batch in batched(those, CHANGED_TOGETHER):
            done |= _update(table, names, batch, at)
    return done


def _update(table: Any, names: tuple[str, ...], batch: list[Change], at: datetime) -> set[UUID]:
    given: list[Any] = [column(name, table.c[name].type) for name in names]
    columns: list[Any] = [column("id", Uuid()), column("version", BigInteger()), *given]
    data = [(record_id, version, *(new[name] for name in names)) for record_id, version, new in batch]
    rows = values(*columns, name="given").data(data)
    wanted: dict[str, Any] = {name: cast(rows.c[name], table.c[name].type) for name in names}
    if "version" in table.c:
        wanted["version"] = table.c.version + 1
    if "updated_at" in table.c:
        wanted["updated_at"] = at
    seen: list[ColumnElement[bool]] = [table.c.tenant_id == door().tenant_id, table.c.id == cast(rows.c.id, Uuid())]
    if "version" in table.c:
        seen.append(table.c.version == rows.c.version)
    statement = update(table).where(*seen).values(wanted).returning(table.c.id)
    done = set(db.connection().execute(statement).scalars())
    standing.written(table)
    return done


def delete_many(table: Any, by: str, ids: Iterable[UUID]) -> int:
    """Delete the rows whose column `by` is one of `ids`. Returns how many there were."""
    gone = 0
    for batch in batched(ids):
        here = delete(table).where(table.c.tenant_id == door().tenant_id, table.c[by].in_(batch))
        gone += db.connection().execute(here).rowcount
        standing.written(table)
    return gone


def asked(columns: Sequence[Any], by: Any, wanted: Iterable[Any], *conditions: Any) -> Iterator[Any]:
    """The rows of `columns` where `by` is one of `wanted`, a few thousand at a time."""
    for batch in batched(dict.fromkeys(wanted), ASKED_TOGETHER):
        table = by.table
        here = select(*columns).where(table.c.tenant_id == door().tenant_id, by.in_(batch), *conditions)
        yield from db.execute(here).mappings()
