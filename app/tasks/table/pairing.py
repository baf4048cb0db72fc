"""Which task that is there each row is about.

Rows and tasks that say the same in every cell belong together first, then those with the same goal and days, then the
same days. What is left over is the same task planned anew, if there is but one left on either side and it is still
open: a task that comes round each month has the same name each time, and what was accepted is not planned anew.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.imports.batches import asked
from app.imports.entries import Entry
from app.imports.into import Existing, Into
from app.imports.lists import visible
from app.people.names import name_key
from app.tasks.model import CANCELLED, OPEN, Task
from app.tasks.queries import T
from app.tasks.table import cells
from app.tasks.table.rows import Row, row_of
from tenants.context import db

Mark = Callable[[Row], Any]


class Known:
    """The tasks of the titles a file names, as far as one sees them: `tasks` that have rows, with their row under
    "row", and `wholes` by their id."""

    def __init__(self, into: Into, titles: Iterable[str]) -> None:
        self.tasks: list[Existing] = []
        self.wholes: dict[UUID, Existing] = {}
        self.parts: dict[UUID, list[Existing]] = defaultdict(list)  # by their whole
        wanted = self._wanted({name_key(title) for title in titles}, into)
        columns = [*T.c, visible(Task, into.context.by).label("visible")]
        found = {one["id"]: dict(one) for one in asked(columns, T.c.id, wanted)}
        for task in sorted(found.values(), key=lambda one: (one["state"] == CANCELLED, one["position"], one["id"])):
            if task["is_split"]:
                self.wholes[task["id"]] = task
            elif task["visible"]:
                task["row"] = row_of(task, found.get(task["parent_id"]), _names(into))
                self.tasks.append(task)
                self.parts[task["parent_id"]].append(task)

    @staticmethod
    def _wanted(keys: set[str], into: Into) -> list[UUID]:
        """Titles differ in width and spaces more than a database can compare, so they are looked through here."""
        all_titles = select(T.c.id, T.c.parent_id, T.c.title).where(T.c.tenant_id == into.context.tenant_id)
        found = db.execute(all_titles).all()
        heads = {one.id for one in found if one.parent_id is None and name_key(cells.name(one.title)) in keys}
        return [one.id for one in found if one.id in heads or one.parent_id in heads]


def _names(into: Into) -> Callable[[UUID | None], str]:
    def name_of(person: UUID | None) -> str:
        found = into.words.get("member", person) if person else None
        return found.name if found else ""

    return name_of


def pairs(entries: Iterable[Entry], known: Known, match: tuple[str, ...]) -> dict[int, list[Existing]]:
    """By row number the task a row is about; several where one cannot tell. `match` are the cells that tell."""
    rows = [entry for entry in entries if not entry.is_bad]
    tasks = list(known.tasks)
    found: dict[int, list[Existing]] = {}

    def key(row: Row) -> Any:
        return tuple(name_key(getattr(row, cell)) for cell in match)

    for mark in (_everything, _goal_and_days, _days):
        rows, tasks = _meet(rows, tasks, found, _both(key, mark))
    _replanned(rows, [task for task in tasks if task["state"] in OPEN], found, key)
    return found


def _both(key: Mark, mark: Mark) -> Mark:
    return lambda row: (key(row), mark(row))


def _everything(row: Row) -> Any:
    """An owner's name may be spelled otherwise, as all of the key may."""
    return (row.goal, row.part, _days(row), row.done_on, row.grade, row.reached, name_key(row.acceptor), row.note)


def _goal_and_days(row: Row) -> Any:
    return (row.goal, _days(row))


def _days(row: Row) -> Any:
    return (row.starts_on, row.due_on)


def _meet(
    rows: list[Entry], tasks: list[Existing], found: dict[int, list[Existing]], mark: Mark
) -> tuple[list[Entry], list[Existing]]:
    """Pair what has the same mark, in order, and return what is left over of both."""
    waiting: dict[Any, deque[Existing]] = defaultdict(deque)
    for task in tasks:
        waiting[mark(task["row"])].append(task)
    left = []
    for entry in rows:
        alike = waiting.get(mark(entry.extra["row"]))
        if alike:
            found[entry.number] = [alike.popleft()]
        else:
            left.append(entry)
    return left, [task for some in waiting.values() for task in some]


def _replanned(rows: list[Entry], tasks: list[Existing], found: dict[int, list[Existing]], key: Mark) -> None:
    """A single row left over is about the task left over; of several tasks none is chosen, several rows are new."""
    wanted: dict[Any, list[Entry]] = defaultdict(list)
    for entry in rows:
        wanted[key(entry.extra["row"])].append(entry)
    for task in tasks:
        same = wanted.get(key(task["row"]), [])
        if len(same) == 1:
            found.setdefault(same[0].number, []).append(task)
