"""Remarks: what colleagues write to each other beside a record."""

from __future__ import annotations

from alembic import op

from tenants.fence import wall

revision = "0007"
down_revision = "0006"

TABLE = """CREATE TABLE app.remarks (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    by_id UUID NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    said TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_remarks PRIMARY KEY (tenant_id, id),
    CONSTRAINT ck_remarks_said CHECK (said <> '')
)"""
KEY = """ALTER TABLE app.remarks ADD CONSTRAINT fk_remarks_by_id
    FOREIGN KEY (tenant_id, by_id) REFERENCES app.members (tenant_id, id) ON DELETE RESTRICT"""
INDEXES = (
    "CREATE INDEX ix_remarks_by_id ON app.remarks (tenant_id, by_id)",
    "CREATE INDEX ix_remarks_subject ON app.remarks (tenant_id, subject_id, at)",
)


def upgrade() -> None:
    """The table, its wall, then its key: the order a sharded engine can follow."""
    for statement in (TABLE, *wall("remarks"), KEY, *INDEXES):
        op.execute(statement)
