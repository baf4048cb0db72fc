"""What can be found, and the pieces of text it is found by."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.model import Model
from tenants.owned import Owned


class SearchDocument(Owned, Model):
    """A record as search sees it; its id is the record's."""

    __tablename__ = "search_documents"
    constraints = (Index("ix_search_documents_kind", "tenant_id", "kind"),)

    kind: Mapped[str]
    title: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    haystack: Mapped[str]  # normalised text in which the query must stand as a whole
    owner_id: Mapped[UUID | None]
    updated_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class SearchGram(Model, Owned):
    """A gram of a document. Substring search by "=": the only way an index helps under row security."""

    __tablename__ = "search_grams"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "id"],
            ["app.search_documents.tenant_id", "app.search_documents.id"],
            name="fk_search_grams_id",
            ondelete="CASCADE",
        ),
        Index("ix_search_grams_id", "tenant_id", "id"),
        {"schema": "app"},
    )

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    gram: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)  # the document
