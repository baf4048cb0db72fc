"""The demo's part of the tasks: a plan a quarter, split and graded, and what everyone has on his desk this week.

Past quarters are written down as they ended; the running one is told act by act, so that its history, its notices and
its grades are those the product itself would leave.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app import periods
from app.demo.story import Story
from app.demo.task_past import lead_or_owner, remember, remember_lately
from app.demo.task_words import SAID
from app.remarks.acts import remark
from app.tasks import accepting, working
from app.tasks.assigning import Plan, TaskDraft, assign
from app.tasks.model import Task
from app.tasks.queries import criteria_of, parts_of
from tenants.context import db, door
from tenants.model import Member
from tenants.roles import Role

REMOVED = (Task,)
QUARTERS = 5  # past ones that are remembered


def tell(story: Story) -> None:
    """Tell the tasks of the company: those of a team with leads, or the few of somebody who works alone."""
    people = {one.id: one for one in db.scalars(select(Member).where(Member.state == "active"))}
    sellers = (people[seller.id] for seller in story.sellers if seller.id in people)
    workers = [one for one in sellers if lead_or_owner(people, one.id)]
    if len(workers) < 3:
        _tell_alone(story)
        return
    for back in range(QUARTERS, 0, -1):
        remember(story, people, workers, back)
    _tell_this_quarter(story, people, workers)
    _tell_this_week(story, people, workers)


def _tell_alone(story: Story) -> None:
    """Notes to oneself, for the sample of a company that has just begun."""
    said, me = SAID[story.words.language], db.get_one(Member, (door().tenant_id, story.sellers[0].id))
    for place, title in enumerate((*said.notes, said.routine[1][0])):
        due = story.workday(story.today + timedelta(days=place * 2 - 1))
        draft = TaskDraft(
            title, me.id, due_on=due, effort_minutes=60 * (place + 1), is_important=place % 2 == 1,
            import_id=story.import_id,
        )  # fmt: skip
        assign(draft, by=me, at=story.at(story.today - timedelta(days=3)))


def _tell_this_quarter(story: Story, people: dict[UUID, Member], workers: list[Member]) -> None:
    """The running plan: one part is accepted, one is handed in, one was returned."""
    said, quarter = SAID[story.words.language], periods.of(story.today, "quarter")
    first = max(quarter.first, story.today - timedelta(days=45))
    lead = lead_or_owner(people, workers[0].id)
    assert lead is not None
    boss = next((one for one in people.values() if one.role == Role.OWNER), lead)
    trio = [one for one in workers if lead_or_owner(people, one.id) in (lead, boss)][:3]
    trio = trio if len(trio) == 3 else workers[:3]
    due = story.workday(story.today + timedelta(days=12))
    parts = [
        TaskDraft(
            title.format(goal=goal), owner.id, boss.id if boss.id != owner.id else None, goal_quantity=Decimal(goal),
            unit=unit, starts_on=first, due_on=due, effort_minutes=24 * 60, is_important=True, criteria=said.standard,
            import_id=story.import_id,
        )
        for owner, (title, unit), goal in zip(trio, said.parts, (20, 15, 15), strict=True)
    ]  # fmt: skip
    whole = TaskDraft(
        said.plan.format(quarter=f"Q{quarter.number}"), lead.id, boss.id if boss.id != lead.id else None,
        goal=said.goal.format(goal=50), goal_quantity=Decimal(50), unit=said.unit, starts_on=first, due_on=due,
        is_important=True, import_id=story.import_id,
    )  # fmt: skip
    task = assign(Plan(whole, parts), by=boss, at=story.at(first, 9))
    for part, owner, actual, ago in zip(
        list(db.scalars(parts_of(task.id))), trio, (25, 15, 12), (9, 2, 3), strict=True
    ):
        _work(story, part, owner, actual, ago)
        if ago == 9:
            accepting.accept(part, by=boss, at=story.at(story.today - timedelta(days=7), 15))
        if ago == 3:
            accepting.return_(part, by=boss, at=story.at(story.today - timedelta(days=1), 15), reason=said.back)


def _work(story: Story, task: Task, owner: Member, actual: int, ago: int) -> None:
    """Somebody works a task through and hands it in `ago` days before today."""
    said = SAID[story.words.language]
    begun, done = story.at(story.today - timedelta(days=ago + 8), 10), story.today - timedelta(days=ago)
    working.start(task, by=owner, at=begun)
    working.progress(task, by=owner, at=begun + timedelta(days=3), actual=Decimal(actual // 2))
    for line in db.scalars(criteria_of(task.id)):
        working.tick(line, task, True, by=owner, at=story.at(done, 15))
    working.submit(task, by=owner, at=story.at(done, 16), result=said.result, actual=Decimal(actual), done_on=done)


def _tell_this_week(story: Story, people: dict[UUID, Member], workers: list[Member]) -> None:
    """What is on everyone's desk: to do, begun, late with a reason, counted by itself."""
    said = SAID[story.words.language]
    for place, owner in enumerate(workers):
        lead = lead_or_owner(people, owner.id)
        assert lead is not None
        for number, (title, goal, unit, hours) in enumerate(story.dice.sample(said.routine, 3)):
            due = story.workday(story.today + timedelta(days=(number * 4 + place) % 9))
            draft = _draft(story, title, owner, lead, goal, unit, hours, due)
            given = story.at(story.today - timedelta(days=5 + number), 9)
            task = assign(draft, by=lead, at=given)
            if number == 0:
                _begin(story, task, owner, given)
    remember_lately(story, people, workers)
    _tell_handed_in(story, people, workers)
    _tell_late(story, people, workers[0])
    _tell_counted(story, people, workers)
    _tell_notes(story, workers)


def _draft(
    story: Story, title: str, owner: Member, lead: Member, goal: int | None, unit: str | None, hours: int, due: date
) -> TaskDraft:
    return TaskDraft(
        title, owner.id, lead.id, goal_quantity=Decimal(goal) if goal else None, unit=unit, effort_minutes=hours * 60,
        starts_on=story.today - timedelta(days=4), due_on=due, is_important=story.dice.random() < 0.5,
        import_id=story.import_id,
    )  # fmt: skip


def _begin(story: Story, task: Task, owner: Member, given: datetime) -> None:
    working.start(task, by=owner, at=given + timedelta(hours=2))
    if task.goal_quantity is not None:
        reached = Decimal(round(float(task.goal_quantity) * story.dice.uniform(0.3, 0.8)))
        working.progress(task, by=owner, at=story.at(story.today - timedelta(days=1), 17), actual=reached)


def _tell_handed_in(story: Story, people: dict[UUID, Member], workers: list[Member]) -> None:
    """Three that wait for their lead's word."""
    said = SAID[story.words.language]
    for place, owner in enumerate(workers[1:4]):
        lead = lead_or_owner(people, owner.id)
        assert lead is not None
        title, goal, unit, hours = said.routine[(1, 3, 4)[place]]
        due = story.today + timedelta(days=place)
        task = assign(
            _draft(story, title, owner, lead, goal, unit, hours, due), by=lead, at=story.at(due - timedelta(days=12), 9)
        )
        actual = Decimal(goal * (12, 10, 9)[place] // 10) if goal else None
        working.start(task, by=owner, at=story.at(due - timedelta(days=9), 10))
        working.submit(
            task, by=owner, at=story.at(story.today - timedelta(days=place), 8), result=said.result, actual=actual
        )


def _tell_late(story: Story, people: dict[UUID, Member], owner: Member) -> None:
    """One that should be done, says why it is not, and asks for support; a colleague is called in."""
    said, lead = SAID[story.words.language], lead_or_owner(people, owner.id)
    assert lead is not None
    title, goal, unit, hours = said.routine[0]
    due = story.today - timedelta(days=1)
    task = assign(
        _draft(story, title, owner, lead, goal, unit, hours, due), by=lead, at=story.at(due - timedelta(days=9), 9)
    )
    working.progress(task, by=owner, at=story.at(due, 12), actual=Decimal(21))
    working.explain_delay(task, by=owner, at=story.at(due, 17), reason=said.delay, support=said.support)
    remark(task, said.aside.format(name=lead.name), by=owner, at=story.at(due, 18))


def _tell_counted(story: Story, people: dict[UUID, Member], workers: list[Member]) -> None:
    """A goal the product counts by itself, and one where less is better."""
    said, first = SAID[story.words.language], story.today.replace(day=1)
    last = story.workday((first + timedelta(days=32)).replace(day=1) - timedelta(days=1))
    for owner in workers[:2]:
        lead = lead_or_owner(people, owner.id)
        assert lead is not None
        title, unit = said.opened
        counted = _draft(story, title, owner, lead, 6, unit, 6, last)
        task = assign(_starting(counted, first, measure="deals_opened"), by=lead, at=story.at(first, 9))
        working.progress(task, by=owner, at=story.at(story.today, 8))
    owner, lead = workers[2], lead_or_owner(people, workers[2].id)
    assert lead is not None
    title, unit = said.complaints
    fewer = _draft(story, title, owner, lead, 3, unit, 2, last)
    task = assign(_starting(fewer, first, lower_is_better=True), by=lead, at=story.at(first, 9))
    working.progress(task, by=owner, at=story.at(story.today, 8), actual=Decimal(2))


def _starting(draft: TaskDraft, first: date, **more: Any) -> TaskDraft:
    return replace(draft, starts_on=first, **more)


def _tell_notes(story: Story, workers: list[Member]) -> None:
    for place, (owner, title) in enumerate(zip(workers, SAID[story.words.language].notes, strict=False)):
        due = story.workday(story.today + timedelta(days=place)) if place else None
        note = TaskDraft(title, owner.id, due_on=due, effort_minutes=60, import_id=story.import_id)
        assign(note, by=owner, at=story.at(story.today - timedelta(days=2), 9))
