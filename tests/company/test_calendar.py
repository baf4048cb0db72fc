"""Working days, in China and elsewhere, and where a company departs from them."""

from __future__ import annotations

from datetime import date

import pytest

from app.calendar import UnknownYear, countries, is_workday, public_days, workdays_between
from app.company.calendar.queries import overrides


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),  # National Day, a Thursday
        (date(2026, 10, 10), True),  # 调休: a Saturday worked for it
        (date(2026, 10, 9), True),
        (date(2026, 10, 11), False),
        (date(2025, 1, 26), True),  # 调休: a Sunday
    ],
)
def test_china_works_and_rests_as_the_state_council_says(day, works):
    assert is_workday(day, "CN") is works


def test_elsewhere_public_holidays_are_free():
    assert is_workday(date(2026, 12, 25), "US") is False
    assert is_workday(date(2026, 12, 28), "US") is True


def test_a_company_s_own_word_stands_above_the_calendar():
    own = {date(2026, 10, 1): True, date(2026, 10, 12): False}

    assert is_workday(date(2026, 10, 1), "CN", own) is True
    assert is_workday(date(2026, 10, 12), "CN", own) is False


def test_a_six_day_week_works_saturdays_but_no_holidays():
    assert is_workday(date(2026, 11, 7), "CN", week="123456") is True
    assert is_workday(date(2026, 10, 3), "CN", week="123456") is False


def test_a_year_nobody_published_is_said_and_not_guessed():
    with pytest.raises(UnknownYear) as said:
        is_workday(date(2099, 1, 4), "CN")

    assert said.value.year == 2099


def test_a_company_s_own_word_needs_no_published_year():
    assert is_workday(date(2099, 1, 4), "CN", {date(2099, 1, 4): True}) is True


def test_without_a_country_only_the_week_counts():
    assert public_days(2026, "") == ()
    assert is_workday(date(2026, 12, 25), "") is True


def test_workdays_are_counted_with_both_ends():
    assert workdays_between(date(2026, 9, 28), date(2026, 10, 10), "CN") == 6


def test_public_days_are_named_in_the_reader_s_language():
    names = {day.name for day in public_days(2026, "CN", "zh")}

    assert {"国庆节", "春节"} <= names


def test_every_country_offered_has_a_calendar():
    for country in sorted(countries()):
        public_days(2026, country)


def test_a_manager_adds_a_day_and_takes_it_back(world):
    browser = world.browser(world.mia)

    browser.post("settings/calendar/", {"day": "2026-12-31", "works": "rest", "name": "Stocktaking"})
    with world.acme.inside():
        assert overrides() == {date(2026, 12, 31): False}
    page = browser.get("settings/calendar/?year=2026").text
    assert "Stocktaking" in page

    (address,) = [line.split('"')[0] for line in page.split('action="') if "/removal" in line[:120]]
    browser.post(address)
    with world.acme.inside():
        assert overrides() == {}


def test_adding_the_same_day_again_replaces_it(world):
    browser = world.browser(world.mia)

    for works in ("rest", "work"):
        browser.post("settings/calendar/", {"day": "2026-12-31", "works": works, "name": ""})

    with world.acme.inside():
        assert overrides() == {date(2026, 12, 31): True}


def test_the_page_says_when_a_year_is_not_published(world):
    assert "are not published yet" in world.browser(world.mia).get("settings/calendar/?year=2031").text


def test_a_day_that_is_none_explains_itself(world):
    answer = world.browser(world.mia).post("settings/calendar/", {"day": "2026-02-30", "works": "rest"})

    assert answer.status_code == 422
    assert "Write the date as 2026-03-31." in answer.text


def test_sellers_keep_no_calendar(world):
    assert world.browser(world.bob).get("settings/calendar/").status_code == 403


def test_a_day_of_another_company_does_not_exist(world):
    world.browser(world.charlie).post("settings/calendar/", {"day": "2026-12-30", "works": "rest"})
    page = world.browser(world.charlie).get("settings/calendar/?year=2026").text
    (address,) = [line.split('"')[0] for line in page.split('action="') if "/removal" in line[:120]]

    own = address.replace(world.globex.slug, world.acme.slug)
    assert world.browser(world.alice).post(own).status_code == 404
