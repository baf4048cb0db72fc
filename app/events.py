"""What happened. Every meaningful act leaves an `Event`; timeline, audit view and notices read this one spine.

The app's role can only add to it: history is not edited.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Select, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.clock import now
from tenants.context import door
from tenants.model import Model
from tenants.owned import Owned, append


class Event(Owned, Model):
    """Who did what to which record, with the values before and after, when and from where."""

    __tablename__ = "events"
    constraints = (
        Index("ix_events_subject", "tenant_id", "subject_id", "at"),
        Index("ix_events_at", "tenant_id", "at"),
        Index("ix_events_batch", "tenant_id", "batch_id", postgresql_where=text("batch_id IS NOT NULL")),
    )

    at: Mapped[datetime]
    by_id: Mapped[UUID | None]  # no foreign key: history outlives the people in it
    kind: Mapped[str]  # "<subject>.<verb>", e.g. "deal.moved"
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    subject_name: Mapped[str]
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {field: [before, after]} and facts of the act
    batch_id: Mapped[UUID | None]  # acts done together are undone together
    ip: Mapped[str | None]
    agent: Mapped[str | None]
    request_id: Mapped[str | None]


def happened(
    subject: Any,
    verb: str,
    *,
    by: UUID | None,
    at: datetime | None = None,
    batch: UUID | None = None,
    **changes: Any,
) -> None:
    """Leave the event `verb` on `subject` (a record with `id`, `event_kind` and `event_name`), done by member `by`.

    `changes` are JSON-ready facts; a changed field is `[before, after]`.
    """
    origin = door().origin
    append(
        Event,
        at=at or now(),
        by_id=by,
        kind=f"{subject.event_kind}.{verb}",
        subject_kind=subject.event_kind,
        subject_id=subject.id,
        subject_name=subject.event_name,
        changes={name: plain(value) for name, value in changes.items()},
        batch_id=batch,
        ip=origin.get("ip"),
        agent=origin.get("agent"),
        request_id=origin.get("request_id"),
    )


def plain(value: Any) -> Any:
    """`value` as JSON knows it: dates, ids and enums become text, lists and pairs stay lists."""
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if value is None or isinstance(value, str | int | float | bool | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def history_of(subject_id: UUID) -> Select[Event]:
    """The events of one record, newest first."""
    return select(Event).where(Event.subject_id == subject_id).order_by(Event.at.desc(), Event.id.desc())
