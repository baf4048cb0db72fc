"""Several people at the same task: nothing counts twice, nobody's words are lost, everyone hears what is his."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Event
from time import sleep

import pytest
from sqlalchemy import func, select

from app.clock import now
from app.events import Event as Happened
from app.notices.model import Notice
from app.tasks import accepting, family, handing_over, replanning, working
from app.tasks.assigning import TaskDraft, add_parts
from app.tasks.model import Criterion, Task
from tenants.context import db
from tenants.model import Member
from tests.tasks.factories import a_criterion, a_task, kept
from tests.tasks.tables import bring, table

TODAY = date.today().isoformat()
DONE = {"actual": "20", "done_on": TODAY, "result": "Called all of them"}


def given(world, **values):
    """A task that Mia gave Bob and accepts."""
    with world.acme.inside():
        mia = world.mia.member_id
        return a_task(world.bob.member_id, **{"acceptor_id": mia, "created_by_id": mia, "state": "doing", **values}).id


def member(person):
    return db.get_one(Member, (person.company.id, person.member_id))


@pytest.mark.parametrize("act", ["progress", "delay", "submission"])
def test_words_sent_too_late_are_there_to_be_read(world, act):
    task = given(world, state="cancelled")
    typed = {**DONE, "said": "Six calls today", "reason": "Six calls today", "result": "Six calls today"}

    answer = world.browser(world.bob).post(f"tasks/{task}/{act}", typed)

    assert answer.status_code == 409
    assert "What you wrote: “Six calls today" in answer.text


def test_words_typed_on_the_board_too_late_stay_in_the_dialog(world):
    task, bob = given(world), world.browser(world.bob)
    world.browser(world.mia).post(f"tasks/{task}/cancellation", {"reason": "No longer wanted"})

    form = {**DONE, "state": "submitted", "version": 1, "source": "board"}
    answer = bob.post(f"tasks/{task}/state", form, target="dialog")

    assert answer.status_code == 409
    assert "What you wrote: “Called all of them”" in answer.text
    assert "dialog:close" not in answer.headers.get("HX-Trigger", "")


def test_the_second_of_two_who_submit_learns_that_his_result_does_not_count(world):
    task = given(world)
    world.browser(world.bob).post(f"tasks/{task}/submission", DONE)

    same = world.browser(world.bob).post(f"tasks/{task}/submission", DONE)
    other = world.browser(world.mia).post(f"tasks/{task}/submission", {**DONE, "result": "Called nineteen"})

    assert (same.status_code, other.status_code) == (303, 409)
    assert "Called nineteen" in other.text
    assert kept(world, task).result == "Called all of them"


def test_who_gets_a_task_back_hears_of_it_again(world):
    task = given(world, state="todo")
    with world.acme.inside():
        alice = member(world.alice)
        for person in (world.sam, world.bob, world.sam):
            task_now = db.get_one(Task, (world.acme.id, task))
            replanning.replan(task_now, {"owner_id": person.member_id}, by=alice, at=now())
        mine = (Notice.member_id == world.sam.member_id, Notice.kind == "task.assigned")
        assert db.scalar(select(func.count()).where(*mine)) == 2


def test_a_whole_that_was_returned_before_it_was_split_is_handed_in_by_its_parts(world):
    whole_id = given(world, state="returned", return_reason="Too few", returned_count=1)
    with world.acme.inside(world.mia):
        whole, bob, mia = db.get_one(Task, (world.acme.id, whole_id)), member(world.bob), member(world.mia)
        drafts = [TaskDraft("All of them", bob.id, mia.id, goal_quantity=Decimal(20), unit="leads")]
        part = add_parts(whole, drafts, by=mia, at=now())[0]
        working.start(part, by=bob, at=now())
        begun = whole.state
        working.submit(part, by=bob, at=now(), result="Done", actual=Decimal(20))
        accepting.accept(part, by=mia, at=now())

        assert (begun, whole.state, whole.actual) == ("doing", "submitted", 20)


def test_a_line_is_not_ticked_while_somebody_accepts(world):
    with world.acme.inside():
        mia = world.mia.member_id
        task = a_task(world.bob.member_id, acceptor_id=mia, created_by_id=mia, state="submitted", actual=Decimal(20))
        line = a_criterion(task).id
        task_id = task.id
    held, asked = Event(), Event()

    def accepts():
        with world.acme.inside(world.mia):
            task = family.lock(db.get_one(Task, (world.acme.id, task_id)))
            held.set()
            asked.wait(0.5)
            accepting.accept(task, by=member(world.mia), at=now(), reason="Near enough")

    with ThreadPoolExecutor(1) as pool:
        accepting_it = pool.submit(accepts)
        held.wait(5)
        answer = world.browser(world.bob).post(f"tasks/{task_id}/criteria/{line}", {"met": "1"})
        accepting_it.result()

    assert answer.status_code == 409
    with world.acme.inside():
        assert not db.get_one(Criterion, (world.acme.id, line)).is_met


def test_three_who_finish_the_parts_of_one_whole_at_once_make_it_whole(world):
    whole = given(world, is_split=True, goal_quantity=Decimal(60))
    parts = [given(world, parent_id=whole) for _number in range(3)]
    browsers = [world.browser(world.bob) for _part in parts]

    with ThreadPoolExecutor(3) as pool:
        pool.map(lambda one: one[0].post(f"tasks/{one[1]}/submission", DONE), zip(browsers, parts, strict=True))
    leads = [world.browser(world.mia) for _part in parts]
    with ThreadPoolExecutor(3) as pool:
        pool.map(
            lambda one: one[0].post(f"tasks/{one[1]}/acceptance", {"grade": "good"}), zip(leads, parts, strict=True)
        )

    assert [kept(world, one).state for one in parts] == ["accepted"] * 3
    assert (kept(world, whole).state, kept(world, whole).actual) == ("submitted", 60)
    with world.acme.inside():
        handed_in = select(func.count()).where(Happened.subject_id == whole, Happened.kind == "task.submitted")
        assert db.scalar(handed_in) == 1


def test_two_who_take_back_many_changes_do_not_wait_for_each_other_in_a_ring(world, monkeypatch):
    tasks, lock = [given(world, state="todo") for _number in range(2)], family.lock
    leads = [world.browser(one) for one in (world.mia, world.alice)]
    days = ({"importance": "yes"}, {"days": "1"})
    batches = []
    for lead, ids, change in zip(leads, (tasks, tasks[::-1]), days, strict=True):
        answer = lead.post("tasks/list/changes", {"which": "ticked", "id": [str(one) for one in ids], **change})
        batches.append(answer.headers["Location"].partition("undo=")[2])

    def slowly(task):
        locked = lock(task)
        sleep(0.2)
        return locked

    monkeypatch.setattr(family, "lock", slowly)
    with ThreadPoolExecutor(2) as pool:
        pairs = zip(leads, batches, strict=True)
        answers = list(pool.map(lambda pair: pair[0].post(f"tasks/list/changes/{pair[1]}/undo").status_code, pairs))

    assert answers == [303, 303]
    assert not any(kept(world, one).is_important for one in tasks)


def test_what_waits_is_accepted_by_somebody_after_who_would_accept_it_has_left(world):
    waits = {"state": "submitted", "done_on": date.today(), "submitted_at": now()}
    led, alone = given(world, **waits), given(world, **waits)
    with world.acme.inside(world.alice):
        mia, bob, alice = (one.member_id for one in (world.mia, world.bob, world.alice))
        db.get_one(Task, (world.acme.id, alone)).owner_id = alice
        db.flush()
        handing_over.hand_over(mia, bob, by=alice, at=now())
        first = db.get_one(Task, (world.acme.id, led)).acceptor_id
        handing_over.hand_over(bob, alice, by=alice, at=now())

        last = db.get_one(Task, (world.acme.id, alone))
        assert first == alice
        assert (last.acceptor_id, last.state) == (None, "accepted")


def test_what_waits_to_be_accepted_keeps_somebody_who_accepts_it(world):
    task = given(world, state="submitted", done_on=date.today(), submitted_at=now(), actual=Decimal(20))
    form = {"title": "Call", "owner_id": str(world.bob.member_id), "acceptor_id": "", "demand": "ordinary"}

    answer = world.browser(world.mia).post(f"tasks/{task}/edit", {**form, "reason": "Mine no more"})

    assert answer.status_code == 422
    assert "It is submitted: say who accepts it." in answer.text
    assert kept(world, task).acceptor_id == world.mia.member_id


def test_a_table_that_comes_in_and_whoever_works_on_a_part_do_not_block_each_other(world):
    row = "Calls | 20 calls | Ten calls by Bob | Bob | | 2024-03-{day} | | | Mia | {note}"
    bring(world.alice, table(row.format(day=10, note="")))
    with world.acme.inside():
        part = db.scalars(select(Task).where(Task.parent_id.is_not(None))).one()
        part_id, whole_id = part.id, part.parent_id
    locked, came_in = Event(), Event()

    def works():
        with world.acme.inside(world.bob):
            family.lock(db.get_one(Task, (world.acme.id, whole_id)))
            locked.set()
            came_in.wait(0.7)
            working.start(family.lock(db.get_one(Task, (world.acme.id, part_id))), by=member(world.bob), at=now())

    with ThreadPoolExecutor(2) as pool:
        working_on_it = pool.submit(works)
        locked.wait(5)
        result = pool.submit(bring, world.alice, table(row.format(day=10, note="A queue"))).result()
        working_on_it.result()

    assert result.counts == {"failed": 1}  # somebody was faster, and the row says so
    assert (kept(world, part_id).state, kept(world, whole_id).state) == ("doing", "doing")


@pytest.mark.parametrize(
    ("stands", "act", "form"),
    [
        ({}, "submission/withdrawal", {}),
        ({"state": "todo"}, "start", {}),
        ({"state": "todo"}, "day", {"due_on": "2030-01-07", "version": "1"}),
    ],
)
def test_a_button_pressed_twice_is_pressed_once(world, stands, act, form):
    waits = {"state": "submitted", "done_on": date.today(), "submitted_at": now()}
    task = given(world, **(stands or waits))
    browser = world.browser(world.mia)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _turn: browser.post(f"tasks/{task}/{act}", form).status_code, range(2)))

    assert answers == [303, 303]
    with world.acme.inside():
        assert db.scalar(select(func.count()).where(Happened.subject_id == task)) == 1


@pytest.mark.parametrize("room", ["grades", "days"])
def test_settings_saved_twice_are_saved_once(world, room):
    bands = {f"{grade}-is_on": "y" for grade in ("excellent", "good", "fair", "poor")} | {"trial": "95", "seen": ""}
    floors = {"excellent-floor": "130", "good-floor": "100", "fair-floor": "70", "poor-floor": "0"}
    days = {"hours_a_day": "7", "top_percent": "30", "newcomer_days": "90", "version": "0"}
    browser = world.browser(world.mia)
    page = browser.get("settings/tasks/").text
    seen = page.partition('name="seen"')[2].partition('value="')[2].partition('"')[0]
    form = bands | floors | {"seen": seen} if room == "grades" else days

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _turn: browser.post(f"settings/tasks/{room}", form).status_code, range(2)))

    assert answers == [303, 303]


def test_somebody_s_tasks_are_handed_over_while_he_still_works_on_one(world):
    task_id = given(world)
    locked, begun = Event(), Event()

    def works():
        with world.acme.inside(world.bob):
            task = family.lock(db.get_one(Task, (world.acme.id, task_id)))
            locked.set()
            begun.wait(0.5)
            working.progress(task, by=member(world.bob), at=now(), actual=Decimal(3))

    with ThreadPoolExecutor(1) as pool:
        working_on_it = pool.submit(works)
        locked.wait(5)
        with world.acme.inside(world.alice):
            moved = handing_over.hand_over(*(one.member_id for one in (world.bob, world.sam, world.alice)), now())
        working_on_it.result()

    assert moved == 1
    assert (kept(world, task_id).owner_id, kept(world, task_id).actual) == (world.sam.member_id, 3)
