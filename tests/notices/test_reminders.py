"""Each morning everyone hears of what he owes by tomorrow and of what he let pass, once."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app import notices, outbox
from app.clock import day_of, freeze, now
from app.notices import due, kinds
from app.notices.model import Notice
from app.pipeline.opportunities.model import OPEN, Deal
from tenants.context import db
from tests.factories import a_deal, a_follow_up, a_stage
from tests.jobs import caught_letters, tick_for, work_off


@pytest.fixture
def letters(monkeypatch):
    return caught_letters(monkeypatch)


@pytest.fixture
def promises(world):
    """Bob promised for yesterday, today, tomorrow and the day after; it is the morning of the 25th."""
    freeze(datetime(2026, 11, 24, 22, 0, tzinfo=UTC))
    with world.acme.inside():
        deal = a_deal(world.bob.member_id, "Robot line")
        for day in (1, 24, 25, 26, 27):
            a_follow_up(deal, world.bob.member_id, promise=f"Step of the {day}th", due_on=date(2026, 11, day))
        a_follow_up(deal, world.bob.member_id, promise="Kept", due_on=date(2026, 11, 24), completed_at=now())
        lost = a_deal(world.bob.member_id, "Lost one", stage=a_stage("lost"))
        a_follow_up(lost, world.bob.member_id, promise="Of a lost deal", due_on=date(2026, 11, 26))
    return world


def morning(app, world, day=25):
    freeze(datetime(2026, 11, day, 0, 1, tzinfo=UTC))
    with world.acme.inside():
        outbox.later("reminders.morning", key=f"test-{day}")
    work_off(app, world.acme.id)


def bell(world):
    return world.browser(world.bob).get("notices/").text


def test_the_bell_tells_what_is_due_tomorrow_and_what_is_late(app, promises, letters):
    morning(app, promises)

    page = bell(promises)
    assert "Due tomorrow: Step of the 26th" in page
    assert "Overdue: Step of the 24th" in page
    assert "Step of the 25th" not in page
    assert "Step of the 27th" not in page
    assert "Of a lost deal" not in page


def test_what_lapsed_long_ago_is_old_news(app, promises, letters):
    morning(app, promises)

    assert "Step of the 1th" not in bell(promises)


def test_one_letter_holds_all_of_them(app, promises, letters):
    morning(app, promises)

    (letter,) = letters
    text = letter.get_body(("plain",)).get_content()
    assert letter["To"] == promises.bob.email
    assert letter["Subject"] == "3 things wait for you"
    assert "Step of the 24th · Robot line" in text
    assert "Step of the 25th" in text
    assert "Kept" not in text


def test_without_news_no_letter_comes(app, promises, letters):
    morning(app, promises)
    letters.clear()
    freeze(datetime(2026, 11, 25, 3, 0, tzinfo=UTC))
    with promises.acme.inside():
        outbox.later("reminders.morning")

    work_off(app, promises.acme.id)

    assert letters == []


def test_a_new_company_is_reminded_from_its_first_morning(app, world, letters):
    in_two_days = now() + timedelta(days=2)
    tomorrow = day_of(in_two_days, "Asia/Shanghai") + timedelta(days=1)
    with world.acme.inside():
        deal = a_deal(world.bob.member_id)
        a_follow_up(deal, world.bob.member_id, promise="Call", due_on=tomorrow)
    freeze(in_two_days)

    tick_for(world.acme.id)
    work_off(app, world.acme.id)

    assert "Due tomorrow: Call" in bell(world)


@pytest.fixture
def closings(monkeypatch):
    """Another area says that deals fall due on the day they are expected."""
    monkeypatch.setattr(due, "sources", due.sources.copy())
    for kind in ("closing.due", "closing.late"):
        monkeypatch.setitem(kinds.kinds, kind, None)
    notices.falls_due(
        "closing", "Deals to close", icon="flag", statement=lambda: select(Deal).where(Deal.state == OPEN),
        owner=Deal.owner_id, day=Deal.expected_on, read=lambda found: [
            due.Due(deal.id, deal.owner_id, deal.title, deal.expected_on, subject=deal) for deal in found
        ],
    )  # fmt: skip


def test_whatever_falls_due_comes_in_the_same_letter_by_what_it_is(app, promises, closings, letters):
    with promises.acme.inside():
        a_deal(promises.bob.member_id, "Crane", expected_on=date(2026, 11, 26))
        a_deal(promises.bob.member_id, "Hoist", expected_on=date(2026, 11, 24))

    morning(app, promises)

    (letter,) = letters
    assert letter["Subject"] == "5 things wait for you"
    heads = re.findall(r"^\w.*", letter.get_body(("plain",)).get_content(), re.M)[1:-1]
    kinds_each = ["Next steps:", "Deals to close:"]
    assert heads == ["Overdue", *kinds_each, "Due today", "Next steps:", "Due tomorrow", *kinds_each]
    assert "Overdue: Hoist" in bell(promises)
    assert "Due tomorrow: Crane" in bell(promises)


def test_whatever_falls_due_stands_on_the_first_page(app, promises, closings):
    with promises.acme.inside():
        a_deal(promises.bob.member_id, "Crane", expected_on=date(2026, 11, 26))
        a_deal(promises.sam.member_id, "Hoist", expected_on=date(2026, 11, 26))

    page = promises.browser(promises.bob).get("").text

    assert "Coming · 3" in page  # counted from the evening of the 25th in Shanghai
    assert "Crane" in page
    assert "Deals to close" in page
    assert "Hoist" not in page


def test_done_on_the_page_of_all_shows_all_again(app, promises):
    with promises.acme.inside():
        step = a_follow_up(db.scalars(select(Deal)).first(), promises.bob.member_id, promise="Near")
        a_follow_up(step.deal, promises.bob.member_id, promise="Next year", due_on=date(2027, 12, 1))
        done = f"follow-ups/{step.id}/completion"
    bob = promises.browser(promises.bob)

    whole = bob.post(done, {"back": "all"}, target="owed").text
    week = bob.post(done, {"back": "week"}, target="owed").text

    assert ("Next year" in whole, "Next year" in week) == (True, False)


def test_notices_from_before_anything_else_fell_due_are_still_read(world):
    with world.acme.inside():
        facts = {"promise": "Send the quote", "about": "Robot line", "due_on": "2026-11-24"}
        db.add(Notice(member_id=world.bob.member_id, kind="next_step.late", key="k", facts=facts))

    page = bell(world)

    assert "Overdue: Send the quote" in page
    assert "Robot line, due" in page


def test_what_is_about_nothing_else_says_its_day_alone():
    words = kinds.kinds["next_step.late"]

    assert words.adds({"what": "x", "about": "", "due_on": "2026-11-24"}, str) == "due 2026-11-24"
