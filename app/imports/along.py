"""What an import makes along the way, because rows name it and nobody has it yet: stages, customers, teams."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app.company.model import Choice
from app.imports.batches import insert_many
from app.imports.context import Context
from app.imports.entries import CREATED, UPDATED, Entry
from app.imports.into.people import placeholder
from app.imports.lists import biggest_position
from app.imports.synonyms import usual_place
from app.imports.words import Made, Words
from app.people.model import Team
from app.people.names import name_key
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.opportunities.model import OPEN, Stage
from app.pipeline.products.model import Product
from tenants.context import db
from tenants.model import Member
from tenants.roles import Role

CHOICES = ("channel", "region", "industry", "lost_reason", "product_line")
#: What the records of each vocabulary are called; all others are entries of the company's lists.
NOUNS = {
    "stage": "stage", "member": "member", "product": "product", "account": "account", "team": "team",
    "contact": "contact",
}  # fmt: skip


def noun(made: Made) -> str:
    """What kind of record it is."""
    return NOUNS.get(made.vocabulary, "choice")


def needed(words: Words, entries: Iterable[Entry]) -> list[Made]:
    """What rows that come in really refer to, directly or through what they refer to, in the order of the file."""
    if not words.made:
        return []
    wanted: set[Any] = set()
    for entry in entries:
        if entry.outcome in (CREATED, UPDATED):
            wanted.update(value for value in entry.given.values() if isinstance(value, UUID))
            wanted.update(value for value in entry.extra.values() if isinstance(value, UUID))
            wanted.add((entry.extra.get("line") or {}).get("product_id"))
    found: dict[UUID, Made] = {}
    waiting = [made for record_id, made in words.made.items() if record_id in wanted]
    while waiting:
        made = waiting.pop()
        if made.id not in found:
            found[made.id] = made
            waiting += [words.made[one] for one in made.about.values() if one in words.made]
    return [made for made in words.made.values() if made.id in found]


def write(context: Context, made: list[Made]) -> None:
    """Write them, those that others refer to first."""
    of = {vocabulary: [one for one in made if one.vocabulary == vocabulary] for vocabulary in (*NOUNS, *CHOICES)}
    insert_many(Member.__table__, [_member(context, one) for one in of["member"]])
    for kind in CHOICES:
        _write_choices(kind, of[kind])
    _write_stages(of["stage"])
    _write_teams(of["team"])
    stamped = {"import_id": context.import_id, "version": 1}
    dated = {**stamped, "created_at": context.at, "updated_at": context.at}
    insert_many(Product.__table__, [{**_named(one), **stamped} for one in of["product"]])
    accounts = [{**_named(one), "owner_id": _owner(context, one), **dated} for one in of["account"]]
    insert_many(Account.__table__, accounts)
    insert_many(
        Contact.__table__, [{**_named(one), "account_id": one.about["account_id"], **dated} for one in of["contact"]]
    )


def _named(made: Made) -> dict[str, Any]:
    return {"id": made.id, "name": made.name, "name_key": name_key(made.name)}


def _owner(context: Context, made: Made) -> UUID | None:
    return made.about.get("owner_id") or (None if context.by.can_manage else context.by.id)


def _member(context: Context, made: Made) -> dict[str, Any]:
    role = made.about.get("role", Role.SELLER)
    return {**_named(made), "email": None, **placeholder(role, context.by.language)}


def _write_choices(kind: str, made: list[Made]) -> None:
    last = biggest_position(Choice, Choice.kind == kind) if made else 0
    rows = [
        {**_named(one), "kind": kind, "position": last + place, "version": 1} for place, one in enumerate(made, start=1)
    ]
    insert_many(Choice.__table__, rows)


def _write_teams(made: list[Made]) -> None:
    """Upper teams before those under them."""
    last = biggest_position(Team) if made else 0
    written: set[UUID] = set()
    waiting = list(made)
    ids = {one.id for one in made}
    while waiting:
        ready = [one for one in waiting if one.about.get("parent_id") not in ids - written] or waiting[:1]
        rows = [
            {
                "id": one.id, "name": one.name, "parent_id": _standing(one, ids - written),
                "region_id": one.about.get("region_id"), "position": last + len(written) + place, "version": 1,
            }
            for place, one in enumerate(ready, start=1)
        ]  # fmt: skip
        insert_many(Team.__table__, rows)
        written |= {one.id for one in ready}
        waiting = [one for one in waiting if one.id not in written]


def _standing(made: Made, unwritten: set[UUID]) -> UUID | None:
    """The team above; two that would stand above each other both stand at the top."""
    parent = made.about.get("parent_id")
    return None if parent in unwritten else parent


def _write_stages(made: list[Made]) -> None:
    """New stages come last of the open ones, in their usual order, their chances spread evenly up to the end."""
    if not made:
        return
    made = sorted(made, key=lambda one: usual_place(one.name))
    pipeline_id = made[0].about["pipeline_id"]
    stages = db.scalars(select(Stage).where(Stage.pipeline_id == pipeline_id).order_by(Stage.position)).all()
    open_stages = [stage for stage in stages if stage.kind == OPEN]
    last = open_stages[-1].position if open_stages else -1
    chance = open_stages[-1].probability if open_stages else 0
    _make_room(pipeline_id, last + len(made), [stage for stage in stages if stage.kind != OPEN])
    rows = [
        {
            **_named(one), "pipeline_id": pipeline_id, "kind": OPEN, "position": last + place, "demands": [],
            "probability": chance + (100 - chance) * place // (len(made) + 1), "version": 1,
        }
        for place, one in enumerate(made, start=1)
    ]  # fmt: skip
    insert_many(Stage.__table__, rows)


def _make_room(pipeline_id: UUID, last: int, ends: list[Stage]) -> None:
    """The ends stay behind all open stages."""
    if ends and ends[0].position <= last:
        moved = last + 1 - ends[0].position
        db.execute(
            update(Stage)
            .where(Stage.pipeline_id == pipeline_id, Stage.kind != OPEN)
            .values(position=Stage.position + moved)
        )
