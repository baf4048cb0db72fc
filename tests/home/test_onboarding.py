"""The first steps tick themselves off by facts."""

from __future__ import annotations

import re

import pytest

from tests import factories


def done(browser):
    return set(re.findall(r'checklist__item--done">.*?checklist__name">(.*?)<', browser.get("").text, re.S))


def test_a_new_company_has_its_sign_up_behind_it(world):
    assert done(world.browser(world.charlie)) == {"Sign the company up"}


def test_steps_tick_themselves_off(world):
    with world.globex.inside():
        deal = factories.a_deal(world.charlie.member_id)
        factories.a_contact(factories.an_account())

    assert {"Write down the first deal", "Add the first contact"} <= done(world.browser(world.charlie))
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
