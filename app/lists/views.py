"""The page of a list, its files, the choice of its filter, columns and order, and the way on to the next record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import Response, request, session, url_for

from app.lists import saved_views, views_many
from app.lists.forms import LayoutForm
from app.lists.listed import Listed, address, view_address, whole
from app.lists.listing import List, ListQuery, Tab, W
from app.lists.model import SavedView
from app.scene import Scene
from app.web import exports, tables
from app.web.access import me, scene
from app.web.addresses import split
from app.web.asking import Words
from app.web.render import lead_to, render

Around = Callable[[ListQuery[W], Scene], dict[str, Any]]


def asked(listing: List[W]) -> ListQuery[W]:
    """The query this request asks for."""
    return listing.read(request.args, session.get(_columns_of(listing)))


def show(listing: List[W], template: str, around: Around[W] | None = None) -> Response:
    """The list. Without a word in the address it is the view one begins with.

    `around` gives what else the page says.
    """
    views = saved_views.for_member(listing, me())
    if not request.args and (first := _first(listing, views)):
        return lead_to(view_address(listing, first))
    looking = scene()
    query = asked(listing) if request.args else _beginning(listing, looking)
    return render(template, listed=_listed(query, looking, views), **(around(query, looking) if around else {}))


def _beginning(listing: List[W], looking: Scene) -> ListQuery[W]:
    return listing.read(Words(listing.begins(looking)), session.get(_columns_of(listing)))


def _listed(query: ListQuery[Any], looking: Scene, views: Sequence[SavedView]) -> Listed:
    listing, shown, path = query.listing, query.shown, url_for(query.listing.endpoint)
    page = query.page(looking, request.args.get("after"), request.args.get("before"))
    pairs, ticks = query.pairs(), listing.many is not None and me().can_write
    look = listing.look_up(page.rows, shown, looking)
    kept = next((view for view in views if str(view.id) == request.args.get("view")), None)
    return Listed(
        query, path, page,
        heads=tables.heads(shown, query.orders, lambda sort: tables.address(path, pairs, sort=sort)),
        shown=shown,
        look=look,
        tabs=_tabs(query, views, kept, looking),
        saved=kept,
        undo=views_many.undoable(listing, request.args.get("undo")),
        ticks=ticks,
    )  # fmt: skip


def _tabs(
    query: ListQuery[Any], views: Sequence[SavedView], kept: SavedView | None, looking: Scene
) -> list[dict[str, Any]]:
    listing = query.listing
    own = [_tab(query, tab, kept) for tab in listing.tabs(looking)]
    is_plain = kept is None and query.wanted.worth_saying.is_plain
    everything = {"label": listing.everything, "href": whole(listing), "current": is_plain}
    ways = ({"label": view.name, "href": view_address(listing, view), "current": view is kept} for view in views)
    return [*own, everything, *ways]


def _tab(query: ListQuery[Any], tab: Tab[Any], kept: SavedView | None) -> dict[str, Any]:
    there = query.but(wanted=tab.wanted, orders=tab.orders or query.listing.order)
    is_current = kept is None and query.wanted.worth_saying == tab.wanted.worth_saying
    return {"label": tab.label, "href": address(there), "current": is_current, "count": tab.count, "own": True}


def _first(listing: List[Any], views: Sequence[SavedView]) -> SavedView | None:
    first = saved_views.first_of(listing, me())
    return next((view for view in views if view.id == first), None)


def export(listing: List[Any], suffix: str) -> Response:
    """The whole list as a file, with the columns on show."""
    query = asked(listing)
    return exports.answer(suffix, str(listing.title), query.shown, query.portions(scene()))


def show_filter(listing: List[Any]) -> Response:
    """Every filter on one page, or in a dialog; choosing leads to the list."""
    assert listing.filter_form is not None
    query = asked(listing)
    form, action = listing.filter_form.of(query.wanted), url_for(listing.endpoint)
    return render("lists/filter.html", form=form, others=query.layout(), action=action, back=address(query))


def show_layout(listing: List[Any]) -> Response:
    """Which columns, and ordered by what; kept for the next time when chosen."""
    query = asked(listing)
    if "c" in request.args:
        form = LayoutForm(request.args)
        chosen = query.but(columns=form.columns(listing), orders=form.orders(listing))
        session[_columns_of(listing)] = ",".join(chosen.columns)
        return lead_to(address(chosen))
    form = LayoutForm.of(query)
    action = url_for(f"{listing.blueprint}.list_layout")
    return render("lists/layout.html", form=form, others=query.wanted.pairs(), action=action, back=address(query))


def _columns_of(listing: List[Any]) -> str:
    return f"{listing.area}_columns"


def beside(listing: List[Any], record_id: UUID) -> dict[str, Any]:
    """The addresses before and after a record in the list it was clicked in; the way on carries the list along."""
    said = _list_one_came_from(listing)
    if said is None:
        return {"beside": None}
    looking = scene()
    found = listing.read_text(said or listing.begins(looking)).neighbours(record_id, looking)
    page = f"{listing.blueprint}.show"
    ways = {"previous": found.previous, "next": found.next}
    return {"beside": {way: url_for(page, id=one, list=said) for way, one in ways.items() if one}}


def _list_one_came_from(listing: List[Any]) -> str | None:
    if "list" in request.args:
        return request.args["list"][:2000]
    came_from = split(request.referrer)
    return came_from.query if came_from.path == url_for(listing.endpoint) else None
