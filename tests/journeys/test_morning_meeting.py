"""A lead walks through the morning meeting without a mouse: from one to the next, reasons, support, acceptance."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from app.clock import today_in
from app.people.model import Placement
from tenants.context import db
from tests.journeys.hands import focus_is_seen, overflow, tab_to
from tests.tasks.factories import a_task

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture
def east(world):
    """Mia's team on a morning: Bob is late and begins something, she has nothing, Sam asks for help and handed in."""
    today = today_in("Asia/Shanghai")
    with world.acme.inside(world.mia):
        seat = update(Placement).where(Placement.member_id == world.sam.member_id)
        db.execute(seat.values(team_id=world.acme.teams["east"]))
        bob, sam, mia = world.bob.member_id, world.sam.member_id, world.mia.member_id
        a_task(bob, "Leads from the fair", due_on=today - timedelta(days=2), state="doing")
        a_task(bob, "Price list", due_on=today, starts_on=today, goal_quantity=None)
        a_task(sam, "Quote for Hengda", due_on=today + timedelta(days=30), state="doing", support="Terms of 60 days")
        a_task(sam, "Calls of the week", state="submitted", acceptor_id=mia, actual=Decimal(20), created_by_id=mia)
    return world


def begin(window, east, language, width=1440):
    eyes = window(language, width)
    eyes.sign_in(east.mia)
    return eyes, eyes.open(f"/{east.acme.slug}/tasks/meeting")


def head(page, name):
    return page.get_by_role("heading", name=name, level=2)


def press(eyes, key):
    eyes.settle()
    eyes.page.keyboard.press(key)
    eyes.settle()


@LANGUAGES
def test_the_keys_lead_from_one_to_the_next(window, east, language):
    eyes, page = begin(window, east, language)
    expect(head(page, "Bob")).to_be_focused()
    assert focus_is_seen(page)

    press(eyes, "j")
    expect(head(page, "Mia")).to_be_focused()
    expect(page.locator("#meeting-said")).to_contain_text(
        eyes.say("%(name)s, %(place)s of %(count)s", name="Mia", place=2, count=3)
    )
    expect(page).to_have_url(re.compile(str(east.mia.member_id)))
    eyes.check()

    press(eyes, "ArrowRight")
    expect(head(page, "Sam")).to_be_focused()
    press(eyes, "j")  # nobody comes after the last
    expect(head(page, "Sam")).to_be_focused()
    press(eyes, "k")
    expect(head(page, "Mia")).to_be_focused()
    press(eyes, "3")
    expect(head(page, "Sam")).to_be_focused()
    press(eyes, "ArrowLeft")
    expect(head(page, "Mia")).to_be_focused()

    page.go_back()
    expect(head(page, "Sam")).to_be_visible()
    eyes.settle()
    press(eyes, "1")
    expect(head(page, "Bob")).to_be_focused()
    press(eyes, "Enter")
    expect(page.get_by_role("heading", name="Leads from the fair", level=1)).to_be_visible()


@LANGUAGES
def test_a_reason_is_written_down_and_a_task_begun(window, east, language):
    eyes, page = begin(window, east, language)
    late = page.get_by_role("region", name=eyes.say("Overdue"))
    reason = late.get_by_role("textbox", name=eyes.say("Why it is late"))

    press(eyes, "r")
    expect(reason).to_be_focused()
    page.keyboard.type("jk1s")  # in a field they are only letters
    expect(head(page, "Bob")).to_be_visible()
    page.keyboard.press("Escape")
    expect(reason).not_to_be_focused()
    press(eyes, "r")
    reason.press("Control+a")
    page.keyboard.type("The organiser sent the list late")
    tab_to(page, late.get_by_role("button", name=eyes.say("Save"), exact=True))
    press(eyes, "Enter")

    expect(late).to_contain_text("The organiser sent the list late")
    expect(head(page, "Bob")).to_be_focused()
    eyes.check()

    press(eyes, "s")
    today = page.get_by_role("region", name=eyes.say("Today"))
    expect(today.get_by_role("link", name=f"{eyes.say('Done')} Price list")).to_be_visible()
    expect(head(page, "Bob")).to_be_focused()


@LANGUAGES
def test_support_is_answered_and_work_accepted(window, east, language):
    eyes, page = begin(window, east, language)
    press(eyes, "3")

    answer = page.get_by_role("textbox", name=eyes.say("What was done about it"))
    tab_to(page, answer)
    page.keyboard.type("Finance agreed this morning")
    page.keyboard.press("Tab")
    press(eyes, "Enter")
    expect(answer).to_have_count(0)
    expect(head(page, "Sam")).to_be_focused()

    good = eyes.say("Accept as “%(grade)s”", grade=eyes.say("Good"))
    tab_to(page, page.get_by_role("button", name=good))
    press(eyes, "Enter")
    done = page.get_by_role("region", name=re.compile(eyes.say("Done since %(day)s", day="").strip()))
    expect(done).to_contain_text(eyes.say("Accepted"))
    expect(page.get_by_role("region", name=eyes.say("Waits for acceptance"))).to_have_count(0)
    eyes.check()


@LANGUAGES
def test_the_keys_of_the_meeting_are_told(window, east, language):
    eyes, page = begin(window, east, language)

    press(eyes, "?")
    told = page.get_by_role("dialog", name=eyes.say("Keys of the meeting"))
    expect(told).to_contain_text(eyes.say("The next one"))
    eyes.check()
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()


@LANGUAGES
def test_it_fits_a_phone_and_is_walked_with_a_thumb(window, east, language):
    eyes = window(language, 390, touch=True)
    eyes.sign_in(east.mia)
    page = eyes.open(f"/{east.acme.slug}/tasks/meeting")

    page.get_by_role("link", name=eyes.say("The next one")).tap()
    expect(head(page, "Mia")).to_be_focused()
    assert overflow(page) == []
    assert eyes.found("target-size") == []
    eyes.open(f"/{east.acme.slug}/tasks/day")
    assert overflow(page) == []
    assert eyes.found("target-size") == []


@LANGUAGES
def test_on_a_phone_a_figure_is_told_and_the_task_handed_in(window, east, language):
    eyes = window(language, 390, touch=True)
    eyes.sign_in(east.bob)
    page = eyes.open(f"/{east.acme.slug}/tasks/day")
    task = page.get_by_role("listitem").filter(has_text="Leads from the fair").first

    task.get_by_role("link", name=eyes.say("Update progress")).tap()
    figure = task.get_by_label(eyes.say("Reached"))
    expect(figure).to_be_focused()
    eyes.check()
    figure.fill("18")
    task.get_by_role("button", name=eyes.say("Save progress")).tap()
    expect(task).to_contain_text("18 / 20 leads · 90%")
    expect(task.get_by_role("link", name="Leads from the fair", exact=True)).to_be_focused()

    task.get_by_role("link", name=f"{eyes.say('Done')} Leads from the fair").tap()
    sheet = page.get_by_role("dialog", name="Leads from the fair")
    expect(sheet.get_by_label(eyes.say("Reached"))).to_have_value("18")
    sheet.get_by_label(eyes.say("Result")).fill("18 of 20 have a number that works")
    sheet.get_by_role("button", name=eyes.say("Done"), exact=True).tap()
    expect(sheet.get_by_role("alert").or_(sheet.locator("[aria-invalid=true]")).first).to_be_visible()  # it is late
    sheet.get_by_label(eyes.say("Why it is late")).fill("The organiser was late")
    eyes.check()
    sheet.get_by_role("button", name=eyes.say("Done"), exact=True).tap()

    expect(page.get_by_role("status").filter(has_text=eyes.say("Done."))).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("Leads from the fair")
