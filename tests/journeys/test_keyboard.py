"""Working without a mouse: in at the door, by search to a deal, up and down the list, a new deal, and out again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from app.pipeline.opportunities.finding import make_findable
from tests.factories import a_deal, an_account
from tests.journeys.hands import focus_is_seen, tab_to
from tests.tasks.factories import a_task
from tests.world import PASSWORD

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture
def deals(world):
    """Three deals of Bob's, of growing worth."""
    with world.acme.inside(world.bob):
        for worth, name in enumerate(("Hengda", "Lumen", "恒达机电"), start=1):
            account = an_account(name, owner_id=world.bob.member_id)
            make_findable(
                a_deal(world.bob.member_id, f"Valves {worth}", account_id=account.id, amount_minor=worth * 100_00)
            )
    return world


@LANGUAGES
def test_one_signs_in_and_goes_to_a_deal_by_search(window, deals, language):
    eyes = window(language)
    eyes.belongs_to(deals.bob)
    page = eyes.open(f"/sign-in?next=/{deals.acme.slug}/")

    tab_to(page, page.get_by_label(eyes.say("E-mail")))
    page.keyboard.type(deals.bob.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=eyes.say("Today"), level=1)).to_be_visible()

    eyes.settle()  # what is drawn does not listen yet
    page.keyboard.press("Control+k")
    page.keyboard.type("达机")
    expect(page.get_by_role("option", name=re.compile("恒达机电")).first).to_be_visible()
    eyes.check()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("恒达机电")


@LANGUAGES
def test_one_walks_the_list_and_opens_a_row(window, deals, language):
    eyes = window(language)
    eyes.sign_in(deals.bob)
    page = eyes.open(f"/{deals.acme.slug}/deals/list?state=open")

    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
        assert focus_is_seen(page)
    second = page.locator("[data-row]").nth(1)
    expect(second.locator(":focus")).to_have_count(1)
    page.keyboard.press("x")
    expect(second.get_by_role("checkbox")).to_be_checked()
    name = second.get_by_role("link").first
    chosen = name.inner_text()
    name.focus()
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"/deals/[0-9a-f-]{36}"))
    expect(page.get_by_role("main")).to_contain_text(chosen)


@LANGUAGES
def test_one_opens_a_new_deal_and_leaves_it_again(window, deals, language):
    eyes = window(language)
    eyes.sign_in(deals.bob)
    page = eyes.open(f"/{deals.acme.slug}/deals/")
    button = page.get_by_role("link", name=eyes.say("New deal"))
    dialog = page.get_by_role("dialog", name=eyes.say("New deal"))

    tab_to(page, button)
    page.keyboard.press("n")
    customer = dialog.get_by_label(eyes.say("Customer"))
    expect(customer).to_be_focused()
    eyes.check()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    assert focus_is_seen(page)

    page.keyboard.press("Enter")
    expect(customer).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_be_visible()
    expect(dialog.get_by_label(eyes.say("Title"))).to_be_focused()
    eyes.check()
    for label, typed in (
        ("Title", "Pumps for the new hall"), ("Customer", "Northgate"), ("Amount", "38,000"),
        ("Next step", "Send Mr Shaw the drawings"), ("By when", "2027-01-15"),
    ):  # fmt: skip
        dialog.get_by_label(eyes.say(label), exact=label in ("Next step",)).fill(typed)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Pumps for the new hall")).to_be_visible()
    expect(page.get_by_role("region", name=eyes.say("Next step"), exact=True)).to_contain_text("drawings")
    eyes.check()


@LANGUAGES
def test_the_keys_are_told(window, deals, language):
    eyes = window(language)
    eyes.sign_in(deals.bob)
    page = eyes.open(f"/{deals.acme.slug}/deals/list")

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name=eyes.say("Keyboard"))).to_be_visible()
    eyes.check()
    page.keyboard.press("Escape")

    page.keyboard.press("/")
    expect(page.get_by_role("dialog", name=eyes.say("Filter the list")).get_by_role("textbox").first).to_be_focused()
    eyes.check()
    page.keyboard.type("Lumen")
    page.keyboard.press("Enter")
    expect(page.locator("[data-row]")).to_have_count(1)


def test_the_first_tab_skips_to_the_content(window, deals):
    eyes = window()
    eyes.sign_in(deals.bob)
    page = eyes.open(f"/{deals.acme.slug}/deals/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()


def test_the_keyboard_stays_where_it_is_when_a_page_of_tasks_changes(window, world):
    with world.acme.inside(world.mia):
        for name in ("Call twenty", "Ask around"):
            a_task(world.bob.member_id, name, created_by_id=world.mia.member_id)
    eyes = window()
    eyes.sign_in(world.mia)

    page = eyes.open(f"/{world.acme.slug}/tasks/?state=open")
    page.locator("a.sort").filter(has_text="Due").press("Enter")
    expect(page).to_have_url(re.compile("sort=-due"))
    expect(page.locator("a.sort").filter(has_text="Due")).to_be_focused()

    for key in ("j", "x"):
        page.keyboard.press(key)
    change = page.get_by_role("button", name="Change them …")
    change.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(change).to_be_focused()

    page = eyes.open(f"/{world.acme.slug}/tasks/new")
    page.get_by_role("button", name="Split into parts").press("Enter")
    expect(page.locator("[name=part-0-title]")).to_be_focused()
    page.get_by_role("button", name="One more part").press("Enter")
    expect(page.locator("[name=part-3-title]")).to_be_focused()
    page.get_by_role("button", name="Split evenly").press("Enter")
    expect(page.get_by_role("button", name="Split evenly")).to_be_focused()


@pytest.mark.parametrize("way", ["board", "quadrants"])
def test_j_and_k_walk_over_cards_and_enter_opens_one(window, deals, way):
    with deals.acme.inside(deals.bob):
        titles = [a_task(deals.bob.member_id, f"Call {number}").title for number in range(2)]
    eyes = window("en")
    eyes.sign_in(deals.bob)
    page = eyes.open(f"/{deals.acme.slug}/tasks/{way}")
    eyes.settle()
    first, second = (page.locator("article.ticket").nth(place) for place in range(2))

    page.keyboard.press("j")
    expect(first).to_be_focused()
    assert focus_is_seen(page)
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()
    name = first.get_attribute("aria-label")
    page.keyboard.press("Enter")

    assert name in titles
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
