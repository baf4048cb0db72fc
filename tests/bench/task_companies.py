"""The companies of the tasks' bench: as many tasks as asked for among teams of ten, one in seven of them open.

Rows are made here and loaded by COPY as the superuser: the bench measures the pages, not how the rows came in.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import psycopg

from tenants.owned import new_id
from tests.bench import companies
from tests.world import Company

TEAM = 10
TITLES = ["Call dormant customers", "Leads from the web", "Fair follow-up", "Renewals", "Referrals", "Quote template"]
STATES = ("todo", "doing", "submitted", "returned", "accepted", "cancelled")
WEIGHTS = (5, 6, 2, 1, 80, 6)
GRADES = ("excellent", "good", "fair", "poor")
TODAY = companies.NOW.date()


@dataclass
class Tasked:
    """A company with tasks, and whom to sign in as: its owner, who sees all, and a seller, who sees his team's."""

    company: Company
    owner_user: UUID
    seller_user: UUID
    seller: UUID
    some_tasks: list[UUID]


def fill(server: psycopg.Connection, slug: str, tasks: int, people: int) -> Tasked:
    """A company of `people` in teams of ten with `tasks` tasks and a few deals."""
    dice = random.Random(slug)
    filled = companies.fill(server, slug, 200, people)
    company = filled.company
    found = server.execute(
        "SELECT id, user_id FROM app.members WHERE tenant_id = %s AND role = 'seller' ORDER BY id", [company.id]
    ).fetchall()
    _seat(server, company, [row[0] for row in found])
    rows = list(_rows(company, [row[0] for row in found], tasks, dice))
    columns = (
        "tenant_id, id, position, is_split, title, goal_quantity, unit, lower_is_better, owner_id, acceptor_id,"
        " created_by_id, starts_on, due_on, effort_minutes, is_important, demand, state, actual, done_on, submitted_at,"
        " returned_count, accepted_at, accepted_by_id, grade, proposed_grade, is_late, created_at, updated_at, version"
    )
    with server.cursor() as cursor, cursor.copy(f"COPY app.tasks ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    seller, user = found[len(found) // 2]
    return Tasked(company, filled.owner_user, user, seller, [row[1] for row in rows if row[16] == "doing"][:200])


def _seat(server: psycopg.Connection, company: Company, members: list[UUID]) -> None:
    teams = [new_id() for _ in range(0, len(members), TEAM)]
    with server.cursor() as cursor:
        with cursor.copy("COPY app.teams (tenant_id, id, name, position, version) FROM STDIN") as copy:
            for number, team in enumerate(teams):
                copy.write_row((company.id, team, f"Team {number}", number, 1))
        with cursor.copy("COPY app.placements (tenant_id, id, team_id, member_id, leads, version) FROM STDIN") as copy:
            for number, member in enumerate(members):
                copy.write_row((company.id, new_id(), teams[number // TEAM], member, number % TEAM == 0, 1))


def _rows(company: Company, members: list[UUID], count: int, dice: random.Random) -> Iterator[tuple]:
    for number in range(count):
        state = dice.choices(STATES, WEIGHTS)[0]
        owner, acceptor = dice.sample(members, 2)
        is_open = state not in ("accepted", "cancelled")
        due = TODAY + timedelta(days=dice.randrange(-6, 45) if is_open else dice.randrange(-900, 0))
        starts = due - timedelta(days=dice.randrange(0, 20))
        goal = dice.choice((None, 10, 15, 20, 30))
        actual = None if goal is None or state == "todo" else dice.randrange(0, goal + 8)
        done = due + timedelta(days=dice.randrange(-4, 3)) if state in ("submitted", "accepted") else None
        at = companies.NOW - timedelta(days=(TODAY - (done or TODAY)).days, seconds=dice.randrange(80_000))
        accepted = state == "accepted"
        grade = dice.choice(GRADES) if accepted and goal else None
        yield (
            company.id, new_id(), 0, False, f"{dice.choice(TITLES)} {number}", goal, "leads" if goal else None, False,
            owner, acceptor, acceptor, starts, due, dice.choice((None, 60, 120, 240, 480)), dice.random() < 0.4,
            "ordinary", state, actual, done, at if done else None, 0, at if accepted else None,
            acceptor if accepted else None, grade, grade, bool(done and done > due), at, at, 1,
        )  # fmt: skip
