"""Moving a deal: by mouse, by keyboard, by the menu on the card, by thumb; what a stage asks; who was faster."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.factories import a_deal, a_stage, an_account
from tests.journeys.hands import Thumb, carry, middle, tab_to

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture
def deals(world):
    """Two deals of Bob's: Hengda knows all that stages ask, Lumen has neither customer nor amount."""
    with world.acme.inside(world.bob):
        hengda = an_account("Hengda", owner_id=world.bob.member_id)
        a_deal(world.bob.member_id, "Valves", account_id=hengda.id)
        a_deal(world.bob.member_id, "Lumen", amount_minor=None)
    return world


def board_of(eyes, person, path: str = "deals/") -> Page:
    eyes.sign_in(person)
    return eyes.open(f"/{person.company.slug}/{path}")


def card(page: Page, name: str) -> Locator:
    return page.get_by_role("article", name=name)


def column(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def is_told(eyes, deal: str, stage: str) -> None:
    """A toast says where the deal is, and the board still says so when it is opened again."""
    told = eyes.say("%(name)s is now in “%(stage)s”.", name=deal, stage=stage)
    expect(eyes.page.get_by_role("status").filter(has_text=told)).to_be_visible()


def stays(eyes, name: str, stage: str) -> None:
    eyes.page.reload()
    expect(column(eyes.page, stage).get_by_role("article", name=name)).to_be_visible()
    eyes.check()


@LANGUAGES
def test_a_card_is_dragged_with_the_mouse(window, deals, language):
    eyes = window(language)
    page = board_of(eyes, deals.bob)

    carry(page, card(page, "Hengda"), column(page, "Qualified"))

    is_told(eyes, "Valves", "Qualified")
    eyes.check()
    stays(eyes, "Hengda", "Qualified")


@LANGUAGES
def test_a_card_is_carried_with_the_keyboard_alone(window, deals, language):
    eyes = window(language)
    page = board_of(eyes, deals.bob)

    tab_to(page, card(page, "Hengda"))
    for key in ("Space", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    expect(page.locator("#announcer")).to_have_text(re.compile("Qualified"))
    page.keyboard.press("Space")

    is_told(eyes, "Valves", "Qualified")
    expect(card(page, "Hengda")).to_be_focused()
    stays(eyes, "Hengda", "Qualified")


def test_escape_puts_a_card_back(window, deals):
    eyes = window()
    page = board_of(eyes, deals.bob)

    card(page, "Hengda").focus()
    for key in ("Space", "ArrowRight", "Escape"):
        page.keyboard.press(key)

    expect(page.locator("#announcer")).to_have_text("Hengda is back where it was")
    expect(column(page, "Contacted").get_by_role("article", name="Hengda")).to_be_focused()


@LANGUAGES
def test_a_card_is_moved_by_its_menu(window, deals, language):
    eyes = window(language)
    page = board_of(eyes, deals.bob)

    page.get_by_role("link", name=eyes.say("Move %(name)s", name="Hengda")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    eyes.check()
    dialog.get_by_role("button", name="Negotiation").click()

    question = eyes.say("“%(stage)s” needs to know", stage="Negotiation")
    expect(dialog.get_by_role("heading", name=question)).to_be_visible()
    dialog.get_by_text(eyes.say("Not now"), exact=True).click()
    expect(dialog).to_be_hidden()
    stays(eyes, "Hengda", "Contacted")


@LANGUAGES
def test_a_stage_asks_for_what_it_wants_to_know(window, deals, language):
    eyes = window(language)
    page = board_of(eyes, deals.bob)

    carry(page, card(page, "Lumen"), column(page, "Proposal"))
    dialog = page.get_by_role("dialog")
    customer, amount = dialog.get_by_label(eyes.say("Customer")), dialog.get_by_label(eyes.say("Amount"))
    expect(customer).to_be_focused()
    expect(column(page, "Contacted").get_by_role("article", name="Lumen")).to_be_attached()
    eyes.check()

    customer.fill("Lumen Works")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text(eyes.say("Please fill this in."))).to_be_visible()
    expect(amount).to_be_focused()
    expect(customer).to_have_value("Lumen Works")
    eyes.check()

    amount.fill("12,500.50")
    page.keyboard.press("Enter")
    is_told(eyes, "Lumen", "Proposal")
    expect(dialog).to_be_hidden()
    stays(eyes, "Lumen Works", "Proposal")


@LANGUAGES
def test_no_deal_is_lost_without_a_reason(window, deals, language):
    eyes = window(language)
    page = board_of(eyes, deals.bob)

    carry(page, card(page, "Hengda"), column(page, "Lost"))
    dialog = page.get_by_role("dialog")
    reason = dialog.get_by_label(eyes.say("Why was it lost?"))
    expect(reason).to_be_focused()
    eyes.check()
    lose = dialog.get_by_role("button", name=eyes.say("Mark as lost"))
    lose.click()
    expect(reason).to_have_attribute("aria-invalid", "true")

    reason.select_option(index=1)
    lose.click()
    is_told(eyes, "Valves", "Lost")
    stays(eyes, "Hengda", "Lost")


@LANGUAGES
def test_a_thumb_carries_a_card_into_the_next_column(window, deals, language):
    eyes = window(language, 390, touch=True)
    page = board_of(eyes, deals.bob)
    thumb = Thumb(page)

    thumb.press_long(card(page, "Hengda"))
    goal = column(page, "Qualified")
    for _step in range(60):  # at the edge of the screen the board moves on
        thumb.slide(385, 400 + _step % 2)
        if goal.bounding_box()["x"] < 200:
            break
    thumb.slide(*middle(goal, 90))
    thumb.let_go()

    is_told(eyes, "Valves", "Qualified")
    stays(eyes, "Hengda", "Qualified")


@LANGUAGES
def test_a_thumb_moves_a_card_by_its_menu(window, deals, language):
    eyes = window(language, 390, touch=True)
    page = board_of(eyes, deals.bob)

    page.get_by_role("link", name=eyes.say("Move %(name)s", name="Hengda")).tap()
    page.get_by_role("dialog").get_by_role("button", name="Qualified").tap()

    is_told(eyes, "Valves", "Qualified")
    stays(eyes, "Hengda", "Qualified")


@LANGUAGES
def test_the_second_of_two_who_move_a_card_is_told(window, deals, language):
    bobs, mias = window(language), window(language)
    board_of(bobs, deals.bob)
    board_of(mias, deals.mia)

    carry(bobs.page, card(bobs.page, "Hengda"), column(bobs.page, "Qualified"))
    is_told(bobs, "Valves", "Qualified")
    carry(mias.page, card(mias.page, "Hengda"), column(mias.page, "Proposal"))

    told = "%(who)s changed this deal at %(when)s; it is in “%(stage)s” now."
    before_when = mias.say(told, who="Bob", when="\0", stage="Qualified")
    alert = mias.page.get_by_role("status")
    for part in before_when.split("\0"):
        expect(alert).to_contain_text(part)
    expect(column(mias.page, "Qualified").get_by_role("article", name="Hengda")).to_be_visible()
    mias.check()


def test_a_viewer_carries_nothing(window, deals):
    eyes = window()
    page = board_of(eyes, deals.vera)

    carry(page, card(page, "Hengda"), column(page, "Qualified"))

    expect(page.get_by_role("link", name="Move Hengda")).to_have_count(0)
    expect(column(page, "Contacted").get_by_role("article", name="Hengda")).to_be_visible()


def test_winning_makes_an_order(window, deals):
    with deals.acme.inside():
        won = a_stage("won")
    eyes = window()
    page = board_of(eyes, deals.bob)

    carry(page, card(page, "Hengda"), column(page, won.name))
    is_told(eyes, "Valves", won.name)
    card(page, "Hengda").get_by_role("link", name="Hengda", exact=True).click()

    expect(page.get_by_role("heading", name="Valves")).to_be_visible()
    page.get_by_role("link", name=re.compile("Order of")).click()
    expect(page.get_by_role("main")).to_contain_text("100")
    eyes.check()
