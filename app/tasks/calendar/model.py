"""The addresses at which other calendars read a member's tasks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.model import Model
from tenants.owned import Owned


class CalendarFeed(Owned, Model):
    """A member's calendar at a secret address; a new address is a new row, and the old one leads nowhere."""

    __tablename__ = "calendar_feeds"
    event_kind = "calendar_feed"
    belongs_to = {"member_id": ("members", "CASCADE")}
    led_by = ("member_id",)
    constraints = (UniqueConstraint("tenant_id", "member_id", name="uq_calendar_feeds_member"),)

    member_id: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))

    @property
    def event_name(self) -> str:
        return ""
