"""Contacts that were made, and what was promised in them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.pipeline.accounts.model import Account, Contact
from app.pipeline.opportunities.model import Deal
from tenants.model import Member, Model
from tenants.owned import Owned, owned_relationship

METHODS = ("phone", "visit", "email", "wechat", "meeting", "other")


class FollowUp(Owned, Model):
    """A contact that was made, and the one promise it carries: what, who, by when.

    Without a method nobody was contacted: it only carries a promise, as when a deal is opened.
    The next step of a deal or account is its latest open promise.
    """

    __tablename__ = "follow_ups"
    event_kind = "follow_up"
    belongs_to = {
        "deal_id": ("deals", "CASCADE"),
        "account_id": ("accounts", "CASCADE"),
        "contact_id": "contacts",
        "by_id": "members",
        "promise_owner_id": "members",
        "import_id": "imports",
    }
    constraints = (
        CheckConstraint(f"method IN {METHODS}", name="method"),
        CheckConstraint("deal_id IS NOT NULL OR account_id IS NOT NULL", name="about_somebody"),
        CheckConstraint("promise IS NULL OR (promise_owner_id IS NOT NULL AND due_on IS NOT NULL)", name="promise"),
        Index(
            "ix_follow_ups_open",
            "tenant_id",
            "deal_id",
            "at",
            postgresql_where=text("promise IS NOT NULL AND completed_at IS NULL"),
        ),
        Index(
            "ix_follow_ups_due",
            "tenant_id",
            "promise_owner_id",
            "due_on",
            postgresql_where=text("promise IS NOT NULL AND completed_at IS NULL"),
        ),
        Index("ix_follow_ups_at", "tenant_id", "at"),
    )

    deal_id: Mapped[UUID | None]
    account_id: Mapped[UUID | None]
    contact_id: Mapped[UUID | None]
    by_id: Mapped[UUID]
    at: Mapped[datetime]
    method: Mapped[str | None]
    said: Mapped[str | None]
    promise: Mapped[str | None]
    promise_owner_id: Mapped[UUID | None]
    due_on: Mapped[date | None]
    completed_at: Mapped[datetime | None]
    completed_by_id: Mapped[UUID | None]
    import_id: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    version: Mapped[int] = mapped_column(default=1)

    deal: Mapped[Deal | None] = owned_relationship("FollowUp.deal_id", "Deal")
    account: Mapped[Account | None] = owned_relationship("FollowUp.account_id", "Account")
    contact: Mapped[Contact | None] = owned_relationship("FollowUp.contact_id", "Contact")
    by: Mapped[Member] = owned_relationship("FollowUp.by_id", "Member")
    promise_owner: Mapped[Member | None] = owned_relationship("FollowUp.promise_owner_id", "Member")

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.promise or self.said or ""

    @property
    def is_open(self) -> bool:
        """Whether it carries a promise that is still to be kept."""
        return self.promise is not None and self.completed_at is None

    def is_late(self, today: date) -> bool:
        """Whether its promise should have been kept before `today`."""
        return self.is_open and self.due_on is not None and self.due_on < today
