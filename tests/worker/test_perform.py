"""Work may be started twice; its effect happens once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import outbox
from app.clock import now
from app.people.model import Team
from tenants.context import acting_in, db, door, inside
from tenants.db import engine
from tenants.model import OutboxRow, Tenant
from tests.jobs import fresh, waiting
from worker.perform import BACKOFF, TRIES, perform


def asked(company, kind, person=None, **wish):
    """The id of work asked for in `company`."""
    with company.inside(person):
        return outbox.later(kind, **wish)


def teams(company):
    with company.inside():
        return list(db.scalars(select(Team.name).where(Team.name.startswith("made by"))))


@pytest.fixture
def makes_a_team(handlers):
    @outbox.handles("test.team")
    def make(row):
        db.add(Team(name=f"made by {door().member_id}"))

    return make


def test_work_is_done_as_who_asked_for_it_in_his_company(app, world, makes_a_team):
    row_id = asked(world.acme, "test.team", world.bob)

    perform(str(row_id), str(world.acme.id), app=app)

    row = fresh(row_id)
    assert teams(world.acme) == [f"made by {world.bob.member_id}"]
    assert row.done_at
    assert row.progress == 100
    assert not inside()


def test_a_second_run_finds_it_done(app, world, makes_a_team):
    row_id = asked(world.acme, "test.team")

    for _ in range(3):
        perform(str(row_id), str(world.acme.id), app=app)

    assert len(teams(world.acme)) == 1
    assert fresh(row_id).attempts == 1


def test_eight_workers_at_once_have_one_effect(app, world, handlers):
    started = threading.Barrier(8)

    @outbox.handles("test.slow")
    def slow(row):
        db.add(Team(name="made by a slow one"))

    row_id = asked(world.acme, "test.slow")

    def run():
        started.wait()
        perform(str(row_id), str(world.acme.id), app=app)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(teams(world.acme)) == 1


def test_a_failure_leaves_no_half_effect_and_is_tried_again_later(app, world, handlers):
    @outbox.handles("test.half")
    def half(row):
        db.add(Team(name="made by half"))
        db.flush()
        raise ZeroDivisionError("secret of a customer")

    row_id = asked(world.acme, "test.half")
    before = now()

    perform(str(row_id), str(world.acme.id), app=app)

    row = fresh(row_id)
    assert teams(world.acme) == []
    assert (row.error, row.attempts, row.sent_at, row.failed_at) == ("ZeroDivisionError", 1, None, None)
    assert row.run_after >= before + timedelta(seconds=BACKOFF[0])


def test_after_the_last_try_it_has_failed_and_says_so(app, world, handlers):
    told = []

    @outbox.handles("test.never", on_failure=lambda row: told.append((row.error, door().tenant_id)))
    def never(row):
        raise ZeroDivisionError

    row_id = asked(world.acme, "test.never")

    for _ in range(TRIES + 2):
        perform(str(row_id), str(world.acme.id), app=app)

    row = fresh(row_id)
    assert row.attempts == TRIES
    assert row.failed_at
    assert told == [("ZeroDivisionError", world.acme.id)]


def test_hopeless_work_is_not_tried_again(app, world, handlers):
    @outbox.handles("test.hopeless")
    def hopeless(row):
        raise outbox.Hopeless("file gone")

    row_id = asked(world.acme, "test.hopeless")

    perform(str(row_id), str(world.acme.id), app=app)

    row = fresh(row_id)
    assert row.failed_at
    assert row.error == "file gone"


def test_work_that_kills_its_worker_is_given_up_after_its_tries(app, world, makes_a_team):
    row_id = asked(world.acme, "test.team")
    with Session(engine("relay")) as session, session.begin():
        session.execute(update(OutboxRow).where(OutboxRow.id == row_id).values(attempts=TRIES))

    perform(str(row_id), str(world.acme.id), app=app)

    row = fresh(row_id)
    assert row.error == "WorkerLost"
    assert row.failed_at
    assert teams(world.acme) == []


@pytest.mark.parametrize("state", ["suspended", "closing"])
def test_work_of_a_company_that_rests_is_discarded_with_the_reason(app, world, makes_a_team, state):
    row_id = asked(world.acme, "test.team")
    with world.acme.inside():
        db.execute(update(Tenant).where(Tenant.id == world.acme.id).values(state=state))

    perform(str(row_id), str(world.acme.id), app=app)

    assert fresh(row_id).error == f"company {state}"
    assert teams(world.acme) == []


def test_work_nobody_knows_fails_at_once(app, world):
    row_id = asked(world.acme, "test.unheard_of")

    perform(str(row_id), str(world.acme.id), app=app)

    assert fresh(row_id).error == "unknown kind"


def test_a_row_named_with_another_company_is_not_found(app, world, makes_a_team):
    row_id = asked(world.acme, "test.team")

    perform(str(row_id), str(world.globex.id), app=app)

    assert fresh(row_id).attempts == 0
    assert teams(world.acme) == teams(world.globex) == []


def test_progress_is_seen_before_the_work_is_done(app, world, handlers):
    seen = []

    @outbox.handles("test.long")
    def long(row):
        outbox.progress(row.id, 40)
        seen.append(fresh(row.id).progress)

    row_id = asked(world.acme, "test.long")

    perform(str(row_id), str(world.acme.id), app=app)

    assert seen == [40]
    assert fresh(row_id).progress == 100


def test_work_of_a_person_outside_of_companies_is_done_too(app, world, handlers):
    met = []

    @outbox.handles("test.person")
    def greet(row):
        met.append((row.user_id, inside()))

    row_id = outbox.later_for_user("test.person", world.bob.user_id)

    perform(str(row_id), None, str(world.bob.user_id), app)

    assert met == [(world.bob.user_id, False)]
    assert fresh(row_id).done_at


def test_under_a_key_work_is_asked_for_once(world):
    first = asked(world.acme, "test.team", key="once")
    second = asked(world.acme, "test.team", key="once")
    elsewhere = asked(world.globex, "test.team", key="once")

    ids = {row.id for row in [*waiting(world.acme.id), *waiting(world.globex.id)]}

    assert first in ids
    assert second not in ids
    assert elsewhere in ids


def test_work_asked_for_in_a_transaction_that_fails_does_not_exist(world):
    def ask_and_stumble():
        with acting_in(world.acme.id):
            outbox.later("test.team")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask_and_stumble()

    assert waiting(world.acme.id) == []


def test_failed_work_can_be_tried_anew(app, world, handlers):
    weather = ["bad"]

    @outbox.handles("test.weather")
    def weather_work(row):
        if weather == ["bad"]:
            raise outbox.Hopeless("storm")

    row_id = asked(world.acme, "test.weather")
    perform(str(row_id), str(world.acme.id), app=app)

    weather[:] = ["good"]
    with world.acme.inside():
        outbox.again(db.get_one(OutboxRow, row_id))
    perform(str(row_id), str(world.acme.id), app=app)

    row = fresh(row_id)
    assert row.done_at
    assert row.error is None
