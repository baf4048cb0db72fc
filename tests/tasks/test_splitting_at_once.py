"""Splitting a task when somebody else does so too, and rows that cannot be meant: nothing typed is lost, nothing that
nobody has seen is cancelled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.tasks.model import CANCELLED, Task
from tenants.context import db
from tests.tasks.factories import a_task, kept

TODAY = date.today()


@pytest.fixture
def task(world):
    """Twenty leads that Mia gave Bob and accepts."""
    with world.acme.inside():
        mia = world.mia.member_id
        return a_task(world.bob.member_id, "Twenty leads", acceptor_id=mia, created_by_id=mia).id


def parts(world, task_id):
    with world.acme.inside():
        found = db.scalars(select(Task).where(Task.parent_id == task_id).order_by(Task.position, Task.id))
        return [one for one in found if one.state != CANCELLED]


def field(page, name):
    _before, _mark, after = page.partition(f'name="{name}"')
    return after.partition('value="')[2].partition('"')[0]


def typed(page, *rows):
    """The form of `page` with these rows typed."""
    form = {"goal_quantity": "20", "unit": "leads", "parts": str(len(rows)), "version": field(page, "version")}
    return form | {f"part-{place}-{name}": str(value) for place, row in enumerate(rows) for name, value in row.items()}


def row(person, title="Phone", quantity=20, **more):
    return {"title": title, "owner_id": person.member_id, "goal_quantity": quantity, "unit": "leads", **more}


def test_a_split_sent_twice_splits_once(world, task):
    browser, address = world.browser(world.mia), f"tasks/{task}/parts"
    page = browser.get(address).text
    form = typed(page, row(world.bob)) | {"_once": field(page, "_once")}

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _turn: browser.post(address, form).status_code, range(2)))

    assert answers == [303, 303]
    with world.acme.inside():
        assert len(list(db.scalars(select(Task).where(Task.parent_id == task)))) == 1


def test_the_second_of_two_who_split_sees_the_parts_of_the_first_and_cancels_none(world, task):
    mia, alice, address = world.browser(world.mia), world.browser(world.alice), f"tasks/{task}/parts"
    pages = [one.get(address).text for one in (mia, alice)]
    mia.post(address, typed(pages[0], row(world.bob, "Phone")))

    answer = alice.post(address, typed(pages[1], row(world.bob, "Fair")))

    assert answer.status_code == 409
    assert 'value="Fair"' in answer.text
    assert 'value="Phone"' in answer.text
    assert [one.title for one in parts(world, task)] == ["Phone"]


def test_a_split_sent_again_in_full_knowledge_is_meant(world, task):
    mia, alice, address = world.browser(world.mia), world.browser(world.alice), f"tasks/{task}/parts"
    pages = [one.get(address).text for one in (mia, alice)]
    mia.post(address, typed(pages[0], row(world.bob, "Phone")))
    again = alice.post(address, typed(pages[1], row(world.bob, "Fair"))).text

    alice.post(
        address, typed(again, row(world.bob, "Fair", 5), row(world.bob, "Phone", 15, id=parts(world, task)[0].id))
    )

    assert {(one.title, one.goal_quantity) for one in parts(world, task)} == {("Fair", 5), ("Phone", 15)}


def test_progress_meanwhile_disturbs_nobody_who_splits_anew(world, task):
    mia, address = world.browser(world.mia), f"tasks/{task}/parts"
    mia.post(address, typed(mia.get(address).text, row(world.bob)))
    part, page = parts(world, task)[0].id, mia.get(address).text
    world.browser(world.bob).post(f"tasks/{part}/progress", {"actual": "3"})

    answer = mia.post(address, typed(page, row(world.bob, id=part)) | {"reason": "Said again"})

    assert answer.status_code == 303


def test_a_split_into_nothing_is_refused(world, task):
    answer = world.browser(world.mia).post(f"tasks/{task}/parts", typed(""))

    assert answer.status_code == 422
    assert "Write down at least one part." in answer.text
    assert not kept(world, task).is_split


def test_a_task_whose_parts_all_go_is_worked_on_as_any_other(world, task):
    mia, address = world.browser(world.mia), f"tasks/{task}/parts"
    mia.post(address, typed("", row(world.bob)))

    mia.post(address, typed("", {"id": parts(world, task)[0].id, "title": "", "owner_id": world.bob.member_id}))
    done = {"actual": "20", "done_on": TODAY.isoformat(), "result": "All of them"}
    world.browser(world.bob).post(f"tasks/{task}/submission", done)

    assert (kept(world, task).is_split, kept(world, task).state) == (False, "submitted")


def test_a_part_given_to_who_accepted_it_is_accepted_by_somebody_else(world, task):
    alice, address = world.browser(world.alice), f"tasks/{task}/parts"
    alice.post(address, typed("", row(world.bob)))
    part = parts(world, task)[0]

    answer = alice.post(address, typed("", row(world.mia, id=part.id)))

    now = kept(world, part.id)
    assert answer.status_code == 303
    assert (now.owner_id, now.acceptor_id) == (world.mia.member_id, world.alice.member_id)


@pytest.mark.parametrize("day", [{"due_on": -3}, {"starts_on": 30}])
def test_a_part_that_would_be_due_before_its_whole_starts_is_told_beside_its_row(world, task, day):
    wrong = {name: TODAY + timedelta(days=far) for name, far in day.items()}
    whole = {"title": "Twenty leads", "owner_id": str(world.bob.member_id), "demand": "ordinary"}
    whole |= {"starts_on": TODAY.isoformat(), "due_on": (TODAY + timedelta(days=7)).isoformat()}
    form, mia = typed("", row(world.bob, "Phone", **wrong)), world.browser(world.mia)

    answers = [mia.post(f"tasks/{task}/parts", form), mia.post("tasks/", form | whole)]

    for answer in answers:
        assert answer.status_code == 422
        assert "It would be due before it starts." in answer.text
        assert 'value="Phone"' in answer.text


@pytest.mark.parametrize("count", [31, 201])
def test_of_more_parts_than_a_form_begins_with_none_is_cancelled_unseen(world, task, count):
    with world.acme.inside():
        db.get_one(Task, (world.acme.id, task)).is_split = True
        for place in range(count):
            a_task(world.bob.member_id, f"Part {place}", parent_id=task, position=place, goal_quantity=None)
    mia, address = world.browser(world.mia), f"tasks/{task}/parts"
    there = [row(world.bob, one.title, "", id=one.id) for one in parts(world, task)]

    answer = mia.post(address, typed(mia.get(address).text, *there) | {"goal_quantity": ""})

    assert answer.status_code == 303
    assert len(parts(world, task)) == count
