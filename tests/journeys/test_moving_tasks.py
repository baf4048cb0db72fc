"""Moving a task: over the board and between the quadrants, by mouse, keyboard, menu and thumb."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.hands import Thumb, carry, middle, tab_to
from tests.tasks.factories import a_task

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture
def tasks(world):
    """Two tasks that Mia gave Bob: one to be begun, one handed in."""
    with world.acme.inside(world.mia):
        given = {"acceptor_id": world.mia.member_id, "created_by_id": world.mia.member_id}
        a_task(world.bob.member_id, "Call twenty", **given)
        a_task(world.bob.member_id, "Ask around", **given)
        a_task(world.bob.member_id, "Leads of the fair", **given, state="submitted", actual=Decimal(20))
        later = {"due_on": date.today() + timedelta(days=20)}
        a_task(world.mia.member_id, "Old cupboard", created_by_id=world.mia.member_id, **later)
    return world


def opened(eyes, person, path: str) -> Page:
    eyes.sign_in(person)
    return eyes.open(f"/{person.company.slug}/tasks/{path}")


def card(page: Page, name: str) -> Locator:
    return page.get_by_role("article", name=name)


def place(page: Page, name: str) -> Locator:
    return page.locator(f"[data-column={name}]")


def stands(page: Page, name: str, column: str) -> None:
    expect(place(page, column).get_by_role("article", name=name)).to_be_visible()


def is_told(eyes, quadrant: str) -> None:
    """A toast says where the old cupboard stands now; what the browser shows by itself is not yet true."""
    told = eyes.say("%(name)s: %(quadrant)s", name="Old cupboard", quadrant=eyes.say(quadrant))
    expect(eyes.page.get_by_role("status").filter(has_text=told)).to_be_visible()


@LANGUAGES
def test_a_task_is_begun_and_handed_in_with_the_mouse(window, tasks, language):
    eyes = window(language)
    page = opened(eyes, tasks.bob, "board")

    carry(page, card(page, "Call twenty"), place(page, "doing"))
    stands(page, "Call twenty", "doing")
    expect(place(page, "doing").locator(".board__count")).to_have_text("1")

    carry(page, card(page, "Call twenty"), place(page, "submitted"))
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    stands(page, "Call twenty", "doing")
    eyes.check()
    dialog.get_by_label(eyes.say("Reached")).fill("21")
    dialog.get_by_label(eyes.say("Result")).fill("All called")
    dialog.get_by_role("button", name=eyes.say("Submit to %(name)s", name="Mia")).click()

    stands(page, "Call twenty", "submitted")
    expect(dialog).to_be_hidden()
    page.reload()
    stands(page, "Call twenty", "submitted")
    eyes.check()


@pytest.mark.parametrize("hand", ["mouse", "keyboard"])
def test_a_card_put_down_stands_by_its_day_at_once(window, tasks, hand):
    with tasks.acme.inside(tasks.mia):
        for name, days in (("Sooner", 1), ("Later", 9)):
            due = {"due_on": date.today() + timedelta(days=days), "state": "doing"}
            a_task(tasks.bob.member_id, name, created_by_id=tasks.mia.member_id, **due)
        a_task(tasks.bob.member_id, "Between", due_on=date.today() + timedelta(days=4))
        a_task(tasks.bob.member_id, "No day", due_on=None)
    page = opened(window(), tasks.bob, "board")
    names = place(page, "doing").locator(".ticket__title")

    for name in ("Between", "No day"):
        if hand == "mouse":
            carry(page, card(page, name), place(page, "doing"))
        else:
            card(page, name).focus()
            for key in ("Space", "ArrowRight", "Space"):
                page.keyboard.press(key)
        expect(place(page, "doing").locator("[data-card]").filter(has_text=name)).to_be_focused()

    expect(names).to_have_text(["Sooner", "Between", "Later", "No day"])
    page.reload()
    expect(names).to_have_text(["Sooner", "Between", "Later", "No day"])


@LANGUAGES
def test_what_does_not_go_is_said_and_the_card_goes_back(window, tasks, language):
    eyes = window(language)
    page = opened(eyes, tasks.bob, "board")

    carry(page, card(page, "Call twenty"), place(page, "accepted"))

    said = eyes.say("It is handed in first; then it is accepted or returned.")
    expect(page.get_by_text(said)).to_be_visible()
    stands(page, "Call twenty", "todo")


@LANGUAGES
def test_a_task_is_accepted_with_the_keyboard_alone(window, tasks, language):
    eyes = window(language)
    page = opened(eyes, tasks.mia, "board")

    tab_to(page, card(page, "Leads of the fair"))
    for key in ("Space", "ArrowUp", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator("#announcer")).to_have_text(eyes.say("Accepted"))
    page.keyboard.press("Space")

    stands(page, "Leads of the fair", "accepted")
    expect(card(page, "Leads of the fair").get_by_role("link", name="Leads of the fair", exact=True)).to_be_focused()
    expect(place(page, "accepted").get_by_role("img", name=eyes.say("Good"))).to_be_visible()
    eyes.check()


def test_a_card_carried_home_again_stands_where_it_stood(window, tasks):
    page = opened(window(), tasks.bob, "board")
    names = place(page, "todo").get_by_role("article")
    before = names.all_inner_texts()

    names.last.focus()
    for key in ("Space", "ArrowRight", "ArrowLeft", "Space"):
        page.keyboard.press(key)

    assert names.all_inner_texts() == before
    expect(page.get_by_role("status").filter(has_text="is now in")).to_have_count(0)


def test_a_task_is_returned_by_its_menu(window, tasks):
    eyes = window()
    page = opened(eyes, tasks.mia, "board")

    card(page, "Leads of the fair").hover()
    page.get_by_role("link", name="Move Leads of the fair").click()
    dialog = page.get_by_role("dialog")
    eyes.check()
    dialog.get_by_role("button", name="Returned").click()
    dialog.get_by_label("Reason for the return").fill("Number 7 is a double")
    eyes.check()
    dialog.get_by_role("button", name="Return for changes").click()

    stands(page, "Leads of the fair", "returned")
    expect(card(page, "Leads of the fair").get_by_text("Number 7 is a double")).to_be_visible()


@LANGUAGES
def test_a_task_is_made_important_between_the_quadrants(window, tasks, language):
    eyes = window(language)
    page = opened(eyes, tasks.mia, "quadrants")

    carry(page, card(page, "Old cupboard"), place(page, "do"))
    stands(page, "Old cupboard", "do")
    is_told(eyes, "Important and urgent")
    card(page, "Old cupboard").focus()
    for key in ("Space", "ArrowLeft", "Space"):
        page.keyboard.press(key)

    is_told(eyes, "Important, not urgent")
    expect(card(page, "Old cupboard")).to_be_focused()
    page.reload()
    stands(page, "Old cupboard", "plan")
    eyes.check()


def test_a_thumb_carries_a_task_to_today(window, tasks):
    eyes = window(width=390, touch=True)
    page = opened(eyes, tasks.mia, "quadrants")
    thumb = Thumb(page)

    thumb.press_long(card(page, "Old cupboard"))
    for _step in range(3):
        thumb.slide(*middle(place(page, "do"), 30))
    thumb.let_go()

    is_told(eyes, "Important and urgent")
    stands(page, "Old cupboard", "do")
    eyes.check()
