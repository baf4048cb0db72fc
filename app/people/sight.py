"""Whose records a member sees: his own, his team's and below, or all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import True_, select

from app.people.chart import chart
from tenants.context import db, door
from tenants.model import Member
from tenants.roles import Sees


def visible_owners(member: Member) -> list[UUID] | None:
    """Ids of the members whose records `member` sees; None when he sees all. Kept for the transaction."""
    if member.sees == Sees.ALL:
        return None
    cache = door().cache
    key = f"sight:{member.id}"
    if key not in cache:
        cache[key] = [member.id] if member.sees == Sees.OWN else _team_and_below(member)
    return cache[key]


def sees(member: Member, record: Any) -> bool:
    """Whether `member`, whoever he is, may see `record`: by `sight()` where its class says how, always otherwise."""
    cls = type(record)
    rule = getattr(cls, "sight", None)
    limit = rule(member) if rule else None
    if limit is None or isinstance(limit, True_):
        return True
    return db.scalar(select(cls.id).where(cls.id == record.id, limit)) is not None


def _team_and_below(member: Member) -> list[UUID]:
    own_team = chart().team_of(member.id)
    return [member.id] if own_team is None else sorted(chart().people_below(own_team) | {member.id})
