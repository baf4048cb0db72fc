"""What the board shows: columns of cards, a few at a time, and their totals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, and_, func, literal_column, select, true, union_all
from sqlalchemy.dialects.postgresql import distinct_on

from app.pipeline.accounts.model import Account
from app.pipeline.accounts.queries import named_account
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.follow_ups.queries import NextStep, next_steps
from app.pipeline.opportunities.filtering import conditions
from app.pipeline.opportunities.filtering.filters import DealFilter
from app.pipeline.opportunities.health import Health
from app.pipeline.opportunities.model import OPEN, Deal, Stage
from app.pipeline.opportunities.queries import days_in_stage, health_today, quiet_days
from app.scene import Scene
from app.web.asking import next_month
from tenants.context import db, door

D, A, F, S = Deal.__table__, Account.__table__, FollowUp.__table__, Stage.__table__
SHOWN = (
    "id", "version", "title", "state", "stage_id", "owner_id", "amount_minor", "account_id", "tenant_id",
    "stage_since", "last_contact_at", "opened_on", "closed_on", "rank",
)  # fmt: skip
#: The same columns of each stage's own few, named once: asking a subquery for them makes them anew for every board.
FEW = SimpleNamespace(
    due_on=literal_column("few.due_on", F.c.due_on.type),
    **{name: literal_column(f"few.{name}", D.c[name].type) for name in SHOWN},
)
_SHOWN_OF_FEW = [getattr(FEW, name).label(name) for name in SHOWN]
CARDS = 12  # of a column at a time: two screens of a desk, four of a phone
COUNTED_AT_ONCE = 1000  # deals; beyond, the totals follow after the cards
ORDERS = ("rank", "next", "amount", "stage")


@dataclass(frozen=True)
class Card:
    """A deal on the board."""

    id: UUID
    version: int
    title: str
    state: str
    stage_id: UUID
    owner_id: UUID
    amount_minor: int | None
    account: str | None
    stage_since: datetime
    last_contact_at: datetime | None
    opened_on: date | None
    closed_on: date | None
    next_step: NextStep | None
    health: Health | None
    days: int
    quiet: int


@dataclass
class Column:
    """A stage with its first cards; more when there are others below."""

    stage: Stage
    cards: list[Card] = field(default_factory=list)
    more: bool = False


@dataclass(frozen=True)
class Total:
    """How many deals stand in a stage and what they are worth; unpriced ones are counted but add nothing."""

    count: int = 0
    sum_minor: int = 0


@dataclass(frozen=True)
class Sight:
    """How one looks at a board: the filter, who looks on which day, the order of cards, the month of the ends."""

    wanted: DealFilter
    scene: Scene
    order: str
    month: date


def columns(stages: Sequence[Stage], sight: Sight, start: int = 0) -> list[Column]:
    """The columns of `stages`, each with the cards from `start` on: two statements, however many cards there are."""
    found = {stage.id: Column(stage) for stage in stages}
    base = conditions.of(sight.wanted.but(state="all", stages=()), sight.scene)
    due = _due_days() if sight.order == "next" else None
    groups = [[stage for stage in stages if (stage.kind == OPEN) is is_open] for is_open in (True, False)]
    parts = [_cards_of(group, base, sight, start, due) for group in groups if group]
    rows = db.execute(union_all(*parts).order_by(literal_column("place"))).all() if parts else []
    steps = next_steps(row.id for row in rows)
    for row in rows:
        column = found[row.stage_id]
        if len(column.cards) == CARDS:
            column.more = True
        else:
            column.cards.append(_card(row, column.stage, steps.get(row.id), sight.scene.today))
    return list(found.values())


def card_of(deal: Deal, stage: Stage, today: date) -> Card:
    """The card of one deal."""
    account = named_account(deal.account_id)
    return _card(deal, stage, next_steps([deal.id]).get(deal.id), today, account=account)


def totals(stages: Iterable[Stage], sight: Sight, *, at_most: int | None = None) -> dict[UUID, Total] | None:
    """Count and sum of each column; None when there are more than `at_most` deals to be counted."""
    base = conditions.of(sight.wanted.but(state="all", stages=()), sight.scene)
    first, last = sight.month, next_month(sight.month) - timedelta(days=1)
    ended = and_(D.c.state != OPEN, D.c.closed_on.between(first, last))
    inside = and_(D.c.stage_id.in_([stage.id for stage in stages]), (D.c.state == OPEN) | ended)
    counted = select(D.c.stage_id, D.c.amount_minor).where(*base, inside)
    if at_most is not None:
        counted = counted.limit(at_most + 1)
    each = counted.subquery()
    sums = select(each.c.stage_id, func.count(), func.coalesce(func.sum(each.c.amount_minor), 0))
    found = {stage: Total(count, int(worth)) for stage, count, worth in db.execute(sums.group_by(each.c.stage_id))}
    if at_most is not None and sum(total.count for total in found.values()) > at_most:
        return None
    return found


def _cards_of(stages: list[Stage], base: list[ColumnElement[bool]], sight: Sight, start: int, due: CTE | None) -> Any:
    """The cards of stages that are all open or all ended: for each stage its own few, in the order of an index."""
    is_open = stages[0].kind == OPEN
    among: Any
    due_on: Any
    order = sight.order if is_open else "closed"
    shown, among, due_on = [D.c[name] for name in SHOWN], D, None
    if order == "next" and due is not None:
        shown, among, due_on = [*shown, due.c.due_on], D.outerjoin(due, due.c.deal_id == D.c.id), due.c
    few = (
        select(*shown)
        .select_from(among)
        .where(*base, D.c.stage_id == S.c.id, *(_ON_IT if is_open else _ended_in(sight.month)))
        .order_by(*_order(order, D.c, due_on)).offset(start).limit(CARDS + 1)
        .correlate(S).lateral("few")
    )  # fmt: skip
    # The company by its value: from another table the planner would not know how many customers it has.
    customer = and_(A.c.tenant_id == door().tenant_id, A.c.id == FEW.account_id)
    place = func.row_number().over(order_by=_order(order, FEW, FEW)).label("place")
    return (
        select(*_SHOWN_OF_FEW, A.c.name.label("account"), place)
        .select_from(S.join(few, true()).outerjoin(A, customer))
        .where(S.c.tenant_id == door().tenant_id, S.c.id.in_([stage.id for stage in stages]))
    )


#: The state is said in the statement itself, so that a plan made for any parameters can use the board's index.
_ON_IT = (D.c.state == literal_column(f"'{OPEN}'"),)


def _ended_in(month: date) -> tuple[ColumnElement[bool], ...]:
    """Only what has ended has a day on which it did."""
    return (D.c.closed_on.between(month, next_month(month) - timedelta(days=1)),)


def _order(order: str, deal: Any, due: Any) -> list[Any]:
    """The order of cards, said of the columns `deal` and, for the next step, of `due`."""
    if order == "closed":
        return [deal.closed_on.desc(), deal.id.desc()]
    if order == "amount":
        return [deal.amount_minor.desc().nulls_last(), deal.id]
    if order == "stage":
        return [deal.stage_since, deal.id]
    if order == "next":
        return [due.due_on.asc().nulls_first(), deal.id]  # a deal without a next step is the one to see to
    return [deal.rank, deal.id]


def _due_days() -> CTE:
    """The day of each deal's next step: of its latest open promise. Read once for all columns of the board."""
    return (
        select(F.c.deal_id, F.c.due_on)
        .where(F.c.tenant_id == door().tenant_id, F.c.deal_id.is_not(None))
        .where(F.c.promise.is_not(None), F.c.completed_at.is_(None))
        .order_by(F.c.deal_id, F.c.at.desc(), F.c.id.desc()).ext(distinct_on(F.c.deal_id))
        .cte("due_days")
    )  # fmt: skip


def _card(row: Any, stage: Stage, step: NextStep | None, today: date, account: str | None = None) -> Card:
    return Card(
        row.id, row.version, row.title, row.state, row.stage_id, row.owner_id, row.amount_minor,
        account if account is not None or isinstance(row, Deal) else row.account,
        row.stage_since, row.last_contact_at, row.opened_on, row.closed_on,
        step, health_today(row, stage, today), days_in_stage(row, today), quiet_days(row, today),
    )  # fmt: skip
