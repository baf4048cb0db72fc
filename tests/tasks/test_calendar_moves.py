"""Putting a task on another day of the month."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app import clock
from app.events import Event
from tenants.context import db
from tests.tasks.factories import a_task, kept

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _noon():
    clock.freeze(datetime(2026, 11, 24, 4, tzinfo=UTC))


@pytest.fixture
def task(world):
    """A task that Mia gave Bob."""
    return given(world)


def given(world, **values):
    with world.acme.inside():
        usual = {"due_on": TODAY, "starts_on": date(2026, 11, 20), "created_by_id": world.mia.member_id}
        return a_task(world.bob.member_id, "Visit Kunshan", **{**usual, **values})


def put(browser, task, day="2026-11-27", version=None, query="", **kw):
    where = f"http://localhost/{browser.slug}/tasks/calendar{query}"
    kw = {"target": "task-calendar", "headers": {"HX-Current-URL": where}, **kw}
    return browser.post(f"tasks/{task.id}/day", {"due_on": day, "version": version or task.version}, **kw)


def test_a_task_is_due_on_the_day_it_was_put_on_and_the_sheet_shows_it(world, task):
    answer = put(world.browser(world.mia), task, query=f"?month=2026-11&person={world.bob.member_id}")

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "Visit Kunshan" in answer.text.partition('data-day="2026-11-27"')[2].partition("data-day")[0]
    assert "is due on Fri 27 Nov" in answer.headers["HX-Trigger"].encode().decode("unicode-escape")
    assert kept(world, task.id).due_on == date(2026, 11, 27)
    with world.acme.inside():
        event = db.scalars(select(Event).where(Event.subject_id == task.id)).one()
    assert (event.kind, event.by_id) == ("task.replanned", world.mia.member_id)
    assert event.changes["due_on"] == ["2026-11-24", "2026-11-27"]


def test_the_answer_shows_the_people_and_the_month_one_looked_at(world, task):
    with world.acme.inside():
        a_task(world.mia.member_id, "Mia's own", due_on=date(2026, 12, 3), starts_on=None)

    answer = put(world.browser(world.mia), task, "2026-12-03", query="?month=2026-12&person=me")

    assert "December 2026" in answer.text
    assert "Mia&#39;s own" in answer.text
    assert "Visit Kunshan" not in answer.text


def test_work_that_has_begun_wants_a_reason_which_is_asked_for_with_the_new_day_filled_in(world):
    begun, browser = given(world, state="doing"), world.browser(world.mia)

    answer = put(browser, begun)

    assert answer.headers["HX-Redirect"].endswith(f"/tasks/{begun.id}/edit?due_on=2026-11-27")
    assert kept(world, begun.id).due_on == TODAY
    page = browser.get(answer.headers["HX-Redirect"]).text
    assert 'value="2026-11-27"' in page
    assert "Say why it is re-planned" in page


def test_a_day_before_it_begins_leads_to_where_both_days_are_chosen(world, task):
    answer = put(world.browser(world.mia), task, "2026-11-19")

    assert answer.headers["HX-Redirect"].endswith(f"/tasks/{task.id}/edit?due_on=2026-11-19")
    assert kept(world, task.id).due_on == TODAY


def test_without_a_script_it_leads_back_to_the_month(world, task):
    answer = put(world.browser(world.mia), task, "2026-12-03", target=None)

    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/tasks/calendar?month=2026-12")
    assert kept(world, task.id).due_on == date(2026, 12, 3)


@pytest.mark.parametrize(("person", "status"), [("bob", 403), ("vera", 403), ("sam", 404)])
def test_only_who_may_re_plan_it_puts_it_on_another_day(world, task, person, status):
    assert put(world.browser(getattr(world, person)), task).status_code == status
    assert kept(world, task.id).due_on == TODAY


def test_what_one_may_not_move_cannot_be_picked_up(world, task):
    with world.acme.inside():
        a_task(world.bob.member_id, "His own", due_on=TODAY)

    own = world.browser(world.bob).get("tasks/calendar").text
    leads = world.browser(world.mia).get("tasks/calendar").text

    assert own.count("data-planned=") == 1
    assert leads.count("data-planned=") == 2
    assert "data-planned=" not in world.browser(world.vera).get("tasks/calendar").text


@pytest.mark.parametrize("state", ["accepted", "cancelled"])
def test_what_has_ended_stays_on_its_day(world, state):
    ended = given(world, state=state)

    assert put(world.browser(world.mia), ended).status_code == 409
    assert kept(world, ended.id).due_on == TODAY


def test_who_was_slower_moves_nothing(world, task):
    put(world.browser(world.alice), task, "2026-11-30")

    assert put(world.browser(world.mia), task, "2026-11-27", version=task.version).status_code == 409
    assert kept(world, task.id).due_on == date(2026, 11, 30)


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-02-30", "0001-01-01"])
def test_what_is_no_day_is_refused(world, task, day):
    assert put(world.browser(world.mia), task, day).status_code == 422
    assert kept(world, task.id).due_on == TODAY


def test_the_same_day_again_changes_nothing(world, task):
    assert put(world.browser(world.mia), task, str(TODAY)).status_code == 200
    assert kept(world, task.id).version == task.version
