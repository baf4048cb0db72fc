"""What the app says to the database, act by act: each company's table with its company. (Pages: `test_canaries`.)

With the company named in every statement the planner knows how many rows to expect, and a sharded database goes to
one shard instead of asking all of them.
"""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tenants import db as engines
from tenants.context import acting_in, at_the_doorway
from tests.isolation import statements
from tests.isolation.routes import ask, in_company
from tests.isolation.scenes import Scene, address
from tests.isolation.statements import Statement, Transaction


def test_every_act_names_the_company_in_every_statement(app, world, fenced):
    browser = world.browser(world.alice)
    unsafe = [route for route in in_company(app) if not route.is_safe]
    asked = [(route, address(route.rule, Scene(world, world.alice))) for route in unsafe]

    with statements.listening(engines.engine()) as heard:
        for route, where in asked:
            ask(browser, route.method, where)

    assert statements.problems(heard, fenced) == []


def test_the_company_is_said_before_anything_else(world):
    with statements.listening(engines.engine()) as heard:
        with acting_in(world.acme.id) as door, door.session.begin_nested():
            door.session.execute(text("SELECT 1"))
        with at_the_doorway(user_id=world.alice.user_id, claim="x") as doorway:
            doorway.execute(text("SELECT 1"))

    said = [
        [each.sql.partition("(")[0] for each in transaction.statements if each.sql.startswith("SELECT")]
        for transaction in heard
    ]
    assert said == [
        ["SELECT app.set_tenant", "SELECT 1"],
        ["SELECT app.set_user_id", "SELECT app.set_claim", "SELECT 1"],
    ]


FENCED = {"deals", "stages", "events"}


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT app.deals.id FROM app.deals WHERE app.deals.tenant_id = %(t)s::UUID",
        "SELECT d.id FROM app.deals AS d JOIN app.stages AS s ON s.tenant_id = d.tenant_id AND s.id = d.stage_id"
        " WHERE d.tenant_id = %(t)s",
        "SELECT count(*) FROM app.deals WHERE tenant_id = %(t)s",
        "UPDATE app.deals SET title = %(x)s WHERE app.deals.tenant_id = %(t)s AND app.deals.id = %(i)s",
        "DELETE FROM app.deals WHERE app.deals.tenant_id = %(t)s",
        "INSERT INTO app.deals (tenant_id, id) VALUES (%(t)s, %(i)s) ON CONFLICT DO NOTHING",
        "SELECT app.tenants.id FROM app.tenants WHERE app.tenants.id = %(t)s",
        "SELECT 'app.deals'",
    ],
)
def test_a_statement_that_names_its_company_is_fine(sql):
    assert statements.unfenced(sql, FENCED) == []


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT app.deals.id FROM app.deals WHERE app.deals.id = %(i)s",
        "SELECT app.deals.id FROM app.deals JOIN app.stages ON app.stages.id = app.deals.stage_id"
        " WHERE app.deals.tenant_id = %(t)s",
        "SELECT d.id FROM app.deals d, app.stages s WHERE d.tenant_id = %(t)s AND s.id = d.stage_id",
        "SELECT app.deals.id FROM app.deals WHERE app.deals.tenant_id = %(t)s AND EXISTS"
        " (SELECT 1 FROM app.events WHERE app.events.subject_id = app.deals.id)",
        "SELECT app.deals.id FROM app.deals WHERE app.deals.tenant_id = %(t)s AND app.deals.id IN"
        " (SELECT app.deals.id FROM app.deals WHERE app.deals.title = %(x)s)",
        "UPDATE app.deals SET title = %(x)s WHERE app.deals.id = %(i)s",
        "UPDATE app.deals SET tenant_id = %(x)s WHERE app.deals.id = %(i)s",
        "DELETE FROM app.deals",
        "INSERT INTO app.deals (id) VALUES (%(i)s)",
        "SELECT app.deals.id FROM app.deals FOR UPDATE",
    ],
)
def test_a_statement_that_forgets_its_company_is_noticed(sql):
    assert statements.unfenced(sql, FENCED) != []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ([Statement("SELECT 1 FROM app.deals WHERE tenant_id = %(t)s", 0)], "begin at the door"),
        ([Statement("SELECT app.set_tenant(%(t)s)", 1)], "inside a transaction"),
        ([Statement("SELECT 1", 0), Statement("SELECT app.set_tenant(%(t)s)", 0)], "inside a transaction"),
        ([Statement("SELECT set_config('app.tenant_id', %(t)s, true)", 0)], "set_config"),
        ([Statement("SET app.tenant_id = 'x'", 0)], "outlives"),
        ([Statement("INSERT INTO app.deals (tenant_id) SELECT tenant_id FROM app.stages", 0)], "INSERT … SELECT"),
        ([Statement("INSERT INTO x (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET b = now()", 0)], "DO UPDATE"),
        ([Statement("MERGE INTO x USING y ON true", 0)], "MERGE"),
        ([Statement("COPY app.deals TO STDOUT", 0)], "COPY"),
        ([Statement("SELECT 1 FROM x WHERE lower(a) LIKE %(x)s", 0)], "LIKE"),
    ],
)
def test_what_must_not_be_said_is_noticed(said, why):
    assert any(why in problem for problem in statements.problems([Transaction(said)], FENCED))
