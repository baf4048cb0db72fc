"""Fifty new customers: a lead splits them into three, three people work, one on a phone; 优 良 中, and 104 % in sum."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.clock import today_in
from app.people.model import Placement
from app.tasks.model import Task
from tenants.context import db
from tests.factories import added
from tests.journeys.hands import overflow

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
WORDS = {
    "zh": (
        "Q1新客户开发",
        "开发50家新客户",
        ("线上推广获取20家线索", "展会对接获取15家线索", "老客户转介绍获取15家线索"),
        "有姓名、联系方式、需求描述",
    ),
    "en": (
        "New customers Q1",
        "Win 50 new customers",
        ("Get 20 leads online", "Get 15 leads at the fair", "Get 15 leads by referral"),
        "Has a name, a contact and a need",
    ),
}


@pytest.fixture
def team(world):
    """Mia leads Bob, Tara and Sam."""
    with world.acme.inside(world.alice):
        sam = db.scalars(select(Placement).where(Placement.member_id == world.sam.member_id)).one()
        sam.team_id = world.acme.teams["east"]
        added(Placement(team_id=world.acme.teams["east"], member_id=world.tara.member_id, leads=False))
    return world


def eyes_of(window, person, language, width=1440):
    eyes = window(language, width, touch=width < 600)
    eyes.sign_in(person)
    return eyes


def split(eyes, world, language):
    """Mia writes the whole and its three parts, and is told when they do not add up."""
    title, goal, parts, standard = WORDS[language]
    page = eyes.open(f"/{world.acme.slug}/tasks/new?parts=3")
    page.locator("[name=title]").fill(title)
    reveal(page, "[name=goal]")
    page.locator("[name=goal]").fill(goal)
    page.locator("[name=due_on]").fill((today_in("Asia/Shanghai") + timedelta(days=30)).isoformat())
    reveal(page, "[name=criteria]")
    page.locator("[name=criteria]").fill(standard)
    for place, (part, who) in enumerate(zip(parts, (world.bob, world.sam, world.tara), strict=True)):
        page.locator(f"[name=part-{place}-title]").fill(part)
        page.locator(f"[name=part-{place}-owner_id]").select_option(str(who.member_id))
    page.locator("[name=part-2-goal_quantity]").fill("10")
    page.get_by_role("button", name=eyes.say("Assign"), exact=True).click()
    expect(
        page.get_by_text(eyes.say("The parts are %(parts)s of %(goal)s: %(rest)s missing.", parts=45, goal=50, rest=5))
    ).not_to_have_count(0)
    expect(page.locator("[name=part-0-title]")).to_have_value(parts[0])
    eyes.check()
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) == []  # the warnings about sum and units too
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("[name=part-2-goal_quantity]").fill("15")
    page.get_by_role("button", name=eyes.say("Assign"), exact=True).click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    eyes.check()


def reveal(page: Page, selector: str) -> None:
    """Open the fold a field stands in."""
    fold = page.locator(f"details:has({selector}):not([open]) > summary")
    if fold.count():
        fold.first.click()


def hand_in(eyes, world, task_id, actual):
    """Start it, tick the standard, hand it in with what was reached."""
    page = eyes.open(f"/{world.acme.slug}/tasks/{task_id}")
    page.get_by_role("button", name=eyes.say("Start"), exact=True).first.click()
    page.locator("button.tick").first.click()
    expect(page.locator("button.tick--on")).to_have_count(1)
    page.locator("#act-submit > summary").click()
    form = page.locator("#act-submit form")
    form.locator("[name=actual]").fill(str(actual))
    form.locator("[name=result]").fill("List attached")
    eyes.check()
    form.get_by_role("button").last.click()
    expect(page.get_by_text(eyes.say("Submitted.")).first).to_be_visible()


def parts_of(world):
    with world.acme.inside():
        found = db.execute(select(Task.id, Task.is_split).order_by(Task.is_split.desc(), Task.position)).all()
    return found[0].id, [one.id for one in found[1:]]


@LANGUAGES
def test_fifty_customers_by_three_people(window, team, language):
    world = team
    mia = eyes_of(window, world.mia, language)
    split(mia, world, language)
    whole, parts = parts_of(world)

    phone = eyes_of(window, world.bob, language, 390)
    hand_in(phone, world, parts[0], 25)
    sam, tara = eyes_of(window, world.sam, language), eyes_of(window, world.tara, language)
    hand_in(sam, world, parts[1], 15)
    hand_in(tara, world, parts[2], 11)

    # Mia returns Tara's, who mends it; all three are accepted as the figures propose.
    page = mia.open(f"/{world.acme.slug}/tasks/{parts[2]}")
    page.locator("#act-return > summary").click()
    page.locator("#act-return textarea").fill("Number 7 is a duplicate")
    page.locator("#act-return form button").last.click()
    expect(page.get_by_text("Number 7 is a duplicate").first).to_be_visible()
    page = tara.open(f"/{world.acme.slug}/tasks/{parts[2]}")
    expect(page.get_by_text("Number 7 is a duplicate").first).to_be_visible()
    page.locator("#act-submit > summary").click()
    page.locator("#act-submit [name=actual]").fill("12")
    page.locator("#act-submit [name=result]").fill("Replaced number 7")
    page.locator("#act-submit form button").last.click()
    for part, grade in zip(parts, ("Excellent", "Good", "Fair"), strict=True):
        page = mia.open(f"/{world.acme.slug}/tasks/{part}")
        page.get_by_role("button", name=mia.say("Accept as “%(grade)s”", grade=mia.say(grade))).click()
        expect(
            page.get_by_role("status").filter(has_text=mia.say("Accepted as “%(grade)s”.", grade=mia.say(grade)))
        ).to_be_visible()

    page = mia.open(f"/{world.acme.slug}/tasks/{whole}")
    table = page.get_by_role("region", name=mia.say("Goal in sum"))
    for grade in ("Excellent", "Good", "Fair"):
        expect(table).to_contain_text(mia.say(grade))
    expect(table).to_contain_text("104%")
    expect(table).to_contain_text("52")
