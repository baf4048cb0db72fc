"""Every table × select, insert, update, delete, foreign key, no company: the database alone keeps A out of B.

The tables come from the catalogue; a new one is asked the same questions, or makes these tests red.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import errors

from tenants.fence import APPEND_ONLY, GLOBAL_TABLES, RELAY
from tenants.owned import new_id
from tests.conftest import with_database
from tests.isolation import catalogue, matrix
from tests.isolation.matrix import Neighbours


@pytest.fixture(scope="module")
def two(database_server: str, clean_database: str) -> Iterator[Neighbours]:
    """Two companies with a row in every table, in a transaction that is never committed."""
    with psycopg.connect(with_database(database_server, clean_database)) as connection:
        yield matrix.neighbours(connection)
        connection.rollback()


def test_every_table_is_a_company_s_or_said_to_be_global(two):
    ours = {table.name for table in catalogue.fenced(two.tables)}

    assert len(ours) >= 25
    assert set(two.tables) == ours | set(GLOBAL_TABLES)


def test_a_company_has_a_row_in_every_table(two):
    wanted = {table.name for table in catalogue.of_companies(two.tables)}

    assert wanted <= set(two.a.made)
    assert wanted <= set(two.b.made)


@pytest.mark.parametrize("question", [name for name in matrix.QUESTIONS if name != "relaying"])
def test_no_table_leaks(two, question):
    asked = catalogue.of_companies(two.tables)

    assert [leak for table in asked for leak in matrix.QUESTIONS[question](two, table)] == []


def test_the_relay_reads_work_timetables_and_companies_alone(two):
    asked = [table for table in two.tables.values() if table.name != "alembic_version"]

    assert [leak for table in asked for leak in matrix.relaying(two, table)] == []


def test_the_relay_writes_no_company_s_row(two):
    for table in catalogue.fenced(two.tables):
        with pytest.raises(errors.InsufficientPrivilege), two.acting_as(RELAY, two.a) as connection:
            connection.execute(f"DELETE FROM app.{table.name}")


def test_history_is_among_the_tables(two):
    assert set(APPEND_ONLY) <= {table.name for table in catalogue.fenced(two.tables)}


@pytest.fixture
def as_app(clean_database: str) -> Iterator[psycopg.Connection]:
    """The app's own login, before any company is entered."""
    with psycopg.connect(os.environ["DATABASE_URL_APP"]) as connection:
        yield connection
        connection.rollback()


@pytest.mark.parametrize("word", ["", "nonsense", "00000000-0000-0000-0000-00000000000g", "' OR true --"])
def test_a_malformed_company_opens_nothing(as_app, world, two, word):
    for table in catalogue.fenced(two.tables):
        as_app.rollback()
        try:
            as_app.execute("SELECT set_config('app.tenant_id', %s, true)", [word])
            row = as_app.execute(f"SELECT count(*) FROM app.{table.name}").fetchone()
        except errors.InvalidTextRepresentation:
            continue
        assert row == (0,), table.name


def test_the_door_takes_nothing_but_an_id(as_app):
    with pytest.raises(errors.InvalidTextRepresentation):
        as_app.execute("SELECT app.set_tenant(%s::text::uuid)", ["nonsense"])


def test_a_company_that_does_not_exist_has_no_rows(as_app, world, two):
    as_app.execute("SELECT app.set_tenant(%s)", [new_id()])

    for table in catalogue.fenced(two.tables):
        assert as_app.execute(f"SELECT count(*) FROM app.{table.name}").fetchone() == (0,)


def test_the_setting_ends_with_its_transaction(as_app, world):
    as_app.execute("SELECT app.set_tenant(%s)", [world.acme.id])
    assert as_app.execute("SELECT count(*) > 0 FROM app.stages").fetchone() == (True,)

    as_app.commit()

    assert as_app.execute("SELECT count(*) FROM app.stages").fetchone() == (0,)


@pytest.mark.parametrize(
    "escape",
    [
        "SET ROLE dealwright_owner",
        "SET SESSION AUTHORIZATION dealwright_janitor",
        "TRUNCATE app.deals",
        "ALTER TABLE app.deals DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own_tenant ON app.deals",
        "CREATE TABLE app.mine (id int)",
        "COPY app.deals FROM '/dev/null'",
        "ALTER ROLE dealwright_app BYPASSRLS",
    ],
)
def test_the_app_cannot_lift_its_own_wall(as_app, escape):
    with pytest.raises((errors.InsufficientPrivilege, errors.FeatureNotSupported)):
        as_app.execute(escape)


def test_switching_row_security_off_is_an_error_not_a_way_round(as_app, world):
    as_app.execute("SET LOCAL row_security = off")

    with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
        as_app.execute("SELECT count(*) FROM app.deals")


class TestAtTheDoorway:
    """Before a company is chosen one is only what one can prove."""

    def test_people_are_seen_by_themselves_alone(self, as_app, world):
        as_app.execute("SELECT app.set_user_id(%s)", [world.alice.user_id])

        assert as_app.execute("SELECT id FROM app.users").fetchall() == [(world.alice.user_id,)]

    def test_a_known_address_shows_that_person_alone(self, as_app, world):
        as_app.execute("SELECT app.set_claim(%s)", [world.charlie.email.lower()])

        assert as_app.execute("SELECT id FROM app.users").fetchall() == [(world.charlie.user_id,)]

    def test_nobody_sees_nobody(self, as_app, world):
        for table in ("users", "members", "tenants", "sign_ins", "tokens", "outbox", "timetables"):
            assert as_app.execute(f"SELECT count(*) FROM app.{table}").fetchone() == (0,), table

    def test_one_sees_one_s_own_companies_alone(self, as_app, world):
        as_app.execute("SELECT app.set_user_id(%s)", [world.charlie.user_id])

        assert as_app.execute("SELECT id FROM app.tenants").fetchall() == [(world.globex.id,)]
        assert as_app.execute("SELECT id FROM app.members").fetchall() == [(world.charlie.member_id,)]

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE app.members SET role = 'owner' WHERE user_id = %(user)s",
            "UPDATE app.members SET tenant_id = %(acme)s WHERE user_id = %(user)s",
            "INSERT INTO app.members (tenant_id, id, user_id, name, name_key, language, role, sees, is_trainer,"
            " is_approver, state) VALUES (%(acme)s, %(id)s, %(user)s, 'C', 'c', 'en', 'owner', 'all', false, false,"
            " 'active')",
        ],
    )
    def test_one_cannot_make_oneself_a_member_or_more(self, as_app, world, statement):
        as_app.execute("SELECT app.set_user_id(%s)", [world.charlie.user_id])
        named = {"user": world.charlie.user_id, "acme": world.acme.id, "id": new_id()}

        try:
            touched = as_app.execute(statement, named).rowcount
        except errors.InsufficientPrivilege:
            touched = 0

        assert touched == 0
