"""The demo's tasks that are over: written down as they ended, with the grades the product would have given."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from app import periods
from app.demo.story import Story
from app.demo.task_words import SAID
from app.events import Event
from app.people.leading import lead_of
from app.periods import Period
from app.search import index
from app.search.index import Entry
from app.tasks import grading
from app.tasks.model import ACCEPTED, Task
from tenants.context import db
from tenants.model import Member
from tenants.owned import new_id
from tenants.roles import Role

#: How much of a goal is reached, and how often.
REACHED = ((125, 3), (112, 3), (100, 5), (96, 2), (88, 2), (80, 2), (55, 1))


def lead_or_owner(people: dict[UUID, Member], member_id: UUID) -> Member | None:
    """Who accepts somebody's work: his lead, else the owner of the company."""
    found = lead_of(member_id)
    if found is None:
        found = next((one.id for one in people.values() if one.role == Role.OWNER and one.id != member_id), None)
    return people.get(found) if found else None


def remember(story: Story, people: dict[UUID, Member], workers: list[Member], back: int) -> None:
    """A quarter that is over: its plan with three parts, and a dozen tasks, all accepted."""
    said, quarter = SAID[story.words.language], _ago(story.today, back)
    first = quarter.first
    rows: list[dict[str, Any]] = []
    goals = [20, 15, 15]
    trio = story.dice.sample(workers, 3)
    parts = [
        _past(story, people, owner, title.format(goal=goal), Decimal(goal), unit, first + timedelta(days=9 * place), 40)
        for place, (owner, (title, unit), goal) in enumerate(zip(trio, said.parts, goals, strict=True))
    ]
    lead = lead_or_owner(people, trio[0].id)
    assert lead is not None
    boss = next((one for one in people.values() if one.role == Role.OWNER), lead)
    whole = _past(
        story, people, lead, said.plan.format(quarter=f"Q{quarter.number}"), Decimal(50), said.unit, first, 85, boss
    )
    whole |= {"is_split": True, "goal": said.goal.format(goal=50), "actual": sum(one["actual"] for one in parts)}
    whole |= {"done_on": max(one["done_on"] for one in parts)}
    _grade(whole)
    rows += [whole, *({**one, "parent_id": whole["id"], "position": place} for place, one in enumerate(parts))]
    for owner in workers:
        for title, goal, unit, hours in story.dice.sample(said.routine, 2):
            start = first + timedelta(days=story.dice.randrange(0, 70))
            past = _past(story, people, owner, title, Decimal(goal) if goal else None, unit, start, 14)
            rows.append({**past, "effort_minutes": hours * 60})
    _write(story, rows)


def remember_lately(story: Story, people: dict[UUID, Member], workers: list[Member]) -> None:
    """What was accepted in the last weeks."""
    rows = []
    for owner in workers:
        for title, goal, unit, hours in story.dice.sample(SAID[story.words.language].routine, 2):
            start = story.today - timedelta(days=story.dice.randrange(16, 40))
            past = _past(story, people, owner, title, Decimal(goal) if goal else None, unit, start, 7)
            rows.append({**past, "effort_minutes": hours * 60})
    _write(story, rows)


def _past(
    story: Story, people: dict[UUID, Member], owner: Member, title: str, goal: Decimal | None, unit: str | None,
    start: date, length: int, acceptor: Member | None = None,
) -> dict[str, Any]:  # fmt: skip
    acceptor = acceptor or lead_or_owner(people, owner.id)
    assert acceptor is not None
    due = story.workday(start + timedelta(days=length))
    late = story.dice.random() < 0.14
    done = story.workday(due + timedelta(days=story.dice.randrange(1, 4) if late else -story.dice.randrange(0, 3)))
    share = story.dice.choices([one for one, _ in REACHED], [many for _, many in REACHED])[0]
    at = story.at(story.workday(done + timedelta(days=1)), 17)
    row = {
        "id": new_id(), "parent_id": None, "position": 0, "is_split": False, "title": title, "goal": None,
        "goal_quantity": goal, "unit": unit, "owner_id": owner.id,
        "acceptor_id": acceptor.id if acceptor.id != owner.id else None,
        "created_by_id": acceptor.id, "starts_on": start, "due_on": due, "effort_minutes": 480, "state": ACCEPTED,
        "is_important": story.dice.random() < 0.5, "actual": round(goal * share / 100) if goal else None,
        "done_on": done, "result": SAID[story.words.language].result, "submitted_at": story.at(done, 16),
        "accepted_at": at, "accepted_by_id": acceptor.id, "is_late": done > due, "import_id": story.import_id,
        "delay_reason": SAID[story.words.language].delay if done > due else None,
        "created_at": story.at(start, 9), "updated_at": at, "grade": None, "proposed_grade": None,
    }  # fmt: skip
    return _grade(row)


def _grade(row: dict[str, Any]) -> dict[str, Any]:
    """By the usual bands; a task without a goal was simply good."""
    if row["goal_quantity"] is None:
        row["grade"] = grading.GOOD
    else:
        ratio = grading.attainment(row["actual"], row["goal_quantity"])
        row["grade"] = row["proposed_grade"] = grading.grade_of(ratio, grading.USUAL)
    row["is_late"] = row["done_on"] > row["due_on"]
    return row


def _write(story: Story, rows: list[dict[str, Any]]) -> None:
    db.execute(insert(Task), rows)
    db.execute(insert(Event), [event for row in rows for event in _events(row)])
    index.put_many(Entry("task", row["id"], row["title"], row["goal"] or "", row["owner_id"]) for row in rows)


def _events(row: dict[str, Any]) -> list[dict[str, Any]]:
    about = {"id": None, "subject_kind": "task", "subject_id": row["id"], "subject_name": row["title"]}
    acts = (
        ("assigned", row["created_at"], row["created_by_id"], {"due_on": row["due_on"].isoformat()}),
        ("submitted", row["submitted_at"], row["owner_id"], {"said": row["result"]}),
        ("accepted", row["accepted_at"], row["accepted_by_id"], {"grade": row["grade"]}),
    )
    return [
        {**about, "id": new_id(), "kind": f"task.{verb}", "at": at, "by_id": by, "changes": changes}
        for verb, at, by, changes in acts
    ]


def _ago(day: date, quarters: int) -> Period:
    return periods.of(periods.shift(day, "quarter", -quarters), "quarter")
