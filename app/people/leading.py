"""Who leads whom: a manager those he sees, anyone else the people of the teams he leads, and of those below."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.people.model import Placement, Team
from app.people.sight import below, visible_owners
from tenants.context import door
from tenants.model import Member
from tenants.standing import standing


def leads(member: Member, other_id: UUID) -> bool:
    """Whether `member` leads the member `other_id`; nobody leads himself."""
    if other_id == member.id or not member.can_write:
        return False
    led = led_by(member)
    return led is None or other_id in led


def may_see_record(viewer: Member, other_id: UUID) -> bool:
    """Whether `viewer` may look at what is kept about that person: he himself, and those who lead him."""
    return other_id == viewer.id or leads(viewer, other_id)


def led_by(member: Member) -> list[UUID] | None:
    """Ids of those `member` leads, himself left out; None for everybody. Kept for the transaction."""
    cache = door().cache
    key = f"led by {member.id}"
    if key not in cache:
        seen = visible_owners(member) if member.can_manage else _in_own_teams(member)
        cache[key] = None if seen is None else [one for one in seen if one != member.id]
    return cache[key]


def teammates(member: Member) -> list[UUID]:
    """Ids of the people placed in the same team, himself too."""
    places = _placements()
    own = next((team for person, team, _leads in places if person == member.id), None)
    return sorted({person for person, team, _leads in places if own is not None and team == own} | {member.id})


def lead_of(member_id: UUID) -> UUID | None:
    """Who leads this member: the lead of his team, or of the nearest team above that somebody else leads."""
    places = _placements()
    parents = _parents()
    team = next((place for person, place, _leads in places if person == member_id), None)
    passed: set[UUID] = set()
    while team is not None and team not in passed:
        found = next((person for person, place, is_lead in places if place == team and is_lead), None)
        if found is not None and found != member_id:
            return found
        passed.add(team)
        team = parents.get(team)
    return None


def _in_own_teams(member: Member) -> list[UUID]:
    places = _placements()
    led = {team for person, team, is_lead in places if person == member.id and is_lead}
    teams = set[UUID]().union(*(below(team, _parents()) for team in led))
    return sorted({person for person, team, _leads in places if team in teams})


def _placements() -> list[tuple[UUID, UUID, bool]]:
    return [(one.member_id, one.team_id, one.leads) for one in standing("placements", lambda: select(Placement))]


def _parents() -> dict[UUID, UUID | None]:
    return {team.id: team.parent_id for team in standing("teams", lambda: select(Team))}
