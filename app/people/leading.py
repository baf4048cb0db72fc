"""Who leads whom: a manager those he sees, anyone else the people of the teams he leads, and of those below."""

from __future__ import annotations

from uuid import UUID

from app.people.chart import chart
from app.people.sight import visible_owners
from tenants.context import door
from tenants.model import Member


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
        seen = visible_owners(member) if member.can_manage else _in_own_team(member)
        cache[key] = None if seen is None else [one for one in seen if one != member.id]
    return cache[key]


def teammates(member: Member) -> list[UUID]:
    """Ids of the people placed in the same team, himself too."""
    own = chart().team_of(member.id)
    return [member.id] if own is None else list(chart().people_in[own])


def lead_of(member_id: UUID) -> UUID | None:
    """Who leads this member: the lead of his team, or of the nearest team above that somebody else leads."""
    team = chart().team_of(member_id)
    passed: set[UUID] = set()
    while team is not None and team not in passed:
        found = next((one for one in chart().leads_of(team) if one != member_id), None)
        if found is not None:
            return found
        passed.add(team)
        team = chart().above.get(team)
    return None


def _in_own_team(member: Member) -> list[UUID]:
    seat = chart().seats.get(member.id)
    return sorted(chart().people_below(seat.team_id)) if seat is not None and seat.leads else []
