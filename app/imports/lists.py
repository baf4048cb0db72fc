"""Entries of the company's lists as an import meets them: names, ids, and whether the person may use each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, select, true

from app.people.names import name_key
from tenants.context import db, door
from tenants.model import Member

if TYPE_CHECKING:
    from app.imports.words import Made


@dataclass(frozen=True)
class Named:
    """An entry of a list. What is not `usable` is there, but not for this person."""

    id: Any
    name: str
    usable: bool = True
    about: dict[str, Any] = field(default_factory=dict)
    keys: tuple[str, ...] = ()  # what it is found by, when not by its name alone


def visible(cls: Any, member: Member) -> ColumnElement[bool]:
    """Whether `member` sees a record of `cls`, as a column."""
    sight = getattr(cls, "sight", None)
    return sight(member) if sight else true()


def named_row(made: Made) -> dict[str, Any]:
    """What every table of named records has of a new one."""
    return {"id": made.id, "name": made.name, "name_key": name_key(made.name)}


def biggest_position(cls: Any, *conditions: Any) -> int:
    """The last place in a list, so that what is new comes after it."""
    return db.scalar(select(func.max(cls.position)).where(cls.tenant_id == door().tenant_id, *conditions)) or 0
