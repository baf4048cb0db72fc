"""The list of orders: one book at a time, over a stretch of days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy import ColumnElement, func, select

from app.company.model import Choice
from app.lists import cells
from app.lists.cells import amount, day_of, major, named, owner, plain, word
from app.lists.listing import List, ListQuery
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.model import Account
from app.pipeline.orders.model import SOURCES
from app.pipeline.orders.queries import ORDERS, received, usual_book, visible_to
from app.scene import Scene
from app.web import chips, formats
from app.web.asking import PRESETS, Args, Filter, Span, day, one_id, one_of
from app.web.lookups import names
from app.web.paging import Key
from app.web.tables import Column, Order, anchor
from tenants.context import db, door
from tenants.model import Member

SOURCE_NAMES = {"pipeline": _l("From deals"), "finance": _l("From finance")}
PERIODS = ("this-month", "last-month", "this-quarter", "this-year")


@dataclass(frozen=True)
class OrderFilter(Filter):
    """Which orders: the book, the days, whose, from where, of which customer."""

    source: str | None = None  # None: the book the company counts by
    period: Span = field(default_factory=Span)
    owner: UUID | None = None
    region: UUID | None = None
    account: UUID | None = None

    @property
    def book(self) -> str:
        """The one book that is looked at."""
        return self.source or usual_book()

    @property
    def worth_saying(self) -> OrderFilter:
        """Which book it is stands above the list anyway."""
        return self.but(source=None)

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as the address carries them."""
        short = {"period_from": "from", "period_to": "to"}
        return [(short.get(name, name), value) for name, value in super().pairs()]


def read(args: Args) -> OrderFilter:
    """The filter in an address; what cannot be understood is left out."""
    preset = one_of(args.get("period"), PRESETS)
    span = Span(preset) if preset else Span(None, day(args.get("from")), day(args.get("to")))
    ids = (one_id(args.get(name)) for name in ("owner", "region", "account"))
    return OrderFilter(one_of(args.get("source"), SOURCES), span, *ids)


def conditions(wanted: OrderFilter, scene: Scene) -> list[ColumnElement[bool]]:
    """The filter as SQL, within what the member sees."""
    first, last = wanted.period.days(scene.today)
    asked = [
        first and ORDERS.c.ordered_on >= first,
        last and ORDERS.c.ordered_on <= last,
        wanted.owner and ORDERS.c.owner_id == wanted.owner,
        wanted.region and ORDERS.c.region_id == wanted.region,
        wanted.account and ORDERS.c.account_id == wanted.account,
    ]
    here = [ORDERS.c.tenant_id == door().tenant_id, ORDERS.c.source == wanted.book, visible_to(scene.member)]
    return [*here, *(condition for condition in asked if isinstance(condition, ColumnElement))]


@dataclass
class Look(cells.Look):
    """What the rows point at."""

    accounts: Mapping[UUID, str] = field(default_factory=dict)


def _number(row: Any, look: Look) -> Markup:
    return anchor(look.to("orders.show", row.id), row.number or formats.day(row.ordered_on))


def _account(row: Any, look: Look) -> Any:
    if row.account_id is None:
        return ""
    return anchor(look.to("accounts.show", row.account_id), look.accounts.get(row.account_id, ""))


_REGION, _TYPE = named("choices", "region_id"), word(CUSTOMER_TYPE_NAMES, "customer_type")
COLUMNS = (
    Column("number", _l("Order"), _number, plain("number"), lambda: Key(ORDERS.c.number, str), head=True),
    Column("account", _l("Customer"), _account, named("accounts", "account_id"), cls="table__clip fold__text"),
    Column("date", _l("Date"), day_of("ordered_on"), plain("ordered_on"),
           lambda: Key(ORDERS.c.ordered_on, date, nullable=False), cls="fold__pair"),
    Column("amount", _l("Signed"), amount("amount_minor"), major("amount_minor"),
           lambda: Key(ORDERS.c.amount_minor, int), cls="strong fold__lead", money=True),
    Column("received", _l("Received"), amount("received"), major("received"), cls="fold__by", money=True),
    Column("owner", _l("Owner"), owner(), named("people", "owner_id"), cls="fold__end"),
    Column("region", _l("Region"), _REGION, _REGION, cls="fold__off"),
    Column("type", _l("Customer type"), _TYPE, _TYPE, cls="fold__off"),
)  # fmt: skip


def look_up(rows: Sequence[Any], columns: Sequence[Column], scene: Scene) -> Look:
    """What `rows` point at, as far as `columns` show it."""
    shown, look = {column.key for column in columns}, Look(scene)
    if "owner" in shown:
        look.people = names(Member.__table__, {row.owner_id for row in rows})
    if "region" in shown:
        look.choices = names(Choice.__table__, {row.region_id for row in rows})
    if "account" in shown:
        look.accounts = names(Account.__table__, {row.account_id for row in rows})
    return look


ORDER_BOOK = List(
    area="orders",
    endpoint="orders.index",
    title=_l("Orders"),
    everything=_l("All orders"),
    columns=COLUMNS,
    usual=tuple(column.key for column in COLUMNS),
    order=(Order("date", down=True),),
    rows=(
        ORDERS.c.id, ORDERS.c.number.label("name"), ORDERS.c.number, ORDERS.c.account_id, ORDERS.c.owner_id,
        ORDERS.c.region_id, ORDERS.c.customer_type, ORDERS.c.ordered_on, ORDERS.c.amount_minor,
        received().label("received"),
    ),
    row_id=ORDERS.c.id,
    read_filter=read,
    conditions=conditions,
    look_up=look_up,
    words={  # the rest is said by the selects above the list
        "period": chips.Field(_l("Date"), lambda span: "" if span.preset in PERIODS else chips.span(span)),
        "account": chips.Field(_l("Customer"), chips.records(Account)),
    },
)  # fmt: skip


@dataclass(frozen=True)
class Sums:
    """The list in figures."""

    count: int
    signed_minor: int
    received_minor: int


def sums(query: ListQuery[OrderFilter], scene: Scene) -> Sums:
    """The list in figures, exact."""
    statement = select(
        func.count(), func.coalesce(func.sum(ORDERS.c.amount_minor), 0), func.coalesce(func.sum(received()), 0)
    ).where(*conditions(query.wanted, scene))
    return Sums(*(int(figure) for figure in db.execute(statement).one()))
