"""Goals that a measure counts: the hourly count beside people at work, and a measure that is gone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Event

import pytest
from sqlalchemy import select

from app import outbox, timetables
from app.clock import now
from app.measures import Measure, Row, registry
from app.tasks import accepting, calling_off, counting, replanning, working
from app.tasks.assigning import TaskDraft, assign
from app.tasks.goals import MOST_KEPT
from app.tasks.model import Task
from tenants.context import db
from tenants.model import Member, Timetable
from tests.jobs import work_off
from tests.tasks.factories import a_task, kept

TODAY = date.today()
KEY = "handshakes"


class Handshakes:
    """A measure that says what it is told to, the same for everybody; `met` is called whenever it is asked."""

    def __init__(self) -> None:
        self.value = 7
        self.met = lambda: None

    def rows(self, cut, source):
        self.met()
        people = cut.owner_ids if cut.by else (None,)
        return [Row(person, self.value) for person in people]


@pytest.fixture
def handshakes(monkeypatch):
    made = Handshakes()
    measure = Measure(KEY, "Handshakes", "count", "additive", made.rows)
    monkeypatch.setattr(registry, "_known", {**registry._known, KEY: measure})
    return made


def given(world, **values):
    """A counted task that Mia gave Bob and accepts; a part where `whole` says of what."""
    with world.acme.inside():
        mia = world.mia.member_id
        usual = {"acceptor_id": mia, "created_by_id": mia, "measure": KEY, "state": "doing"}
        return a_task(world.bob.member_id, **{**usual, **values}).id


def count(world):
    with world.acme.inside():
        outbox.later(counting.JOB)
    work_off(world.app, world.acme.id)


def hand_in(world, task_id):
    with world.acme.inside():
        task, bob = (
            db.get_one(cls, (world.acme.id, one)) for cls, one in ((Task, task_id), (Member, world.bob.member_id))
        )
        working.submit(task, by=bob, at=now(), result="Shaken")


def test_the_hourly_count_is_kept_and_wholes_follow(world, handshakes):
    whole = given(world, is_split=True, measure=None)
    parts = [given(world, parent_id=whole), given(world, parent_id=whole)]

    count(world)

    assert [kept(world, one).actual for one in (*parts, whole)] == [7, 7, 14]


def test_what_is_handed_in_while_all_are_counted_keeps_its_figure(world, handshakes):
    task = given(world)
    handed_in = []

    def meanwhile():
        if not handed_in:
            handed_in.append(task)
            handshakes.value = 7
            with ThreadPoolExecutor(1) as pool:  # with a session and a company of its own
                pool.submit(hand_in, world, task).result()
            handshakes.value = 9

    handshakes.met = meanwhile
    count(world)

    assert (kept(world, task).state, kept(world, task).actual) == ("submitted", 7)


def test_the_count_and_whoever_works_on_a_part_do_not_block_each_other(world, handshakes):
    whole = given(world, is_split=True, measure=None)
    part = given(world, parent_id=whole)
    locked, counted = Event(), Event()

    def works():
        with world.acme.inside():
            task, bob = (
                db.get_one(cls, (world.acme.id, one)) for cls, one in ((Task, part), (Member, world.bob.member_id))
            )
            counting.family._locked(whole)
            locked.set()
            counted.wait(0.7)
            counting.family.lock(task)
            working.explain_delay(task, by=bob, at=now(), reason="A queue")

    with ThreadPoolExecutor(2) as pool:
        working_on_it = pool.submit(works)
        locked.wait(5)
        pool.submit(count, world).result()
        counted.set()
        working_on_it.result()

    assert (kept(world, part).actual, kept(world, part).delay_reason) == (7, "A queue")


def test_a_measure_that_is_gone_leaves_the_figure_and_asks_its_owner(world):
    task = given(world, measure="gone", actual=Decimal(4))
    bob = world.browser(world.bob)

    page = bob.get(f"tasks/{task}").text
    bob.post(f"tasks/{task}/progress", {"said": "Called them"})
    before = kept(world, task).actual
    count(world)
    done = bob.post(f"tasks/{task}/submission", {"actual": "6", "done_on": TODAY.isoformat(), "result": "Done"})

    assert 'name="actual"' in page
    assert before == 4
    assert done.status_code == 303
    assert (kept(world, task).state, kept(world, task).actual) == ("submitted", 6)


def test_whom_a_measure_counts_is_asked_for_no_figure(world, handshakes):
    page = world.browser(world.bob).get(f"tasks/{given(world)}").text

    assert 'name="said"' in page
    assert 'name="actual"' not in page


def test_a_counted_goal_given_while_the_count_stops_is_counted(world, handshakes, monkeypatch):
    """It stops because there is none; the one given in that moment must not be forgotten."""
    stop = timetables.stop

    def give():
        with world.acme.inside(world.mia):
            mia = db.get_one(Member, (world.acme.id, world.mia.member_id))
            draft = TaskDraft("Shake hands", world.bob.member_id, goal_quantity=Decimal(20), measure=KEY)
            assign(draft, by=mia, at=now())

    def stop_late(kind):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(give).result()
        stop(kind)

    monkeypatch.setattr(timetables, "stop", stop_late)
    count(world)

    assert counts_each_hour(world)


def test_more_than_can_be_kept_stops_neither_the_count_nor_a_whole(world, handshakes):
    handshakes.value = 10**15
    whole = given(world, is_split=True, measure=None)
    parts = [given(world, parent_id=whole), given(world, parent_id=whole)]

    count(world)

    assert [kept(world, one).actual for one in (*parts, whole)] == [MOST_KEPT] * 3


def counts_each_hour(world):
    with world.acme.inside():
        mine = (Timetable.tenant_id == world.acme.id, Timetable.kind == counting.JOB)
        return db.scalar(select(Timetable.id).where(*mine)) is not None


def test_it_counts_on_while_something_waits_and_stops_when_all_have_ended(world, handshakes):
    with world.acme.inside():
        counting.begin()
    waiting = given(world, state="submitted", actual=Decimal(7), done_on=TODAY, submitted_at=now())
    count(world)
    goes_on = counts_each_hour(world)
    world.browser(world.mia).post(f"tasks/{waiting}/acceptance", {"grade": "poor"})
    count(world)

    assert (goes_on, counts_each_hour(world)) == (True, False)


@pytest.mark.parametrize("how", ["reopened", "resumed", "replanned"])
def test_what_is_counted_again_is_counted_each_hour(world, handshakes, how):
    ended = {"accepted_at": now(), "done_on": TODAY, "submitted_at": now(), "state": "accepted"}
    stands = {"reopened": ended, "resumed": {"state": "cancelled"}, "replanned": {"measure": None}}[how]
    task_id = given(world, **stands)
    with world.acme.inside():
        task = db.get_one(Task, (world.acme.id, task_id))
        mia = db.get_one(Member, (world.acme.id, world.mia.member_id))
        acts = {
            "reopened": lambda: accepting.reopen(task, by=mia, at=now(), reason="Too soon"),
            "resumed": lambda: calling_off.resume(task, by=mia, at=now()),
            "replanned": lambda: replanning.replan(task, {"measure": KEY}, by=mia, at=now(), reason="Counted"),
        }
        acts[how]()

    assert counts_each_hour(world)
