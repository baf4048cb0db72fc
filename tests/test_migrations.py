"""The schema is what the models say, from empty and from every earlier state with data in it."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app import database
from app.models import Model
from tenants.fence import SCHEMA
from tests.conftest import with_database


@pytest.fixture
def empty(database_server: str, worker_id: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database nothing was done to; DATABASE_URL points at it."""
    name = f"dw_migrations_{worker_id}"
    with psycopg.connect(database_server, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
        url = with_database(database_server, name)
        monkeypatch.setenv("DATABASE_URL", url)
        yield url
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_migrations_make_what_the_models_say(clean_database):
    engine = database.migrator()
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_schemas": True,
                "version_table_schema": SCHEMA,
                "include_name": lambda name, kind, _: kind != "schema" or name == SCHEMA,
            },
        )
        differences = compare_metadata(context, Model.metadata)
    engine.dispose()

    assert differences == []


def test_migrations_stand_in_one_line():
    scripts = ScriptDirectory.from_config(database.alembic_config())

    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1


def test_every_step_runs_on_a_filled_database(empty):
    database.bootstrap()
    scripts = ScriptDirectory.from_config(database.alembic_config())
    steps = [step.revision for step in reversed(list(scripts.walk_revisions()))]

    for step in steps:
        database.upgrade(step)
        if step == steps[0]:
            _fill(empty)

    with psycopg.connect(empty) as connection:
        assert connection.execute("SELECT name FROM app.choices").fetchall() == [("Kept",)]
        assert connection.execute("SELECT title, amount_minor FROM app.deals").fetchall() == [("Kept deal", 12_345)]


def test_bootstrap_and_upgrade_can_be_repeated(empty):
    for _ in range(2):
        database.bootstrap()
        database.upgrade()

    assert database.is_current()


def _fill(url: str) -> None:
    """One company with a deal, written as the first revision knew it."""
    with psycopg.connect(url) as connection:
        tenant, member, pipeline, stage = (
            connection.execute("SELECT uuidv7()").fetchone()[0]
            for _ in range(4)  # type: ignore[index]
        )
        connection.execute(
            "INSERT INTO app.tenants (id, slug, name, language, zone, currency, country, week_start, fiscal_month,"
            " workdays, revenue_source, revenue_stage, state, is_demo, version)"
            " VALUES (%s, 'kept', 'Kept', 'en', 'UTC', 'USD', '', 1, 1, '12345', 'pipeline', 'signed', 'active',"
            " false, 1)",
            [tenant],
        )
        connection.execute(
            "INSERT INTO app.members (tenant_id, id, name, name_key, language, role, sees, is_trainer, is_approver,"
            " state) VALUES (%s, %s, 'P', 'p', 'en', 'seller', 'own', false, false, 'placeholder')",
            [tenant, member],
        )
        connection.execute(
            "INSERT INTO app.choices (tenant_id, id, kind, name, name_key, position, version)"
            " VALUES (%s, uuidv7(), 'channel', 'Kept', 'kept', 0, 1)",
            [tenant],
        )
        connection.execute(
            "INSERT INTO app.pipelines (tenant_id, id, name, name_key, position, version)"
            " VALUES (%s, %s, 'Sales', 'sales', 0, 1)",
            [tenant, pipeline],
        )
        connection.execute(
            "INSERT INTO app.stages (tenant_id, id, pipeline_id, name, name_key, kind, position, probability, demands,"
            " version) VALUES (%s, %s, %s, 'First', 'first', 'open', 0, 10, '{}', 1)",
            [tenant, stage, pipeline],
        )
        connection.execute(
            "INSERT INTO app.deals (tenant_id, id, title, pipeline_id, stage_id, state, owner_id, amount_minor,"
            " competitors, stage_since, rank, version)"
            " VALUES (%s, uuidv7(), 'Kept deal', %s, %s, 'open', %s, 12345, '{}', now(), 'a0', 1)",
            [tenant, pipeline, stage, member],
        )
