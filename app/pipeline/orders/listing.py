"""The list of orders: one book at a time, over a stretch of days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy import ColumnElement, Row, Select, func, select

from app import money
from app.company.model import Choice
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.model import Account
from app.pipeline.orders.model import SOURCES
from app.pipeline.orders.queries import ORDERS, received, visible_to
from app.web import formats, paging, tables, ui
from app.web.asking import PRESETS, Span, day, one_id
from app.web.lookups import names
from app.web.paging import Key, Page
from app.web.tables import Column, anchor
from app.web.tables import Order as By
from tenants.context import db, door
from tenants.model import Member

SOURCE_NAMES = {"pipeline": _l("From deals"), "finance": _l("From finance")}
PERIODS = ("this-month", "last-month", "this-quarter", "this-year")
MOST_EXPORTED = 100_000


@dataclass(frozen=True)
class OrderFilter:
    """Which orders: the book, the days, whose, from where, of which customer."""

    source: str = "pipeline"
    period: Span = field(default_factory=Span)
    owner: UUID | None = None
    region: UUID | None = None
    account: UUID | None = None

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as the address carries them."""
        said = {"source": self.source, "period": self.period.preset, "from": self.period.first, "to": self.period.last,
                "owner": self.owner, "region": self.region, "account": self.account}  # fmt: skip
        return [(name, str(value)) for name, value in said.items() if value]


def read(args: Any, usual_source: str) -> OrderFilter:
    """The filter in an address; what cannot be understood is left out."""
    source, preset = args.get("source"), args.get("period")
    span = Span(preset) if preset in PRESETS else Span(None, day(args.get("from")), day(args.get("to")))
    ids = (one_id(args.get(name)) for name in ("owner", "region", "account"))
    return OrderFilter(source if source in SOURCES else usual_source, span, *ids)


def conditions(wanted: OrderFilter, member: Member, today: date) -> list[ColumnElement[bool]]:
    """The filter as SQL, within what `member` sees."""
    first, last = wanted.period.days(today)
    asked = [
        first and ORDERS.c.ordered_on >= first,
        last and ORDERS.c.ordered_on <= last,
        wanted.owner and ORDERS.c.owner_id == wanted.owner,
        wanted.region and ORDERS.c.region_id == wanted.region,
        wanted.account and ORDERS.c.account_id == wanted.account,
    ]
    here = [ORDERS.c.tenant_id == door().tenant_id, ORDERS.c.source == wanted.source, visible_to(member)]
    return [*here, *(condition for condition in asked if isinstance(condition, ColumnElement))]


@dataclass
class Look:
    """What the rows point at."""

    me_id: UUID
    currency: str
    people: dict[UUID, str]
    choices: dict[UUID, str]
    accounts: dict[UUID, str]
    order_address: Any
    account_address: Any


def _number(row: Any, look: Look) -> Markup:
    return anchor(look.order_address(row.id), row.number or formats.day(row.ordered_on))


def _account(row: Any, look: Look) -> Any:
    if row.account_id is None:
        return ""
    return anchor(look.account_address(row.account_id), look.accounts.get(row.account_id, ""))


def _major(column: str) -> Any:
    return lambda row, look: (
        None if getattr(row, column) is None else money.to_major(int(getattr(row, column)), look.currency)
    )


def _owner(row: Any, look: Look) -> Any:
    return ui.seal(look.people.get(row.owner_id, "?"), row.owner_id == look.me_id) if row.owner_id else ""


def _type(row: Any, look: Look) -> str:
    return str(CUSTOMER_TYPE_NAMES[row.customer_type]) if row.customer_type else ""


_ALL = (
    Column("number", _l("Order"), _number, lambda row, look: row.number, lambda: Key(ORDERS.c.number, str), head=True),
    Column("account", _l("Customer"), _account, lambda row, look: look.accounts.get(row.account_id, ""),
           cls="table__clip fold__text"),
    Column("date", _l("Date"), lambda row, look: formats.day(row.ordered_on), lambda row, look: row.ordered_on,
           lambda: Key(ORDERS.c.ordered_on, date, nullable=False), cls="fold__pair"),
    Column("amount", _l("Signed"), lambda row, look: formats.amount(row.amount_minor), _major("amount_minor"),
           lambda: Key(ORDERS.c.amount_minor, int), cls="strong fold__lead", money=True),
    Column("received", _l("Received"), lambda row, look: formats.amount(int(row.received)), _major("received"),
           cls="fold__by", money=True),
    Column("owner", _l("Owner"), _owner, lambda row, look: look.people.get(row.owner_id, ""), cls="fold__end"),
    Column("region", _l("Region"), lambda row, look: look.choices.get(row.region_id, ""),
           lambda row, look: look.choices.get(row.region_id, ""), cls="fold__off"),
    Column("type", _l("Customer type"), _type, _type, cls="fold__off"),
)  # fmt: skip
COLUMNS = {column.key: column for column in _ALL}
USUAL = (By("date", down=True),)
_SHOWN = (
    ORDERS.c.id, ORDERS.c.number.label("name"), ORDERS.c.number, ORDERS.c.account_id, ORDERS.c.owner_id,
    ORDERS.c.region_id, ORDERS.c.customer_type, ORDERS.c.ordered_on, ORDERS.c.amount_minor,
)  # fmt: skip


@dataclass(frozen=True)
class Sums:
    """The list in figures."""

    count: int
    signed_minor: int
    received_minor: int


def sums(wanted: OrderFilter, member: Member, today: date) -> Sums:
    """The list in figures, exact."""
    statement = select(
        func.count(), func.coalesce(func.sum(ORDERS.c.amount_minor), 0), func.coalesce(func.sum(received()), 0)
    ).where(*conditions(wanted, member, today))
    return Sums(*(int(figure) for figure in db.execute(statement).one()))


def page(wanted: OrderFilter, orders: Sequence[By], member: Member, today: date, after: str | None,
         before: str | None) -> Page:  # fmt: skip
    """One page of the list."""
    keys = tables.keys_of(orders, COLUMNS, Key(ORDERS.c.id, UUID))
    return paging.fetch(_rows(wanted, member, today, keys), keys, _run, after=after, before=before)


def all_rows(wanted: OrderFilter, orders: Sequence[By], member: Member, today: date) -> Iterator[Sequence[Any]]:
    """Every row of the list, in portions."""
    keys = tables.keys_of(orders, COLUMNS, Key(ORDERS.c.id, UUID))
    found = _run(paging.in_order(_rows(wanted, member, today, keys), keys).limit(MOST_EXPORTED))
    for start in range(0, len(found), 5000):
        yield found[start : start + 5000]


def look_up(rows: Sequence[Any], member: Member, currency: str) -> Look:
    """What `rows` point at."""
    return Look(
        member.id, currency, names(Member.__table__, {row.owner_id for row in rows}),
        names(Choice.__table__, {row.region_id for row in rows}),
        names(Account.__table__, {row.account_id for row in rows}),
        formats.link("orders.show"), formats.link("accounts.show"),
    )  # fmt: skip


def _rows(wanted: OrderFilter, member: Member, today: date, keys: Sequence[Key]) -> Select[Any]:
    ordered_by = [key.column.label(f"key_{number}") for number, key in enumerate(keys)]
    shown = select(*_SHOWN, received().label("received"), *ordered_by)
    return shown.where(*conditions(wanted, member, today))


def _run(statement: Select[Any]) -> Sequence[Row[Any]]:
    return db.execute(statement).all()
