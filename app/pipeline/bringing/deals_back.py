"""Taking deals back, with what their changes brought with them: moves, orders, lines and next steps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, or_, select, update

from app.imports.batches import delete_many, insert_many
from app.imports.records import Record
from app.imports.restoring import Went, typed
from app.pipeline.bringing.into.deal_changes import TAKEN_OVER, sync_orders
from app.pipeline.bringing.into.deal_rows import move
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import WON, Deal, DealLine, StageChange
from app.pipeline.orders.acts import order_from
from app.pipeline.orders.model import Order, Receipt
from tenants.context import db, door

#: Where a deal stands is one thing in several columns.
STANDING = frozenset({"stage_id", "state", "pipeline_id", "closed_on", "stage_since", "lost_reason_id", "rank"})


class Deals(Record):
    """A deal stands where it does with its order, its lines and its next steps."""

    def reasons(self, rows: list[Any], ids: list[UUID]) -> dict[UUID, str]:
        """An order that has a life of its own by now."""
        order, receipt = Order.__table__, Receipt.__table__
        paid = select(receipt.c.order_id).where(
            receipt.c.tenant_id == door().tenant_id, receipt.c.order_id == order.c.id
        )
        touched = or_(order.c.version > 1, paid.exists())
        mine = (order.c.tenant_id == door().tenant_id, order.c.deal_id.in_(ids))
        ordered = db.scalars(select(order.c.deal_id).where(*mine, touched))
        return dict.fromkeys(ordered, _("its order has receipts or was changed"))

    def bound(self, changes: Collection[str]) -> frozenset[str]:
        """A deal that was moved goes back with all that the move meant, or not at all."""
        return STANDING if "stage_id" in changes else frozenset()

    def stands(self, undo: dict[str, Any]) -> bool:
        """Whether the order that winning made has a life of its own by now: then the deal stays won."""
        if undo.get("order_made") is None:
            return False
        order_id = UUID(undo["order_made"])
        order = db.get(Order, (door().tenant_id, order_id))
        paid = select(Receipt.id).where(Receipt.order_id == order_id).limit(1)
        return order is not None and (order.version > 1 or db.scalar(paid) is not None)

    def undo(self, record_id: UUID, undo: dict[str, Any], values: dict[str, Any]) -> bool:
        """The order, line and next step that came with a change."""
        if "order_made" in undo and "stage_id" in values:
            delete_many(Order.__table__, "id", [UUID(undo["order_made"])])
        if "line_made" in undo:
            delete_many(DealLine.__table__, "id", [UUID(undo["line_made"])])
        if "line" in undo:
            _restore_line(undo["line"])
        return _unpromise(undo["promise"]) if "promise" in undo else True

    def went_back(self, went: list[Went], *, by: UUID, at: datetime) -> None:
        """Moves are never struck out, they are moved back: that the deal stood there for a while is history."""
        moves = [
            move(one.record_id, one.stood["stage_id"], one.values["stage_id"], at, rebuilt=False, by=by)
            for one in went
            if "stage_id" in one.values
        ]
        insert_many(StageChange.__table__, moves)
        _restore_orders(went)


def _restore_line(before: dict[str, Any]) -> None:
    table: Any = DealLine.__table__
    values = {name: typed(table, name, value) for name, value in before.items() if name != "id"}
    here = (table.c.tenant_id == door().tenant_id, table.c.id == UUID(before["id"]))
    db.connection().execute(update(table).where(*here).values(**values))


def _unpromise(step_id: str) -> bool:
    """A promise somebody kept or put off is his own by now."""
    table: Any = FollowUp.__table__
    untouched = (table.c.version == 1, table.c.completed_at.is_(None))
    here = (table.c.tenant_id == door().tenant_id, table.c.id == UUID(step_id))
    return db.connection().execute(delete(table).where(*here, *untouched)).rowcount == 1


def _restore_orders(went: list[Went]) -> None:
    """A deal that is won again has its order again; one whose amount went back takes its order with it."""
    db.expire_all()
    changed = select(Deal).where(Deal.id.in_([one.record_id for one in went]))
    deals = {deal.id: deal for deal in db.scalars(changed)}
    orders = {one.deal_id: one for one in db.scalars(select(Order).where(Order.deal_id.in_(list(deals))))}
    synced = []
    for one in went:
        deal = deals.get(one.record_id)
        if deal is None or deal.state != WON:
            continue
        order = orders.get(deal.id)
        if order is None and one.undo.get("order_gone"):
            order_from(deal, by=None, at=deal.updated_at)
        elif order is not None and order.version == 1:
            taken = {f"new_{name}": getattr(deal, theirs) for name, theirs in TAKEN_OVER.items()}
            synced.append({"order": order.id, **taken})
    sync_orders(synced)
