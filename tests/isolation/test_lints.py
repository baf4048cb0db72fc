"""The schema is clean, and each rule would notice if it were not: one bad object a rule."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tenants.fence import GLOBAL_TABLES, wall
from tests.conftest import with_database
from tests.isolation import lints

_TABLE = "CREATE TABLE app.bad (tenant_id uuid NOT NULL, id uuid NOT NULL, n int, PRIMARY KEY (tenant_id, id))"
_WALLED = [_TABLE, *wall("bad")]
_PARENT = "FOREIGN KEY (tenant_id, id) REFERENCES app.choices (tenant_id, id)"

#: rule number -> statements, run as the owner unless they begin with "!" (then as the superuser).
BAD = {
    "S01": ["CREATE TABLE app.bad (id uuid PRIMARY KEY)"],
    "S02": ["CREATE TABLE app.bad (tenant_id uuid, id uuid)"],
    "S03": [_TABLE],
    "S04": [_TABLE, "ALTER TABLE app.bad ENABLE ROW LEVEL SECURITY"],
    "S05": [*_WALLED, "CREATE POLICY second ON app.bad USING (true) WITH CHECK (true)"],
    "S06": [_TABLE, "CREATE POLICY own ON app.bad USING (tenant_id IS NOT NULL) WITH CHECK (tenant_id IS NOT NULL)"],
    "S07": ["CREATE TABLE app.bad (tenant_id uuid NOT NULL, id uuid PRIMARY KEY)"],
    "S08": [*_WALLED, "CREATE UNIQUE INDEX ix_bad ON app.bad (n)"],
    "S09": [
        *_WALLED,
        "ALTER TABLE app.choices ADD CONSTRAINT uq_swapped UNIQUE (id, tenant_id)",
        "ALTER TABLE app.bad ADD CONSTRAINT fk_bad FOREIGN KEY (tenant_id, id) REFERENCES app.choices (id, tenant_id)",
    ],
    "S10": ["CREATE VIEW app.bad AS SELECT 1 AS n"],
    "S11": [*_WALLED, "GRANT TRUNCATE ON app.bad TO dealwright_app"],
    "S12": ["!ALTER ROLE dealwright_relay CREATEDB"],
    "S13": [
        "CREATE FUNCTION app.bad() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "GRANT EXECUTE ON FUNCTION app.bad() TO dealwright_app",
    ],
    "S14": [*_WALLED, "ALTER TABLE app.bad ADD COLUMN price numeric", "CREATE INDEX ix_bad ON app.bad (price)"],
    "S15": [
        *_WALLED,
        "ALTER TABLE app.bad ADD COLUMN choice_id uuid",
        "ALTER TABLE app.bad ADD CONSTRAINT fk_bad FOREIGN KEY (tenant_id, choice_id)"
        " REFERENCES app.choices (tenant_id, id)",
    ],
    "S16": [*_WALLED, "!ALTER TABLE app.bad OWNER TO dealwright_operator"],
    "C01": [*_WALLED, f"ALTER TABLE app.bad ADD CONSTRAINT fk_bad {_PARENT} ON DELETE SET NULL"],
    "C02": [
        "ALTER TABLE app.tokens ADD CONSTRAINT fk_bad FOREIGN KEY (tenant_id, member_id)"
        " REFERENCES app.choices (tenant_id, id) NOT VALID"
    ],
    "C03": [*_WALLED, "ALTER TABLE app.bad ADD CONSTRAINT fk_bad FOREIGN KEY (id) REFERENCES app.outbox (id)"],
    "C04": [
        *_WALLED,
        "CREATE FUNCTION app.bad() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
        "CREATE TRIGGER bad BEFORE INSERT ON app.bad FOR EACH ROW EXECUTE FUNCTION app.bad()",
    ],
    "C05": [*_WALLED, "ALTER TABLE app.bad ADD COLUMN counter int GENERATED ALWAYS AS IDENTITY"],
    "C06": [*_WALLED, "CREATE TABLE app.worse () INHERITS (app.bad)"],
    "C07": [*_WALLED, f"CREATE INDEX {'ix_' + 'x' * 55} ON app.bad (n)"],
    "C08": [*_WALLED, "ALTER TABLE app.bad ADD CONSTRAINT ck_bad CHECK (n > 0) NOT VALID"],
    "C09": [*_WALLED, f"ALTER TABLE app.bad ADD CONSTRAINT fk_bad {_PARENT} DEFERRABLE"],
    "C10": [
        *_WALLED,
        "CREATE FUNCTION app.one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE app.bad ALTER n SET DEFAULT app.one()",
    ],
    "G01": ["ALTER TABLE app.users NO FORCE ROW LEVEL SECURITY"],
    "G02": ["GRANT UPDATE ON app.events TO dealwright_app"],
    "G03": ["GRANT SELECT ON app.deals TO dealwright_relay"],
    "G04": [*_WALLED, "!ALTER TABLE app.bad OWNER TO dealwright_operator"],
    "G05": ["REVOKE DELETE ON app.deals FROM dealwright_janitor"],
}


@pytest.fixture
def catalogue(database_server: str, clean_database: str) -> Iterator[psycopg.Connection]:
    """A superuser's transaction that is never committed."""
    with psycopg.connect(with_database(database_server, clean_database)) as connection:
        yield connection
        connection.rollback()


def test_the_schema_is_clean(catalogue):
    assert lints.inspected(catalogue) >= 25
    assert lints.findings(catalogue) == []


def test_global_tables_are_few_and_each_has_a_reason():
    assert len(GLOBAL_TABLES) <= 10
    assert all(len(reason) > 20 for reason in GLOBAL_TABLES.values())


def test_every_rule_has_its_bad_object():
    assert {rule[:3] for rule in lints.RULES} == set(BAD)


@pytest.mark.parametrize("rule", BAD)
def test_a_bad_object_is_noticed(catalogue, rule):
    catalogue.execute("SET ROLE dealwright_owner")
    for statement in BAD[rule]:
        if statement.startswith("!"):
            catalogue.execute("RESET ROLE")
        catalogue.execute(statement.removeprefix("!"))
    catalogue.execute("RESET ROLE")

    assert rule in {found[:3] for found, _ in lints.findings(catalogue)}
