"""Taking orders back: those that were paid since stay."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.imports.batches import delete_many
from app.imports.records import Record
from app.pipeline.orders.model import Receipt
from tenants.context import db, door


class Orders(Record):
    """An order and the receipt that came in with it."""

    def reasons(self, rows: list[Any], ids: list[UUID]) -> dict[UUID, str]:
        """Receipts other than the one that came in with them."""
        brought = [UUID(row.before["undo"]["receipt"]) for row in rows if row.before]
        receipt = Receipt.__table__
        mine = (receipt.c.tenant_id == door().tenant_id, receipt.c.order_id.in_(ids))
        paid = db.scalars(select(receipt.c.order_id).where(*mine, receipt.c.id.not_in(brought)))
        return dict.fromkeys(paid, _("money was received for it since"))

    def undo(self, record_id: UUID, undo: dict[str, Any], values: dict[str, Any]) -> bool:
        """The receipt goes."""
        if "receipt" in undo:
            delete_many(Receipt.__table__, "id", [UUID(undo["receipt"])])
        return True
