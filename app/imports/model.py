"""A file that is being brought in, and what became of each of its rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.model import Member, Model
from tenants.owned import Owned, owned_relationship

STATES = ("uploaded", "mapped", "queued", "running", "done", "failed", "reverting", "reverted")


class Import(Owned, Model):
    """One upload: its kind, how its columns are read, and what came of it."""

    __tablename__ = "imports"
    event_kind = "import"
    belongs_to = {"by_id": "members"}
    constraints = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("mode IN ('create', 'update', 'both')", name="mode"),
        Index("ix_imports_created", "tenant_id", "created_at"),
    )

    by_id: Mapped[UUID]
    kind: Mapped[str | None]
    file_name: Mapped[str]
    storage_key: Mapped[str]
    size: Mapped[int]
    sheet: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="uploaded")
    mode: Mapped[str] = mapped_column(default="both")
    match_key: Mapped[str | None]
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)  # column number -> field and how to read it
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)  # field -> {value in the file -> what it means here}
    rows: Mapped[int | None]
    created: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None]  # why the whole file was refused
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    finished_at: Mapped[datetime | None]
    reverted_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    by: Mapped[Member] = owned_relationship("Import.by_id", "Member")

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.file_name


class ImportRow(Owned, Model):
    """What one row of the file did: a record it made or changed (with its values before), or why it failed."""

    __tablename__ = "import_rows"
    belongs_to = {"import_id": ("imports", "CASCADE")}
    constraints = (
        CheckConstraint("outcome IN ('created', 'updated', 'unchanged', 'skipped', 'failed')", name="outcome"),
        Index("ix_import_rows_record", "tenant_id", "record_id"),
        Index("ix_import_rows_outcome", "tenant_id", "import_id", "outcome", "row_number"),
    )

    import_id: Mapped[UUID]
    row_number: Mapped[int]
    outcome: Mapped[str]
    record_kind: Mapped[str | None]
    record_id: Mapped[UUID | None]
    before: Mapped[dict[str, Any] | None]
    problem: Mapped[str | None]
