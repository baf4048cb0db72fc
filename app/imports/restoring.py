"""Setting back what an import changed, column by column, where the value is still the one it set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from app.events import plain
from app.imports.batches import ASKED_TOGETHER, asked, insert_many, update_many
from app.imports.entries import UPDATED
from app.imports.model import ImportRow
from app.imports.removing import RECORDS
from app.people.model import Placement
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import WON, Deal, DealLine, StageChange
from app.pipeline.orders.acts import order_from
from app.pipeline.orders.model import Order, Receipt
from tenants.context import db, door
from tenants.owned import new_id

#: Where a deal stands is one thing in several columns: all of them go back, or none.
STANDING = {"stage_id", "state", "pipeline_id", "closed_on", "stage_since", "lost_reason_id", "rank"}


def restore(import_id: UUID, by: UUID, at: datetime) -> tuple[int, int]:
    """Set everything back that still is as the import left it. Returns how many records went back, how many did not."""
    back = kept = 0
    for noun, rows in _batches(import_id):
        table = RECORDS[noun].__table__
        records = {one["id"]: dict(one) for one in asked(list(table.c), table.c.id, [row.record_id for row in rows])}
        changes: list[Any] = []
        back_moves: list[dict[str, Any]] = []
        for row in rows:
            record = records.get(row.record_id)
            values, whole = ({}, False) if record is None else _values(table, record, row.before["set"])
            if values and _is_paid(row.before.get("undo", {}).get("order_made")):
                values, whole = {name: value for name, value in values.items() if name not in STANDING}, False
            if record is not None and values:
                changes.append((row.record_id, record.get("version", 1), values))
                if "stage_id" in values:
                    back_moves.append(_back(row.record_id, record["stage_id"], values["stage_id"], by, at))
            if record is not None:
                whole = _undo(noun, row.record_id, row.before.get("undo", {}), values) and whole
            back, kept = back + whole, kept + (not whole)
            if not whole:
                reason = _("changed since the import") if record is not None else _("no longer there")
                db.execute(update(ImportRow).where(ImportRow.id == row.id).values(problem=reason))
        update_many(table, changes, at)
        insert_many(StageChange.__table__, back_moves)
        _restore_orders(rows)
    return back, kept


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


def _back(deal_id: UUID, came_from: UUID, to: UUID, by: UUID, at: datetime) -> dict[str, Any]:
    """The move back. Moves are never struck out: that the deal stood there for a while is history."""
    return {
        "id": new_id(), "deal_id": deal_id, "from_stage_id": came_from, "to_stage_id": to, "at": at, "by_id": by,
        "rebuilt": False,
    }  # fmt: skip


def _values(table: Any, record: dict[str, Any], changes: dict[str, list[Any]]) -> tuple[dict[str, Any], bool]:
    """The columns that can go back, and whether they are all of them."""
    same = {name for name, (_, after) in changes.items() if plain(record[name]) == after or name == "rank"}
    if not STANDING.intersection(changes) <= same and "stage_id" in changes:
        same -= STANDING
    return {name: _typed(table, name, changes[name][0]) for name in same}, same == set(changes)


def _typed(table: Any, name: str, value: Any) -> Any:
    """The value behind its JSON."""
    kind = table.c[name].type.python_type
    readers: dict[type, Callable[[Any], Any]] = {
        UUID: UUID, date: date.fromisoformat, datetime: datetime.fromisoformat, Decimal: Decimal,
    }  # fmt: skip
    return readers[kind](value) if value is not None and kind in readers else value


def _undo(noun: str, record_id: UUID, undo: dict[str, Any], values: dict[str, Any]) -> bool:
    """Take back what the change brought with it in other tables. False when a part of it has to stay."""
    if noun == "member" and "seated" in undo:
        return _unseat(record_id, undo)
    if "receipt" in undo:
        _delete(Receipt.__table__, undo["receipt"])
    if "order_made" in undo and "stage_id" in values:
        _delete(Order.__table__, undo["order_made"])
    if "line_made" in undo:
        _delete(DealLine.__table__, undo["line_made"])
    if "line" in undo:
        _restore_line(undo["line"])
    if "promise" in undo:
        return _unpromise(undo["promise"])
    return True


def _is_paid(order_id: str | None) -> bool:
    """Whether the order that winning made has a life of its own by now: then the deal stays won."""
    if order_id is None:
        return False
    order = db.get(Order, (door().tenant_id, UUID(order_id)))
    paid = select(Receipt.id).where(Receipt.order_id == UUID(order_id)).limit(1)
    return order is not None and (order.version > 1 or db.scalar(paid) is not None)


def _restore_line(before: dict[str, Any]) -> None:
    table: Any = DealLine.__table__
    values = {name: _typed(table, name, value) for name, value in before.items() if name != "id"}
    here = (table.c.tenant_id == door().tenant_id, table.c.id == UUID(before["id"]))
    db.connection().execute(update(table).where(*here).values(**values))


def _unpromise(step_id: str) -> bool:
    """A promise somebody kept or put off is his own by now."""
    table: Any = FollowUp.__table__
    untouched = (table.c.version == 1, table.c.completed_at.is_(None))
    here = (table.c.tenant_id == door().tenant_id, table.c.id == UUID(step_id))
    return db.connection().execute(delete(table).where(*here, *untouched)).rowcount == 1


def _unseat(member_id: UUID, undo: dict[str, Any]) -> bool:
    place = db.scalar(select(Placement).where(Placement.member_id == member_id))
    if place is None or str(place.team_id) != undo["seated"]:
        return False
    db.delete(place)
    db.flush()
    if undo["team"]:
        db.add(Placement(id=new_id(), team_id=UUID(undo["team"]), member_id=member_id))
        db.flush()
    return True


def _delete(table: Any, record_id: str) -> None:
    db.connection().execute(delete(table).where(table.c.tenant_id == door().tenant_id, table.c.id == UUID(record_id)))


def _restore_orders(rows: list[Any]) -> None:
    """A deal that is won again has its order again; one whose amount went back takes its order with it."""
    from app.imports.into.deal_changes import TAKEN_OVER, sync_orders

    if rows[0].record_kind != "deal":
        return
    db.expire_all()
    changed = select(Deal).where(Deal.id.in_([row.record_id for row in rows]))
    deals = {deal.id: deal for deal in db.scalars(changed)}
    orders = {one.deal_id: one for one in db.scalars(select(Order).where(Order.deal_id.in_(list(deals))))}
    synced = []
    for row in rows:
        deal = deals.get(row.record_id)
        if deal is None or deal.state != WON:
            continue
        order = orders.get(deal.id)
        if order is None and row.before.get("undo", {}).get("order_gone"):
            order_from(deal, by=None, at=deal.updated_at)
        elif order is not None and order.version == 1:
            taken = {f"new_{name}": getattr(deal, theirs) for name, theirs in TAKEN_OVER.items()}
            synced.append({"order": order.id, **taken})
    sync_orders(synced)
