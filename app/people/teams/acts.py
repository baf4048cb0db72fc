"""Making, changing, moving and removing teams."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from app.company.model import Choice
from app.events import happened
from app.people.members.acts import seat
from app.people.model import Placement, Team
from app.people.teams.tree import loops
from tenants.context import db
from tenants.model import Member


class Loops(Exception):
    """A team cannot stand below itself."""


class Changed(Exception):
    """Somebody else changed the team meanwhile; `team` is as it is now."""

    def __init__(self, team: Team) -> None:
        super().__init__(team.name)
        self.team = team


def make(name: str, parent: Team | None, region: Choice | None, *, by: UUID) -> Team:
    """A new team, last under `parent`."""
    last = db.scalar(select(func.max(Team.position)).where(Team.parent_id == (parent.id if parent else None)))
    team = Team(
        name=name, parent_id=parent.id if parent else None, region_id=region.id if region else None,
        position=0 if last is None else last + 1,
    )  # fmt: skip
    db.add(team)
    db.flush()
    happened(team, "made", by=by, parent=parent.name if parent else None)
    return team


def change(team: Team, name: str, region: Choice | None, *, version: int, by: UUID) -> None:
    """Rename the team, or let its people's deals count for another region. Raises Changed."""
    if team.version != version:
        raise Changed(team)
    before = db.get(Choice, (team.tenant_id, team.region_id)) if team.region_id else None
    changed: dict[str, Any] = {
        "name": [team.name, name],
        "region": [before.name if before else None, region.name if region else None],
    }
    changed = {field: pair for field, pair in changed.items() if pair[0] != pair[1]}
    team.name, team.region_id = name, region.id if region else None
    if changed:
        happened(team, "changed", by=by, **changed)


def move(team: Team, parent: Team | None, before: UUID | None, *, version: int, by: UUID) -> None:
    """Put `team` under `parent`, in front of its child `before` (last with None). Raises Changed or Loops.

    All teams are locked first: two moves at once could each be right and together tie a loop.
    """
    teams = {
        one.id: one
        for one in db.scalars(
            select(Team).order_by(Team.id).with_for_update().execution_options(populate_existing=True)
        )
    }
    if team.id not in teams or team.version != version:
        raise Changed(team)
    if loops(team.id, parent.id if parent else None, {one.id: one.parent_id for one in teams.values()}):
        raise Loops
    former = teams.get(team.parent_id) if team.parent_id else None
    team.parent_id = parent.id if parent else None
    db.flush()
    _line_up(team, before, list(teams.values()))
    if former is not parent:
        happened(team, "moved", by=by, parent=[former.name if former else None, parent.name if parent else None])


def _line_up(team: Team, before: UUID | None, teams: list[Team]) -> None:
    """Number the siblings anew. Their versions stay: a neighbour's new place is no change to them."""
    siblings = sorted(
        (one for one in teams if one.parent_id == team.parent_id and one.id != team.id),
        key=lambda one: (one.position, one.name),
    )
    at = next((place for place, one in enumerate(siblings) if one.id == before), len(siblings))
    siblings.insert(at, team)
    for position, one in enumerate(siblings):
        if one.position != position:
            db.execute(update(Team).where(Team.id == one.id).values(position=position))


def remove(team: Team, *, by: UUID) -> None:
    """Remove the team; its people and its teams move up to where it stood."""
    upper = team.parent_id
    db.execute(update(Team).where(Team.parent_id == team.id).values(parent_id=upper))
    here = Placement.team_id == team.id
    if upper is not None:
        db.execute(update(Placement).where(here).values(team_id=upper, leads=False))
    happened(team, "removed", by=by)
    db.delete(team)
    db.flush()


def staff(team: Team, member_ids: set[UUID], leader_id: UUID | None, *, by: UUID) -> None:
    """Let exactly `member_ids` sit in the team, led by one of them."""
    seated = set(db.scalars(select(Placement.member_id).where(Placement.team_id == team.id)))
    wanted = member_ids | ({leader_id} if leader_id else set())
    members = {one.id: one for one in db.scalars(select(Member).where(Member.id.in_(seated | wanted)))}
    for leaver in seated - wanted:
        seat(members[leaver], None, leads=False, by=by)
    for member_id in sorted(wanted, key=lambda one: one == leader_id):  # the lead last: he replaces the former
        seat(members[member_id], team, leads=member_id == leader_id, by=by)
