"""The list of customers: its filter, its columns, one page of it and all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy import ColumnElement, Row, Select, func, select

from app import money
from app.company.model import Choice
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.model import CUSTOMER_TYPES, Account
from app.pipeline.accounts.queries import visible_to
from app.pipeline.opportunities.filtering.conditions import seen_by
from app.pipeline.opportunities.model import Deal
from app.search.finding import containing
from app.web import formats, paging, tables, ui
from app.web.asking import one_id
from app.web.lookups import names
from app.web.paging import Key, Page
from app.web.tables import Column, Order, anchor
from tenants.context import db, door
from tenants.model import Member

A, D = Account.__table__, Deal.__table__
MOST_EXPORTED = 100_000


@dataclass(frozen=True)
class AccountFilter:
    """Which customers: by text, industry, region, owner and type; put away ones only when asked for."""

    q: str | None = None
    industry: UUID | None = None
    region: UUID | None = None
    owner: UUID | None = None
    customer_type: str | None = None
    is_archived: bool = False

    @property
    def is_plain(self) -> bool:
        return self == AccountFilter()

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as the address carries them."""
        said = {"q": self.q, "industry": self.industry, "region": self.region, "owner": self.owner,
                "type": self.customer_type, "archived": "1" if self.is_archived else None}  # fmt: skip
        return [(name, str(value)) for name, value in said.items() if value]


def read(args: Any) -> AccountFilter:
    """The filter in an address; what cannot be understood is left out."""
    given = args.get("type")
    return AccountFilter(
        q=" ".join((args.get("q") or "").replace("\0", "").split())[:80] or None,
        industry=one_id(args.get("industry")),
        region=one_id(args.get("region")),
        owner=one_id(args.get("owner")),
        customer_type=given if given in CUSTOMER_TYPES else None,
        is_archived=args.get("archived") == "1",
    )


def conditions(wanted: AccountFilter, member: Member) -> list[ColumnElement[bool]]:
    """The filter as SQL, within what `member` sees."""
    found = [A.c.tenant_id == door().tenant_id, visible_to(member)]
    found.append(A.c.archived_at.is_not(None) if wanted.is_archived else A.c.archived_at.is_(None))
    if wanted.q:
        found.append(A.c.id.in_(containing("account", wanted.q)))
    for column, value in (
        (A.c.industry_id, wanted.industry), (A.c.region_id, wanted.region), (A.c.owner_id, wanted.owner),
        (A.c.customer_type, wanted.customer_type),
    ):  # fmt: skip
        if value is not None:
            found.append(column == value)
    return found


@dataclass
class Look:
    """What the rows point at."""

    me_id: UUID
    people: dict[UUID, str] = field(default_factory=dict)
    choices: dict[UUID, str] = field(default_factory=dict)
    open_deals: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    address: Any = None


def _name(row: Any, look: Look) -> Markup:
    return anchor(look.address(row.id), row.name)


def _owner(row: Any, look: Look) -> Any:
    if row.owner_id is None:
        return Markup('<span class="muted">{}</span>').format(_("nobody"))
    return ui.seal(look.people.get(row.owner_id, "?"), row.owner_id == look.me_id)


def _choice(column: str) -> Any:
    return lambda row, look: look.choices.get(getattr(row, column)) or ""


def _type(row: Any, look: Look) -> str:
    return str(CUSTOMER_TYPE_NAMES[row.customer_type]) if row.customer_type else ""


def _plain(column: str) -> Any:
    return lambda row, look: getattr(row, column)


def _text(column: str) -> Any:
    return lambda row, look: getattr(row, column) or ""


def _worth(row: Any, look: Look) -> Any:
    return money.to_major(look.open_deals.get(row.id, (0, 0))[1], formats.currency())


_ALL = (
    Column("name", _l("Customer"), _name, _plain("name"), lambda: Key(A.c.name_key, str, nullable=False), head=True,
           cls="table__clip"),
    Column("industry", _l("Industry"), _choice("industry_id"), _choice("industry_id"), cls="fold__pair"),
    Column("region", _l("Region"), _choice("region_id"), _choice("region_id"), cls="fold__pair"),
    Column("type", _l("Customer type"), _type, _type, lambda: Key(A.c.customer_type, str), cls="fold__pair"),
    Column("location", _l("Place"), _text("location"), _plain("location"), lambda: Key(A.c.location, str),
           cls="table__clip fold__off"),
    Column("employees", _l("Employees"), lambda row, look: formats.count(row.employees) if row.employees else "",
           _plain("employees"), lambda: Key(A.c.employees, int), cls="fold__off", number=True),
    Column("deals", _l("Open deals"), lambda row, look: look.open_deals.get(row.id, (0, 0))[0] or "",
           lambda row, look: look.open_deals.get(row.id, (0, 0))[0], cls="fold__off", number=True),
    Column("worth", _l("In hand"), lambda row, look: formats.amount(look.open_deals[row.id][1])
           if row.id in look.open_deals else "", _worth,
           cls="strong fold__lead", money=True),
    Column("owner", _l("Owner"), _owner, lambda row, look: look.people.get(row.owner_id, ""), cls="fold__end"),
    Column("updated", _l("Changed"), lambda row, look: formats.day(row.updated_at), _plain("updated_at"),
           lambda: Key(A.c.updated_at, datetime, nullable=False), cls="fold__off"),
)  # fmt: skip
COLUMNS = {column.key: column for column in _ALL}
USUAL = (Order("updated", down=True),)
_SHOWN = (
    A.c.id, A.c.name, A.c.owner_id, A.c.industry_id, A.c.region_id, A.c.customer_type, A.c.location, A.c.employees,
    A.c.updated_at,
)  # fmt: skip


def page(wanted: AccountFilter, orders: Sequence[Order], member: Member, after: str | None, before: str | None) -> Page:
    """One page of the list."""
    keys = tables.keys_of(orders, COLUMNS, Key(A.c.id, UUID))
    return paging.fetch(_rows(wanted, member, keys), keys, _run, after=after, before=before)


def all_rows(wanted: AccountFilter, orders: Sequence[Order], member: Member) -> Iterator[Sequence[Any]]:
    """Every row of the list, in portions."""
    keys = tables.keys_of(orders, COLUMNS, Key(A.c.id, UUID))
    found = _run(paging.in_order(_rows(wanted, member, keys), keys).limit(MOST_EXPORTED))
    for start in range(0, len(found), 5000):
        yield found[start : start + 5000]


def count(wanted: AccountFilter, member: Member) -> int:
    """How many customers the list has."""
    return db.scalar(select(func.count()).select_from(A).where(*conditions(wanted, member))) or 0


def look_up(rows: Sequence[Any], member: Member) -> Look:
    """What `rows` point at."""
    chosen = {one for row in rows for one in (row.industry_id, row.region_id)}
    return Look(
        member.id, names(Member.__table__, {row.owner_id for row in rows}), names(Choice.__table__, chosen),
        _open_deals([row.id for row in rows], member), formats.link("accounts.show"),
    )  # fmt: skip


def _open_deals(account_ids: Sequence[UUID], member: Member) -> dict[UUID, tuple[int, int]]:
    statement = (
        select(D.c.account_id, func.count(), func.coalesce(func.sum(D.c.amount_minor), 0))
        .where(*seen_by(member), D.c.account_id.in_(account_ids), D.c.state == "open")
        .group_by(D.c.account_id)
    )
    return {row[0]: (row[1], int(row[2])) for row in db.execute(statement)} if account_ids else {}


def _rows(wanted: AccountFilter, member: Member, keys: Sequence[Key]) -> Select[Any]:
    ordered_by = [key.column.label(f"key_{number}") for number, key in enumerate(keys)]
    return select(*_SHOWN, *ordered_by).where(*conditions(wanted, member))


def _run(statement: Select[Any]) -> Sequence[Row[Any]]:
    return db.execute(statement).all()
