"""What a member does not want by e-mail: kinds of notices; the bell tells them still."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """A constant default: no row is rewritten, and a process of the earlier version may go on inserting."""
    op.execute("ALTER TABLE app.members ADD COLUMN mutes TEXT[] DEFAULT '{}' NOT NULL")
