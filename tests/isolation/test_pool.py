"""One connection, many companies: nothing of the one before is left for the next, whatever went wrong."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.exc import OperationalError

from app.pipeline.accounts.model import Account
from tenants import db as engines
from tenants.context import acting_in, at_the_doorway, db
from tenants.model import Tenant
from tests import factories
from tests.conftest import LONG

TIMES = 1000
TROUBLES = (None, None, "exception", "savepoint", "broken savepoint", "cancelled", "error", "nobody")
OVER_HTTP = 1000 if LONG else 100


class Trouble(Exception):
    """Something that goes wrong in the middle."""


@pytest.fixture
def one_connection(app, monkeypatch) -> Engine:
    """The app's engine with a pool of one, and statements that may take a quarter of a second."""
    usual = engines.engine("app")
    narrow = create_engine(
        usual.url,
        pool_size=1,
        max_overflow=0,
        pool_timeout=5,
        connect_args={"options": "-c statement_timeout=250 -c timezone=UTC"},
    )
    monkeypatch.setitem(engines._engines, "app", narrow)
    engines.connect_sessions()
    yield narrow
    monkeypatch.undo()
    engines.connect_sessions()
    narrow.dispose()


@pytest.fixture
def companies(world, one_connection):
    """Both companies, each with two customers called after it."""
    for company in (world.acme, world.globex):
        with company.inside():
            for number in range(2):
                factories.an_account(f"{company.slug} {number}")
    return [world.acme, world.globex]


def test_a_thousand_visits_over_one_connection_see_no_wrong_row(companies, one_connection):
    dice, wrong = random.Random(7), []
    for number in range(TIMES):
        company = dice.choice(companies)
        trouble = dice.choice(
            (None, None, "exception", "savepoint", "broken savepoint", "cancelled", "error", "nobody")
        )
        if trouble == "cancelled" and number % 25:
            trouble = "error"  # a cancelled statement costs a quarter of a second
        wrong += _visit(company, trouble)

    assert wrong == []
    assert one_connection.pool.checkedout() == 0


def _visit(company, trouble: str | None) -> list[str]:
    if trouble == "nobody":
        with at_the_doorway() as doorway:
            return [f"nobody sees {row}" for row in doorway.scalars(select(Tenant.slug))]
    try:
        with acting_in(company.id):
            return _look(company, trouble)
    except (Trouble, OperationalError, ZeroDivisionError):
        return []


def _look(company, trouble: str | None) -> list[str]:
    before = _foreign(company)
    if trouble == "exception":
        raise Trouble
    if trouble == "savepoint":
        with db.begin_nested():
            before += _foreign(company)
    if trouble == "broken savepoint":
        nested = db.begin_nested()
        factories.an_account(f"{company.slug} gone")
        nested.rollback()
    if trouble == "cancelled":
        db.execute(text("SELECT pg_sleep(5)"))
    if trouble == "error":
        with pytest.raises(Exception, match="division"), db.begin_nested():
            db.execute(text("SELECT 1/0"))
    return before + _foreign(company)


def _foreign(company) -> list[str]:
    names = db.connection().exec_driver_sql("SELECT name FROM app.accounts").scalars().all()
    found = db.scalars(select(Account.name)).all()
    complete = len(names) == len(found) == 2
    return [name for name in [*names, *found] if company.slug not in name] + ([] if complete else ["a row is missing"])


def test_requests_of_two_companies_over_one_connection_see_their_own(world, companies):
    dice = random.Random(11)
    browsers = [(world.acme, world.browser(world.alice)), (world.globex, world.browser(world.charlie))]
    wrong = []
    for _ in range(OVER_HTTP):
        company, browser = dice.choice(browsers)
        other = world.globex if company is world.acme else world.acme
        answer = browser.get(dice.choice(("settings/", "accounts/", "nowhere/")))
        astray = browser.client.get(f"/{other.slug}/")
        if other.slug in answer.text or other.name in answer.text or astray.status_code != 404:
            wrong.append(answer.request.path)

    assert wrong == []
