"""What was said beside a record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from tenants.model import Model
from tenants.owned import Owned


class Remark(Owned, Model):
    """What one colleague wrote beside a record. It is never rewritten; its author may take it back."""

    __tablename__ = "remarks"
    event_kind = "remark"
    belongs_to = {"by_id": "members"}
    constraints = (
        CheckConstraint("said <> ''", name="said"),
        Index("ix_remarks_subject", "tenant_id", "subject_id", "at"),
    )

    by_id: Mapped[UUID]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    said: Mapped[str]
    at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
