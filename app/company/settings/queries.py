"""Named statements about the settings."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, select

from app.events import Event
from tenants.context import door


def were_changed() -> ColumnElement[bool]:
    """Whether anybody has looked through the settings and changed one."""
    changed = (Event.subject_id == door().tenant_id, Event.kind == "tenant.changed")
    return exists(select(Event.id).where(*changed))
