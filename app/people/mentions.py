"""Naming a colleague with an @ in what was said."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from app.people.names import name_key
from tenants.context import db
from tenants.model import Member


def mentioned(said: str | None) -> set[UUID]:
    """The active members named with an @ in `said`."""
    if not said or not ({"@", "＠"} & set(said)):
        return set()
    people = db.execute(select(Member.id, Member.name).where(Member.state == "active")).all()
    return named_in(said, people)


def named_in(said: str, people: Iterable[tuple[UUID, str]]) -> set[UUID]:
    """Which of `people` stand after an @; the longest name wins, so @Ann Lee is not also @Ann."""
    rest = name_key(said)
    found: set[UUID] = set()
    for member_id, name in sorted(people, key=lambda person: len(person[1]), reverse=True):
        handle = f"@{name_key(name)}"
        if handle in rest:
            found.add(member_id)
            rest = rest.replace(handle, " ")
    return found
