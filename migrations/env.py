"""Runs migrations as the tables' owner, whoever logs in: tables must never belong to a role that can sign in."""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy import create_engine, text

from app.models import Model
from tenants.fence import OWNER, SCHEMA


def run() -> None:
    """Bring the database behind DATABASE_URL to the wanted revision, in one transaction per revision."""
    engine = create_engine(os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        connection.execute(text(f"SET ROLE {OWNER}"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            version_table_schema=SCHEMA,
            include_schemas=True,
            include_name=lambda name, kind, _: kind != "schema" or name == SCHEMA,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
