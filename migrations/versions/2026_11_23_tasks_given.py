"""What somebody gave to others is found by what is open, as what he owns is."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0008"


def upgrade() -> None:
    """The longer index serves the foreign key too."""
    op.execute("CREATE INDEX ix_tasks_creator ON app.tasks (tenant_id, created_by_id, is_open, due_on, id)")
    op.execute("DROP INDEX app.ix_tasks_created_by_id")
