"""The list of customers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy import ColumnElement, func, select

from app import money
from app.company.model import Choice
from app.lists import cells
from app.lists.cells import day_of, edited, linked, named, number, plain, text, word
from app.lists.listing import List
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.model import CUSTOMER_TYPES, Account
from app.pipeline.accounts.queries import visible_to
from app.pipeline.opportunities.filtering.conditions import seen_by
from app.pipeline.opportunities.model import OPEN, Deal
from app.scene import Scene
from app.search.finding import containing
from app.web import formats
from app.web.asking import Args, Filter, line, one_id, one_of
from app.web.lookups import names
from app.web.paging import Key
from app.web.tables import Column, Order
from tenants.context import db, door
from tenants.model import Member

A, D = Account.__table__, Deal.__table__


@dataclass(frozen=True)
class AccountFilter(Filter):
    """Which customers: by text, industry, region, owner and type; put away ones only when asked for."""

    keys = {"customer_type": "type", "is_archived": "archived"}

    q: str | None = None
    industry: UUID | None = None
    region: UUID | None = None
    owner: UUID | None = None
    customer_type: str | None = None
    is_archived: bool = False


def read(args: Args) -> AccountFilter:
    """The filter in an address; what cannot be understood is left out."""
    return AccountFilter(
        q=line(args.get("q")),
        industry=one_id(args.get("industry")),
        region=one_id(args.get("region")),
        owner=one_id(args.get("owner")),
        customer_type=one_of(args.get("type"), CUSTOMER_TYPES),
        is_archived=args.get("archived") == "1",
    )


def conditions(wanted: AccountFilter, scene: Scene) -> list[ColumnElement[bool]]:
    """The filter as SQL, within what the member sees."""
    found = [A.c.tenant_id == door().tenant_id, visible_to(scene.member)]
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
class Look(cells.Look):
    """What the rows point at, and their open deals: how many, and worth what."""

    open_deals: Mapping[UUID, tuple[int, int]] = field(default_factory=dict)

    def deals(self, row: Any) -> tuple[int, int]:
        return self.open_deals.get(row.id, (0, 0))


def _owner(row: Any, look: Look) -> Any:
    if row.owner_id is None:
        return Markup('<span class="muted">{}</span>').format(_("nobody"))
    return look.person(row.owner_id, look.people.get(row.owner_id))


_INDUSTRY, _REGION, _TYPE = (
    named("choices", "industry_id"), named("choices", "region_id"), word(CUSTOMER_TYPE_NAMES, "customer_type"),
)  # fmt: skip
COLUMNS = (
    Column("name", _l("Customer"), linked("accounts.show"), plain("name"),
           lambda: Key(A.c.name_key, str, nullable=False), head=True, cls="table__clip"),
    Column("industry", _l("Industry"), _INDUSTRY, _INDUSTRY, cls="fold__pair"),
    Column("region", _l("Region"), _REGION, _REGION, cls="fold__pair"),
    Column("type", _l("Customer type"), _TYPE, _TYPE, lambda: Key(A.c.customer_type, str), cls="fold__pair"),
    Column("location", _l("Place"), text("location"), plain("location"), lambda: Key(A.c.location, str),
           cls="table__clip fold__off"),
    Column("employees", _l("Employees"), number("employees"), plain("employees"), lambda: Key(A.c.employees, int),
           cls="fold__off", number=True),
    Column("deals", _l("Open deals"), lambda row, look: look.deals(row)[0] or "", lambda row, look: look.deals(row)[0],
           cls="fold__off", number=True),
    Column("worth", _l("In hand"), lambda row, look: formats.amount(look.deals(row)[1]) if look.deals(row)[0] else "",
           lambda row, look: money.to_major(look.deals(row)[1], look.scene.currency), cls="strong fold__lead",
           money=True),
    Column("owner", _l("Owner"), _owner, named("people", "owner_id"), cls="fold__end"),
    Column("updated", _l("Changed"), day_of("updated_at"), plain("updated_at"),
           lambda: Key(A.c.updated_at, datetime, nullable=False), cls="fold__off"),
)  # fmt: skip


def look_up(rows: Sequence[Any], columns: Sequence[Column], scene: Scene) -> Look:
    """What `rows` point at, as far as `columns` show it."""
    shown, look = {column.key for column in columns}, Look(scene)
    if "owner" in shown:
        look.people = names(Member.__table__, {row.owner_id for row in rows})
    if shown & {"industry", "region"}:
        look.choices = names(Choice.__table__, {one for row in rows for one in (row.industry_id, row.region_id)})
    if shown & {"deals", "worth"}:
        look.open_deals = _open_deals([row.id for row in rows], scene.member)
    return look


def _open_deals(account_ids: Sequence[UUID], member: Member) -> dict[UUID, tuple[int, int]]:
    statement = (
        select(D.c.account_id, func.count(), func.coalesce(func.sum(D.c.amount_minor), 0))
        .where(*seen_by(member), D.c.account_id.in_(account_ids), D.c.state == OPEN)
        .group_by(D.c.account_id)
    )
    return {row[0]: (row[1], int(row[2])) for row in db.execute(statement)} if account_ids else {}


ACCOUNTS = List(
    area="accounts",
    endpoint="accounts.index",
    title=_l("Customers"),
    everything=_l("All customers"),
    columns=COLUMNS,
    usual=tuple(column.key for column in COLUMNS),
    order=(Order("updated", down=True),),
    rows=(
        A.c.id, A.c.name, A.c.owner_id, A.c.industry_id, A.c.region_id, A.c.customer_type, A.c.location,
        A.c.employees, A.c.updated_at,
    ),
    row_id=A.c.id,
    read_filter=read,
    conditions=conditions,
    look_up=look_up,
    edit=edited("accounts.edit"),
)  # fmt: skip
