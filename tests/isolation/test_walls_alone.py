"""Each of the two walls alone keeps Acme and Globex apart: pages, strangers and acts, with the other taken away."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.pipeline.accounts.model import Account
from app.pipeline.opportunities.model import Deal
from tenants.context import acting_in, db
from tests.isolation import catalogue, mutants, reading, twins, walls
from tests.isolation.routes import Visitors, ask, in_company
from tests.isolation.scenes import Scene, address
from tests.isolation.snapshot import Snapshots, changed
from tests.isolation.twins import Neighbourhood, copy_across


def pages_that_leak(neighbourhood: Neighbourhood) -> list[str]:
    """What Alice and Bob get to read of Globex."""
    world = neighbourhood.world
    found = []
    for person in (world.alice, world.bob):
        found += reading.leaks(neighbourhood, reading.everything(neighbourhood, world.browser(person), each=1))
    return found


def strangers_let_in(neighbourhood: Neighbourhood) -> list[str]:
    """Where Charlie gets to inside Acme."""
    visitors = Visitors(neighbourhood.world)
    asked = in_company(neighbourhood.world.app)
    return [str(route) for route in asked if visitors.ask("charlie", route).status_code != 404]


def acts_that_reach_over(neighbourhood: Neighbourhood, connection) -> list[str]:
    """What Alice changes at Globex, whose records have the same ids as Acme's."""
    world, look = neighbourhood.world, Snapshots(connection)
    browser, tables, found = world.browser(world.alice), catalogue.read(connection), []
    for route in in_company(world.app):
        if route.is_safe:
            continue
        where = address(route.rule, Scene(world, world.alice))
        copy_across(connection, tables, world.acme.id, world.globex.id, neighbourhood.mark)
        before = look.of(world.globex.id)
        ask(browser, route.method, where)
        touched = changed(before, look.of(world.globex.id))
        found += [f"{route} changed {touched}"] if touched else []
    return found


@pytest.fixture(scope="class")
def unwalled(app, database_server, template):
    """A neighbourhood on a database without row security."""
    with walls.scratch(database_server, template) as connection:
        walls.without_row_security(connection)
        yield twins.settle(app, connection), connection


class TestWithoutRowSecurity:
    def test_the_wall_is_really_gone(self, unwalled):
        neighbourhood, _ = unwalled
        with acting_in(neighbourhood.world.acme.id):
            seen = db.connection().exec_driver_sql("SELECT count(DISTINCT tenant_id) FROM app.accounts").scalar()

        assert seen >= 2

    def test_pages_show_nothing(self, unwalled):
        assert pages_that_leak(unwalled[0]) == []

    def test_strangers_stay_outside(self, unwalled):
        assert strangers_let_in(unwalled[0]) == []

    def test_acts_stay_inside(self, unwalled):
        assert acts_that_reach_over(*unwalled) == []

    def test_without_the_other_wall_too_the_pages_show_the_twins(self, unwalled):
        """What these tests look for is really there to be found."""
        neighbourhood = unwalled[0]
        browser = neighbourhood.world.browser(neighbourhood.world.alice)
        with mutants.listener_instead(mutants.all_but(Deal)):
            visits = reading.everything(neighbourhood, browser, each=1)
            assert any(reading.leaks(neighbourhood, iter([visit])) for visit in visits)


@pytest.fixture
def unnamed():
    """A code that has forgotten every company; the statements it changed."""
    with walls.without_predicates() as muted:
        yield muted


class TestWithoutPredicates:
    def test_the_wall_is_really_gone(self, neighbourhood, unnamed, caplog):
        with acting_in(neighbourhood.world.acme.id):
            list(db.scalars(select(Account)))
            said = str(select(Account).compile())

        assert "WHERE" not in said
        assert (
            walls.forget_company("a WHERE d.tenant_id = %(t)s::UUID AND x") == "a WHERE d.tenant_id IS NOT NULL AND x"
        )

    def test_pages_show_nothing(self, neighbourhood, unnamed):
        assert pages_that_leak(neighbourhood) == []
        assert unnamed

    def test_strangers_stay_outside(self, neighbourhood, unnamed):
        assert strangers_let_in(neighbourhood) == []

    def test_acts_stay_inside(self, neighbourhood, superuser, unnamed):
        assert acts_that_reach_over(neighbourhood, superuser) == []
        assert unnamed
