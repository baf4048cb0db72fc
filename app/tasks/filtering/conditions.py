"""A filter of tasks as SQL. Every table is named together with its company, so Core and ORM statements may use it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.among import among
from app.people import colleagues
from app.people.chart import chart
from app.people.leading import led_by
from app.people.sight import visible_owners
from app.scene import Scene
from app.search.finding import containing
from app.tasks import urgency
from app.tasks.filtering.filters import LED, OPEN, WORKING, TaskFilter
from app.tasks.model import OPEN as OPEN_STATES
from app.tasks.model import STATES, SUBMITTED, Task, TaskLink
from app.tasks.model import WORKING as WORKING_STATES
from app.tasks.quadrants.places import MEANT
from app.tasks.queries import owners_shown, visible_to, ways_of_seeing
from app.web.asking import ALL, MINE, Span
from tenants.context import door
from tenants.model import Member

#: Who sees one person of so many, or more, sees a good part.
ONE_OF = 25
T, LINKS = Task.__table__, TaskLink.__table__


def of(wanted: TaskFilter, scene: Scene) -> list[ColumnElement[bool]]:
    """The conditions of `wanted` for one member: company, sight, and all that was asked for."""
    sight = [] if _is_own(wanted) else [visible_to(scene.member)]
    return [*_here(), *sight, *_asked(wanted, scene)]


def in_order(wanted: TaskFilter, scene: Scene) -> list[ColumnElement[bool]]:
    """The same for a page of what is open, or of one state, by its days, of which there are indexes.

    To who sees a good part of the company's tasks that index leads soon. The planner does not know how many he sees:
    it takes company and people for independent, and would gather all of his first. So sight is said in a way in which
    it cannot be looked up by people. Where more is asked for than a state it is left to plan."""
    is_alone = wanted.but(state=None).is_plain and wanted.effective_state != ALL
    if not is_alone or not _sees_much(scene.member):
        return of(wanted, scene)
    return [*_here(), visible_to(scene.member).is_(True), *_asked(wanted, scene)]


def _sees_much(member: Member) -> bool:
    shown = owners_shown(member)
    return shown is not None and len(shown) * ONE_OF >= len(colleagues.members())


def in_ways(wanted: TaskFilter, scene: Scene) -> list[list[ColumnElement[bool]]]:
    """The same in parts that have nothing in common: one for each way in which the member comes to see a task."""
    ways = [[]] if _is_own(wanted) else [[way] for way in ways_of_seeing(scene.member)]
    return [[*_here(), *way, *_asked(wanted, scene)] for way in ways]


def _here() -> list[ColumnElement[bool]]:
    return [T.c.tenant_id == door().tenant_id]


def _asked(wanted: TaskFilter, scene: Scene) -> list[ColumnElement[bool]]:
    return [
        *in_state(wanted.effective_state),
        *_open_or_ended(wanted, scene.member),
        *_people(wanted, scene.member),
        *_days(wanted.due, scene.today),
        *_kinds(wanted, scene.today),
        *_records(wanted),
    ]


def _is_own(wanted: TaskFilter) -> bool:
    """Whether only what one owns, accepts or gave is asked for: that one sees anyway, and one index finds it."""
    return (MINE,) in (wanted.owners, wanted.acceptors, wanted.creators)


def in_state(state: str) -> list[ColumnElement[bool]]:
    """In one state, in any of the open ones, or in whichever."""
    if state == ALL:
        return []
    if state == WORKING:
        return [T.c.is_open.is_(True), among(T.c.state, WORKING_STATES), T.c.is_split.is_(False)]
    return [T.c.is_open.is_(True) if state == OPEN else T.c.state == state]


def _open_or_ended(wanted: TaskFilter, member: Member) -> list[ColumnElement[bool]]:
    """That it is open or ended, said once more of what is in one state: for who does not see all, the indexes of
    people's own tasks then lead to these alone. Who sees all is led by the state."""
    if _is_own(wanted) or wanted.effective_state not in STATES or visible_owners(member) is None:
        return []
    return [T.c.is_open.is_(wanted.effective_state in OPEN_STATES)]


def _people(wanted: TaskFilter, member: Member) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    has = has_to_do if wanted.is_turn else _owned_by
    if wanted.owners:
        found.append(has(meant(wanted.owners, member)))
    if wanted.team is not None:
        found.append(has(chart().people_below(wanted.team)))
    if wanted.acceptors:
        found.append(among(T.c.acceptor_id, meant(wanted.acceptors, member)))
    if wanted.creators:
        found += [among(T.c.created_by_id, meant(wanted.creators, member)), T.c.owner_id != T.c.created_by_id]
    return found


def meant(people: Sequence[UUID | str], member: Member) -> list[UUID]:
    """Ids, also of those for whom a word stands."""
    led = _led(member) if LED in people else []
    return [*(member.id if one == MINE else one for one in people if one != LED), *led]  # type: ignore[list-item]


def _led(member: Member) -> list[UUID]:
    led = led_by(member)
    return [one for one in colleagues.members() if one != member.id] if led is None else led


def _owned_by(people: Collection[UUID]) -> ColumnElement[bool]:
    return among(T.c.owner_id, people)


def has_to_do(people: Collection[UUID]) -> ColumnElement[bool]:
    """What these people have to do: to work on their own, to accept others'."""
    works = and_(_owned_by(people), among(T.c.state, WORKING_STATES))
    return or_(works, and_(among(T.c.acceptor_id, people), T.c.state == SUBMITTED))


def _days(due: Span, today: date) -> list[ColumnElement[bool]]:
    if due.is_unknown:
        return [T.c.due_on.is_(None)]
    first, last = due.days(today)
    return [*([T.c.due_on >= first] if first else []), *([T.c.due_on <= last] if last else [])]


def _kinds(wanted: TaskFilter, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.is_late:
        found.append(urgency.late(today))
    if wanted.is_important:
        found.append(T.c.is_important.is_(True))
    if wanted.is_urgent:
        found.append(urgency.urgent(today))
    if wanted.quadrant is not None:
        found += stands_in(wanted.quadrant, today)
    if wanted.demands:
        found.append(T.c.demand.in_(wanted.demands))
    if wanted.grades:
        found.append(T.c.grade.in_(wanted.grades))
    if wanted.parts is not None:
        found.append(T.c.parent_id.is_(None) if wanted.parts == "hide" else T.c.parent_id.is_not(None))
    return found


def stands_in(quadrant: str, today: date) -> list[ColumnElement[bool]]:
    """What stands in a quadrant; what nobody knows to be urgent is not."""
    is_important, is_urgent = MEANT[quadrant]
    return [T.c.is_important.is_(is_important), func.coalesce(urgency.urgent(today), False).is_(is_urgent)]


def _records(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.q is not None:
        found.append(T.c.id.in_(containing("task", wanted.q)))
    if wanted.whole is not None:
        found.append(T.c.parent_id == wanted.whole)
    if wanted.about is not None:
        linked = select(LINKS.c.task_id).where(
            LINKS.c.tenant_id == door().tenant_id, LINKS.c.subject_id == wanted.about
        )
        found.append(T.c.id.in_(linked))
    if wanted.imported is not None:
        found.append(T.c.import_id == wanted.imported)
    return found
