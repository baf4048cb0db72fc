"""Sample data for a new company: a small story it can try things on, marked so that all of it can be removed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Select, Table, delete, select

from app.clock import now, today_in
from app.demo import parts
from app.demo.story import Seller, Story
from app.demo.telling import tell
from app.demo.words import WORDS
from app.events import happened
from app.imports.model import Import
from app.imports.queries import SAMPLE
from app.search import index
from tenants.context import db, door
from tenants.model import Member, Model, Tenant

BATCH = 1000


def current() -> Import | None:
    """The sample data the company one is in holds now."""
    return db.scalar(select(Import).where(Import.kind == SAMPLE, Import.state == "done"))


def load(by: Member, tenant: Tenant, language: str) -> Import:
    """Tell a small story into the company, owned by `by`. Loading twice keeps the first."""
    standing = current()
    if standing is not None:
        return standing
    mark = Import(
        by_id=by.id,
        kind=SAMPLE,
        file_name=SAMPLE,
        storage_key="",
        size=0,
        state="done",
        mode="create",
        finished_at=now(),
    )
    db.add(mark)
    db.flush()
    story = Story(
        WORDS[language], today_in(tenant.zone), tenant.zone, Random(3), import_id=mark.id, years=1, size=0.16,  # noqa: S311
        sellers=[Seller(by.id, by.name, None, 18.0, 0.4)],
    )  # fmt: skip
    tell(story)
    happened(mark, "loaded", by=by.id)
    return mark


def remove(by: Member) -> int:
    """Remove the sample data, but nothing that real records have come to lean on. Returns how many records went."""
    mark = current()
    if mark is None:
        return 0
    gone = sum(_remove_from(cls, mark.id) for part in reversed(parts()) for cls in part.REMOVED)
    mark.state, mark.reverted_at = "reverted", now()
    happened(mark, "removed", by=by.id, records=gone)
    return gone


def _remove_from(cls: type[Any], mark: UUID) -> int:
    """Leaves first: what only the sample's own records of the same table stand in the way of goes after them."""
    gone = 0
    while ids := list(db.scalars(_unneeded(cls, mark).limit(BATCH))):
        db.execute(delete(cls).where(cls.id.in_(ids)))
        index.remove(*ids)
        gone += len(ids)
    return gone


def _unneeded(cls: type[Any], mark: UUID) -> Select[UUID]:
    """The sample's records of `cls` that nothing points at any more."""
    here = door().tenant_id
    pointing = [select(column).where(table.c.tenant_id == here, column.is_not(None)) for table, column in _keepers(cls)]
    return select(cls.id).where(cls.import_id == mark, *(cls.id.not_in(each) for each in pointing))


def _keepers(cls: type[Any]) -> Iterator[tuple[Table, Column[UUID]]]:
    """Every column that points at records of `cls` and would not go with them, as the tables themselves say."""
    kept = {column.expression for part in parts() for column in getattr(part, "KEEP", ())}
    for table in Model.metadata.tables.values():
        for key in table.foreign_key_constraints:
            column = next(each for each in key.columns if each.name != "tenant_id")
            if key.referred_table is cls.__table__ and (key.ondelete != "CASCADE" or column in kept):
                yield table, column
