"""The page of everyone's days: who has too much, who has room, and what could be given on."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from app import clock
from app.tasks.load import queries, sheet
from tenants.context import db
from tenants.model import Member
from tests.counting import statements
from tests.tasks.factories import a_task

MONDAY = date(2026, 11, 23)
FRIDAY = MONDAY + timedelta(days=4)


@pytest.fixture(autouse=True)
def monday():
    clock.freeze(datetime(2026, 11, 23, 1, tzinfo=UTC))


def week(owner, hours, title=None, **values):
    minutes = 60 * hours if hours else None
    usual = {"starts_on": MONDAY, "due_on": FRIDAY, "effort_minutes": minutes}
    return a_task(owner.member_id, title, **{**usual, **values})


def page(world, who="alice", query=""):
    return world.browser(getattr(world, who)).get(f"tasks/workload{query}")


def rows(answer):
    """Name and hours of each row, as they stand."""
    return re.findall(r"</i>(\w+)</span></a></th>.*?fold__lead\">([^<]+)<", answer.text)


def test_the_fullest_stand_first_with_their_hours(world):
    with world.acme.inside(world.alice):
        week(world.bob, 46)
        week(world.sam, 34)

    found = rows(page(world))

    assert found[:2] == [("Bob", "46 / 40 h"), ("Sam", "34 / 40 h")]
    assert ("Tara", "0 / 40 h") in found


def test_who_has_too_much_is_told_what_to_give_to_whom(world):
    with world.acme.inside(world.alice):
        week(world.bob, 34, "Renewals")
        task = week(world.bob, 12, "Cold-store survey")
        for person in (world.alice, world.mia, world.tara):
            week(person, 30)
        week(world.sam, 28)

    text = page(world).text

    assert "Bob: 6 h too much" in text
    assert "Give “Cold-store survey” (12 h) to Sam, who has 12 h free?" in text
    assert f"tasks/{task.id}/edit?owner={world.sam.member_id}" in text


def test_nothing_is_suggested_to_whoever_accepts_it(world):
    with world.acme.inside(world.alice):
        week(world.bob, 46, "Survey", acceptor_id=world.sam.member_id)
        week(world.bob, 10, "Calls", acceptor_id=world.sam.member_id)
        for person in (world.alice, world.mia, world.tara):
            week(person, 30)

    text = page(world).text

    assert "to Sam" not in text
    assert re.search(r"Give “Calls” \(10 h\) to (Alice|Mia|Tara)", text)


def test_two_suggestions_do_not_fill_the_same_hours(world):
    with world.acme.inside(world.alice):
        for person in (world.bob, world.sam):
            week(person, 40)
            week(person, 12, f"Extra of {person.name}")
        for person in (world.alice, world.mia):
            week(person, 30)
        week(world.tara, 25)
        me = db.get_one(Member, (world.acme.id, world.alice.member_id))
        people = [one.member_id for one in (world.alice, world.bob, world.sam, world.mia, world.tara)]

        found = sheet.suggestions(me, queries.loads(people, MONDAY, FRIDAY, MONDAY))

    assert [(one.to_id, one.minutes) for one in found if one.task_id] == [(world.tara.member_id, 720)]
    assert len(found) == 2


def test_nobody_with_room_is_said(world):
    with world.acme.inside(world.alice):
        week(world.bob, 46)
        for person in (world.alice, world.mia, world.sam, world.tara):
            week(person, 39)

    assert "Nobody has room for any of it in these days." in page(world).text


def test_a_seller_sees_his_team_and_gets_no_suggestions(world):
    with world.acme.inside(world.alice):
        week(world.bob, 20)
        week(world.mia, 60)
        week(world.sam, 10)

    answer = page(world, "bob")

    assert rows(answer) == [("Mia", "60 / 40 h"), ("Bob", "20 / 40 h")]
    assert "What could be given on" not in answer.text


def test_a_team_can_be_looked_at_alone(world):
    answer = page(world, "alice", f"?when=this-week&team={world.acme.teams['east']}")

    assert {name for name, _hours in rows(answer)} == {"Mia", "Bob"}


def test_the_next_week_and_other_days_have_their_own_hours(world):
    with world.acme.inside(world.alice):
        week(world.bob, 20, due_on=FRIDAY + timedelta(days=7))
    whole = f"?when=days&from={MONDAY}&to={FRIDAY + timedelta(days=7)}"

    assert rows(page(world))[0] == ("Bob", "10 / 40 h")
    assert rows(page(world, query="?when=next-week"))[0] == ("Bob", "10 / 40 h")
    assert rows(page(world, query=whole))[0] == ("Bob", "20 / 80 h")


def test_when_the_week_is_over_one_looks_at_the_next(world):
    clock.freeze(datetime(2026, 11, 28, 1, tzinfo=UTC))  # a Saturday

    answer = page(world)

    assert 'value="2026-11-30"' in answer.text


def test_what_is_late_and_what_nobody_measured_is_counted_apart(world):
    with world.acme.inside(world.alice):
        week(world.bob, 8, starts_on=MONDAY - timedelta(days=9), due_on=MONDAY - timedelta(days=3))
        week(world.bob, None)

    text = page(world).text
    bob = text.partition("</i>Bob</span>")[2].partition("</tr>")[0]

    assert "8 / 40 h" in bob
    assert re.search(r'data-label="Number of tasks">2<', bob)
    assert re.search(r'data-label="Overdue"><strong[^>]*>1<', bob)
    assert "1 task has no effort and is not in the hours." in text


def test_days_of_a_year_nobody_has_published_are_said(world):
    text = page(world, query="?when=days&from=2035-03-05&to=2035-03-09").text

    assert "The public holidays of 2035 are not published yet; plain weeks are counted." in text


@pytest.mark.parametrize("query", ["?when=days&from=9999-12-31", "?when=nonsense&team=x", "?when=days&to=0001-01-01"])
def test_days_nobody_can_mean_are_this_week(world, query):
    assert page(world, query=query).status_code == 200


def test_many_tasks_ask_no_more_of_the_database_than_few(world):
    browser = world.browser(world.alice)
    with world.acme.inside(world.alice):
        week(world.bob, 46)
    browser.get("tasks/workload")
    few = statements(lambda: browser.get("tasks/workload"))
    with world.acme.inside(world.alice):
        for person in (world.bob, world.sam, world.mia, world.tara):
            for _ in range(12):
                week(person, 5)
    browser.get("tasks/workload")

    assert statements(lambda: browser.get("tasks/workload")) == few


def test_the_load_reads_one_index_and_no_row(world):
    """What makes the page fast where a company has a hundred thousand tasks."""
    with world.acme.inside(world.alice):
        named = {one.name for one in queries.T.indexes if one.name == "ix_tasks_owner"}
        index = next(one for one in queries.T.indexes if one.name == "ix_tasks_owner")
        read = set(index.columns.keys()) | set(index.dialect_options["postgresql"]["include"])
    asked = {column.name for column in _columns(queries._LOADS)}

    assert named == {"ix_tasks_owner"}
    assert asked <= read


def _columns(statement):
    from sqlalchemy.sql import visitors

    found = []
    visitors.traverse(statement, {}, {"column": found.append})
    return [column for column in found if getattr(column, "table", None) is queries.T]
