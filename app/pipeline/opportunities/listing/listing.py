"""The list of deals: which ones, in which order, with which columns; one page of it, all of it, and who stands next.

Rows are plain tuples. What they point at is looked up once a page, so a page of one row and a page of fifty cost the
same few statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from app.company.model import Choice
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.filtering import conditions, filters
from app.pipeline.opportunities.filtering.filters import DealFilter
from app.pipeline.opportunities.listing.columns import COLUMNS, USUAL, A, D, Look, M, of_account, of_owner
from app.pipeline.opportunities.queries import pipelines, stages
from app.scene import Scene
from app.web import paging, tables
from app.web.asking import Words
from app.web.lookups import names
from app.web.paging import Key, Page, Place
from app.web.tables import Column, Order
from tenants.context import db, door

F, C = FollowUp.__table__, Choice.__table__
NEWEST_FIRST = (Order("updated", down=True),)
MOST_EXPORTED = 100_000
_SHOWN = (
    D.c.id, D.c.title.label("name"), D.c.state, D.c.stage_id, D.c.pipeline_id, D.c.account_id, D.c.owner_id,
    D.c.amount_minor, D.c.channel_id, D.c.region_id, D.c.customer_type, D.c.lost_reason_id, D.c.opened_on,
    D.c.expected_on, D.c.closed_on, D.c.stage_since, D.c.last_contact_at, D.c.updated_at, D.c.external_id,
    of_account(A.c.name).label("account_name"), of_owner(M.c.name).label("owner_name"),
)  # fmt: skip
_POINTING = ("channel_id", "region_id", "lost_reason_id")


@dataclass(frozen=True)
class ListQuery:
    """A filter, an order and a set of columns: what a saved view keeps and an address says."""

    wanted: DealFilter
    orders: tuple[Order, ...] = NEWEST_FIRST
    columns: tuple[str, ...] = USUAL

    @property
    def keys(self) -> list[Key]:
        return tables.keys_of(self.orders, COLUMNS, Key(D.c.id, UUID))

    @property
    def shown(self) -> list[Column]:
        return tables.choose(",".join(self.columns), COLUMNS, USUAL)

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as the address carries them; what is usual is not said."""
        said = self.wanted.pairs()
        if self.orders != NEWEST_FIRST:
            said.append(("sort", ",".join(map(str, self.orders))))
        if self.columns != USUAL:
            said.append(("columns", ",".join(self.columns)))
        return said

    def query(self) -> str:
        """The canonical query string."""
        return urlencode(self.pairs())

    def but(self, **changes: Any) -> ListQuery:
        """The same with something else."""
        return replace(self, **changes)


def read(args: filters.Args, kept_columns: str | None = None) -> ListQuery:
    """The query in an address. `kept_columns`: those the person chose last, used when the address names none."""
    orders = tables.read_orders(args.get("sort"), COLUMNS, NEWEST_FIRST)
    shown = tables.choose(args.get("columns") or kept_columns, COLUMNS, USUAL)
    return ListQuery(filters.read(args), orders, tuple(column.key for column in shown))


def read_text(query: str) -> ListQuery:
    """The query in a kept query string."""
    return read(Words(query))


def page(query: ListQuery, scene: Scene, after: str | None = None, before: str | None = None) -> Page:
    """One page of the list."""
    keys = query.keys
    return paging.fetch(_rows(query, scene, keys), keys, run, after=after, before=before)


def all_rows(query: ListQuery, scene: Scene) -> Iterator[Sequence[Row[Any]]]:
    """Every row of the list in its order, in portions: for files."""
    keys = query.keys
    statement = paging.in_order(_rows(query, scene, keys), keys).limit(MOST_EXPORTED)
    found = db.execute(statement).all()
    for start in range(0, len(found), 5000):
        yield found[start : start + 5000]


def ids(query: ListQuery, scene: Scene, most: int) -> list[UUID]:
    """The ids of the deals of the list, at most `most` and one more."""
    return list(db.scalars(select(D.c.id).where(*conditions.of(query.wanted, scene)).limit(most + 1)))


def run(statement: Select[Any]) -> Sequence[Row[Any]]:
    """The rows of a statement."""
    return db.execute(statement).all()


def _rows(query: ListQuery, scene: Scene, keys: Sequence[Key]) -> Select[Any]:
    ordered_by = [key.column.label(f"key_{number}") for number, key in enumerate(keys)]
    return select(*_SHOWN, *ordered_by).where(*conditions.of(query.wanted, scene))


def look_up(rows: Iterable[Row[Any]], columns: Sequence[Column], scene: Scene) -> Look:
    """What `rows` point at, as far as `columns` show it."""
    rows, shown = list(rows), {column.key for column in columns}
    here = door().tenant_id
    look = Look(scene.today, scene.currency, scene.member.id, {stage.id: stage for stage in stages()})
    if shown & {"channel", "region", "lost_reason"}:
        look.choices = names(C, {getattr(row, name) for row in rows for name in _POINTING})
    if "pipeline" in shown:
        look.pipelines = {one.id: one.name for one in pipelines()}
    if shown & {"next_step", "due"}:
        look.steps = next_steps(here, [row.id for row in rows])
    return look


def next_steps(tenant_id: UUID, deal_ids: Sequence[UUID]) -> dict[UUID, tuple[str, Any]]:
    """For each deal its latest open promise and the day it is due."""
    if not deal_ids:
        return {}
    statement = (
        select(F.c.deal_id, F.c.promise, F.c.due_on)
        .where(F.c.tenant_id == tenant_id, F.c.deal_id.in_(deal_ids))
        .where(F.c.promise.is_not(None), F.c.completed_at.is_(None))
        .order_by(F.c.deal_id, F.c.at, F.c.id)
    )
    return {row.deal_id: (row.promise, row.due_on) for row in db.execute(statement)}


@dataclass(frozen=True)
class StageTotal:
    """How many deals stand in a stage, what they are worth, and for how many that is unknown."""

    stage_id: UUID
    count: int
    amount_minor: int
    unknown: int
    without_account: int


def totals(query: ListQuery, scene: Scene) -> list[StageTotal]:
    """The sums of the list, exact, by stage."""
    statement = (
        select(
            D.c.stage_id,
            func.count(),
            func.coalesce(func.sum(D.c.amount_minor), 0),
            func.count().filter(D.c.amount_minor.is_(None)),
            func.count().filter(D.c.account_id.is_(None)),
        )
        .where(*conditions.of(query.wanted, scene))
        .group_by(D.c.stage_id)
    )
    found = {row[0]: StageTotal(row[0], row[1], int(row[2]), row[3], row[4]) for row in db.execute(statement)}
    return [found[stage.id] for stage in stages() if stage.id in found]


@dataclass(frozen=True)
class Neighbours:
    """The deals before and after one in the list it was opened from."""

    previous: UUID | None = None
    next: UUID | None = None


def neighbours(deal_id: UUID, query: str, scene: Scene) -> Neighbours:
    """Who stands beside the deal in the list that query string `query` describes; nobody when it is not in it."""
    listed = read_text(query)
    keys = listed.keys
    columns = [key.column.label(f"key_{number}") for number, key in enumerate(keys)]
    everyone = select(*columns).where(*conditions.of(listed.wanted, scene))
    own = db.execute(everyone.where(D.c.id == deal_id)).first()
    if own is None:
        return Neighbours()
    place = Place(tuple(own))
    beside = [paging.walk(everyone, keys, run, place, backward=backward, limit=1) for backward in (True, False)]
    previous, following = (rows[0][-1] if rows else None for rows in beside)
    return Neighbours(previous, following)
