"""Whom a morning meeting walks through: the people of a team and of those below it, as far as one sees their tasks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.people import colleagues
from app.people.leading import teammates
from app.people.model import Placement, Team
from app.people.sight import below, visible_owners
from app.people.teams.tree import grow, walk
from tenants.model import Member
from tenants.standing import standing

#: Stands for everybody, in the address.
ALL = "all"
MOST = 200


@dataclass(frozen=True)
class Circle:
    """Those who meet: a team, or everybody."""

    key: str
    name: str
    team_id: UUID | None

    @property
    def pair(self) -> tuple[str, str]:
        """For a select."""
        return self.key, self.name


def circles(member: Member) -> list[Circle]:
    """The meetings `member` may look at: of his own team and of those he leads, as the tree has them; of all teams, and
    of everybody, where he sees everybody. Whoever sits in no team meets alone."""
    teams = {team.id: team for team in standing("teams", lambda: select(Team))}
    sees_all = visible_owners(member) is None
    open_ids = set(teams) if sees_all else _own(member, teams)
    found = [
        Circle(str(node.team.id), f"{'　' * depth}{node.team.name}", node.team.id)
        for depth, node in walk(grow(list(teams.values()), {}))
        if node.team.id in open_ids
    ]
    return [*found, Circle(ALL, _("Everybody"), None)] if sees_all or not found else found


def usual(member: Member, offered: list[Circle]) -> Circle:
    """The team one leads, else one's own, else the first."""
    place = _place_of(member)
    return next((one for one in offered if place is not None and one.team_id == place.team_id), offered[0])


def people_of(circle: Circle, member: Member) -> list[Member]:
    """Who does tasks there, by name, as far as `member` sees theirs."""
    owners = visible_owners(member)
    seen = None if owners is None else {*owners, *teammates(member)}
    placed = None if circle.team_id is None else _placed_below(circle.team_id)
    found = [
        one
        for one in colleagues.members().values()
        if one.state in colleagues.WORKING and one.can_write
        and (seen is None or one.id in seen) and (placed is None or one.id in placed)
    ]  # fmt: skip
    return found[:MOST]


def _own(member: Member, teams: dict[UUID, Team]) -> set[UUID]:
    """One's team; with those below it for whoever leads it."""
    place = _place_of(member)
    if place is None or place.team_id not in teams:
        return set()
    if not (place.leads or member.can_manage):
        return {place.team_id}
    return below(place.team_id, {team.id: team.parent_id for team in teams.values()})


def _placed_below(team_id: UUID) -> set[UUID]:
    teams = below(team_id, {team.id: team.parent_id for team in standing("teams", lambda: select(Team))})
    return {one.member_id for one in _placements() if one.team_id in teams}


def _place_of(member: Member) -> Placement | None:
    return next((one for one in _placements() if one.member_id == member.id), None)


def _placements() -> list[Placement]:
    return standing("placements", lambda: select(Placement))
