"""What stands in the quadrants: some people's open tasks, the first of each quadrant, and what each comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select

from app.scene import Scene
from app.tasks import urgency
from app.tasks.filtering import conditions
from app.tasks.filtering.filters import OPEN, TaskFilter
from app.tasks.model import WORKING, Task
from app.tasks.quadrants.places import DO, DROP, HAND, PLAN, QUADRANTS
from tenants.context import db, door

T = Task.__table__
CARDS = 50  # of a quadrant; the rest is in the list
SHOWN = (
    "id", "version", "title", "state", "owner_id", "acceptor_id", "created_by_id", "is_split", "starts_on", "due_on",
    "effort_minutes", "submitted_at", "updated_at",
)  # fmt: skip


@dataclass
class Quadrant:
    """A quadrant: its first tasks, how many there are, and how much effort."""

    name: str
    cards: list[Any] = field(default_factory=list)
    count: int = 0
    minutes: int = 0

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.cards)


@dataclass(frozen=True)
class Sight:
    """Whose tasks one looks at, narrowed by a filter, and who looks on which day."""

    people: tuple[UUID, ...]
    wanted: TaskFilter
    scene: Scene


def quadrants(sight: Sight) -> dict[str, Quadrant]:
    """All four, in one statement."""
    found = {name: Quadrant(name) for name in QUADRANTS}
    for row in db.execute(_statement(sight)):
        quadrant = found[row.quadrant]
        quadrant.count, quadrant.minutes = row.tasks, int(row.minutes or 0)
        quadrant.cards.append(row)
    return found


def _statement(sight: Sight) -> Any:
    wanted = sight.wanted.but(owners=(), team=None, state=OPEN)
    each = (
        select(T.c.id, _quadrant(sight).label("quadrant"), _effort().label("minutes"), T.c.due_on)
        .where(*conditions.of(wanted, sight.scene), conditions.has_to_do(sight.people))
        .subquery("each")
    )
    of_one: dict[str, Any] = {"partition_by": each.c.quadrant}
    counted = select(
        each.c.id,
        each.c.quadrant,
        func.row_number().over(**of_one, order_by=(each.c.due_on, each.c.id)).label("place"),
        func.count().over(**of_one).label("tasks"),
        func.sum(each.c.minutes).over(**of_one).label("minutes"),
    ).subquery("counted")
    few = and_(T.c.tenant_id == door().tenant_id, T.c.id == counted.c.id)
    return (
        select(*(T.c[name] for name in SHOWN), counted.c.quadrant, counted.c.tasks, counted.c.minutes)
        .select_from(counted.join(T, few))
        .where(counted.c.place <= CARDS)
        .order_by(counted.c.quadrant, counted.c.place)
    )


def _quadrant(sight: Sight) -> ColumnElement[str]:
    urgent = urgency.urgent(sight.scene.today)
    return case(
        (and_(T.c.is_important, urgent), DO), (T.c.is_important, PLAN), (urgent, HAND), else_=DROP
    )  # fmt: skip


def _effort() -> ColumnElement[Any]:
    """Parts carry the effort of their whole; to accept is no effort that anybody planned."""
    return case((and_(T.c.is_split.is_(False), T.c.state.in_(WORKING)), T.c.effort_minutes))
