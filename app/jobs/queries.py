"""The work of one's own company, as its owner may see it. The table has no fence: each statement names the company."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select

from tenants.context import door
from tenants.model import OutboxRow

SHOWN = 50
LAST = {"failed": OutboxRow.failed_at, "done": OutboxRow.done_at}


def ours() -> ColumnElement[bool]:
    """Work of the company one is in."""
    return OutboxRow.tenant_id == door().tenant_id


def is_(state: str) -> ColumnElement[bool]:
    """Work that is "running", "waiting", "failed" or "done"."""
    over = and_(OutboxRow.done_at.is_(None), OutboxRow.failed_at.is_(None))
    return {
        # A try that failed is sent again later: until then it waits.
        "running": and_(over, OutboxRow.sent_at.is_not(None), OutboxRow.started_at.is_not(None)),
        "waiting": and_(over, (OutboxRow.sent_at.is_(None)) | (OutboxRow.started_at.is_(None))),
        "failed": OutboxRow.failed_at.is_not(None),
        "done": OutboxRow.done_at.is_not(None),
    }[state]


def work(state: str) -> Select[OutboxRow]:
    """The newest work in that state."""
    order = LAST.get(state, OutboxRow.run_after)
    return select(OutboxRow).where(ours(), is_(state)).order_by(order.desc(), OutboxRow.id).limit(SHOWN)


def counts() -> Select[*tuple[Any, ...]]:
    """How much runs, waits and failed."""
    return select(*(func.count().filter(is_(state)) for state in ("running", "waiting", "failed"))).where(ours())


def failed(row_id: UUID) -> Select[OutboxRow]:
    """That work of ours, if it failed; locked, so that it is sent again once."""
    return select(OutboxRow).where(ours(), OutboxRow.id == row_id, is_("failed")).with_for_update()
