"""Recurring tasks that have ended are told apart from those that rest."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """A day that may be missing, and a check that all rows keep already: none is rewritten."""
    op.execute("ALTER TABLE app.task_series ADD COLUMN ended_on DATE")
    op.execute(
        "ALTER TABLE app.task_series ADD CONSTRAINT ck_task_series_ended CHECK (ended_on IS NULL OR next_on IS NULL)"
    )
