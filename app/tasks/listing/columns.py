"""The columns of the list of tasks, each once for the page and for files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ARRAY, BigInteger, Uuid, case, cast, func, literal

from app.lists.cells import day_of, linked, plain, text
from app.people import colleagues
from app.tasks.filtering.chips import DEMANDS
from app.tasks.listing import marks
from app.tasks.listing.look import Look
from app.tasks.model import Task
from app.tasks.queries import attained
from app.tasks.urgency import is_late, is_urgent
from app.tasks.wording import STATES, goal, hours
from app.web import formats
from app.web.paging import Key
from app.web.tables import Column

T = Task.__table__
_YES = _l("yes")
_IMPORTANT, _URGENT = _l("Important"), _l("Urgent")
_TITLE = linked("tasks.show")


def _task(row: Any, look: Look) -> Any:
    """The title, and small beside it what it is part of, or how many parts it has."""
    beside = look.parts_of(row) if row.is_split else look.wholes.get(row.parent_id) if row.parent_id else ""
    return marks.beside(_TITLE(row, look), beside) if beside else _TITLE(row, look)


def _state(row: Any, look: Look) -> str:
    return look.say(STATES[row.state])


def _person(column: str) -> Callable[[Any, Look], Any]:
    return lambda row, look: look.person(getattr(row, column), look.people.get(getattr(row, column)))


def _name(column: str) -> Callable[[Any, Look], Any]:
    return lambda row, look: look.people.get(getattr(row, column))


def _percent(row: Any, look: Look) -> Any:
    return marks.share(row.actual, row.goal_quantity, row.lower_is_better)


def _percent_value(row: Any, look: Look) -> float | None:
    ratio = attained(row)
    return None if ratio is None else float(round(ratio * 100, 2))


def _goal(row: Any, look: Look) -> str:
    return goal(row)


def _reached(row: Any, look: Look) -> str:
    return formats.UNKNOWN if row.actual is None and row.goal_quantity is not None else marks.quantity(row.actual)


def _effort(row: Any, look: Look) -> str:
    return look.once(("effort", row.effort_minutes), lambda: hours(row.effort_minutes))


def _weight(row: Any, look: Look) -> str:
    """Important, urgent, both or neither."""
    return look.once(("weight", row.is_important, is_urgent(row, look.scene.today)), lambda: _weighed(row, look))


def _weighed(row: Any, look: Look) -> str:
    said = [_IMPORTANT] if row.is_important else []
    said += [_URGENT] if is_urgent(row, look.scene.today) else []
    return " · ".join(look.say(one) for one in said)


def _late(row: Any, look: Look) -> Any:
    return look.late if is_late(row, look.scene.today) else ""


def _demand(row: Any, look: Look) -> str:
    return look.say(DEMANDS[row.demand])


def _owner_place() -> Any:
    """Where the owner stands among the names of all: they are at hand, and need not be looked up row by row."""
    return func.array_position(literal(list(colleagues.members()), ARRAY(Uuid)), T.c.owner_id)


def _attained() -> Any:
    """What is reached of the goal in millionths, as `attained` says it."""
    share = T.c.actual / T.c.goal_quantity
    ratio = case((T.c.lower_is_better, func.greatest(0, 2 - share)), else_=share)
    return cast(func.floor(ratio * 1_000_000), BigInteger)


COLUMNS = (
    Column("task", _l("Task"), _task, plain("name"), lambda: Key(T.c.title, str, nullable=False),
           cls="table__clip table__clip--wide", head=True),
    Column("whole", _l("Part of"), lambda row, look: look.wholes.get(row.parent_id) or "",
           lambda row, look: look.wholes.get(row.parent_id), cls="table__clip fold__off"),
    Column("state", _l("State"), _state, _state, cls="fold__pair"),
    Column("owner", _l("Owner"), _person("owner_id"), _name("owner_id"), lambda: Key(_owner_place(), int),
           cls="fold__end"),
    Column("acceptor", _l("Accepts"), _person("acceptor_id"), _name("acceptor_id"), cls="fold__off"),
    Column("creator", _l("Assigned by"), _person("created_by_id"), _name("created_by_id"), cls="fold__off"),
    Column("goal", _l("Goal"), _goal, _goal, cls="table__clip fold__text"),
    Column("reached", _l("Reached"), _reached, plain("actual"), cls="fold__off", number=True),
    Column("percent", _l("Of the goal"), _percent, _percent_value, lambda: Key(_attained(), int), cls="fold__lead",
           number=True),
    Column("start", _l("Start"), day_of("starts_on"), plain("starts_on"), lambda: Key(T.c.starts_on, date),
           cls="fold__off"),
    Column("due", _l("Due"), lambda row, look: look.due(row), plain("due_on"), lambda: Key(T.c.due_on, date),
           cls="fold__act"),
    Column("done", _l("Done"), day_of("done_on"), plain("done_on"), lambda: Key(T.c.done_on, date), cls="fold__off"),
    Column("submitted", _l("Submitted on"), day_of("submitted_at"), plain("submitted_at"),
           lambda: Key(T.c.submitted_at, datetime), cls="fold__off"),
    Column("accepted", _l("Accepted on"), day_of("accepted_at"), plain("accepted_at"),
           lambda: Key(T.c.accepted_at, datetime), cls="fold__off"),
    Column("effort", _l("Effort"), _effort, lambda row, look: row.effort_minutes and row.effort_minutes / 60,
           lambda: Key(T.c.effort_minutes, int), cls="fold__off", number=True),
    Column("grade", _l("Grade"), lambda row, look: look.grade(row.grade), lambda row, look: look.grade_name(row.grade),
           cls="fold__pair"),
    Column("late", _l("Late"), _late, lambda row, look: look.say(_YES) if is_late(row, look.scene.today) else None,
           cls="fold__off"),
    Column("weight", _l("Importance"), _weight, _weight, cls="fold__pair"),
    Column("demand", _l("What it asks for"), _demand, _demand, cls="fold__off"),
    Column("returned", _l("Times returned"), lambda row, look: row.returned_count or "", plain("returned_count"),
           cls="fold__off", number=True),
    Column("note", _l("Note"), text("note"), plain("note"), cls="table__clip fold__off"),
    Column("updated", _l("Changed"), day_of("updated_at"), plain("updated_at"),
           lambda: Key(T.c.updated_at, datetime, nullable=False), cls="fold__off"),
)  # fmt: skip
USUAL = ("task", "state", "owner", "goal", "reached", "percent", "due", "weight", "grade")
ROWS = (
    T.c.id, T.c.title.label("name"), T.c.parent_id, T.c.is_split, T.c.state, T.c.is_open, T.c.owner_id,
    T.c.acceptor_id, T.c.created_by_id, T.c.goal, T.c.goal_quantity, T.c.unit, T.c.actual, T.c.lower_is_better,
    T.c.starts_on, T.c.due_on, T.c.done_on, T.c.submitted_at, T.c.accepted_at, T.c.effort_minutes, T.c.grade,
    T.c.is_late, T.c.is_important, T.c.is_urgent, T.c.demand, T.c.returned_count, T.c.note, T.c.updated_at,
)  # fmt: skip
