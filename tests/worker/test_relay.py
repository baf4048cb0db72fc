"""The relay hands work to the queue, fairly, and again when it got lost on the way."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import update
from sqlalchemy.orm import Session

from app import outbox
from app.clock import now
from tenants.db import engine
from tenants.model import OutboxRow
from tests.jobs import fresh
from worker import queue, relay
from worker.perform import perform


@pytest.fixture
def redis(clean_database):
    """An empty Redis of the test's own, and an outbox in which nothing of earlier tests waits."""
    url = os.environ["TEST_REDIS_URL"].rpartition("/")[0]
    server = Redis.from_url(f"{url}/{9 + hash(clean_database) % 6}")
    server.flushdb()
    with Session(engine("relay")) as session, session.begin():
        session.execute(update(OutboxRow).where(OutboxRow.done_at.is_(None)).values(done_at=now()))
    yield server
    server.flushdb()
    server.close()


def ask(company, count=1, **wish):
    with company.inside():
        return [outbox.later("test.work", **wish) for _ in range(count)]


def queued(redis):
    """The ids of the rows in the queue, in order."""
    return [name[7:43] for part in queue.queues(redis) for name in part.get_job_ids()]


def sent_long_ago(row_id):
    with Session(engine("relay")) as session, session.begin():
        session.execute(update(OutboxRow).where(OutboxRow.id == row_id).values(sent_at=now() - timedelta(hours=1)))


def test_what_is_asked_for_is_sent_once(world, redis):
    (row_id,) = ask(world.acme)

    counts = [relay.send(redis), relay.send(redis)]

    assert counts == [1, 0]
    assert queued(redis) == [str(row_id)]
    assert fresh(row_id).sent_at


def test_work_for_later_waits_for_its_time(world, redis):
    ask(world.acme, at=now() + timedelta(hours=1))

    assert relay.send(redis) == 0


def test_long_work_has_a_queue_of_its_own(world, redis):
    ask(world.acme, queue="long")

    relay.send(redis)

    assert [len(part) for part in queue.queues(redis)] == [0, 1]


def test_ten_thousand_pieces_of_one_company_do_not_keep_another_from_its_one(app, world, redis):
    with world.acme.inside() as door:
        for start in range(0, 10_000, 1000):
            door.session.execute(
                OutboxRow.__table__.insert(),
                [
                    {"tenant_id": world.acme.id, "kind": "test.work", "args": {}, "key": f"{start + number}"}
                    for number in range(1000)
                ],
            )
    relay.send(redis)
    (small,) = ask(world.globex)

    relay.send(redis)

    assert len(queued(redis)) == relay.WINDOW + 1
    assert str(small) in queued(redis)


def test_companies_take_turns(world, redis):
    ask(world.acme, 3)
    ask(world.globex, 3)

    relay.send(redis)

    owners = [fresh(row_id).tenant_id for row_id in queued(redis)]
    assert {owners[0], owners[1]} == {owners[2], owners[3]} == {world.acme.id, world.globex.id}


def test_finished_work_makes_room_for_the_next(app, world, redis, handlers):
    outbox.handles("test.work")(lambda row: None)
    ids = ask(world.acme, relay.WINDOW + 3)
    relay.send(redis)
    assert relay.send(redis) == 0

    perform(str(ids[0]), str(world.acme.id), app=app)

    assert relay.send(redis) == 1


def test_what_an_emptied_redis_lost_is_sent_again(world, redis):
    (row_id,) = ask(world.acme)
    relay.send(redis)
    redis.flushdb()
    sent_long_ago(row_id)

    swept = relay.sweep(redis)
    relay.send(redis)

    assert swept == 1
    assert queued(redis) == [str(row_id)]


def test_what_still_waits_in_the_queue_is_not_sent_again(world, redis):
    (row_id,) = ask(world.acme)
    relay.send(redis)
    sent_long_ago(row_id)

    assert relay.sweep(redis) == 0


def test_what_is_being_done_is_not_sent_again(app, world, redis, handlers):
    found = []
    outbox.handles("test.work")(lambda row: found.append(relay.sweep(redis)))
    (row_id,) = ask(world.acme)
    relay.send(redis)
    redis.flushdb()
    sent_long_ago(row_id)

    perform(str(row_id), str(world.acme.id), app=app)

    assert found == [0]


def test_with_redis_away_nothing_is_marked_sent(world, redis):
    (row_id,) = ask(world.acme)
    nobody = Redis.from_url("redis://127.0.0.1:1/0")

    with pytest.raises(RedisError):
        relay.send(nobody)
    nobody.close()

    assert fresh(row_id).sent_at is None
    assert relay.send(redis) == 1


def test_the_queue_holds_ids_and_no_words_of_a_customer(world, redis):
    ask(world.acme, secret="canary")

    relay.send(redis)

    kept = b"".join(b"".join(redis.hgetall(key).values()) for key in redis.keys("rq:job:outbox*"))
    assert kept
    assert b"canary" not in kept
