"""The demo's part of what is given again and again: templates, a week in short each Friday, a plan each quarter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.demo.story import Story
from app.demo.task_plan_words import TEMPLATES, Templates
from app.people.leading import lead_of
from app.tasks import accepting, grading, working
from app.tasks.assigning import assign
from app.tasks.model import Task
from app.tasks.planning import recurring, series, templates
from app.tasks.planning.model import TaskSeries, TaskTemplate
from app.tasks.planning.rhythm import QUARTER, WEEK
from app.tasks.queries import criteria_of
from tenants.context import db
from tenants.model import Member
from tenants.roles import Role

REMOVED: tuple[type[Any], ...] = ()
FRIDAY = 5
WEEKS = 3  # of reports that are remembered


def tell(story: Story) -> None:
    """Keep the templates and let two of them come round; nothing of it in the small sample of a new company."""
    people = {one.id: one for one in db.scalars(select(Member).where(Member.state == "active"))}
    boss = next((one for one in people.values() if one.role == Role.OWNER), None)
    pairs = [(people[one.id], people.get(lead_of(one.id) or one.id)) for one in story.sellers if one.id in people]
    led = next(((one, lead) for one, lead in pairs if lead not in (None, boss, one)), None)
    if story.import_id is not None or boss is None or led is None:
        return
    said, (owner, lead) = TEMPLATES[story.words.language], led
    assert lead is not None
    kept = _keep(story, said, lead)
    weekly = _begin(story, kept[said.weekly[0]], owner, lead, WEEK, FRIDAY)
    _begin(story, kept[said.quarter[0]], lead, boss, QUARTER, 1)
    for ago in range(WEEKS, 0, -1):
        _remember(story, said, weekly, owner, lead, ago)


def _keep(story: Story, said: Templates, by: Member) -> dict[str, TaskTemplate]:
    at = story.at(story.today - timedelta(days=60))
    return {name: templates.keep(name, plan, by=by, at=at) for name, plan in said.all}


def _begin(story: Story, template: TaskTemplate, owner: Member, by: Member, every: str, on_day: int) -> TaskSeries:
    values = {
        "template_id": template.id, "owner_id": owner.id, "acceptor_id": by.id, "every": every, "on_day": on_day,
        "next_on": series.first_on(every, on_day, story.today + timedelta(days=1)),
    }  # fmt: skip
    return series.begin(values, by=by, at=story.at(story.today - timedelta(days=30)))


def _remember(story: Story, said: Templates, weekly: TaskSeries, owner: Member, lead: Member, ago: int) -> None:
    """The report of a past week; that of the last one waits for its acceptance."""
    friday = _friday(story.today, ago)
    task = assign(recurring.plan_for(weekly, lead, friday, friday), by=lead, at=story.at(friday, 6))
    _hand_in(story, task, said, owner, friday)
    if ago > 1:
        accepting.accept(task, by=lead, at=story.at(friday + timedelta(days=3), 9), grade=grading.GOOD)


def _hand_in(story: Story, task: Task, said: Templates, owner: Member, day: date) -> None:
    working.start(task, by=owner, at=story.at(day, 16))
    for line in db.scalars(criteria_of(task.id)):
        working.tick(line, task, True, by=owner, at=story.at(day, 17))
    working.submit(task, by=owner, at=story.at(day, 17), result=said.done, done_on=day)


def _friday(today: date, ago: int) -> date:
    """The Friday `ago` weeks back, the latest one before today."""
    return today - timedelta(days=(today.isoweekday() - FRIDAY - 1) % 7 + 1 + 7 * (ago - 1))
