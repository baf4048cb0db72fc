"""What of accepted work counts, for whom, and the measures made of it.

A task counts for its owner on the day it was done, once somebody accepted it: a note to oneself is no work one is
judged by. Parts count for their owners; a whole counts for its own, because bringing others' parts to an end is work
too, unless all its parts are his: then it is the same work, and only they count.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, func, null, or_, select

from app.measures import Cut, Measure, NotCut, Row, register
from app.people.model import Placement
from app.tasks.model import ACCEPTED, CANCELLED, Task
from tenants.context import db, door

T, PLACES = Task.__table__, Placement.__table__
PARTS = T.alias("parts")


def judged() -> ColumnElement[bool]:
    """The tasks of the company that count for their owners, whatever their state."""
    others = select(PARTS.c.id).where(
        PARTS.c.tenant_id == door().tenant_id, PARTS.c.parent_id == T.c.id, PARTS.c.owner_id != T.c.owner_id,
        PARTS.c.state != CANCELLED,
    )  # fmt: skip
    somebody_accepts = or_(T.c.acceptor_id.is_not(None), T.c.grade.is_not(None))
    return and_(T.c.tenant_id == door().tenant_id, somebody_accepts, or_(T.c.is_split.is_(False), others.exists()))


def accepted_between(first: date, last: date) -> ColumnElement[bool]:
    """Those of them that were accepted, and done on these days, both included."""
    return and_(judged(), T.c.state == ACCEPTED, T.c.done_on.between(first, last))


def accepted(cut: Cut, source: str) -> Sequence[Row]:
    """How many tasks done in the period were accepted."""
    found = [Row(row[0], row[1]) for row in _rows(cut, func.count())]
    return found or ([Row(None, 0)] if cut.by is None else [])


def on_time(cut: Cut, source: str) -> Sequence[Row]:
    """Of those that were due on a day, the share done by then."""
    due = T.c.due_on.is_not(None)
    timely = func.count().filter(due, T.c.is_late.is_(False))
    return [Row(*row) for row in _rows(cut, timely, func.count().filter(due))]


def _rows(cut: Cut, *figures: Any) -> Sequence[Any]:
    owners = [] if cut.owner_ids is None else [T.c.owner_id.in_(cut.owner_ids)]
    dimension = _dimension(cut).label("part")
    statement = select(dimension, *figures).select_from(T).where(accepted_between(cut.first, cut.last), *owners)
    return db.execute(statement.group_by("part")).all()


def _dimension(cut: Cut) -> Any:
    if cut.by not in (None, "person", "team"):
        raise NotCut("a task is somebody's; it has no region, product or customer type")
    place = select(PLACES.c.team_id).where(
        PLACES.c.tenant_id == door().tenant_id, PLACES.c.member_id == T.c.owner_id
    )  # fmt: skip
    return {None: null(), "person": T.c.owner_id, "team": place.scalar_subquery()}[cut.by]


def install() -> None:
    """Register them."""
    register(
        Measure("tasks_accepted", _l("Tasks accepted"), "count", "additive", accepted,
                note=_l("Done in the period and accepted; each task counts for its owner.")),
        Measure("tasks_on_time", _l("Tasks done on time"), "ratio", "ratio", on_time,
                note=_l("Of the tasks done in the period and accepted, those done by the day they were due.")),
    )  # fmt: skip
