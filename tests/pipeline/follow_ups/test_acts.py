"""Logging a contact and keeping what was promised in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.events import Event
from app.notices.due import owed
from app.notices.model import Notice
from app.pipeline.follow_ups.acts import Promise, complete, log, postpone, promise_only
from app.pipeline.follow_ups.queries import next_steps
from app.pipeline.opportunities.model import LOST
from tenants.context import db
from tenants.model import Member
from tenants.owned import new_id
from tests import factories as make

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def bob(world):
    with world.acme.inside(world.bob):
        yield db.get_one(Member, (world.acme.id, world.bob.member_id))


def a_promise(bob, what="Send the quote", day=date(2026, 11, 30)):
    return Promise(what, bob.id, day)


def test_a_real_contact_ends_the_quiet(bob):
    deal = make.a_deal(bob.id, at=AT - timedelta(days=30))

    log(deal, by=bob, at=AT, method="phone", said="Hello")

    assert deal.last_contact_at == AT


def test_a_promise_alone_does_not(bob):
    deal = make.a_deal(bob.id)

    promise_only(deal, a_promise(bob), by=bob, at=AT)

    assert deal.last_contact_at is None


def test_a_contact_written_down_late_does_not_turn_the_clock_back(bob):
    deal = make.a_deal(bob.id, last_contact_at=AT)

    log(deal, by=bob, at=AT - timedelta(days=3), method="visit", said="Earlier")

    assert deal.last_contact_at == AT


def test_the_next_step_is_the_latest_open_promise_and_earlier_ones_are_kept(bob):
    deal = make.a_deal(bob.id)
    first = promise_only(deal, a_promise(bob), by=bob, at=AT)

    second = log(deal, by=bob, at=AT + timedelta(hours=1), method="phone", said="Ok", promise=a_promise(bob, "Visit"))

    assert not first.is_open
    assert next_steps([deal.id])[deal.id].id == second.id


def test_earlier_promises_stay_open_when_one_says_so(bob):
    deal = make.a_deal(bob.id)
    first = promise_only(deal, a_promise(bob), by=bob, at=AT)

    log(deal, by=bob, at=AT, method="phone", said="Ok", keeps_earlier=False)

    assert first.is_open


def test_completing_twice_leaves_one_event(bob):
    deal = make.a_deal(bob.id)
    step = promise_only(deal, a_promise(bob), by=bob, at=AT)

    complete(step, by=bob, at=AT)
    complete(step, by=bob, at=AT + timedelta(days=1))

    assert step.completed_at == AT
    kinds = db.scalars(select(Event.kind).where(Event.subject_id == deal.id)).all()
    assert kinds.count("deal.kept") == 1


def test_putting_off_keeps_both_days_in_the_history(bob):
    deal = make.a_deal(bob.id)
    step = promise_only(deal, a_promise(bob), by=bob, at=AT)

    postpone(step, date(2026, 12, 24), by=bob, at=AT)

    event = db.scalars(select(Event).where(Event.kind == "deal.postponed")).one()
    assert event.changes["due_on"] == ["2026-11-30", "2026-12-24"]


def test_who_is_given_a_step_hears_of_it_once(world, bob):
    deal = make.a_deal(bob.id)

    log(deal, by=bob, at=AT, method="phone", said="Ok", promise=Promise("Draw it", world.tara.member_id, AT.date()))

    told = db.scalars(select(Notice).where(Notice.member_id == world.tara.member_id)).all()
    assert [notice.kind for notice in told] == ["assignment"]
    assert told[0].facts["promise"] == "Draw it"


def test_a_mention_is_heard_but_not_by_oneself(world, bob):
    deal = make.a_deal(bob.id)

    log(deal, by=bob, at=AT, method="phone", said="@Mia please look, says @Bob")

    told = db.scalars(select(Notice)).all()
    assert [(notice.member_id, notice.kind) for notice in told] == [(world.mia.member_id, "mention")]


@pytest.mark.parametrize("name", ["Tara", "Sam"])
def test_who_may_not_see_the_deal_does_not_learn_of_it_by_a_mention(bob, name):
    log(make.a_deal(bob.id), by=bob, at=AT, method="phone", said=f"@{name} must not know")

    assert db.scalars(select(Notice)).all() == []


def test_promises_are_due_until_the_deal_is_lost(bob):
    kept = make.a_follow_up(make.a_deal(bob.id), bob.id, due_on=date(2026, 11, 1))
    make.a_follow_up(make.a_deal(bob.id, stage=make.a_stage(LOST)), bob.id, due_on=date(2026, 11, 1))
    make.a_follow_up(make.a_deal(bob.id), bob.id, due_on=date(2026, 12, 1))

    assert [each.id for source, each in owed(date(2026, 11, 20))] == [kept.id]
    assert [each.id for source, each in owed(date(2026, 11, 20), member_ids=[bob.id])] == [kept.id]
    assert owed(date(2026, 11, 20), member_ids=[new_id()]) == []
