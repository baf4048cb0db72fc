"""A number that grows whenever a company changes what every page looks up: its people, teams, stages and lists."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """A constant default: no row is rewritten, and a process of the earlier version may go on inserting."""
    op.execute("ALTER TABLE app.tenants ADD COLUMN standing BIGINT DEFAULT 0 NOT NULL")
