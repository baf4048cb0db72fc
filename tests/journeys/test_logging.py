"""Logging a contact with a thumb, standing in front of the customer's door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from app.clock import today_in
from tests.factories import a_contact, a_deal, a_follow_up, an_account

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture
def hengda(world):
    """Bob's deal with Hengda, where he promised Ms Wang a quote for today."""
    with world.acme.inside(world.bob):
        account = an_account("Hengda", owner_id=world.bob.member_id)
        a_contact(account, "Wang Fang")
        deal = a_deal(world.bob.member_id, "Valves", account_id=account.id)
        a_follow_up(deal, world.bob.member_id, due_on=today_in("Asia/Shanghai"))
        world.deal_id = deal.id
    return world


def phone(window, language, person, path=""):
    """A phone in the hand of `person`, standing on `path`."""
    eyes = window(language, 390, touch=True)
    eyes.sign_in(person)
    eyes.open(f"/{person.company.slug}/{path}")
    return eyes


def write_down(eyes, form: Locator) -> int:
    """Say what happened and what comes next; returns how many taps that took."""
    in_a_week = today_in("Asia/Shanghai") + timedelta(days=7)
    form.get_by_role("radio", name=eyes.say("WeChat")).tap()
    form.get_by_label(eyes.say("What the customer said")).fill("Wants the quote by piece, not by set.")
    form.get_by_role("textbox", name=eyes.say("Next step"), exact=True).fill("Send Ms Wang the quote by piece")
    form.get_by_label(eyes.say("By when")).fill(in_a_week.isoformat())
    eyes.check()
    form.get_by_role("button", name=eyes.say("Save the follow-up")).tap()
    return 5


def is_written_down(eyes) -> None:
    """The deal's page says so: on the timeline, and as the one next step."""
    page = eyes.page
    expect(page.get_by_role("status").filter(has_text=eyes.say("Saved."))).to_be_visible()
    expect(page.get_by_role("region", name=eyes.say("What happened"))).to_contain_text("by piece, not by set")
    step = page.get_by_role("region", name=eyes.say("Next step"), exact=True)
    expect(step).to_contain_text("Send Ms Wang the quote by piece")
    expect(step).not_to_contain_text("Send the quote")
    eyes.check()


@LANGUAGES
def test_from_the_day_s_promises(window, hengda, language):
    eyes = phone(window, language, hengda.bob)

    eyes.page.get_by_role("link", name=eyes.say("Log"), exact=True).tap()
    taps = 1 + write_down(eyes, eyes.page.get_by_role("dialog"))

    is_written_down(eyes)
    assert taps <= 6


@LANGUAGES
def test_from_the_board(window, hengda, language):
    eyes = phone(window, language, hengda.bob, "deals/")

    eyes.page.get_by_role("article", name="Hengda").get_by_role("link", name="Hengda", exact=True).tap()
    log = eyes.page.get_by_role("region", name=eyes.say("Log a contact"))
    taps = 1 + write_down(eyes, log)

    is_written_down(eyes)
    assert taps <= 6


@LANGUAGES
def test_a_vague_promise_is_asked_again_and_nothing_typed_is_lost(window, hengda, language):
    eyes = phone(window, language, hengda.bob, f"follow-ups/deals/{hengda.deal_id}")
    page = eyes.page
    vague = "继续跟进" if language == "zh" else "follow up"

    page.get_by_label(eyes.say("What the customer said")).fill("Not before the fair.")
    step = page.get_by_role("textbox", name=eyes.say("Next step"), exact=True)
    step.fill(vague)
    page.get_by_role("button", name=eyes.say("Save the follow-up")).tap()

    expect(step).to_have_attribute("aria-invalid", "true")
    expect(step).to_be_focused()
    expect(page.get_by_label(eyes.say("What the customer said"))).to_have_value("Not before the fair.")
    eyes.check()


@LANGUAGES
def test_a_promise_is_kept_with_one_tap(window, hengda, language):
    eyes = phone(window, language, hengda.bob)

    eyes.page.get_by_role("button", name=eyes.say("Done: %(what)s", what="Send the quote")).tap()

    expect(eyes.page.get_by_role("heading", name=eyes.say("Nothing is due this week"))).to_be_visible()
    eyes.check()
