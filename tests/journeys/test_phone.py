"""Every main page on a phone: nothing sticks out, everything is large enough for a thumb, in the dark too."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.factories import a_contact, a_deal, a_follow_up, a_product, an_account, an_order
from tests.journeys.hands import overflow

PAGES = (
    "", "deals/", "deals/list", "deals/list/filter", "deals/list/layout", "deals/new", "deals/{deal}",
    "deals/{deal}/edit", "deals/{deal}/stage", "notices/owed", "follow-ups/deals/{deal}", "customers/", "customers/new",
    "customers/{account}", "customers/{account}/edit", "orders/", "orders/new", "orders/{order}", "products/",
    "products/{product}", "imports/", "reports/", "notices/", "search/?q=Hengda", "settings/", "settings/people/",
    "settings/people/{member}", "settings/teams/", "settings/invitations/new", "settings/calendar/", "settings/lists/",
    "settings/lists/lost_reason", "settings/pipelines/", "settings/history/", "settings/jobs/",
    "/profile", "/companies",
)  # fmt: skip
STRANGERS = ("/", "/sign-in", "/sign-up", "/password/reset", "/nowhere")


@pytest.fixture
def full(world):
    """Acme with something on every page."""
    long_name = "Hengda Precision Electromechanical Engineering and Trading (Kunshan) Co., Ltd."
    with world.acme.inside(world.alice):
        owner = world.alice.member_id
        account = an_account(long_name, owner_id=owner)
        a_contact(account, "Wang Fang", email="wang.fang.purchasing.department@hengda-precision.example")
        deal = a_deal(owner, "Replacement of 240 valves in the boiler houses", account_id=account.id)
        a_follow_up(deal, owner, said="Averylongwordwithoutanyspace" * 5)
        ids = {
            "account": account.id, "deal": deal.id, "product": a_product("GTX Pro").id, "member": world.bob.member_id,
            "order": an_order(account_id=account.id, owner_id=owner).id,
        }  # fmt: skip
    world.ids = ids
    return world


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_is_wider_than_the_phone(window, full, language):
    eyes = window(language, 390, touch=True)
    eyes.sign_in(full.alice)

    troubles = []
    for path in PAGES:
        address = path.format(**full.ids)
        troubles += look_at(eyes, address if path.startswith("/") else f"/{full.acme.slug}/{address}")

    assert troubles == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_door_is_wider_than_the_phone(window, live, language):
    eyes = window(language, 390, touch=True)

    troubles = [trouble for path in STRANGERS for trouble in look_at(eyes, path)]
    eyes.complaints = [said for said in eyes.complaints if "404" not in said]  # /nowhere is nowhere

    assert troubles == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_is_reached_from_the_bar_below(window, full, language):
    eyes = window(language, 390, touch=True)
    eyes.sign_in(full.alice)
    page = eyes.open(f"/{full.acme.slug}/")
    bar = page.get_by_role("navigation", name=eyes.say("Main, on a phone"))

    bar.get_by_role("link", name=eyes.say("Customers")).tap()
    expect(page.get_by_role("heading", name=eyes.say("Customers"), level=1)).to_be_visible()
    bar.get_by_role("button", name=eyes.say("More")).tap()
    page.locator("#more-menu").get_by_role("link", name=eyes.say("Settings")).tap()

    expect(page.get_by_role("heading", name=eyes.say("Settings"), level=1)).to_be_visible()


def look_at(eyes, address: str) -> list[str]:
    """What is wrong with the page at `address` by day and by night."""
    page = eyes.page
    page.emulate_media(color_scheme="light")
    page.goto(eyes.live.address + address)
    wide = overflow(page)
    small = eyes.found("target-size")
    page.emulate_media(color_scheme="dark")
    wide += overflow(page)
    dim = eyes.found("color-contrast") if eyes.language == "en" else []
    return [f"{address}: {trouble}" for trouble in (*wide, *small, *dim)]
