"""What the product tells a member: in the bell, and by e-mail."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.model import Model
from tenants.owned import Owned


class Notice(Owned, Model):
    """One thing one member should know, said once per key."""

    __tablename__ = "notices"
    belongs_to = {"member_id": ("members", "CASCADE")}
    constraints = (
        UniqueConstraint("tenant_id", "member_id", "key", name="uq_notices_key"),
        Index("ix_notices_unread", "tenant_id", "member_id", postgresql_where=text("read_at IS NULL")),
        Index("ix_notices_created", "tenant_id", "member_id", "created_at"),
    )

    member_id: Mapped[UUID]
    kind: Mapped[str]
    key: Mapped[str]
    subject_kind: Mapped[str | None]
    subject_id: Mapped[UUID | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what the sentence names, in no language yet
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    read_at: Mapped[datetime | None]
    emailed_at: Mapped[datetime | None]
