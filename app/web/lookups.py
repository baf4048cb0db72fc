"""What rows point at, looked up once a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tenants.context import db, door


def names(table: Any, wanted: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of some records of a table."""
    wanted = [each for each in wanted if each is not None]
    if not wanted:
        return {}
    named = select(table.c.id, table.c.name).where(table.c.tenant_id == door().tenant_id, table.c.id.in_(wanted))
    return dict(db.execute(named).all())
