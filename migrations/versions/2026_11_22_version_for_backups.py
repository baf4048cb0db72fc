"""The schema's version goes into backups: whoever takes one must be able to read it."""

from __future__ import annotations

from alembic import op

from tenants.fence import JANITOR, OPERATOR, RELAY

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Reading alone; the version is written by the owner."""
    for role in (RELAY, OPERATOR, JANITOR):
        op.execute(f"GRANT SELECT ON app.alembic_version TO {role}")
