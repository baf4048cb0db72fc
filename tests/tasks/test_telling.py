"""Whoever was told to do something is told no longer once it is done."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.clock import now
from app.notices.model import Notice
from app.tasks import accepting, calling_off, working
from app.tasks.assigning import TaskDraft, assign
from app.tasks.model import TODO
from tenants.context import db
from tests.tasks.tables import member


@pytest.fixture
def acme(world):
    with world.acme.inside(world.alice):
        yield world


def to_do(person):
    """What somebody is still told to do."""
    kinds = ("task.assigned", "task.submitted", "task.returned", "task.support")
    mine = (Notice.member_id == person.member_id, Notice.kind.in_(kinds), Notice.read_at.is_(None))
    return sorted(db.scalars(select(Notice.kind).where(*mine)))


def test_what_is_done_is_no_longer_told_to_do_whoever_did_it(acme):
    alice, bob, mia = member(acme.alice), member(acme.bob), member(acme.mia)
    task = assign(TaskDraft("Call them", bob.id, acceptor_id=mia.id), by=mia, at=now())
    other = assign(TaskDraft("Write to them", bob.id, acceptor_id=mia.id), by=mia, at=now())
    assert to_do(acme.bob) == ["task.assigned", "task.assigned"]

    working.start(task, by=bob, at=now())
    assert to_do(acme.bob) == ["task.assigned"]
    working.explain_delay(task, by=bob, at=now(), reason="No numbers", support="Numbers")
    assert to_do(acme.mia) == ["task.support"]
    working.submit(task, by=bob, at=now(), result="Called")
    assert to_do(acme.mia) == ["task.submitted"]
    accepting.return_(task, by=alice, at=now(), reason="Call the others")
    assert (to_do(acme.mia), to_do(acme.bob)) == ([], ["task.assigned", "task.returned"])
    calling_off.cancel(task, by=mia, at=now(), reason="Never mind")
    assert to_do(acme.bob) == ["task.assigned"]
    assert other.state == TODO
