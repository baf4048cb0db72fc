"""The tests are awake: every small hole in a wall is noticed by the test that stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import select

from app.people import recognition
from app.pipeline.opportunities.model import Deal
from tenants import db as engines
from tenants.context import acting_in, db
from tests.conftest import LONG, with_database
from tests.isolation import matrix, mutants, statements
from tests.isolation.routes import Route, Visitors, in_company, roles_demanded
from tests.isolation.snapshot import Snapshots
from tests.isolation.test_routes import is_private, let_to_write, shown_to_bob, shown_to_stranger
from tests.world import make_world


@pytest.fixture(scope="module")
def two(database_server: str, clean_database: str) -> Iterator[matrix.Neighbours]:
    """Two companies in a transaction that is never committed."""
    with psycopg.connect(with_database(database_server, clean_database)) as connection:
        yield matrix.neighbours(connection)
        connection.rollback()


@pytest.fixture(scope="module")
def visitors(app) -> Visitors:
    """The cast before Acme's addresses."""
    return Visitors(make_world(app))


def test_before_any_hole_nothing_is_noticed(two):
    table = two.tables["deals"]

    assert [leak for ask in matrix.QUESTIONS.values() for leak in ask(two, table)] == []
    assert mutants.lints.findings(two.connection) == []


def test_every_hole_in_the_schema_is_noticed(two):
    """Two dozen of them in short runs, all in long ones."""
    made = mutants.holes(two.tables)
    tried = made if LONG else made[:: len(made) // 24]

    assert len(tried) >= 12
    assert {hole.name: missed for hole in tried if (missed := mutants.unnoticed(two, hole))} == {}


def test_a_criterion_that_is_missing_is_heard(app, world, fenced):
    listening = statements.listening(engines.engine())
    with mutants.listener_instead(mutants.all_but(Deal)), listening as heard, acting_in(world.acme.id):
        db.scalars(select(Deal)).all()

    assert any("deals without its company" in problem for problem in statements.problems(heard, fenced))


def test_a_listener_that_is_missing_is_heard(app, world, fenced):
    with mutants.listener_instead(None), statements.listening(engines.engine()) as heard:
        world.browser(world.alice).get("deals/")

    assert statements.problems(heard, fenced) != []


def test_a_record_found_without_sight_is_noticed(app, visitors, monkeypatch):
    monkeypatch.setattr(Deal, "sight", staticmethod(mutants.sees_everything))
    asked = [route for route in in_company(app) if is_private(route) and "/deals/" in route.rule.rule and route.is_safe]

    assert asked
    assert [problem for route in asked for problem in shown_to_bob(visitors, route)] != []


#: Areas whose views ask once more whether one may, record by record; without its role the view still refuses.
ASK_TWICE = {"members", "invitations", "tasks"}


def test_a_view_without_its_role_is_noticed(app, visitors, monkeypatch):
    guarded = [route for route in in_company(app) if not route.is_safe and _is_guarded_once(app, route)]
    tried = guarded if LONG else guarded[:: max(1, len(guarded) // 6)]
    missed = []
    for route in tried:
        with monkeypatch.context() as patch:
            patch.setitem(app.view_functions, route.endpoint, _bare(app.view_functions[route.endpoint]))
            if not let_to_write(visitors, route) and not _is_hidden(visitors, route):
                missed.append(str(route))

    assert tried
    assert missed == []


def _is_guarded_once(app, route: Route) -> bool:
    return roles_demanded(app, route.endpoint) is not None and route.endpoint.partition(".")[0] not in ASK_TWICE


def _bare(view):
    """The view without its guards."""
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view


def _is_hidden(visitors: Visitors, route: Route) -> bool:
    """Whether the record does not exist for who only looks, so that no role is asked."""
    return visitors.ask("vera", route).status_code == 404


def test_a_door_that_lets_strangers_in_is_noticed(app, visitors, look: Snapshots, monkeypatch):
    recognise = recognition.recognise
    alice = recognise(_credential(visitors), visitors.world.acme.slug)
    assert alice is not None

    def everybody_stands_where_alice_does(credential: str, slug: str | None) -> recognition.Identity | None:
        identity = recognise(credential, slug)
        return identity and replace(identity, place=alice.place)

    monkeypatch.setattr(recognition, "recognise", everybody_stands_where_alice_does)
    pages = [route for route in in_company(app) if route.is_safe][:5]

    assert [problem for route in pages for problem in shown_to_stranger(visitors, look, "charlie", route)] != []


def _credential(visitors: Visitors) -> str:
    with visitors.browser("alice").client.session_transaction() as session:
        return session["_user_id"]
