"""Views someone kept: filter, order and columns of a list under a name, for himself or for all; one is his first."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, or_, select

from app.events import happened
from app.lists.listing import List
from app.lists.model import SavedView
from tenants.context import db
from tenants.model import Member
from tenants.owned import new_id
from tenants.standing import standing

MOST = 50


class TooMany(Exception):
    """Nobody finds his way among so many views."""


def usable(listing: List[Any], member: Member) -> Select[SavedView]:
    """The views of a list `member` may use: his own, and those shared."""
    return select(SavedView).where(
        SavedView.area == listing.area, or_(SavedView.owner_id == member.id, SavedView.is_shared)
    )


def for_member(listing: List[Any], member: Member) -> list[SavedView]:
    """The same: his own first, then those shared with all."""
    found = [one for one in _of(listing.area) if one.is_shared or one.owner_id == member.id]
    return sorted(found, key=lambda view: (view.owner_id != member.id, view.created_at, view.name))


def keep(listing: List[Any], name: str, query: str, *, is_shared: bool, by: Member, at: datetime) -> SavedView:
    """Keep what the list shows at `query` under `name`, said as the list itself would say it. Raises TooMany."""
    if len(for_member(listing, by)) >= MOST:
        raise TooMany
    said = listing.read_text(query).query()
    view = SavedView(
        id=new_id(), owner_id=by.id, area=listing.area, name=name, query=said, is_shared=is_shared, created_at=at
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
    """Forget the view; whoever began with it begins with the whole list again."""
    happened(view, "removed", by=by.id, at=at, query=view.query)
    db.execute(delete(SavedView).where(SavedView.area == _first(view.area), SavedView.name == str(view.id)))
    db.delete(view)


def first_of(listing: List[Any], member: Member) -> UUID | None:
    """The view `member` begins with."""
    return next((UUID(one.name) for one in _of(_first(listing.area)) if one.owner_id == member.id), None)


def begin_with(listing: List[Any], view: SavedView | None, *, by: Member) -> None:
    """Let `by` begin with `view`, or with the whole list."""
    db.execute(delete(SavedView).where(*_first_view(listing, by)))
    if view is not None:
        db.add(SavedView(owner_id=by.id, area=_first(listing.area), name=str(view.id), query=view.query))


def may_change(view: SavedView, member: Member) -> bool:
    """Its owner may, and for a shared one whoever manages."""
    return member.can_write and (view.owner_id == member.id or (view.is_shared and member.can_manage))


def _of(area: str) -> list[SavedView]:
    """The views kept of a list, whosever they are."""
    return [one for one in standing("saved views", lambda: select(SavedView)) if one.area == area]


def _first_view(listing: List[Any], member: Member) -> list[ColumnElement[bool]]:
    return [SavedView.area == _first(listing.area), SavedView.owner_id == member.id]


def _first(area: str) -> str:
    """The view a person begins with is a row of its own, so that a shared view can be anyone's first."""
    return f"{area}:first"
