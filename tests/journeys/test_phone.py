"""Every main page on a phone: nothing sticks out, everything is large enough for a thumb, in the dark too."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from playwright.sync_api import expect

from app.clock import now
from app.tasks.planning import series, templates
from tenants.context import db
from tenants.model import Member
from tests.conftest import LONG
from tests.factories import a_contact, a_deal, a_follow_up, a_product, an_account, an_order
from tests.journeys.hands import overflow
from tests.tasks.factories import a_task

PAGES = (
    "", "deals/", "deals/list", "deals/list/filter", "deals/list/layout", "deals/new", "deals/{deal}",
    "deals/{deal}/edit", "deals/{deal}/stage", "notices/owed", "follow-ups/deals/{deal}", "customers/", "customers/new",
    "customers/{account}", "customers/{account}/edit", "orders/", "orders/new", "orders/{order}", "products/",
    "products/{product}", "imports/", "reports/", "notices/", "search/?q=Hengda", "settings/", "settings/people/",
    "settings/people/{member}", "settings/teams/", "settings/invitations/new", "settings/calendar/", "settings/lists/",
    "settings/lists/lost_reason", "settings/pipelines/", "settings/history/", "settings/jobs/",
    "tasks/?state=open", "tasks/?acceptor=me&state=submitted", "tasks/board", "tasks/quadrants", "tasks/calendar",
    "tasks/day", "tasks/meeting", "tasks/workload", "tasks/new", "tasks/new?parts=3", "tasks/{task}",
    "tasks/{task}/edit", "tasks/{task}/links", "tasks/{whole}", "tasks/{whole}/parts", "tasks/templates",
    "tasks/templates/{template}", "tasks/series", "tasks/series/{series}",
    "tasks/several?template={template}", "tasks/copy", "tasks/table",
    "tasks/list/filter", "settings/tasks/", "people/{member}/record",
    "/profile", "/companies",
)  # fmt: skip
#: What is pressed, and does not answer 21 px above or below its middle, where nothing else is pressed either.
NARROW = """() => [...document.querySelectorAll('.button, .segmented__item, .chip, .topbar__crumb, .tabs__item')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height)
  .flatMap(one => {
    one.scrollIntoView({block: 'center', inline: 'center'});
    const box = one.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    return [-21, 21].map(step => document.elementFromPoint(x, y + step))
      .filter(hit => hit && !one.contains(hit) && !hit.closest('a, button, input, select, textarea, label'))
      .map(() => `low: ${one.className} ${one.textContent.trim().slice(0, 30)}`);
  })"""
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
            "order": an_order(account_id=account.id, owner_id=owner).id, **the_tasks(world),
        }  # fmt: skip
    world.ids = ids
    return world


def the_tasks(world) -> dict[str, UUID]:
    """A whole with a part to be accepted, something that is late, a template and what comes round from it."""
    given = {"acceptor_id": world.alice.member_id, "created_by_id": world.alice.member_id, "unit": "new customers"}
    whole = a_task(world.mia.member_id, "New customers of the first quarter", **given, is_split=True)
    part = a_task(
        world.bob.member_id, "Get leads at the fair", **given, parent_id=whole.id, state="submitted", actual=Decimal(9)
    )
    a_task(world.alice.member_id, "Call them all", due_on=date(2020, 1, 6), support="Another phone", delay_reason="Ill")
    alice, at = db.get_one(Member, (world.acme.id, world.alice.member_id)), now()
    template = templates.keep("A trade fair", templates.kept_of(whole), by=alice, at=at)
    rhythm = {"every": "week", "on_day": 1, "next_on": date(2030, 1, 7), "acceptor_id": None}
    repeated = series.begin({"template_id": template.id, "owner_id": world.bob.member_id, **rhythm}, by=alice, at=at)
    return {"whole": whole.id, "task": part.id, "template": template.id, "series": repeated.id}


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


def test_the_tasks_have_room_for_their_name_and_to_type(window, full):
    eyes = window("en", 390, touch=True)
    eyes.sign_in(full.alice)
    for way in ("board", "quadrants", "calendar", "?state=open"):
        page = eyes.open(f"/{full.acme.slug}/tasks/{way}")
        assert page.locator("h1").evaluate("one => one.scrollWidth <= one.clientWidth"), f"{way}: the name is cut"

    assert page.locator(".toolbar__text").bounding_box()["width"] >= 120


def look_at(eyes, address: str) -> list[str]:
    """What is wrong with the page at `address` by day and by night."""
    page = eyes.page
    page.emulate_media(color_scheme="light")
    page.goto(eyes.live.address + address)
    wide = overflow(page)
    is_walked = LONG or eyes.language == "en"  # the short run has axe look at each page in one language
    small = [*(eyes.found("target-size") if is_walked else []), *page.evaluate(NARROW)]
    page.emulate_media(color_scheme="dark")
    wide += overflow(page)
    dim = eyes.found("color-contrast") if is_walked else []
    return [f"{address}: {trouble}" for trouble in (*wide, *small, *dim)]
