"""Tool 9's own example: fifty new customers, split into three, worked on by three, graded 优 良 中, 104 % in sum."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import select

from app.clock import now
from app.notices.model import Notice
from app.tasks import accepting, calling_off, replanning, working
from app.tasks.assigning import Plan, TaskDraft, assign
from app.tasks.model import Task
from app.tasks.queries import attained, parts_of, proposal
from app.tasks.refusals import DoesNotAddUp
from tenants.context import db
from tenants.model import Member

PARTS = (
    ("线上推广获取20家线索", "bob", 20, (3, 1), (3, 31), (3, 28), 25),
    ("展会对接获取15家线索", "sam", 15, (3, 10), (3, 25), (3, 25), 15),
    ("老客户转介绍获取15家线索", "tara", 15, (3, 1), (3, 31), (3, 30), 12),
)


def member(person):
    return db.get_one(Member, (person.company.id, person.member_id))


def day(month, number):
    return date(2024, month, number)


def the_plan(world, quantities=(20, 15, 15)):
    alice = world.alice.member_id
    parts = [
        TaskDraft(
            title, getattr(world, who).member_id, alice, goal_quantity=Decimal(quantity), unit="家线索",
            starts_on=day(*begins), due_on=day(*due), criteria=["有姓名、联系方式、需求描述", "非重复", "非无效号码"],
        )
        for (title, who, _goal, begins, due, _done, _actual), quantity in zip(PARTS, quantities, strict=True)
    ]  # fmt: skip
    whole = TaskDraft(
        "Q1新客户开发", world.mia.member_id, alice, goal="开发50家新客户", goal_quantity=Decimal(50), unit="家新客户"
    )
    return Plan(whole, parts)


def work_through(world, whole):
    for part, (_title, who, _goal, _begins, _due, done, actual) in zip(
        db.scalars(parts_of(whole.id)), PARTS, strict=True
    ):
        person = member(getattr(world, who))
        working.start(part, by=person, at=now())
        for line in criteria(part):
            working.tick(line, part, True, by=person, at=now())
        working.submit(part, by=person, at=now(), result="完成", actual=Decimal(actual), done_on=day(*done))


def criteria(task):
    from app.tasks.queries import criteria_of

    return list(db.scalars(criteria_of(task.id)))


@pytest.fixture
def acme(world):
    with world.acme.inside(world.alice):
        yield world


def test_the_example_comes_out_as_the_source_has_it(acme):
    alice = member(acme.alice)
    whole = assign(the_plan(acme), by=alice, at=now())
    work_through(acme, whole)
    assert whole.state == "doing"

    for part in list(db.scalars(parts_of(whole.id))):
        accepting.accept(part, by=alice, at=now())

    parts = list(db.scalars(parts_of(whole.id)))
    assert [part.grade for part in parts] == ["excellent", "good", "fair"]
    assert [part.is_late for part in parts] == [False, False, False]
    assert (whole.state, whole.actual, whole.done_on) == ("submitted", Decimal(52), day(3, 30))
    assert attained(whole) == Fraction(104, 100)
    assert proposal(whole) == "good"

    accepting.accept(whole, by=alice, at=now())
    assert whole.grade == "good"


def test_a_whole_meets_what_its_parts_meet(acme):
    alice, plan = member(acme.alice), the_plan(acme)
    lines = [*plan.parts[0].criteria, "合同已归档"]
    whole = assign(Plan(replace(plan.whole, criteria=lines), plan.parts), by=alice, at=now())
    work_through(acme, whole)

    for part in list(db.scalars(parts_of(whole.id))):
        accepting.accept(part, by=alice, at=now())

    assert [line.is_met for line in criteria(whole)] == [True, True, True, False]


def test_a_line_that_one_part_does_not_meet_is_not_met_by_the_whole(acme):
    alice, plan = member(acme.alice), the_plan(acme)
    whole = assign(Plan(replace(plan.whole, criteria=plan.parts[0].criteria), plan.parts), by=alice, at=now())
    work_through(acme, whole)
    parts = list(db.scalars(parts_of(whole.id)))
    working.tick(criteria(parts[1])[2], parts[1], False, by=alice, at=now())

    for part in parts:
        accepting.accept(part, by=alice, at=now(), reason="Two numbers will follow")

    assert [line.is_met for line in criteria(whole)] == [True, True, False]


def test_each_owner_hears_of_his_part_and_the_acceptor_of_each_that_is_handed_in(acme):
    whole = assign(the_plan(acme), by=member(acme.alice), at=now())
    work_through(acme, whole)

    told = db.execute(select(Notice.member_id, Notice.kind)).all()
    given = {person for person, kind in told if kind == "task.assigned"}

    assert given == {acme.bob.member_id, acme.sam.member_id, acme.tara.member_id}
    assert [person for person, kind in told if kind == "task.submitted"] == [acme.alice.member_id] * 3


@pytest.mark.parametrize(("quantities", "missing"), [((20, 15, 10), 5), ((20, 20, 15), -5)])
def test_parts_that_do_not_add_up_are_refused_with_the_numbers(acme, quantities, missing):
    with pytest.raises(DoesNotAddUp) as refused:
        assign(the_plan(acme, quantities), by=member(acme.alice), at=now())

    assert refused.value.sum.missing == missing
    assert db.scalar(select(Task.id)) is None


def test_customers_split_into_leads_are_told_as_other_units(acme):
    total = the_plan(acme).sum()

    assert total.adds_up
    assert total.other_units == ("家线索",)


def test_a_returned_part_takes_the_whole_back(acme):
    alice = member(acme.alice)
    whole = assign(the_plan(acme), by=alice, at=now())
    work_through(acme, whole)
    for part in list(db.scalars(parts_of(whole.id))):
        accepting.accept(part, by=alice, at=now())
    assert whole.state == "submitted"

    first = db.scalars(parts_of(whole.id)).first()
    accepting.reopen(first, by=alice, at=now(), reason="Counted twice")
    accepting.return_(first, by=alice, at=now(), reason="Number 7 is a duplicate")

    assert (first.state, first.returned_count) == ("returned", 1)
    assert (whole.state, whole.done_on) == ("doing", None)


def test_a_part_called_off_no_longer_counts(acme):
    alice = member(acme.alice)
    whole = assign(the_plan(acme), by=alice, at=now())
    work_through(acme, whole)
    parts = list(db.scalars(parts_of(whole.id)))
    for part in parts[:2]:
        accepting.accept(part, by=alice, at=now())

    calling_off.cancel(parts[2], by=alice, at=now(), reason="The fair was cancelled")

    assert (whole.state, whole.actual) == ("submitted", Decimal(40))


def test_a_cancelled_fair_becomes_a_live_stream_with_its_history(acme):
    from app.events import Event

    alice = member(acme.alice)
    whole = assign(the_plan(acme), by=alice, at=now())
    fair = list(db.scalars(parts_of(whole.id)))[1]
    working.start(fair, by=member(acme.sam), at=now())

    replanning.replan(
        fair, {"title": "线上直播获取15家线索", "due_on": day(3, 29)}, by=alice, at=now(), reason="展会取消"
    )

    event = db.scalars(select(Event).where(Event.subject_id == fair.id, Event.kind == "task.replanned")).one()
    assert event.changes["title"] == ["展会对接获取15家线索", "线上直播获取15家线索"]
    assert event.changes["due_on"] == ["2024-03-25", "2024-03-29"]
    assert event.changes["reason"] == "展会取消"
    assert fair.state == "doing"
