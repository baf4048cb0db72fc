"""Each morning everyone hears of the steps he promised for tomorrow and of those he let pass, once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app import outbox
from app.clock import day_of, freeze, now
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
    assert letter["Subject"] == "3 next steps wait for you"
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
