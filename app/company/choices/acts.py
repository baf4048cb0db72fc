"""Adding, renaming, ordering, merging and archiving the entries of a list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Table, func, select, update

from app.company.model import Choice
from app.events import happened
from app.people.names import name_key
from tenants.context import db
from tenants.model import Model


class Taken(Exception):
    """The list has an entry of that name; `choice` is it."""

    def __init__(self, choice: Choice) -> None:
        super().__init__(choice.name)
        self.choice = choice


class Changed(Exception):
    """Somebody else changed the entry meanwhile."""


def entries(kind: str) -> list[Choice]:
    """The list in its order, archived entries last."""
    in_order = (Choice.archived_at.is_not(None), Choice.position, Choice.name_key)
    return list(db.scalars(select(Choice).where(Choice.kind == kind).order_by(*in_order)))


def add(kind: str, name: str, *, by: UUID) -> Choice:
    """A new entry at the end of the list; an archived one of that name comes back. Raises Taken."""
    known = _named(kind, name)
    if known is not None and known.archived_at is None:
        raise Taken(known)
    if known is not None:
        known.archived_at = None
        happened(known, "restored", by=by)
        return known
    last = db.scalar(select(func.max(Choice.position)).where(Choice.kind == kind))
    choice = Choice(kind=kind, name=name, name_key=name_key(name), position=0 if last is None else last + 1)
    db.add(choice)
    db.flush()
    happened(choice, "added", by=by)
    return choice


def rename(choice: Choice, name: str, *, version: int, by: UUID) -> None:
    """Call the entry something else, everywhere it is used. Raises Taken, Changed."""
    if choice.version != version:
        raise Changed
    other = _named(choice.kind, name)
    if other is not None and other.id != choice.id:
        raise Taken(other)
    if choice.name != name:
        happened(choice, "renamed", by=by, name=[choice.name, name])
        choice.name, choice.name_key = name, name_key(name)


def _named(kind: str, name: str) -> Choice | None:
    return db.scalar(select(Choice).where(Choice.kind == kind, Choice.name_key == name_key(name)))


def shift(choice: Choice, step: int, *, by: UUID) -> None:
    """Move the entry one place up (-1) or down (+1) among those in use."""
    in_use = [one for one in entries(choice.kind) if one.archived_at is None]
    at = next((place for place, one in enumerate(in_use) if one.id == choice.id), None)
    if at is None or not 0 <= at + step < len(in_use):
        return
    in_use.insert(at + step, in_use.pop(at))
    for position, one in enumerate(in_use):
        if one.position != position:
            # A neighbour's place is no change to it: its version stays.
            db.execute(update(Choice).where(Choice.id == one.id).values(position=position))
    happened(choice, "reordered", by=by)


def archive(choice: Choice, *, by: UUID, at: datetime) -> None:
    """Offer the entry no longer; where it is used it stays."""
    if choice.archived_at is None:
        choice.archived_at = at
        happened(choice, "archived", by=by)


def restore(choice: Choice, *, by: UUID) -> None:
    """Offer the entry again."""
    if choice.archived_at is not None:
        choice.archived_at = None
        happened(choice, "restored", by=by)


def merge(choice: Choice, into: Choice, *, by: UUID) -> int:
    """Let every record that says `choice` say `into`, and remove `choice`. Returns how many records changed."""
    count = 0
    for table, column in _users_of_choices():
        mine = (table.c.tenant_id == choice.tenant_id, column == choice.id)
        count += db.execute(update(table).where(*mine).values({column.name: into.id})).rowcount  # type: ignore[attr-defined]
    happened(choice, "merged", by=by, to=into.name, records=count)
    db.delete(choice)
    db.flush()
    return count


def usage(kind_ids: list[UUID], tenant_id: UUID) -> dict[UUID, int]:
    """How many records say each entry."""
    counts: dict[UUID, int] = dict.fromkeys(kind_ids, 0)
    for table, column in _users_of_choices():
        used = select(column, func.count()).where(table.c.tenant_id == tenant_id, column.in_(kind_ids)).group_by(column)
        for choice_id, number in db.execute(used):
            counts[choice_id] += number
    return counts


def _users_of_choices() -> Iterator[tuple[Table, Column[UUID]]]:
    """Every column that points at a list's entry, as the tables themselves say."""
    for table in Model.metadata.tables.values():
        for key in table.foreign_key_constraints:
            if key.referred_table.name == Choice.__tablename__:
                yield table, next(column for column in key.columns if column.name != "tenant_id")
