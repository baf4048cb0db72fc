"""What a list is, and what one asks of it: which records, in which order, with which columns.

Rows are plain tuples. The statements are made and run here, so that pages, files, bulk changes and "next in the list"
always mean the same records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select

from app.lists.many import Many
from app.scene import Scene
from app.web import paging, tables
from app.web.asking import Args, Filter, Words
from app.web.chips import Field
from app.web.paging import Key, Page, Place
from app.web.tables import Column, Order
from tenants.context import db

W = TypeVar("W", bound=Filter)
MOST_EXPORTED = 100_000
PORTION = 5_000


@dataclass(frozen=True)
class Tab(Generic[W]):
    """A filter so common that it stands above the list for everyone, before the views people keep."""

    label: Any
    wanted: W
    orders: tuple[Order, ...] = ()  # the list's own without
    count: str | None = None


@dataclass(frozen=True, eq=False)
class List(Generic[W]):
    """A tool's list. `rows` are the columns of the database that every row brings, the record's `id` among them."""

    area: str  # what its views and remembered columns are kept under
    endpoint: str  # of its page
    title: Any
    everything: Any  # what the list is called when nothing is asked for
    columns: Sequence[Column]
    usual: Sequence[str]  # the columns one sees who chose none
    order: tuple[Order, ...]
    rows: Sequence[ColumnElement[Any]]
    row_id: ColumnElement[UUID]
    read_filter: Callable[[Args], W]
    conditions: Callable[[W, Scene], Sequence[ColumnElement[bool]]]
    look_up: Callable[[Sequence[Any], Sequence[Column], Scene], Any]
    words: Mapping[str, Field] = field(default_factory=dict)  # the chips
    filter_form: type[Any] | None = None
    many: Many | None = None
    plain: tuple[str, str] = ("view", "all")  # says in an address that nothing is asked for
    tabs: Callable[[Scene], Sequence[Tab[W]]] = lambda scene: ()
    begins: Callable[[Scene], str] = lambda scene: ""  # the query one begins with who keeps no view for it
    in_order: Callable[[W, Scene], Sequence[ColumnElement[bool]]] | None = None  # for pages in the usual order
    edit: Callable[[Any, Any], str | None] | None = None  # where the key e leads from a row, by its look

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """The columns by the words that name them."""
        return {column.key: column for column in self.columns}

    @property
    def blueprint(self) -> str:
        """The blueprint its addresses hang on."""
        return self.endpoint.rpartition(".")[0]

    def read(self, args: Args, kept_columns: str | None = None) -> ListQuery[W]:
        """The query in an address. `kept_columns`: those the person chose last, used when the address names none."""
        orders = tables.read_orders(args.get("sort"), self.by_key, self.order)
        shown = tables.choose(args.get("columns") or kept_columns, self.by_key, self.usual)
        return ListQuery(self, self.read_filter(args), orders, tuple(column.key for column in shown))

    def read_text(self, query: str) -> ListQuery[W]:
        """The query in a kept query string."""
        return self.read(Words(query))


@dataclass(frozen=True)
class Neighbours:
    """The records before and after one in the list it was opened from."""

    previous: UUID | None = None
    next: UUID | None = None


@dataclass(frozen=True)
class ListQuery(Generic[W]):
    """A filter, an order and a set of columns: what a saved view keeps and an address says."""

    listing: List[W]
    wanted: W
    orders: tuple[Order, ...]
    columns: tuple[str, ...]

    @property
    def keys(self) -> list[Key]:
        """What the rows are ordered by."""
        return tables.keys_of(self.orders, self.listing.by_key, Key(self.listing.row_id, UUID))

    @property
    def shown(self) -> list[Column]:
        """The columns on show."""
        return tables.choose(",".join(self.columns), self.listing.by_key, self.listing.usual)

    def but(self, **changes: Any) -> ListQuery[W]:
        """The same with something else."""
        return replace(self, **changes)

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as the address carries them; what is usual is not said."""
        return self.wanted.pairs() + self.layout()

    def layout(self) -> list[tuple[str, str]]:
        """The same, of order and columns alone."""
        said = []
        if self.orders != self.listing.order:
            said.append(("sort", ",".join(map(str, self.orders))))
        if self.columns != tuple(self.listing.usual):
            said.append(("columns", ",".join(self.columns)))
        return said

    def query(self) -> str:
        """The canonical query string."""
        return urlencode(self.pairs())

    def page(self, scene: Scene, after: str | None = None, before: str | None = None) -> Page:
        """One page of the list."""
        keys = self.keys
        conditions = self._conditions(scene)
        if self.listing.in_order and self.orders == self.listing.order:
            conditions = self.listing.in_order(self.wanted, scene)
        return paging.fetch(self._rows(conditions, keys), keys, run, after=after, before=before)

    def portions(self, scene: Scene) -> Iterator[tuple[Sequence[Row[Any]], Any]]:
        """Every row of the list in its order, in portions, each with what it points at: for files."""
        keys, shown = self.keys, self.shown
        found = run(paging.in_order(self._rows(self._conditions(scene), keys), keys).limit(MOST_EXPORTED))
        for start in range(0, len(found), PORTION):
            rows = found[start : start + PORTION]
            yield rows, self.listing.look_up(rows, shown, scene)

    def count(self, scene: Scene) -> int:
        """How many rows the list has."""
        return db.scalar(select(func.count()).where(*self._conditions(scene))) or 0

    def ids(self, scene: Scene, most: int) -> list[UUID]:
        """The ids of the records of the list in its order, at most `most` and one more."""
        found = select(self.listing.row_id).where(*self._conditions(scene))
        return list(db.scalars(paging.in_order(found, self.keys).limit(most + 1)))

    def neighbours(self, record_id: UUID, scene: Scene) -> Neighbours:
        """Who stands beside the record; nobody when it is not in the list."""
        keys = self.keys
        everyone = select(*_labelled(keys)).where(*self._conditions(scene))
        own = db.execute(everyone.where(self.listing.row_id == record_id)).first()
        if own is None:
            return Neighbours()
        place = Place(tuple(own))
        beside = [paging.walk(everyone, keys, run, place, backward=backward, limit=1) for backward in (True, False)]
        previous, following = (rows[0][-1] if rows else None for rows in beside)
        return Neighbours(previous, following)

    def _rows(self, conditions: Sequence[ColumnElement[bool]], keys: Sequence[Key]) -> Select[Any]:
        return select(*self.listing.rows, *_labelled(keys)).where(*conditions)

    def _conditions(self, scene: Scene) -> Sequence[ColumnElement[bool]]:
        return self.listing.conditions(self.wanted, scene)


def run(statement: Select[Any]) -> Sequence[Row[Any]]:
    """The rows of a statement."""
    return db.execute(statement).all()


def _labelled(keys: Sequence[Key]) -> list[Any]:
    return [key.column.label(f"key_{number}") for number, key in enumerate(keys)]
