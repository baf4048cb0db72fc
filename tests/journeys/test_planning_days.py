"""The month of tasks by hand: a task on another day by mouse and by keyboard, the months by the arrow keys, a phone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from app.clock import today_in
from tests.journeys.hands import carry, overflow
from tests.tasks.factories import a_task

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture
def days(world):
    """Two days in the middle of this month; on the first stand two tasks that Mia gave Bob, one of them begun."""
    first = today_in("Asia/Shanghai").replace(day=15)
    plan = {"due_on": first, "starts_on": first - timedelta(days=5), "created_by_id": world.mia.member_id}
    with world.acme.inside():
        a_task(world.bob.member_id, "拜访昆山", **plan)
        a_task(world.bob.member_id, "Begun", state="doing", **plan)
    return first, first + timedelta(days=2)


def calendar_of(eyes, person) -> Page:
    eyes.sign_in(person)
    return eyes.open(f"/{person.company.slug}/tasks/calendar")


def box(page: Page, day: date) -> Locator:
    return page.locator(f'[data-day="{day}"]')


def task(page: Page, name: str) -> Locator:
    return page.locator(".month__task").filter(has_text=name)


@LANGUAGES
def test_a_task_is_dragged_to_another_day(window, world, days, language):
    eyes = window(language)
    page = calendar_of(eyes, world.mia)

    carry(page, task(page, "拜访昆山"), box(page, days[1]))

    expect(box(page, days[1]).get_by_text("拜访昆山")).to_be_visible()
    eyes.check()
    page.reload()
    expect(box(page, days[1]).get_by_text("拜访昆山")).to_be_visible()


@LANGUAGES
def test_work_that_has_begun_asks_for_a_reason(window, world, days, language):
    eyes = window(language)
    page = calendar_of(eyes, world.mia)

    carry(page, task(page, "Begun"), box(page, days[1]))

    due = page.get_by_label(eyes.say("Due"), exact=False).first
    expect(due).to_have_value(str(days[1]))
    eyes.check()
    page.get_by_label(eyes.say("Why it is re-planned")).fill("The fair was moved")
    page.get_by_role("button", name=eyes.say("Save")).click()
    expect(page.get_by_role("heading", name="Begun", level=1)).to_be_visible()


def test_a_task_is_put_on_another_day_with_the_keyboard_alone(window, world, days):
    eyes = window()
    page = calendar_of(eyes, world.mia)
    link = task(page, "拜访昆山").get_by_role("link")

    link.focus()
    for key in ("Space", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator("#announcer")).to_contain_text(str(days[1].day))
    page.keyboard.press("Space")

    expect(box(page, days[1]).get_by_text("拜访昆山")).to_be_visible()
    expect(link).to_be_focused()


def test_escape_leaves_a_task_on_its_day(window, world, days):
    eyes = window()
    page = calendar_of(eyes, world.mia)

    task(page, "拜访昆山").get_by_role("link").focus()
    for key in ("Space", "ArrowRight", "Escape"):
        page.keyboard.press(key)

    expect(page.locator("#announcer")).to_contain_text("stays on")
    expect(page.locator(".month__day--aimed")).to_have_count(0)
    expect(box(page, days[0]).get_by_text("拜访昆山")).to_be_visible()


def test_the_arrow_keys_turn_the_months(window, world, days):
    eyes = window()
    page = calendar_of(eyes, world.mia)
    title = page.locator(".month__title")
    here = title.inner_text()

    page.keyboard.press("ArrowRight")
    expect(title).not_to_have_text(here)
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text(here)
    page.locator("#month-after").focus()
    page.keyboard.press("Enter")
    expect(title).not_to_have_text(here)
    expect(page.locator("#month-after")).to_be_focused()
    page.go_back()
    expect(title).to_have_text(here)


@LANGUAGES
def test_on_a_phone_the_month_is_a_list_of_days(window, world, days, language):
    eyes = window(language, width=390, touch=True)
    page = calendar_of(eyes, world.mia)

    expect(box(page, days[0])).to_be_visible()
    expect(box(page, days[0]).get_by_role("link")).to_have_count(2)
    assert overflow(page) == []
    empty = page.locator(".month__day--empty:not(.month__day--today)")
    assert not any(one.is_visible() for one in empty.all())
    task(page, "拜访昆山").get_by_role("link").click()
    expect(page.get_by_role("heading", name="拜访昆山", level=1)).to_be_visible()


@LANGUAGES
def test_one_copies_one_s_address(window, world, language):
    eyes = window(language)
    eyes.context.grant_permissions(["clipboard-read", "clipboard-write"])
    eyes.sign_in(world.bob)
    page = eyes.open(f"/{world.acme.slug}/tasks/calendar/feed")

    page.get_by_role("button", name=eyes.say("Make my address")).click()
    address = page.get_by_label(eyes.say("Secret address"))
    expect(address).to_be_visible()
    eyes.check()
    page.get_by_role("button", name=eyes.say("Copy")).click()

    expect(page.get_by_role("status").filter(has_text=eyes.say("The address is copied."))).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address.input_value()
    assert page.request.get(address.input_value()).status == 200
