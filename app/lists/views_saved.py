"""The views people keep of a list: kept, shared, renamed, deleted, begun with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from app.clock import now
from app.lists import saved_views
from app.lists.forms import ViewForm
from app.lists.listed import view_address, whole
from app.lists.listing import List
from app.lists.model import SavedView
from app.lists.views import asked
from app.web.access import me, writes
from app.web.render import lead_to, render
from tenants.context import db

LONGEST = 4000


def show_new_view(listing: List[Any]) -> Response:
    """A name for what the list shows."""
    return _page(listing, ViewForm(), query=asked(listing).query())


@writes
def create_view(listing: List[Any]) -> Response:
    """Keep what the list shows."""
    form, query = ViewForm(), request.form.get("query", "")[:LONGEST]
    if form.valid:
        try:
            view = saved_views.keep(listing, form.name.data, query, is_shared=form.is_shared.data, by=me(), at=now())
            return lead_to(view_address(listing, view))
        except saved_views.TooMany:
            form.refuse("name", _("There are %(most)s views already; delete one first.", most=saved_views.MOST))
    return _page(listing, form, query=query, status=422)


def show_view(listing: List[Any], id: UUID) -> Response:
    """A view: its name, whether one begins with it, and the way to be rid of it."""
    view = _usable(listing, id)
    return _page(listing, ViewForm(name=view.name, is_shared=view.is_shared), view)


@writes
def change_view(listing: List[Any], id: UUID) -> Response:
    """Rename a view, share it or keep it to oneself."""
    view, form = _changeable(listing, id), ViewForm()
    if not form.valid:
        return _page(listing, form, view, status=422)
    saved_views.change(view, form.name.data, is_shared=form.is_shared.data, by=me(), at=now())
    return lead_to(view_address(listing, view))


@writes
def drop_view(listing: List[Any], id: UUID) -> Response:
    """Delete a view; the records stay."""
    view = _changeable(listing, id)
    saved_views.drop(view, by=me(), at=now())
    flash(_("The view “%(name)s” was deleted.", name=view.name), "good")
    return lead_to(whole(listing))


def begin_with_view(listing: List[Any]) -> Response:
    """The view one's list begins with; none for the whole list."""
    wanted = request.form.get("view")
    view = next((one for one in saved_views.for_member(listing, me()) if str(one.id) == wanted), None)
    if wanted and view is None:
        abort(404)
    saved_views.begin_with(listing, view, by=me())
    return lead_to(url_for(listing.endpoint))


def _page(
    listing: List[Any], form: ViewForm, view: SavedView | None = None, *, query: str = "", status: int = 200
) -> Response:
    at = listing.blueprint
    return render(
        "lists/view.html", form=form, view=view, query=query, status=status, back=whole(listing),
        action=url_for(f"{at}.change_view", id=view.id) if view else url_for(f"{at}.create_view"),
        begin=url_for(f"{at}.begin_with_view"), drop=url_for(f"{at}.drop_view", id=view.id) if view else None,
        is_first=view is not None and saved_views.first_of(listing, me()) == view.id,
        may_change=saved_views.may_change(view, me()) if view else me().can_write,
    )  # fmt: skip


def _usable(listing: List[Any], view_id: UUID) -> SavedView:
    return db.scalar(saved_views.usable(listing, me()).where(SavedView.id == view_id)) or abort(404)


def _changeable(listing: List[Any], view_id: UUID) -> SavedView:
    view = _usable(listing, view_id)
    return view if saved_views.may_change(view, me()) else abort(403)
