"""The first steps tick themselves off by facts."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import true

from app.web import first_steps
from tests import factories
from tests.tasks.factories import a_task


def done(browser):
    return set(re.findall(r'checklist__item--done">.*?checklist__name">(.*?)<', browser.get("").text, re.S))


def test_a_new_company_has_its_sign_up_behind_it(world):
    assert done(world.browser(world.charlie)) == {"Sign the company up"}


def test_steps_tick_themselves_off(world):
    with world.globex.inside():
        deal = factories.a_deal(world.charlie.member_id)
        factories.a_contact(factories.an_account())

        a_task(world.charlie.member_id)

    taken = done(world.browser(world.charlie))
    assert {"Write down the first deal", "Add the first contact", "Assign the first task"} <= taken
    assert deal


def test_three_people_are_enough_company(world):
    assert "Invite two people" in done(world.browser(world.alice))


def test_the_owner_puts_the_steps_away(world):
    browser = world.browser(world.charlie)

    browser.post("first-steps/putting-away")

    assert "checklist" not in browser.get("").text


@pytest.mark.parametrize(("name", "status"), [("mia", 403), ("bob", 403), ("vera", 403)])
def test_only_the_owner_puts_them_away(world, name, status):
    assert world.browser(getattr(world, name)).post("first-steps/putting-away").status_code == status


def test_sellers_are_not_asked_to_set_the_company_up(world):
    assert "checklist" not in world.browser(world.bob).get("").text


def test_sample_data_is_no_step_and_can_be_removed_again(world):
    browser = world.browser(world.charlie)
    assert "Load sample data" in browser.get("").text

    browser.post("demo/sample")

    page = browser.get("").text
    assert "Remove sample data" in page
    assert done(browser) == {"Sign the company up"}


def test_every_area_brings_its_steps_and_they_stand_in_one_order(app, world):
    page = world.browser(world.charlie).get("").text

    names = re.findall(r'checklist__name">(.*?)<', page, re.S)
    assert names == [
        "Sign the company up", "Look through the settings", "Invite two people", "Bring your pipeline in",
        "Write down the first deal", "Add the first contact", "Assign the first task", "Make the weekly report",
    ]  # fmt: skip


def test_a_step_of_another_area_stands_among_the_others(app, world, monkeypatch):
    monkeypatch.setitem(app.extensions, "first_steps", first_steps.of(app).copy())
    first_steps.add(app, "people", "Seat them", "in teams", true, "Teams", "nowhere.index", "teams.index")

    page = world.browser(world.charlie).get("").text

    assert page.index("Invite two people") < page.index("Seat them") < page.index("Bring your pipeline in")
    assert "Seat them" in done(world.browser(world.charlie))


def test_a_step_in_no_part_is_refused(app):
    with pytest.raises(ValueError):
        first_steps.add(app, "attic", "Tidy up", "", true, "Go")
