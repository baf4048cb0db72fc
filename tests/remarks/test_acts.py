"""Writing beside a record, and who hears of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.events import Event
from app.notices.model import Notice
from app.remarks import acts, hearing, queries
from tenants.context import db
from tenants.model import Member
from tests import factories as make

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def bob(world):
    with world.acme.inside(world.bob):
        yield db.get_one(Member, (world.acme.id, world.bob.member_id))


@pytest.fixture
def deal(bob):
    return make.a_deal(bob.id, "Pumps")


def told() -> list[tuple]:
    return sorted((notice.member_id, notice.kind) for notice in db.scalars(select(Notice)))


def kinds_of(deal) -> list[str]:
    return list(db.scalars(select(Event.kind).where(Event.subject_id == deal.id).order_by(Event.at)))


def test_a_remark_stands_beside_its_record_and_in_its_history(bob, deal):
    made = acts.remark(deal, "The drawing is old", by=bob, at=AT)

    assert [one.said for one in queries.stretch(deal).remarks] == ["The drawing is old"]
    assert queries.stretch(make.a_deal(bob.id)).remarks == []
    assert kinds_of(deal) == ["deal.remarked"]
    assert "drawing" not in str(db.scalars(select(Event.changes)).all()), "what is taken back must not stay there"
    assert (made.subject_kind, made.by_id) == ("deal", bob.id)


def test_who_is_named_hears_of_it_and_who_writes_does_not(world, bob, deal):
    acts.remark(deal, "@Mia please look, says @Bob", by=bob, at=AT)

    assert told() == [(world.mia.member_id, "mention")]
    facts = db.scalars(select(Notice)).one().facts
    assert facts == {"by": "Bob", "name": "Pumps", "said": "@Mia please look, says @Bob"}


@pytest.mark.parametrize("name", ["Tara", "Sam", "Dan"])
def test_who_may_not_see_the_record_does_not_learn_of_it_by_being_named(bob, deal, name):
    acts.remark(deal, f"@{name} must not know of this", by=bob, at=AT)

    assert told() == []


def test_an_area_says_who_else_hears_once_and_only_within_his_sight(world, bob, deal, monkeypatch):
    listeners = [world.mia.member_id, world.alice.member_id, world.sam.member_id, world.dan.member_id, bob.id, None]
    monkeypatch.setitem(hearing._listeners, "deal", lambda record: listeners if record is deal else [])

    acts.remark(deal, "@Mia look", by=bob, at=AT)

    assert told() == sorted([(world.mia.member_id, "mention"), (world.alice.member_id, "remark")])


def test_a_remark_taken_back_is_gone_from_the_page_and_from_the_bells(bob, deal):
    made = acts.remark(deal, "@Mia he is a fool", by=bob, at=AT)
    acts.remark(deal, "@Mia call me", by=bob, at=AT)

    acts.withdraw(deal, made, by=bob, at=AT + timedelta(hours=1))
    acts.withdraw(deal, made, by=bob, at=AT + timedelta(hours=2))

    assert [one.said for one in queries.stretch(deal).remarks] == ["@Mia call me"]
    assert [notice.facts["said"] for notice in db.scalars(select(Notice))] == ["@Mia call me"]
    assert kinds_of(deal).count("deal.unremarked") == 1
    assert made.deleted_at == AT + timedelta(hours=1)


def test_nobody_takes_back_what_another_wrote(world, bob, deal):
    made = acts.remark(deal, "Mine", by=bob, at=AT)
    alice = db.get_one(Member, (world.acme.id, world.alice.member_id))

    with pytest.raises(acts.NotYours):
        acts.withdraw(deal, made, by=alice, at=AT)

    assert made.deleted_at is None


def test_many_remarks_are_read_in_stretches_none_twice_and_none_left_out(bob, deal):
    for number in range(70):
        acts.remark(deal, f"No {number:02}", by=bob, at=AT + timedelta(seconds=number // 4))  # four at one moment
    written = [one.said for one in db.scalars(queries.remarks_on(deal).order_by("at", "id"))]

    read, before = [], None
    for _ in range(3):
        stretch = queries.stretch(deal, before)
        read = [one.said for one in stretch.remarks] + read
        before = stretch.earlier

    assert before is None
    assert read == written
    assert len(read) == 70
