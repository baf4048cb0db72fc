"""From a task to what a template keeps, and from there to tasks that can be given. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from app.tasks.assigning import Plan, TaskDraft
from app.tasks.planning.pieces import Kept, Piece, as_json
from app.tasks.planning.stretch import WORKING, Works, day_at, distance, on_workday


def plan_of(
    task: Any, parts: Sequence[Any], criteria: Mapping[UUID, Sequence[str]], works: Works, counted_in: str = WORKING
) -> dict[str, Any]:
    """What to keep of a task (or draft) and its parts as JSON; `criteria` are their lines by id.

    Days are counted from the earliest there is, be it that of a part.
    """
    first = first_day([task, *parts])

    def piece(one: Any, owner_id: UUID | None = None) -> Piece:
        same = {name: getattr(one, name) for name in _SAME}
        begins, due = (_counted(first, day, counted_in, works) for day in (one.starts_on, one.due_on))
        lines = tuple(criteria.get(one.id, ()))
        return Piece(quantity=one.goal_quantity, begins=begins, due=due, criteria=lines, owner_id=owner_id, **same)

    others = [piece(one, one.owner_id if one.owner_id != task.owner_id else None) for one in parts]
    return as_json(Kept(piece(task), tuple(others), counted_in))


_SAME = (
    "title", "goal", "unit", "lower_is_better", "measure", "effort_minutes", "is_important", "is_urgent", "demand",
    "note",
)  # fmt: skip


def first_day(tasks: Sequence[Any]) -> date | None:
    """The earliest day on which one of `tasks` begins or is due."""
    return min(_days_of(tasks), default=None)


def _days_of(tasks: Sequence[Any]) -> Iterator[date]:
    for one in tasks:
        yield from (day for day in (one.starts_on, one.due_on) if day is not None)


def _counted(first: date | None, day: date | None, counted_in: str, works: Works) -> int | None:
    return None if first is None or day is None else distance(first, day, counted_in, works)


def drafts_from(
    kept: Kept,
    start: date,
    owner_id: UUID,
    works: Works,
    *,
    acceptor_of: Callable[[UUID], UUID | None] = lambda owner_id: None,
    gives_to: Callable[[UUID], bool] = lambda owner_id: True,
) -> Plan:
    """The plan laid out from `start` on, for `owner_id`. A part keeps its own owner while tasks can be given to him; a
    due day that is not worked moves to the next one that is."""

    def draft(one: Piece) -> TaskDraft:
        owner = one.owner_id if one.owner_id is not None and gives_to(one.owner_id) else owner_id
        begins, due = (None if far is None else day_at(start, far, kept.counted_in, works)
                       for far in (one.begins, one.due))  # fmt: skip
        return draft_of(one, owner, acceptor_of(owner), begins, on_workday(due, works) if due else None)

    return Plan(draft(kept.whole), [draft(one) for one in kept.parts])


def draft_of(
    piece: Piece, owner_id: UUID, acceptor_id: UUID | None, starts_on: date | None, due_on: date | None
) -> TaskDraft:
    """A piece with its people and days."""
    same = {name: getattr(piece, name) for name in _SAME}
    return TaskDraft(
        owner_id=owner_id, acceptor_id=acceptor_id, goal_quantity=piece.quantity, starts_on=starts_on, due_on=due_on,
        criteria=piece.criteria, **same,
    )  # fmt: skip
