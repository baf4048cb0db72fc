"""The companies of the bench: 200 with 2,000 deals each, one with 100,000, one with 1,000, one all alone.

Rows are made here and loaded by COPY as the superuser: the bench measures the pages, not how the rows came in.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import psycopg

from app import ranks
from app.search.grams import grams_of
from app.search.index import Entry, mark_of
from tenants.owned import new_id
from tests.world import Company, make_company

PEOPLE = 10
NAMES = [
    "Harbour",
    "Alder",
    "Birch",
    "Cedar",
    "Dunmore",
    "Elm",
    "Fir",
    "Gorse",
    "Heather",
    "Iris",
    "Juniper",
    "Kestrel",
    "Larch",
    "Maple",
    "Oak",
    "Pine",
]
TRADES = [
    "Precision",
    "Foods",
    "Textiles",
    "Pumps",
    "Trading",
    "Stores",
    "Logistics",
    "Software",
    "Electronics",
    "Automation",
]
NEEDS = ["energy monitoring", "spindle sensors", "cold store", "annual spares", "lab power", "storage frames"]
NOW = datetime.now(UTC).replace(microsecond=0)


@dataclass
class Filled:
    """A company of the bench and whom to sign in as."""

    company: Company
    owner_user: UUID
    deals: int
    some_deals: list[UUID]
    stages: list[UUID]


def fill(server: psycopg.Connection, slug: str, deals: int, people: int = PEOPLE) -> Filled:
    """A company with `deals` deals, a fifth of them open, an account for every ten, a next step for each open one."""
    dice = random.Random(slug)
    company = make_company(slug.title(), slug)
    user = _people(server, company, people)
    stages = _stages(server, company)
    members = _ids(server, "SELECT id FROM app.members WHERE tenant_id = %s ORDER BY id", company)
    accounts = _accounts(server, company, members, max(5, deals // 10), dice)
    some = _deals(server, company, stages, members, accounts, deals, dice)
    return Filled(company, user, deals, some, [stage for stage, _ in stages])


def _people(server: psycopg.Connection, company: Company, count: int) -> UUID:
    users = [new_id() for _ in range(count)]
    with server.cursor() as cursor:
        with cursor.copy("COPY app.users (id, email, email_key, name, language, theme) FROM STDIN") as rows:
            for number, user in enumerate(users):
                email = f"p{number}@{company.slug}.example"
                rows.write_row((user, email, email, f"Person {number}", "en", "system"))
        with cursor.copy(
            "COPY app.members (tenant_id, id, user_id, name, name_key, language, role, sees, is_trainer, is_approver,"
            " state) FROM STDIN"
        ) as rows:
            for number, user in enumerate(users):
                role, sees = ("owner", "all") if number == 0 else ("seller", "own")
                name = f"Person {number}"
                rows.write_row(
                    (company.id, new_id(), user, name, name.lower(), "en", role, sees, False, False, "active")
                )
    return users[0]


def _stages(server: psycopg.Connection, company: Company) -> list[tuple[UUID, str]]:
    return server.execute(
        "SELECT id, kind FROM app.stages WHERE tenant_id = %s ORDER BY position", [company.id]
    ).fetchall()  # type: ignore[return-value]


def _ids(server: psycopg.Connection, query: str, company: Company) -> list[UUID]:
    return [row[0] for row in server.execute(query, [company.id])]  # type: ignore[call-overload]


def _accounts(server, company: Company, members: list[UUID], count: int, dice: random.Random):
    made = [
        (new_id(), f"{dice.choice(NAMES)} {dice.choice(TRADES)} {number}", dice.choice(members))
        for number in range(count)
    ]
    with server.cursor() as cursor:
        with cursor.copy("COPY app.accounts (tenant_id, id, name, name_key, owner_id, version) FROM STDIN") as rows:
            for account, name, owner in made:
                rows.write_row((company.id, account, name, name.lower(), owner, 1))
        _index(cursor, company, (Entry("account", account, name, owner_id=owner) for account, name, owner in made))
    return made


def _deals(server, company: Company, stages, members, accounts, count: int, dice: random.Random) -> list[UUID]:
    open_stages = [stage for stage, kind in stages if kind == "open"]
    ends = {kind: stage for stage, kind in stages if kind != "open"}
    pipeline = server.execute("SELECT pipeline_id FROM app.stages WHERE id = %s", [open_stages[0]]).fetchone()[0]
    keys = ranks.spread(count)
    rows = list(_deal_rows(company, pipeline, open_stages, ends, members, accounts, keys, dice))
    columns = (
        "tenant_id, id, title, pipeline_id, stage_id, state, account_id, owner_id, amount_minor, competitors,"
        " opened_on, expected_on, closed_on, stage_since, last_contact_at, rank, created_at, updated_at, version"
    )
    with server.cursor() as cursor:
        with cursor.copy(f"COPY app.deals ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        with cursor.copy(
            "COPY app.stage_changes (tenant_id, id, deal_id, to_stage_id, at, by_id, rebuilt) FROM STDIN"
        ) as copy:
            for row in rows:
                copy.write_row((company.id, new_id(), row[1], row[4], row[13], row[7], False))
        with cursor.copy(
            "COPY app.follow_ups (tenant_id, id, deal_id, account_id, by_id, at, method, said, promise,"
            " promise_owner_id, due_on, version) FROM STDIN"
        ) as copy:
            for row in rows:
                if row[5] == "open":
                    due = (NOW + timedelta(days=dice.randrange(-5, 15))).date()
                    copy.write_row(
                        (company.id, new_id(), row[1], row[6], row[7], row[14], "phone", "We talked.",
                         "Send the revised quote", row[7], due, 1)
                    )  # fmt: skip
        _index(cursor, company, (Entry("deal", row[1], row[2], owner_id=row[7]) for row in rows))
    return [row[1] for row in rows if row[5] == "open"][:400]


def _deal_rows(company, pipeline, open_stages, ends, members, accounts, keys, dice) -> Iterator[tuple]:
    for number, rank in enumerate(keys):
        account, name, owner = dice.choice(accounts)
        state = dice.choices(("open", "won", "lost"), (20, 35, 45))[0]
        stage = dice.choice(open_stages) if state == "open" else ends[state]
        age = dice.randrange(1, 60 if state == "open" else 1000)
        since = NOW - timedelta(days=age, seconds=dice.randrange(80_000))
        opened = (since - timedelta(days=dice.randrange(1, 60))).date()
        closed = since.date() if state != "open" else None
        expected: date = opened + timedelta(days=dice.randrange(20, 120))
        yield (
            company.id, new_id(), f"{name} {dice.choice(NEEDS)}", pipeline, stage, state, account,
            owner or dice.choice(members), dice.randrange(100_000, 90_000_000), [], opened, expected, closed, since,
            since, rank, since, since + timedelta(seconds=number % 3600), 1,
        )  # fmt: skip


def _index(cursor, company: Company, entries: Iterator[Entry]) -> None:
    entries = list(entries)  # type: ignore[assignment]
    with cursor.copy(
        "COPY app.search_documents (tenant_id, id, kind, title, detail, haystack, owner_id, updated_at) FROM STDIN"
    ) as copy:
        for each in entries:
            copy.write_row(
                (company.id, each.record_id, each.kind, each.title, each.detail, each.haystack, each.owner_id, NOW)
            )
    with cursor.copy("COPY app.search_grams (tenant_id, gram, id) FROM STDIN") as copy:
        for each in entries:
            mark = mark_of(each.kind)
            for gram in grams_of(each.haystack):
                copy.write_row((company.id, mark + gram, each.record_id))
