"""What the board shows: columns of cards, a few at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select, union_all

from app.tasks.board.sight import Sight
from app.tasks.board.ways import COLUMNS
from app.tasks.model import ACCEPTED, WORKING, Task
from app.web import paging
from tenants.context import db, door

T = Task.__table__
WHOLE = T.alias("whole")
CARDS = 16  # of a column at a time: two screens of a desk


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


_SHOWN = tuple(each.name for each in fields(Card)[:-1])
_WITH_WHOLE = (*(T.c[name] for name in _SHOWN), WHOLE.c.title.label("whole"))


def columns(sight: Sight) -> list[Column]:
    """All columns with their first cards, in one statement."""
    each = [_of(state, sight).order_by(*_order(state)).limit(CARDS + 1) for state in COLUMNS]
    found: dict[str, list[Card]] = {state: [] for state in COLUMNS}
    for card in _cards(union_all(*each)):
        found[card.state].append(card)
    return [_column(state, cards) for state, cards in found.items()]


def below(state: str, sight: Sight, after: str) -> Column:
    """The cards of one column that follow on the place `after`."""
    keys = _keys(state)
    statement = _of(state, sight).add_columns(*(key.column.label(None) for key in keys))
    page = paging.fetch(statement, keys, lambda part: db.execute(part).all(), after=after, size=CARDS)
    cards = _cards(select(T.c.id).where(T.c.tenant_id == door().tenant_id, T.c.id.in_([row.id for row in page.rows])))
    return Column(state, _in_order(state, cards), page.after, page.first)


def card_of(task: Task) -> Card:
    """The card of one task, as it stands in the transaction."""
    return _cards(select(T.c.id).where(T.c.tenant_id == task.tenant_id, T.c.id == task.id))[0]


def _cards(few: Any) -> list[Card]:
    """The cards of these `few` tasks, in no order. Their ids are found first: a statement of few words is made and
    planned faster than one that says all columns of a card once for each column of the board."""
    ids = few.subquery("few")
    task = and_(T.c.tenant_id == door().tenant_id, T.c.id == ids.c.id)
    whole = and_(WHOLE.c.tenant_id == door().tenant_id, WHOLE.c.id == T.c.parent_id)
    return [
        Card(*row) for row in db.execute(select(*_WITH_WHOLE).select_from(ids.join(T, task).outerjoin(WHOLE, whole)))
    ]


def _of(state: str, sight: Sight) -> Select[Any]:
    """The tasks of one column. The state is said in the statement itself: an index by state and day is walked then."""
    ended = sight.this_month() if state == ACCEPTED else ()
    return select(T.c.id).where(*sight.column(state), *ended)


def _order(state: str) -> list[Any]:
    if state == ACCEPTED:
        return [T.c.accepted_at.desc(), T.c.id.desc()]
    return [T.c.due_on, T.c.id]


def _keys(state: str) -> list[paging.Key]:
    if state == ACCEPTED:
        return [paging.Key(T.c.accepted_at, datetime, True, False), paging.Key(T.c.id, UUID, True, False)]
    return [paging.Key(T.c.due_on, date), paging.Key(T.c.id, UUID, nullable=False)]


def _column(state: str, cards: list[Card]) -> Column:
    cards = _in_order(state, cards)
    shown = cards[:CARDS]
    if len(cards) == len(shown):
        return Column(state, shown)
    last = shown[-1].accepted_at if state == ACCEPTED else shown[-1].due_on
    return Column(state, shown, paging.write(paging.Place((last, shown[-1].id), CARDS)))


def _in_order(state: str, cards: list[Card]) -> list[Card]:
    """The same order as the statement's, which joining does not promise to keep."""
    if state == ACCEPTED:
        return sorted(cards, key=lambda card: (card.accepted_at, card.id), reverse=True)
    return sorted(cards, key=lambda card: (card.due_on is None, card.due_on or date.min, card.id))
