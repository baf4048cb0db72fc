"""What the board shows: columns of cards, a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, union_all

from app.tasks.board.sight import Sight
from app.tasks.board.ways import COLUMNS
from app.tasks.model import ACCEPTED, WORKING, Task
from app.web import paging
from tenants.context import db, door

T = Task.__table__
CARDS = 20  # of a column at a time


@dataclass(frozen=True)
class Card:
    """A task on the board, with the columns of the table by their names, and what its whole is called."""

    id: UUID
    version: int
    title: str
    state: str
    owner_id: UUID
    acceptor_id: UUID | None
    is_split: bool
    goal: str | None
    goal_quantity: Decimal | None
    actual: Decimal | None
    lower_is_better: bool
    starts_on: date | None
    due_on: date | None
    submitted_at: datetime | None
    delay_reason: str | None
    support: str | None
    return_reason: str | None
    returned_count: int
    accepted_at: datetime | None
    accepted_by_id: UUID | None
    grade: str | None
    is_late: bool
    whole: str | None

    @property
    def is_working(self) -> bool:
        """Whether its owner still has something to do."""
        return self.state in WORKING


@dataclass
class Column:
    """A state with some of its cards; `after` leads to those below, `first` is the number of the first card."""

    state: str
    cards: list[Card] = field(default_factory=list)
    after: str | None = None
    first: int = 1

    @property
    def last(self) -> int:
        """The number of its last card."""
        return self.first + len(self.cards) - 1


_SHOWN = [T.c[each.name] for each in fields(Card)[:-1]]


def columns(sight: Sight) -> list[Column]:
    """All columns with their first cards, in one statement; a second one names their wholes."""
    base = sight.base()
    each = [_of(state, sight, base).order_by(*_order(state)).limit(CARDS + 1) for state in COLUMNS]
    found: dict[str, list[Any]] = {state: [] for state in COLUMNS}
    for row in db.execute(union_all(*each)):
        found[row.state].append(row)
    titles = _titles(row.parent_id for rows in found.values() for row in rows)
    return [_column(state, rows, titles) for state, rows in found.items()]


def below(state: str, sight: Sight, after: str) -> Column:
    """The cards of one column that follow on the place `after`."""
    keys = _keys(state)
    statement = _of(state, sight, sight.base()).add_columns(*(key.column.label(None) for key in keys))
    page = paging.fetch(statement, keys, lambda part: db.execute(part).all(), after=after, size=CARDS)
    titles = _titles(row.parent_id for row in page.rows)
    return Column(state, [_card(row, titles) for row in page.rows], page.after, page.first)


def card_of(task: Task) -> Card:
    """The card of one task."""
    return _card(task, _titles([task.parent_id]))


def _of(state: str, sight: Sight, base: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """The cards of one column. The state is said in the statement itself: an index by state and day is walked then."""
    ended = sight.this_month() if state == ACCEPTED else ()
    return select(*_SHOWN, T.c.parent_id).where(*base, T.c.state == state, *ended)


def _order(state: str) -> list[Any]:
    if state == ACCEPTED:
        return [T.c.accepted_at.desc(), T.c.id.desc()]
    return [T.c.due_on, T.c.id]


def _keys(state: str) -> list[paging.Key]:
    if state == ACCEPTED:
        return [paging.Key(T.c.accepted_at, datetime, True, False), paging.Key(T.c.id, UUID, True, False)]
    return [paging.Key(T.c.due_on, date), paging.Key(T.c.id, UUID, nullable=False)]


def _column(state: str, rows: list[Any], titles: dict[UUID, str]) -> Column:
    """The first cards in their order, which what brings the columns together does not promise to keep."""
    if state == ACCEPTED:
        rows = sorted(rows, key=lambda row: (row.accepted_at, row.id), reverse=True)
    else:
        rows = sorted(rows, key=lambda row: (row.due_on is None, row.due_on or date.min, row.id))
    shown = rows[:CARDS]
    cards = [_card(row, titles) for row in shown]
    if len(rows) == len(shown):
        return Column(state, cards)
    last = shown[-1].accepted_at if state == ACCEPTED else shown[-1].due_on
    return Column(state, cards, paging.write(paging.Place((last, shown[-1].id), CARDS)))


def _card(row: Any, titles: dict[UUID, str]) -> Card:
    return Card(**{each: getattr(row, each) for each in _NAMES}, whole=titles.get(row.parent_id))


_NAMES = [column.name for column in _SHOWN]


def _titles(task_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """What wholes are called."""
    wanted = {each for each in task_ids if each is not None}
    named = select(T.c.id, T.c.title).where(T.c.tenant_id == door().tenant_id, T.c.id.in_(wanted))
    return dict(db.execute(named).all()) if wanted else {}
