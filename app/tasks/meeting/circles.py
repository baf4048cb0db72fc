"""Whom a morning meeting walks through: the people of a team and of those below it, as far as one sees their tasks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from app.people import colleagues
from app.people.chart import chart, teams
from app.people.leading import teammates
from app.people.sight import visible_owners
from app.people.teams.tree import grow, walk
from tenants.model import Member

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
    sees_all = visible_owners(member) is None
    open_ids = set(chart().above) if sees_all else _own(member)
    found = [
        Circle(str(node.team.id), f"{'　' * depth}{node.team.name}", node.team.id)
        for depth, node in walk(grow(teams(), {}))
        if node.team.id in open_ids
    ]
    return [*found, Circle(ALL, _("Everybody"), None)] if sees_all or not found else found


def usual(member: Member, offered: list[Circle]) -> Circle:
    """The team one leads, else one's own, else the first."""
    team = chart().team_of(member.id)
    return next((one for one in offered if team is not None and one.team_id == team), offered[0])


def people_of(circle: Circle, member: Member) -> list[Member]:
    """Who does tasks there, by name, as far as `member` sees theirs."""
    owners = visible_owners(member)
    seen = None if owners is None else {*owners, *teammates(member)}
    placed = None if circle.team_id is None else chart().people_below(circle.team_id)
    found = [
        one
        for one in colleagues.members().values()
        if colleagues.may_own(one) and (seen is None or one.id in seen) and (placed is None or one.id in placed)
    ]
    return found[:MOST]


def _own(member: Member) -> set[UUID]:
    """One's team; with those below it for whoever leads it."""
    seat = chart().seats.get(member.id)
    if seat is None:
        return set()
    return chart().below(seat.team_id) if seat.leads or member.can_manage else {seat.team_id}
