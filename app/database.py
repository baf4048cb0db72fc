"""The database itself: roles and schema, migrations, and drafts of new ones. Run as the bootstrap role."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, Table, create_engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable

from tenants.fence import GLOBAL_TABLES, LOGIN_ROLES, SCHEMA, bootstrap_statements, global_wall, wall

ROOT = Path(__file__).resolve().parent.parent


def migrator() -> Engine:
    """The engine of the bootstrap role, that may create roles and act as the owner."""
    return create_engine(os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://"))


def bootstrap() -> None:
    """Create roles, schema and door; set the passwords in DEALWRIGHT_PASSWORDS (JSON: role to password)."""
    passwords = json.loads(os.environ.get("DEALWRIGHT_PASSWORDS", "{}"))
    engine = migrator()
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(7230)"))
        for statement in bootstrap_statements():
            connection.exec_driver_sql(statement)
        for role, password in passwords.items():
            literal = password.replace("'", "''")
            connection.exec_driver_sql(f"ALTER ROLE {LOGIN_ROLES[role]} PASSWORD '{literal}'")
    engine.dispose()


def alembic_config() -> Config:
    """Alembic's configuration, made here so that there is no second file to keep true."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    return config


def upgrade(to: str = "head") -> None:
    """Bring the schema to revision `to`."""
    command.upgrade(alembic_config(), to)


def is_current() -> bool:
    """Whether the schema is at the newest revision."""
    wanted = ScriptDirectory.from_config(alembic_config()).get_current_head()
    engine = migrator()
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"version_table_schema": SCHEMA})
            return context.get_current_revision() == wanted
    finally:
        engine.dispose()


def draft(tables: Iterable[Table]) -> list[str]:
    """SQL that makes `tables` in the order a sharded engine can follow: tables, walls, keys, indexes."""
    dialect = postgresql.dialect()
    chosen = list(tables)
    made = [str(CreateTable(t, include_foreign_key_constraints=[]).compile(dialect=dialect)) for t in chosen]
    for table in chosen:
        made += global_wall(table.name) if table.name in GLOBAL_TABLES else wall(table.name)
    for table in chosen:
        keys = sorted(table.foreign_key_constraints, key=lambda key: str(key.name))
        made += [str(AddConstraint(key).compile(dialect=dialect)) for key in keys]
    for table in chosen:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    return [statement.strip() for statement in made]
