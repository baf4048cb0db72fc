"""What nobody means, typed or sent by hand: a sentence beside the field, and never an error of ours."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.tasks.model import Task
from app.tasks.planning.model import TaskTemplate
from tenants.context import db
from tests.tasks.factories import a_task

TODAY = date.today().isoformat()
MANY = "9" * 5000


def several(world, **changes):
    return {"title": "Call them", "owner": str(world.bob.member_id), "demand": "ordinary", "share": "same", **changes}


@pytest.mark.parametrize("field", ["starts_on", "due_on"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_several_people_get_nothing_at_the_end_of_time(world, field, day):
    answer = world.browser(world.mia).post("tasks/several", several(world, **{field: day}))

    assert answer.status_code == 422
    assert "Check the year." in answer.text
    assert 'value="Call them"' in answer.text


@pytest.mark.parametrize("effort", ["1e400", MANY, "NaN", "-1"])
def test_several_people_get_no_endless_effort(world, effort):
    answer = world.browser(world.mia).post("tasks/several", several(world, effort=effort))

    assert answer.status_code == 422
    assert 'value="Call them"' in answer.text


@pytest.mark.parametrize("address", ["tasks/several", "tasks/templates"])
def test_a_place_that_no_part_has_is_a_new_part(world, address):
    part = {"parts": "1", "part-0-title": "Lists", "part-0-at": MANY}
    form = several(world, name="Calls", counted_in="working") | part

    assert world.browser(world.mia).post(address, form).status_code == 303


def test_a_version_that_cannot_be_is_another_version(world):
    form = {"hours_a_day": "8", "top_percent": "30", "newcomer_days": "90", "version": MANY}

    assert world.browser(world.mia).post("settings/tasks/days", form).status_code == 409


@pytest.mark.parametrize("address", ["tasks/new", "tasks/series/new"])
@pytest.mark.parametrize("target", ["parts", "main"])
def test_a_part_of_a_page_may_be_asked_for_alone(world, address, target):
    with world.acme.inside():
        mia = world.mia.member_id
        db.add(TaskTemplate(name="Calls", name_key="calls", plan={}, created_by_id=mia))

    assert world.browser(world.mia).get(address, target=target).status_code == 200


def test_rows_of_parts_that_are_none_are_blank_ones(world):
    with world.acme.inside():
        task = a_task(world.bob.member_id, created_by_id=world.mia.member_id).id

    for count in ("0", "-5", MANY, "x"):
        answer = world.browser(world.mia).post(f"tasks/{task}/parts", {"parts": count, "look": "1"})
        assert answer.status_code == 200
        assert 'name="part-0-title"' in answer.text


def test_a_new_owner_of_many_who_cannot_be_chosen_is_told_in_the_reader_s_words(world):
    with world.acme.inside():
        task = a_task(world.bob.member_id, created_by_id=world.mia.member_id).id
    form = {"which": "ticked", "id": str(task), "owners": str(world.dan.member_id)}

    answer = world.browser(world.mia).post("tasks/list/changes", form)

    assert answer.status_code == 422
    assert "Choose one of the list." in answer.text
    with world.acme.inside():
        assert db.scalars(select(Task.owner_id).where(Task.id == task)).one() == world.bob.member_id


@pytest.mark.parametrize("header", ["HX-Current-URL", "Referer", "Origin"])
def test_an_address_that_is_none_leads_nowhere(world, header):
    with world.acme.inside():
        mia = world.mia.member_id
        task = a_task(world.bob.member_id, acceptor_id=mia, created_by_id=mia).id
    browser, wrong = world.browser(world.mia), {header: "http://["}
    acts = {
        "day": {"due_on": "2030-01-07", "version": "1"},
        "state": {"state": "doing"},
        "quadrant": {"quadrant": "plan"},
    }

    answers = [browser.post(f"tasks/{task}/{act}", form, target="month", headers=wrong) for act, form in acts.items()]
    answers.append(browser.get(f"tasks/{task}", headers=wrong))

    assert all(answer.status_code < 500 for answer in answers)
