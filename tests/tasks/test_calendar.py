"""The month of tasks, as its people see it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from sqlalchemy import update

from app import clock
from app.company.model import DayOverride
from app.tasks.calendar.queries import MOST
from tenants.context import db
from tenants.model import Tenant
from tests.counting import statements
from tests.factories import added
from tests.tasks.factories import a_task

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)  # at Acme, which lives in Shanghai


@pytest.fixture(autouse=True)
def _noon():
    clock.freeze(NOON)


def due(person, title, day=24, month=11, **values):
    on = date(2026, month, day)
    return a_task(person.member_id, title, due_on=on, starts_on=values.pop("starts_on", on), **values)


@pytest.fixture
def month(world):
    """Tasks of Bob and of Sam, who works in another team, in November."""
    with world.acme.inside():
        due(world.bob, "Call Hengda", 24)
        due(world.sam, "Visit Kunshan", 25)
        due(world.bob, "Plan the fair", 2, month=12)
        due(world.bob, "Long ago", 24, month=9)
    return world


def boxes(page: str) -> dict[str, str]:
    """What stands in each day's box, by day."""
    parts = re.split(r"(?=<li data-day=)", page)[1:]
    return {re.search(r'datetime="([^"]+)"', part)[1]: part for part in parts}  # type: ignore[index]


def shown(page: str) -> list[str]:
    return re.findall(r'class="month__name">([^<]+)<', page)


def test_a_task_stands_on_its_day_with_owner_and_state(month):
    page = month.browser(month.bob).get("tasks/calendar").text

    box = boxes(page)["2026-11-24"]
    assert shown(box) == ["Call Hengda"]
    assert 'aria-label="Bob"' in box
    assert "To do" in box
    assert "November 2026" in page
    assert "Long ago" not in page


def test_days_of_the_neighbouring_months_fill_the_weeks(month):
    page = month.browser(month.bob).get("tasks/calendar").text

    assert next(iter(boxes(page))) == "2026-10-26"
    assert shown(boxes(page)["2026-12-02"]) == ["Plan the fair"]
    assert "month__day--outside" in boxes(page)["2026-12-02"]


def test_weeks_begin_when_the_company_s_do(month):
    with month.acme.inside():
        db.execute(update(Tenant).where(Tenant.id == month.acme.id).values(week_start=7))

    page = month.browser(month.bob).get("tasks/calendar").text

    assert next(iter(boxes(page))) == "2026-11-01"
    assert re.findall(r"<span>(\w{3})</span>", page)[:7] == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]


def test_today_is_the_company_s(world):
    clock.freeze(datetime(2026, 11, 24, 20, tzinfo=UTC))  # the 25th has begun in Shanghai

    page = world.browser(world.bob).get("tasks/calendar").text

    assert [day for day, box in boxes(page).items() if 'aria-current="date"' in box] == ["2026-11-25"]


def test_holidays_and_days_worked_for_them_are_named(world):
    page = boxes(world.browser(world.bob).get("tasks/calendar?month=2026-10").text)

    assert "National Day · off" in page["2026-10-01"]
    assert "National Day · works" in page["2026-10-10"]  # a Saturday
    assert "month__kind" not in page["2026-10-09"]
    assert "month__day--rest" in page["2026-10-11"]
    assert "month__day--rest" not in page["2026-10-10"]


def test_the_company_s_own_word_on_a_day_is_shown(world):
    with world.acme.inside():
        added(DayOverride(day=TODAY, works=False, name="Founders' day"))

    box = boxes(world.browser(world.bob).get("tasks/calendar").text)["2026-11-24"]

    assert "Founders' day · off" in unescape(box)
    assert "month__day--rest" in box


def test_a_year_nobody_has_published_is_said(world):
    page = world.browser(world.bob).get("tasks/calendar?month=2093-05").text

    assert "The public days of 2093 are not published yet" in page


def test_lateness_is_a_signal_with_its_words(world):
    with world.acme.inside():
        due(world.bob, "Late", 20)
        due(world.bob, "Returned", 30, state="returned")

    page = boxes(world.browser(world.bob).get("tasks/calendar").text)

    assert 'signal--bad"' in page["2026-11-20"]
    assert "4 days late" in page["2026-11-20"]
    assert re.search(r"signal--warn.*Returned", page["2026-11-30"], re.S)


def test_accepted_ones_are_struck_and_cancelled_ones_are_gone(world):
    with world.acme.inside():
        due(world.bob, "Done", state="accepted", is_late=True)
        due(world.bob, "Called off", state="cancelled")

    box = boxes(world.browser(world.bob).get("tasks/calendar").text)["2026-11-24"]

    assert shown(box) == ["Done"]
    assert "month__task--done" in box
    assert "Accepted · late" in box


def test_a_task_of_several_days_says_when_it_begins(world):
    with world.acme.inside():
        due(world.bob, "Long", 24, starts_on=date(2026, 11, 16))
        due(world.bob, "Short", 25)

    page = boxes(world.browser(world.bob).get("tasks/calendar").text)

    assert "from 16 Nov" in page["2026-11-24"]
    assert "from" not in page["2026-11-25"]


def test_what_a_box_has_no_room_for_is_counted_and_leads_to_the_list(world):
    with world.acme.inside():
        for number in range(MOST + 3):
            due(world.bob, f"Open {number}")
        due(world.bob, "Done already", state="accepted")
        due(world.bob, "The most important", is_important=True)
        due(world.bob, "Another day", 25)

    box = boxes(world.browser(world.bob).get(f"tasks/calendar?team={world.acme.teams['east']}&person=me").text)

    assert len(shown(box["2026-11-24"])) == MOST
    assert shown(box["2026-11-24"])[0] == "The most important"
    assert "Done already" not in box["2026-11-24"]
    assert "+5 more" in box["2026-11-24"]
    words = f"due_from=2026-11-24&due_to=2026-11-24&state=all&owner=me&team={world.acme.teams['east']}"
    assert f"/{world.acme.slug}/tasks/?{words}" in unescape(box["2026-11-24"])
    listed = world.browser(world.bob).get(f"tasks/?{words}").text
    assert all(f"Open {number}" in listed for number in range(MOST + 3))
    assert "Done already" in listed
    assert "Another day" not in listed


def test_a_seller_begins_with_his_own_and_a_lead_with_everyone(month):
    assert "Visit Kunshan" not in month.browser(month.bob).get("tasks/calendar").text
    assert set(shown(month.browser(month.alice).get("tasks/calendar").text)) == {
        "Call Hengda", "Visit Kunshan", "Plan the fair",
    }  # fmt: skip


def test_one_looks_at_one_person_or_one_team_with_those_below(month):
    browser, teams = month.browser(month.alice), month.acme.teams

    def seen(query):
        return set(shown(browser.get(f"tasks/calendar?{query}").text))

    assert seen(f"person={month.sam.member_id}") == {"Visit Kunshan"}
    assert seen(f"team={teams['east']}") == {"Call Hengda", "Plan the fair"}
    assert seen(f"team={teams['sales']}") == {"Call Hengda", "Plan the fair", "Visit Kunshan"}
    assert seen(f"team={teams['west']}&person={month.bob.member_id}") == set()
    assert seen("person=me") == set()


def test_the_people_go_along_to_the_other_ways_of_showing_tasks_and_back(month):
    browser, sam = month.browser(month.alice), month.sam.member_id

    page = unescape(browser.get(f"tasks/calendar?person={sam}&month=2026-12").text)
    back = unescape(browser.get(f"tasks/?owner={sam}").text)

    assert f'href="/{month.acme.slug}/tasks/?owner={sam}"' in page
    assert f'href="/{month.acme.slug}/tasks/calendar?owner={sam}"' in back
    assert shown(browser.get(f"tasks/calendar?owner={sam}").text) == ["Visit Kunshan"]


def test_nobody_sees_more_by_asking_for_more(month):
    browser = month.browser(month.bob)

    for query in ("person=all", f"person={month.sam.member_id}", f"person=all&team={month.acme.teams['west']}"):
        assert "Visit Kunshan" not in browser.get(f"tasks/calendar?{query}").text
    assert "Sam" not in browser.get("tasks/calendar").text


def test_team_mates_see_each_other_s_tasks(month):
    with month.acme.inside():
        due(month.mia, "Mia's own", 26)

    assert "Mia&#39;s own" in month.browser(month.bob).get("tasks/calendar?person=all").text


def test_who_only_looks_finds_nothing_to_change(month):
    page = month.browser(month.vera).get("tasks/calendar").text

    assert "Call Hengda" in page
    assert "/tasks/new" not in page
    assert "calendar/feed" not in page


def test_the_calendar_does_not_exist_for_strangers(month):
    assert month.browser(month.charlie, month.acme).get("tasks/calendar").status_code == 404


def test_the_arrows_keep_the_people(month):
    page = unescape(month.browser(month.alice).get(f"tasks/calendar?month=2026-12&person={month.bob.member_id}").text)

    for neighbour in ("2026-11", "2027-01"):
        assert f'href="?month={neighbour}&person={month.bob.member_id}"' in page
    assert 'data-key="ArrowLeft"' in page


def test_the_sheet_comes_alone_when_an_arrow_asks_for_it(month):
    browser = month.browser(month.bob)
    part = browser.get("tasks/calendar?month=2026-12", target="task-calendar").text

    assert "December 2026" in part
    assert "<html" not in part
    whole = browser.get("tasks/calendar?month=2026-12").text
    assert part.strip() in whole


@pytest.mark.parametrize("query", ["month=2026-99", "month=%00", "person=%27", "team=x&person=y", "month=2200-12"])
def test_nonsense_in_the_address_does_no_harm(month, query):
    assert month.browser(month.bob).get(f"tasks/calendar?{query}").status_code == 200


def test_nothing_due_is_said(world):
    page = world.browser(world.bob).get("tasks/calendar").text

    assert "Nothing is due in this month." in page


def test_the_number_of_statements_does_not_depend_on_the_tasks(month):
    browser = month.browser(month.alice)
    browser.get("tasks/calendar")
    few = statements(lambda: browser.get("tasks/calendar"))
    with month.acme.inside():
        for number in range(120):
            due(month.bob if number % 2 else month.sam, f"Task no {number}", number % 30 + 1)

    assert statements(lambda: browser.get("tasks/calendar")) == few
    assert len(shown(browser.get("tasks/calendar").text)) >= 100


def test_the_month_is_named_as_everywhere(month):
    bob = month.browser(month.bob)
    bob.post("/language", {"language": "zh"})

    assert "2026 年 11 月" in bob.get("tasks/calendar").text
