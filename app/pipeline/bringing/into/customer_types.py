"""Whether an order was a customer's first, by the order of days and not of rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from app.imports.batches import batched
from app.pipeline.orders.model import Order
from tenants.context import db

Sale = tuple[UUID | None, date, int]  # customer, day, row in the file


class FirstOrders:
    """The first sale of each customer: in the file, and before it."""

    def __init__(self) -> None:
        self._first: dict[UUID, tuple[date, int]] = {}
        self._earlier: dict[UUID | None, date] = {}

    def learn(self, sales: Iterable[Sale]) -> None:
        """Look at all sales that come in."""
        for account_id, day, number in sales:
            if account_id is not None:
                here = (day, number)
                self._first[account_id] = min(self._first.get(account_id, here), here)
        for batch in batched(self._first, 5_000):
            statement = select(Order.account_id, func.min(Order.ordered_on)).where(Order.account_id.in_(batch))
            self._earlier.update({row[0]: row[1] for row in db.execute(statement.group_by(Order.account_id))})

    def of(self, account_id: UUID, day: date, number: int) -> str:
        """What kind of customer it was in that sale."""
        earlier = self._earlier.get(account_id)
        is_first = self._first.get(account_id) == (day, number) and (earlier is None or day < earlier)
        return "new" if is_first else "existing"
