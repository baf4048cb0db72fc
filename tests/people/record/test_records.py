"""Who sees whose record, and what the pages show whatever tools there are."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import update

from app import clock
from app.people import record
from app.people.model import Placement
from app.people.record import Headlines, parts
from app.spreadsheets import Sheet
from tenants.context import db
from tenants.model import Member, Tenant
from tests.counting import statements

ADDRESSES = ("record", "record.xlsx")


def ask(world, viewer, person, tail="record"):
    return world.browser(getattr(world, viewer), world.acme).get(f"people/{getattr(world, person).member_id}/{tail}")


@pytest.mark.parametrize("tail", ADDRESSES)
@pytest.mark.parametrize(("viewer", "person"), [("bob", "bob"), ("vera", "vera"), ("mia", "bob"), ("alice", "mia")])
def test_a_record_is_open_to_oneself_and_to_who_leads_one(world, viewer, person, tail):
    assert ask(world, viewer, person, tail).status_code == 200


@pytest.mark.parametrize("tail", ADDRESSES)
@pytest.mark.parametrize(
    ("viewer", "person"),
    [
        ("sam", "bob"),  # a colleague
        ("bob", "mia"),  # she leads him
        ("mia", "sam"),  # another's team
        ("vera", "bob"),  # sees all deals, leads nobody
        ("tara", "bob"),  # a trainer
        ("charlie", "bob"),  # of another company
        ("alice", "charlie"),
    ],
)
def test_for_anybody_else_there_is_no_record(world, viewer, person, tail):
    assert ask(world, viewer, person, tail).status_code == 404


def test_who_has_left_still_has_a_record_for_who_led_him(world):
    shown = ask(world, "alice", "dan")

    assert shown.status_code == 200
    assert "Deactivated" in shown.text


def test_a_seller_who_leads_a_team_sees_its_records(world):
    with world.acme.inside():
        db.execute(update(Placement).where(Placement.member_id == world.sam.member_id).values(leads=True))
        db.add(Placement(team_id=world.acme.teams["west"], member_id=world.tara.member_id))

    assert ask(world, "sam", "tara").status_code == 200
    assert ask(world, "sam", "bob").status_code == 404
    assert names(world.browser(world.sam).get("people/record.json")) == ["Tara"]


def test_everybody_finds_his_own_from_the_menu(world):
    browser = world.browser(world.bob)
    answer = browser.get("people/me/record")

    assert f'href="/{world.acme.slug}/people/me/record"' in browser.get("people/record").text
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/people/{world.bob.member_id}/record")


def test_the_page_of_a_member_leads_to_his_record_for_who_may_see_it(world):
    def leads_on(person):
        page = world.browser(world.mia).get(f"settings/people/{person.member_id}").text
        return f"/people/{person.member_id}/record" in page

    assert leads_on(world.bob)
    assert not leads_on(world.sam)


def test_a_period_nobody_knows_is_not_there(world):
    browser = world.browser(world.bob)

    for word in ("2026-Q5", "yesterday", "9999", "2026-11x"):
        assert browser.get(f"people/{world.bob.member_id}/record?period={word}").status_code == 404


def fiscal(world, month):
    with world.acme.inside():
        db.execute(update(Tenant).where(Tenant.id == world.acme.id).values(fiscal_month=month))


@pytest.mark.parametrize(
    ("moment", "month", "shown"),
    [
        (datetime(2026, 3, 31, 15, 59, tzinfo=UTC), 1, "Q1 2026"),
        (datetime(2026, 3, 31, 16, 0, tzinfo=UTC), 1, "Q2 2026"),  # 1 April in Shanghai
        (datetime(2026, 3, 31, 15, 59, tzinfo=UTC), 4, "Q4 of fiscal year 2025/26"),
        (datetime(2026, 3, 31, 16, 0, tzinfo=UTC), 4, "Q1 of fiscal year 2026/27"),
    ],
)
def test_it_begins_with_the_company_s_present_quarter(world, moment, month, shown):
    fiscal(world, month)
    clock.freeze(moment)

    assert f"<strong>{shown}</strong>" in ask(world, "bob", "bob").text


def test_one_walks_back_but_not_into_the_future(world):
    clock.freeze(datetime(2026, 11, 20, 4, 0, tzinfo=UTC))
    now, past = ask(world, "bob", "bob").text, ask(world, "bob", "bob", "record?period=2026-Q2").text

    assert "period=2026-Q3" in now
    assert "period=2027-Q1" not in now
    assert 'id="period-this"' not in now
    assert "period=2026-Q3" in past
    assert "period=2026-Q4" in past  # this quarter
    assert "period=2026-04" in past  # the month it begins with


def test_the_part_of_the_page_that_changes_with_the_period_comes_alone(world):
    address = f"people/{world.bob.member_id}/record?period=2026-Q2"
    part = world.browser(world.bob).get(address, target="record").text

    assert "<h1>" not in part
    assert "Q2 2026" in part
    assert "record.xlsx?period=2026-Q2" in part


def names(answer):
    return [row["person"] for row in answer.json]


def test_a_lead_sees_those_he_leads_side_by_side(world):
    assert names(world.browser(world.mia).get("people/record.json")) == ["Bob"]
    assert names(world.browser(world.alice).get("people/record.json")) == ["Bob", "Mia", "Sam", "Tara"]


@pytest.mark.parametrize("name", ["bob", "vera"])
def test_who_leads_nobody_is_told_so(world, name):
    shown = world.browser(getattr(world, name)).get("people/record").text

    assert "You lead nobody yet" in shown
    assert names(world.browser(getattr(world, name)).get("people/record.json")) == []


def test_the_list_turns_round_by_name(world):
    browser = world.browser(world.alice)
    forth, back = browser.get("people/record").text, browser.get("people/record?sort=-name").text

    assert forth.index(">Bob<") < forth.index(">Tara<")
    assert back.index(">Tara<") < back.index(">Bob<")
    assert 'aria-sort="descending"' in back


@pytest.fixture
def visits(monkeypatch, world):
    """Another tool brings its part: Bob made seven visits, Dan one before he left."""
    monkeypatch.setattr(parts, "_parts", parts._parts.copy())
    counts = {world.bob.member_id: [7], world.dan.member_id: [1]}
    record.part(
        "visits", "Visits", "errors/_error.html",
        load=lambda member_id, period: {"rows": [[f"{period.word}", counts[member_id][0]]]},
        sheet=lambda facts: Sheet("Visits", ["When", "Number"], facts["rows"]),
        headlines=lambda ids, period: Headlines(["Visits made"], {one: counts[one] for one in ids if one in counts}),
    )  # fmt: skip


def test_any_tool_brings_its_part(world, visits):
    answer = ask(world, "bob", "bob", "record.xlsx?period=2026-Q2")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.data))

    assert book.sheet_names[-1] == "Visits"
    assert book.get_sheet_by_name("Visits").to_python() == [["When", "Number"], ["2026-Q2", 7]]
    assert ["Visits: Visits made", 7] in book.get_sheet_by_name("Work record").to_python()


def test_who_has_left_stands_in_the_list_when_he_has_done_something(world, visits):
    rows = {row["person"]: row["visits_0"] for row in world.browser(world.alice).get("people/record.json").json}

    assert rows == {"Bob": 7, "Dan": 1, "Mia": 0, "Sam": 0, "Tara": 0}


def test_the_list_costs_as_many_statements_for_many_as_for_few(world):
    browser = world.browser(world.alice)
    browser.get("people/record")
    few = statements(lambda: browser.get("people/record"))
    with world.acme.inside():
        db.add_all([Member(name=f"P{n}", name_key=f"p{n}", role="seller", state="placeholder") for n in range(20)])
    browser.get("people/record")

    assert len(names(browser.get("people/record.json"))) == 24
    assert statements(lambda: browser.get("people/record")) == few
