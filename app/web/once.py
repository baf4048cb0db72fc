"""A form sent twice counts once: the hidden key of a form makes one record, and the second sender gets its answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped

from tenants.context import db, door
from tenants.model import Model
from tenants.owned import Owned, new_id


class Submission(Owned, Model):
    """A form that was sent: its hidden key, and where its sender was led."""

    __tablename__ = "submissions"
    constraints = (
        UniqueConstraint("tenant_id", "member_id", "key", name="uq_submissions_key"),
        Index("ix_submissions_at", "tenant_id", "at"),
    )

    member_id: Mapped[UUID]
    key: Mapped[UUID]
    at: Mapped[datetime]
    location: Mapped[str | None]


def claim(key: UUID, at: datetime) -> Submission | None:
    """Take the form key for this request. Waits for a twin under way; None when it is taken: see `earlier`."""
    here = door()
    return db.execute(
        insert(Submission)
        .values(tenant_id=here.tenant_id, id=new_id(), member_id=here.member_id, key=key, at=at)
        .on_conflict_do_nothing()
        .returning(Submission)
    ).scalar_one_or_none()


def earlier(key: UUID) -> Submission | None:
    """The submission that took `key` before."""
    return db.scalar(select(Submission).where(Submission.member_id == door().member_id, Submission.key == key))
