"""Views of lists that people keep."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.model import Model
from tenants.owned import Owned


class SavedView(Owned, Model):
    """A filter, order and set of columns of one list that someone kept, for himself or for all."""

    __tablename__ = "saved_views"
    is_standing = True
    event_kind = "view"
    belongs_to = {"owner_id": "members"}

    owner_id: Mapped[UUID]
    area: Mapped[str]  # which list
    name: Mapped[str]
    query: Mapped[str]  # the list's query string
    is_shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))

    @property
    def event_name(self) -> str:
        return self.name
