"""What can happen to a member: another role, another team, leaving, coming back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from app.clock import now
from app.events import happened
from app.people import handover, naming, tokens
from app.people.members.queries import owners_at_work, placement_of
from app.people.model import Placement, Team
from app.people.names import name_key
from tenants.context import db
from tenants.model import Member
from tenants.roles import Role


class LastOwner(Exception):
    """A company without an owner could not be run by anybody."""


def add_name(name: str, *, by: UUID, role: Role = Role.SELLER) -> Member:
    """A placeholder: a name that can own records, without a human behind it yet."""
    member = Member(name=name, name_key=name_key(name), state="placeholder")
    member.take_role(role)
    db.add(member)
    db.flush()
    happened(member, "added", by=by)
    naming.named(member)
    return member


def change(member: Member, values: dict[str, Any], *, by: UUID) -> None:
    """Give the member other values of name, role, sees, is_trainer, is_approver. Raises LastOwner."""
    if values.get("role", member.role) != Role.OWNER:
        _leave_no_company_alone(member)
    changed: dict[str, Any] = {name: [getattr(member, name), value] for name, value in values.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    for name, (_before, after) in changed.items():
        setattr(member, name, after)
    member.name_key = name_key(member.name)
    if changed:
        happened(member, "changed", by=by, **changed)
    if "name" in changed:
        naming.named(member)


def _leave_no_company_alone(member: Member) -> None:
    if member.role == Role.OWNER and member.state == "active" and owners_at_work(lock=True) == [member.id]:
        raise LastOwner


def seat(member: Member, team: Team | None, *, leads: bool, by: UUID) -> None:
    """Put the member into `team`, or into none; a member has at most one. A team has one lead."""
    place = placement_of(member.id)
    if (place.team_id if place else None, bool(place and place.leads)) == (
        team.id if team else None,
        leads and bool(team),
    ):
        return
    before = db.scalar(select(Team.name).where(Team.id == place.team_id)) if place else None
    if team is None:
        db.execute(delete(Placement).where(Placement.member_id == member.id))
    elif place is None:
        db.add(Placement(team_id=team.id, member_id=member.id, leads=leads))
    else:
        place.team_id, place.leads = team.id, leads
    if team is not None and leads:
        _step_back(team, member)
    db.flush()
    happened(member, "seated", by=by, team=[before, team.name if team else None])


def _step_back(team: Team, leader: Member) -> None:
    others = select(Placement).where(Placement.team_id == team.id, Placement.leads, Placement.member_id != leader.id)
    for place in db.scalars(others):
        place.leads = False


def deactivate(member: Member, successor: Member | None, *, by: UUID, at: datetime) -> int:
    """Let the member in no longer, at once, and hand his records to `successor`. Returns how many. Raises LastOwner."""
    _leave_no_company_alone(member)
    count = handover.hand_over(member.id, successor.id, by=by, at=at) if successor else 0
    before, member.state = member.state, "deactivated"
    tokens.revoke(db, tokens.INVITATION, at=at, tenant_id=member.tenant_id, member_id=member.id)
    happened(member, "deactivated", by=by, state=[before, member.state])
    if count and successor:
        happened(member, "handed_over", by=by, to=successor.name, records=count)
    return count


def reactivate(member: Member, *, by: UUID) -> None:
    """Let the member in again, as what he was."""
    before, member.state = member.state, "active" if member.user_id else "placeholder"
    happened(member, "reactivated", by=by, state=[before, member.state], at=now())
