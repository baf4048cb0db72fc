"""What may be done with a task when, by whom, and what it leaves behind."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from sqlalchemy import func, select

from app.clock import now
from app.events import Event
from app.notices.model import Notice
from app.tasks import accepting, calling_off, handing_over, replanning, rights, rules, working
from app.tasks.assigning import Plan, TaskDraft, assign
from app.tasks.grading import SPLIT, USUAL, Band
from app.tasks.model import CANCELLED, DOING, RETURNED, SUBMITTED, TODO, Task
from app.tasks.queries import parts_of, visible_to, ways_of_seeing
from app.tasks.refusals import ActualNeeded, DoesNotAddUp, NotGiven, NotNow, ReasonNeeded
from app.tasks.rules import BadBands, NamedBand
from tenants.context import db
from tenants.model import Member
from tests.tasks.factories import a_criterion, a_task

TODAY = date.today()


@pytest.fixture
def acme(world):
    with world.acme.inside(world.alice):
        yield world


def member(person):
    return db.get_one(Member, (person.company.id, person.member_id))


def given(world, **values):
    """A task that Mia gave Bob and accepts."""
    mia = world.mia.member_id
    return a_task(world.bob.member_id, **{"acceptor_id": mia, "created_by_id": mia, **values})


def kinds(task):
    return list(db.scalars(select(Event.kind).where(Event.subject_id == task.id).order_by(Event.at, Event.id)))


def told(world, person, kind):
    mine = (Notice.member_id == person.member_id, Notice.kind == kind)
    return db.scalar(select(func.count()).where(*mine))


def test_starting_twice_is_starting_once(acme):
    task, bob = given(acme), member(acme.bob)

    working.start(task, by=bob, at=now())
    working.start(task, by=bob, at=now())

    assert kinds(task) == ["task.started"]


def test_progress_starts_a_task_and_keeps_what_was_reached(acme):
    task = given(acme)

    working.progress(task, by=member(acme.bob), at=now(), actual=Decimal(7), said="Half of the list called")

    assert (task.state, task.actual) == (DOING, 7)


def test_handing_in_twice_is_once_and_tells_once(acme):
    task, bob = given(acme), member(acme.bob)

    for _ in range(2):
        working.submit(task, by=bob, at=now(), result="List attached", actual=Decimal(20))

    assert kinds(task) == ["task.submitted"]
    assert told(acme, acme.mia, "task.submitted") == 1


def test_a_goal_is_handed_in_with_what_was_reached(acme):
    task = given(acme)

    with pytest.raises(ActualNeeded):
        working.submit(task, by=member(acme.bob), at=now(), result="Done")

    assert task.state == TODO


def test_nothing_reached_is_a_figure_too(acme):
    task = given(acme)

    working.submit(task, by=member(acme.bob), at=now(), result="Nobody answered", actual=Decimal(0))
    accepting.accept(task, by=member(acme.mia), at=now())

    assert task.grade == "poor"


def test_late_work_wants_a_reason_and_is_flagged_apart_from_its_grade(acme):
    task, bob = given(acme, due_on=TODAY - timedelta(days=1)), member(acme.bob)

    with pytest.raises(ReasonNeeded):
        working.submit(task, by=bob, at=now(), result="Done", actual=Decimal(25))
    working.submit(task, by=bob, at=now(), result="Done", actual=Decimal(25), delay_reason="The platform was slow")
    accepting.accept(task, by=member(acme.mia), at=now())

    assert (task.is_late, task.grade, task.delay_reason) == (True, "excellent", "The platform was slow")


def test_what_was_done_in_time_and_handed_in_later_is_not_late(acme):
    task = given(acme, due_on=TODAY - timedelta(days=1))

    yesterday = TODAY - timedelta(days=1)
    working.submit(task, by=member(acme.bob), at=now(), result="Done", actual=Decimal(20), done_on=yesterday)

    assert task.is_late is False


def test_a_note_to_oneself_is_done_without_a_grade(acme):
    task = a_task(acme.bob.member_id, goal_quantity=None, unit=None)

    working.submit(task, by=member(acme.bob), at=now(), result="Tidied up")

    assert (task.state, task.grade) == ("accepted", None)


def test_another_grade_than_the_proposed_one_wants_a_reason(acme):
    task, mia = given(acme, state=SUBMITTED, actual=Decimal(20)), member(acme.mia)

    with pytest.raises(ReasonNeeded):
        accepting.accept(task, by=mia, at=now(), grade="excellent")
    accepting.accept(task, by=mia, at=now(), grade="excellent", reason="Two of them are key accounts")

    assert (task.proposed_grade, task.grade, task.grade_reason) == ("good", "excellent", "Two of them are key accounts")


def test_a_standard_that_is_not_met_is_accepted_only_with_a_reason(acme):
    task, mia = given(acme, state=SUBMITTED, actual=Decimal(20)), member(acme.mia)
    line = a_criterion(task)

    with pytest.raises(ReasonNeeded):
        accepting.accept(task, by=mia, at=now())
    working.tick(line, task, True, by=member(acme.bob), at=now())
    accepting.accept(task, by=mia, at=now())

    assert task.grade == "good"


def test_accepting_twice_changes_nothing(acme):
    task, mia = given(acme, state=SUBMITTED, actual=Decimal(20)), member(acme.mia)

    accepting.accept(task, by=mia, at=now())
    with pytest.raises(NotNow):
        accepting.accept(task, by=mia, at=now(), grade="poor", reason="Second thoughts")

    assert task.grade == "good"


def test_what_is_returned_tells_why_and_comes_again(acme):
    task, bob, mia = given(acme, state=SUBMITTED, actual=Decimal(12)), member(acme.bob), member(acme.mia)

    accepting.return_(task, by=mia, at=now(), reason="Number 7 is a duplicate")
    assert (task.state, task.return_reason, task.done_on) == (RETURNED, "Number 7 is a duplicate", None)
    assert told(acme, acme.bob, "task.returned") == 1
    working.submit(task, by=bob, at=now(), result="Replaced", actual=Decimal(13))

    assert (task.state, task.returned_count) == (SUBMITTED, 1)


def test_bands_that_change_leave_given_grades_alone_and_grade_what_comes(acme):
    done = given(acme, state=SUBMITTED, actual=Decimal(19))
    coming = given(acme, state=SUBMITTED, actual=Decimal(19))
    alice, mia = member(acme.alice), member(acme.mia)
    accepting.accept(done, by=mia, at=now())

    rules.set_scale([NamedBand(band) for band in SPLIT], by=alice, at=now())
    accepting.accept(coming, by=mia, at=now())

    assert (done.grade, coming.grade) == ("fair", "improve")


def test_bands_with_a_gap_are_refused_and_the_old_ones_stay(acme):
    bands = [NamedBand(Band("good", 10_000)), NamedBand(Band("poor", 100))]
    with pytest.raises(BadBands) as refused:
        rules.set_scale(bands, by=member(acme.alice), at=now())

    assert refused.value.found == [(1, "gap")]
    assert rules.scale() == USUAL


def test_work_that_has_begun_is_planned_anew_only_with_a_reason(acme):
    task, mia = given(acme, state=DOING), member(acme.mia)
    later = TODAY + timedelta(days=9)

    with pytest.raises(ReasonNeeded):
        replanning.replan(task, {"due_on": later}, by=mia, at=now())
    replanning.replan(task, {"due_on": later}, by=mia, at=now(), reason="The fair moved")

    assert task.due_on == later


def test_a_note_is_changed_without_a_reason(acme):
    task = given(acme, state=DOING)

    replanning.replan(task, {"note": "Ask Li first"}, by=member(acme.mia), at=now())

    assert kinds(task) == ["task.changed"]


def test_what_ended_is_not_planned_anew(acme):
    task = given(acme, state="accepted", actual=Decimal(20))

    with pytest.raises(NotNow):
        replanning.replan(task, {"goal_quantity": Decimal(10)}, by=member(acme.mia), at=now(), reason="Too much")


def test_a_part_is_not_made_smaller_by_itself(acme):
    alice = member(acme.alice)
    parts = [TaskDraft(f"Part {n}", acme.bob.member_id, goal_quantity=Decimal(25)) for n in range(2)]
    whole = assign(Plan(TaskDraft("Whole", acme.mia.member_id, goal_quantity=Decimal(50)), parts), by=alice, at=now())
    part = db.scalars(parts_of(whole.id)).first()

    with pytest.raises(DoesNotAddUp) as refused:
        replanning.replan(part, {"goal_quantity": Decimal(20)}, by=alice, at=now())

    assert refused.value.sum.missing == 5


def test_whole_and_parts_change_together(acme):
    alice = member(acme.alice)
    parts = [TaskDraft(f"Part {n}", acme.bob.member_id, goal_quantity=Decimal(25)) for n in range(2)]
    whole = assign(Plan(TaskDraft("Whole", acme.mia.member_id, goal_quantity=Decimal(50)), parts), by=alice, at=now())
    kept, gone = db.scalars(parts_of(whole.id))

    replanning.split_anew(
        whole, {"goal_quantity": Decimal(60)}, {kept.id: {"goal_quantity": Decimal(40)}},
        [TaskDraft("Part 3", acme.sam.member_id, goal_quantity=Decimal(20))], by=alice, at=now(),
    )  # fmt: skip

    now_parts = list(db.scalars(parts_of(whole.id)))
    assert gone.state == CANCELLED
    assert [one.goal_quantity for one in now_parts if one.state != CANCELLED] == [40, 20]


def test_calling_off_a_whole_calls_off_what_is_open_of_it(acme):
    alice = member(acme.alice)
    parts = [TaskDraft(f"Part {n}", acme.bob.member_id) for n in range(2)]
    whole = assign(Plan(TaskDraft("Whole", acme.mia.member_id), parts), by=alice, at=now())

    calling_off.cancel(whole, by=alice, at=now(), reason="The fair was cancelled")

    assert [one.state for one in (whole, *db.scalars(parts_of(whole.id)))] == [CANCELLED] * 3


def test_support_asked_for_reaches_who_accepts_and_the_answer_comes_back(acme):
    task, bob, mia = given(acme), member(acme.bob), member(acme.mia)

    working.explain_delay(task, by=bob, at=now(), reason="Five dead numbers", support="Ask marketing for new ones")
    assert told(acme, acme.mia, "task.support") == 1
    working.give_support(task, by=mia, at=now(), said="Twenty new ones on Monday")

    assert task.support is None
    assert told(acme, acme.bob, "task.supported") == 1


@pytest.mark.parametrize(
    ("who", "work", "change", "accept"),
    [
        ("bob", True, False, False),  # its owner
        ("mia", True, True, True),  # gave it, accepts it, leads him
        ("alice", True, True, True),  # leads everyone
        ("sam", False, False, False),  # a colleague elsewhere
        ("vera", False, False, False),  # only looks
    ],
)
def test_who_may_do_what(acme, who, work, change, accept):
    task, person = given(acme, state=SUBMITTED, actual=Decimal(20)), member(getattr(acme, who))

    found = [right(person, task) for right in (rights.may_work, rights.may_change, rights.may_accept)]

    assert found == [work, change, accept]


def test_nobody_accepts_his_own_work(acme):
    task = a_task(acme.alice.member_id, acceptor_id=acme.mia.member_id, state=SUBMITTED)

    assert not rights.may_accept(member(acme.alice), task)


def test_a_seller_gives_tasks_to_himself_alone_and_a_lead_to_his_people(acme):
    bob, mia = member(acme.bob), member(acme.mia)

    assert [rights.may_give_to(bob, one.member_id) for one in (acme.bob, acme.sam, acme.mia)] == [True, False, False]
    assert [rights.may_give_to(mia, one.member_id) for one in (acme.mia, acme.bob, acme.sam)] == [True, True, False]
    with pytest.raises(NotGiven):
        assign(TaskDraft("Call them", acme.sam.member_id), by=mia, at=now())


def test_goals_and_progress_are_open_to_the_team_and_closed_beyond(acme):
    task = given(acme)

    def sees(person):
        return db.scalar(select(Task.id).where(Task.id == task.id, visible_to(member(person)))) is not None

    assert [sees(one) for one in (acme.bob, acme.mia, acme.alice, acme.sam)] == [True, True, True, False]


def test_each_task_one_sees_is_seen_in_one_way(acme):
    people = [acme.bob, acme.mia, acme.sam, acme.alice]
    for owner, acceptor, giver in product(people, repeat=3):
        if owner is not acceptor:
            a_task(owner.member_id, acceptor_id=acceptor.member_id, created_by_id=giver.member_id)
    a_task(acme.sam.member_id, created_by_id=acme.bob.member_id)  # nobody accepts it

    for one in people:
        seen = set(db.scalars(select(Task.id).where(visible_to(member(one)))))
        ways = [id for way in ways_of_seeing(member(one)) for id in db.scalars(select(Task.id).where(way))]
        assert len(ways) == len(seen)
        assert set(ways) == seen


def test_who_gave_a_task_is_asked_to_accept_it_unless_it_is_his_own(acme):
    bob, mia = member(acme.bob), member(acme.mia)

    assert rights.usual_acceptor(bob.id, mia) == mia.id
    assert rights.usual_acceptor(bob.id, bob) == mia.id  # his lead
    assert rights.usual_acceptor(acme.sam.member_id, member(acme.sam)) is None  # nobody leads there


def test_a_leaver_s_tasks_go_on_and_nobody_comes_to_accept_his_own(acme):
    mine = given(acme)
    waiting = a_task(acme.sam.member_id, acceptor_id=acme.bob.member_id)

    moved = handing_over.hand_over(acme.bob.member_id, acme.mia.member_id, acme.alice.member_id, now())

    assert moved == 1
    assert (mine.owner_id, mine.acceptor_id) == (acme.mia.member_id, acme.alice.member_id)
    assert waiting.acceptor_id == acme.mia.member_id


def test_a_whole_is_taken_up_with_the_parts_that_were_cancelled_with_it(acme):
    whole = given(acme, is_split=True)
    before, with_it = given(acme, parent_id=whole.id), given(acme, parent_id=whole.id)
    mia = member(acme.mia)
    calling_off.cancel(before, by=mia, at=now(), reason="Not this one")
    calling_off.cancel(whole, by=mia, at=now(), reason="Later")

    calling_off.resume_whole(whole, by=mia, at=now())

    assert [one.state for one in (whole, before, with_it)] == [TODO, CANCELLED, TODO]


def test_a_whole_whose_last_part_is_called_off_is_worked_on_as_any_task_until_it_gets_one_again(acme):
    whole = given(acme, is_split=True)
    parts = [given(acme, parent_id=whole.id, actual=Decimal(3)) for _ in range(2)]
    mia = member(acme.mia)

    calling_off.cancel(parts[0], by=mia, at=now(), reason="Not this one")
    assert whole.is_split
    calling_off.cancel(parts[1], by=mia, at=now(), reason="Nor this one")
    assert not whole.is_split
    calling_off.resume(parts[0], by=mia, at=now())
    assert whole.is_split
    assert whole.actual == 3
