"""The company's lists are of whatever kinds the tools keep: the database no longer names them.

Which kinds there are is said by the areas (`app.company.choices.kinds.kind`), so that a tool brings its own list along
without a migration. A list that nobody keeps has no page; nothing else is lost with the check.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """No row is touched; a process of the earlier version goes on writing the kinds it knows."""
    op.execute("ALTER TABLE app.choices DROP CONSTRAINT ck_choices_kind")
