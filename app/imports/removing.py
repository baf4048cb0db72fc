"""Removing what an import made, unless somebody changed it or something else stands on it by now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Column, delete, or_, select, update

from app.company.model import Choice
from app.events import Event
from app.files import File
from app.imports.batches import BATCH, delete_many, insert_many
from app.imports.entries import CREATED
from app.imports.model import Import, ImportRow
from app.people.model import Team
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import Deal, Stage
from app.pipeline.orders.model import Order, Receipt
from app.pipeline.products.model import Product
from app.search import index
from tenants.context import db, door
from tenants.model import Member, Model
from tenants.owned import new_id

RECORDS: dict[str, Any] = {
    "order": Order, "deal": Deal, "contact": Contact, "account": Account, "product": Product, "stage": Stage,
    "member": Member, "team": Team, "choice": Choice,
}  # fmt: skip
#: Rows that are part of a record and go with it, by table and the column that points at it.
PARTS = {
    ("deal_lines", "deal_id"), ("stage_changes", "deal_id"), ("order_lines", "order_id"), ("receipts", "order_id"),
    ("placements", "member_id"), ("notices", "member_id"),
}  # fmt: skip


def remove(record: Import, noun: str, *, by: UUID, at: datetime) -> tuple[int, int]:
    """Remove the records of a kind that the import made. Returns how many went and how many stayed."""
    gone = stayed = 0
    for rows in _batches(record.id, noun):
        names = _present(noun, [row.record_id for row in rows])
        reasons = _reasons(record, noun, rows, names)
        doomed = [record_id for record_id in names if record_id not in reasons]
        _delete(record, noun, doomed)
        _tell(record, noun, {record_id: names[record_id] for record_id in doomed}, by, at)
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


def _present(noun: str, ids: list[UUID]) -> dict[UUID, str]:
    """Those that are still there, with their names."""
    table = RECORDS[noun].__table__
    name = next(table.c[column] for column in ("title", "name", "number") if column in table.c)
    here = (table.c.tenant_id == door().tenant_id, table.c.id.in_(ids))
    return {record_id: text or "" for record_id, text in db.execute(select(table.c.id, name).where(*here))}


def _reasons(record: Import, noun: str, rows: list[Any], names: dict[UUID, str]) -> dict[UUID, str]:
    """Why some of them stay."""
    table = RECORDS[noun].__table__
    ids = list(names)
    found = dict.fromkeys(_changed(noun, table, ids), _("changed since the import"))
    if noun == "deal":
        found |= dict.fromkeys(_ordered(ids), _("its order has receipts or was changed"))
    if noun == "order":
        found |= dict.fromkeys(_paid(rows, ids), _("money was received for it since"))
    while more := _in_use(record, table, [one for one in ids if one not in found]):
        found |= dict.fromkeys(more, _("other records stand on it"))
    return found


def _changed(noun: str, table: Any, ids: list[UUID]) -> Iterable[UUID]:
    here = (table.c.tenant_id == door().tenant_id, table.c.id.in_(ids))
    if noun == "member":
        return db.scalars(select(table.c.id).where(*here, table.c.state != "placeholder"))
    return db.scalars(select(table.c.id).where(*here, table.c.version > 1))


def _ordered(ids: list[UUID]) -> Iterable[UUID]:
    order, receipt = Order.__table__, Receipt.__table__
    paid = select(receipt.c.order_id).where(receipt.c.tenant_id == door().tenant_id, receipt.c.order_id == order.c.id)
    touched = or_(order.c.version > 1, paid.exists())
    return db.scalars(
        select(order.c.deal_id).where(order.c.tenant_id == door().tenant_id, order.c.deal_id.in_(ids), touched)
    )


def _paid(rows: list[Any], ids: list[UUID]) -> Iterable[UUID]:
    """Orders with receipts other than the one that came in with them."""
    brought = [UUID(row.before["undo"]["receipt"]) for row in rows if row.before]
    receipt = Receipt.__table__
    return db.scalars(
        select(receipt.c.order_id).where(
            receipt.c.tenant_id == door().tenant_id, receipt.c.order_id.in_(ids), receipt.c.id.not_in(brought)
        )
    )


def _in_use(record: Import, table: Any, ids: list[UUID]) -> set[UUID]:
    """Those that rows of any table point at, apart from their own parts and what goes with them."""
    if not ids:
        return set()
    found: set[UUID] = set()
    for pointing in _pointing_at(table):
        other = pointing.table
        conditions = [other.c.tenant_id == door().tenant_id, pointing.in_(ids)]
        if other is table:
            conditions.append(other.c.id.not_in(ids))
        if table is Deal.__table__ and "import_id" in other.c:
            conditions.append(other.c.import_id.is_distinct_from(record.id))
        found.update(db.scalars(select(pointing).where(*conditions)))
    file = File.__table__
    attached = (file.c.tenant_id == door().tenant_id, file.c.subject_id.in_(ids), file.c.deleted_at.is_(None))
    found.update(db.scalars(select(file.c.subject_id).where(*attached)))
    return found


def _pointing_at(table: Any) -> list[Column[Any]]:
    """Every column of the product that points at `table`, as the keys of the tables say."""
    found = []
    for other in Model.metadata.tables.values():
        for key in other.foreign_key_constraints:
            column = list(key.columns)[-1]
            if key.referred_table is table and (other.name, column.name) not in PARTS:
                found.append(column)
    return found


def _delete(record: Import, noun: str, ids: list[UUID]) -> None:
    if noun == "deal":
        for model in (FollowUp, Order):
            table: Any = model.__table__
            here = (table.c.tenant_id == door().tenant_id, table.c.deal_id.in_(ids), table.c.import_id == record.id)
            db.connection().execute(delete(table).where(*here))
    delete_many(RECORDS[noun].__table__, "id", ids)
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
