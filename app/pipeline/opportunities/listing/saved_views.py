"""Views someone kept: filter, order and columns under a name, for himself or for all; one may be his first."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select

from app.events import happened
from app.pipeline.opportunities.listing import listing
from app.pipeline.opportunities.model import SavedView
from tenants.context import db
from tenants.model import Member
from tenants.owned import new_id

AREA = "deals"
FIRST = "deals:first"  # the view a person begins with; a row of its own, so that a shared view can be anyone's first
MOST = 50


class TooMany(Exception):
    """Nobody finds his way among so many views."""


def for_member(member: Member) -> list[SavedView]:
    """The views `member` may use: his own first, then those shared with all."""
    statement = select(SavedView).where(SavedView.area == AREA, may_use(member))
    return sorted(db.scalars(statement), key=lambda view: (view.owner_id != member.id, view.created_at, view.name))


def may_use(member: Member) -> ColumnElement[bool]:
    """His own, and those shared."""
    return or_(SavedView.owner_id == member.id, SavedView.is_shared)


def canonical(query: str) -> str:
    """`query` as the list itself would say it."""
    return listing.read_text(query).query()


def keep(name: str, query: str, *, is_shared: bool, by: Member, at: datetime) -> SavedView:
    """Keep what the list shows under `name`. Raises TooMany."""
    if len(for_member(by)) >= MOST:
        raise TooMany
    view = SavedView(
        id=new_id(), owner_id=by.id, area=AREA, name=name, query=canonical(query), is_shared=is_shared, created_at=at
    )
    db.add(view)
    db.flush()
    happened(view, "kept", by=by.id, at=at, query=view.query, shared=is_shared)
    return view


def change(view: SavedView, name: str, *, is_shared: bool, by: Member, at: datetime) -> None:
    """Give the view another name, share it or keep it to oneself."""
    changes: dict[str, list[Any]] = {"name": [view.name, name], "is_shared": [view.is_shared, is_shared]}
    changed: dict[str, Any] = {key: pair for key, pair in changes.items() if pair[0] != pair[1]}
    view.name, view.is_shared = name, is_shared
    if changed:
        happened(view, "changed", by=by.id, at=at, **changed)


def drop(view: SavedView, *, by: Member, at: datetime) -> None:
    """Forget the view; whoever began with it begins with all open deals again."""
    happened(view, "removed", by=by.id, at=at, query=view.query)
    db.execute(delete(SavedView).where(SavedView.area == FIRST, SavedView.name == str(view.id)))
    db.delete(view)


def first_of(member: Member) -> UUID | None:
    """The view `member` begins with."""
    kept = db.scalar(select(SavedView.name).where(SavedView.area == FIRST, SavedView.owner_id == member.id))
    return UUID(kept) if kept else None


def begin_with(view: SavedView | None, *, by: Member) -> None:
    """Let `by` begin with `view`, or with all open deals."""
    db.execute(delete(SavedView).where(SavedView.area == FIRST, SavedView.owner_id == by.id))
    if view is not None:
        db.add(SavedView(owner_id=by.id, area=FIRST, name=str(view.id), query=view.query))


def may_change(view: SavedView, member: Member) -> bool:
    """Its owner may, and for a shared one whoever manages."""
    return view.owner_id == member.id or (view.is_shared and member.can_manage)
