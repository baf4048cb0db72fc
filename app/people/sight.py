"""Whose records a member sees: his own, his team's and below, or all."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import True_, select

from app.people.model import Placement, Team
from tenants.context import db, door
from tenants.model import Member
from tenants.roles import Sees
from tenants.standing import standing


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
    places = [(one.member_id, one.team_id) for one in standing("placements", lambda: select(Placement))]
    own_team = next((team for person, team in places if person == member.id), None)
    if own_team is None:
        return [member.id]
    teams = below(own_team, {team.id: team.parent_id for team in standing("teams", lambda: select(Team))})
    return sorted({person for person, team in places if team in teams} | {member.id})


def below(root: UUID, parents: dict[UUID, UUID | None]) -> set[UUID]:
    """`root` and every team under it, given each team's parent. A loop in the data ends instead of hanging."""
    children: dict[UUID | None, list[UUID]] = defaultdict(list)
    for team, parent in parents.items():
        children[parent].append(team)
    found: set[UUID] = set()
    waiting = [root]
    while waiting:
        team = waiting.pop()
        if team not in found:
            found.add(team)
            waiting += children[team]
    return found
