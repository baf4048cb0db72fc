"""The tree as nested nodes, from the flat rows of the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from app.people.chart import below
from app.people.model import Team


@dataclass
class Node:
    """A team, its people, and the teams under it."""

    team: Team
    people: list[tuple[UUID, str, bool]] = field(default_factory=list)  # member id, name, leads; the lead first
    children: list[Node] = field(default_factory=list)

    @property
    def leader(self) -> str | None:
        return next((name for _id, name, leads in self.people if leads), None)


def grow(teams: Sequence[Team], people: dict[UUID, list[tuple[UUID, str, bool]]]) -> list[Node]:
    """The roots with everything below. A team whose parent is missing or loops back stands at the top."""
    nodes = {team.id: Node(team, people.get(team.id, [])) for team in teams}
    children: dict[UUID | None, list[Node]] = defaultdict(list)
    parents = {team.id: team.parent_id for team in teams}
    for team in sorted(teams, key=lambda one: (one.position, one.name)):
        lost = team.parent_id not in nodes or loops(team.id, team.parent_id, parents)
        children[None if lost else team.parent_id].append(nodes[team.id])
    for team_id, node in nodes.items():
        node.children = children[team_id]
    return children[None]


def loops(team: UUID, parent: UUID | None, parents: dict[UUID, UUID | None]) -> bool:
    """Whether `parent` is `team` or stands below it, so that putting `team` there would tie a loop."""
    return parent is not None and parent in below(team, parents)


def walk(nodes: Sequence[Node], depth: int = 0) -> Iterator[tuple[int, Node]]:
    """Every node with its depth, parents before children."""
    for node in nodes:
        yield depth, node
        yield from walk(node.children, depth + 1)
