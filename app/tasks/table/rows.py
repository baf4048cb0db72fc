"""The rows of the table: what a task says in it, and their order.

The order follows from what the rows say and, among rows alike in that, from when the tasks came to be; so a company
that takes the table in has the same order. Rows of one title stand together, those without a goal first (a blank
goal below a given one would read as the same), then those of one goal, parts before tasks without any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.tasks.table import cells

_NONE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a part of a task, or a task without parts. Everything as it is written."""

    id: UUID
    title: str
    goal: str
    part: str
    owner: str
    starts_on: date | None
    due_on: date | None
    done_on: date | None
    grade: str | None
    reached: Decimal | None
    acceptor: str
    note: str
    whole_id: UUID = _NONE
    position: int = 0

    @property
    def unit(self) -> str | None:
        """What the row counts, by its own words."""
        found = cells.read(self.part or self.goal)
        return found.unit if found else None

    @property
    def first_day(self) -> date:
        """When it begins, as far as it says."""
        return self.starts_on or self.due_on or self.done_on or date.max


def row_of(task: Mapping[str, Any], whole: Mapping[str, Any] | None, name_of: Callable[[UUID | None], str]) -> Row:
    """The row of a task, with the whole it is a part of."""
    head = whole or task
    return Row(
        id=task["id"],
        title=cells.name(head["title"]),
        goal=goal_of(head),
        part=cells.said(cells.name(task["title"]), *_figure(task)) if whole else "",
        owner=cells.settled(name_of(task["owner_id"])),
        starts_on=task["starts_on"],
        due_on=task["due_on"],
        done_on=task["done_on"],
        grade=task["grade"],
        reached=task["actual"],
        acceptor=cells.settled(name_of(task["acceptor_id"])),
        note=_note(task),
        whole_id=task["parent_id"] or _NONE,
        position=task["position"],
    )


def goal_of(task: Mapping[str, Any]) -> str:
    """The goal as it was put in words, with its quantity where they do not say it."""
    return cells.said(cells.settled(task["goal"]), *_figure(task))


def _figure(task: Mapping[str, Any]) -> tuple[Decimal | None, str | None]:
    return task["goal_quantity"], cells.settled(task["unit"]) or None


def _note(task: Mapping[str, Any]) -> str:
    """The note, and why it was late: the source's column is for problems met."""
    note, delay = cells.lines(task["note"]), cells.lines(task["delay_reason"])
    return note if delay in note else cells.lines(f"{note}\n{delay}")


def in_order(rows: Iterable[Row]) -> list[Row]:
    """The rows as the table has them."""
    rows = list(rows)
    titles, goals = _firsts(rows, lambda row: row.title), _firsts(rows, lambda row: (row.title, row.goal))

    def place(row: Row) -> Any:
        return (
            *titles[row.title], row.goal != "", *goals[row.title, row.goal],
            row.whole_id == _NONE, row.whole_id, row.position, row.id,
        )  # fmt: skip

    return sorted(rows, key=place)


def _firsts(rows: list[Row], group: Callable[[Row], Any]) -> dict[Any, tuple[date, UUID]]:
    """When the rows of each group begin, and which of them came first."""
    days: dict[Any, date] = {}
    ids: dict[Any, UUID] = {}
    for row in rows:
        key = group(row)
        days[key] = min(days.get(key, date.max), row.first_day)
        ids[key] = min(ids.get(key, row.id), row.id)
    return {key: (day, ids[key]) for key, day in days.items()}
