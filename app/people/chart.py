"""The chart of the company: the tree of teams and who sits where, as every rule about people reads it.

It changes seldom and is asked for on every page, so it is kept between requests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import select

from app.people.model import Placement, Team
from tenants.standing import derived, standing


@dataclass(frozen=True)
class Seat:
    """A person's place."""

    person_id: UUID
    team_id: UUID
    leads: bool


@dataclass(frozen=True)
class Chart:
    """The team above each team, and where each person sits; nobody sits in two teams."""

    above: Mapping[UUID, UUID | None]
    seats: Mapping[UUID, Seat]

    @cached_property
    def people_in(self) -> Mapping[UUID, tuple[UUID, ...]]:
        """The people of each team itself, without those of the teams below it."""
        found: dict[UUID, list[UUID]] = defaultdict(list)
        for seat in self.seats.values():
            found[seat.team_id].append(seat.person_id)
        return {team: tuple(sorted(people)) for team, people in found.items()}

    def team_of(self, person_id: UUID) -> UUID | None:
        """The team a person sits in."""
        seat = self.seats.get(person_id)
        return seat.team_id if seat else None

    def below(self, team_id: UUID) -> set[UUID]:
        """The team and all below it; none where there is no such team."""
        return below(team_id, self.above) if team_id in self.above else set()

    def people_below(self, *team_ids: UUID) -> set[UUID]:
        """The people of these teams and of all below them."""
        teams = set[UUID]().union(*(self.below(one) for one in team_ids))
        return set[UUID]().union(*(self.people_in.get(one, ()) for one in teams))

    def leads_of(self, team_id: UUID) -> list[UUID]:
        """Who leads the team."""
        return [one for one in self.people_in.get(team_id, ()) if self.seats[one].leads]


def chart() -> Chart:
    """The chart of the company one is in."""
    return derived("chart", _drawn)


def teams() -> list[Team]:
    """The teams in their order."""
    return standing("teams", lambda: select(Team).order_by(Team.position, Team.name, Team.id))


def team_choices(among: Iterable[UUID] | None = None) -> list[tuple[UUID, str]]:
    """The teams for a select, in their order; only those `among` where that is said."""
    wanted = None if among is None else set(among)
    return [(one.id, one.name) for one in teams() if wanted is None or one.id in wanted]


def _drawn() -> Chart:
    seats = standing("placements", lambda: select(Placement))
    return Chart(
        {one.id: one.parent_id for one in teams()},
        {one.member_id: Seat(one.member_id, one.team_id, one.leads) for one in seats},
    )


def below(root: UUID, above: Mapping[UUID, UUID | None]) -> set[UUID]:
    """`root` and every team under it, given the team above each. A loop in the data ends instead of hanging."""
    under: dict[UUID | None, list[UUID]] = defaultdict(list)
    for team, parent in above.items():
        under[parent].append(team)
    found: set[UUID] = set()
    waiting = [root]
    while waiting:
        team = waiting.pop()
        if team not in found:
            found.add(team)
            waiting += under[team]
    return found
