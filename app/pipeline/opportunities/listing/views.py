"""The list of deals, its sums, its files, its filter, and the views people keep of it."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from flask import Response, abort, flash, request, session, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.clock import now
from app.pipeline.opportunities.blueprint import opportunities
from app.pipeline.opportunities.filtering.chips import FIELDS
from app.pipeline.opportunities.listing import bulk_views, listing, saved_views
from app.pipeline.opportunities.listing.columns import COLUMNS
from app.pipeline.opportunities.listing.forms import FilterForm, LayoutForm, ViewForm
from app.pipeline.opportunities.listing.listing import ListQuery
from app.pipeline.opportunities.model import SavedView
from app.pipeline.opportunities.queries import stages
from app.web import chips, exports, tables
from app.web.access import me, scene, writes
from app.web.asking import ALL
from app.web.render import go, lead_to, render
from tenants.context import db

COLUMNS_KEPT = "deal_columns"


@cache  # a blueprint takes its routes once, however many apps there are
def _attach() -> None:
    """Put the list up beside the board."""
    for rule, name, view in (
        ("/list", "list", show),
        ("/list.<any(csv, xlsx, json):suffix>", "list_export", export),
        ("/list/totals", "list_totals", show_totals),
        ("/list/filter", "list_filter", show_filter),
        ("/list/layout", "list_layout", show_layout),
        ("/views/new", "new_view", show_new_view),
        ("/views/<uuid:id>", "view", show_view),
    ):
        opportunities.add_url_rule(rule, name, view)
    for rule, name, view in (
        ("/views", "create_view", create_view),
        ("/views/<uuid:id>", "change_view", change_view),
        ("/views/<uuid:id>/deletion", "drop_view", drop_view),
        ("/views/first", "begin_with_view", begin_with_view),
    ):
        opportunities.add_url_rule(rule, name, view, methods=["POST"])
    bulk_views.attach(opportunities)


def asked() -> ListQuery:
    """The list this request asks for."""
    return listing.read(request.args, session.get(COLUMNS_KEPT))


def show() -> Response:
    """The list. Without a word in the address it is the view one begins with."""
    views = saved_views.for_member(me())
    if not request.args and (first := _first_view(views)):
        return lead_to(_view_address(first))
    query, looking = asked(), scene()
    page = listing.page(query, looking, request.args.get("after"), request.args.get("before"))
    shown = query.shown
    return render(
        "pipeline/opportunities/list.html",
        query=query,
        text=query.query(),
        page=page,
        heads=tables.heads(shown, query.orders, lambda sort: _address(query, sort=sort)),
        body=tables.body(shown, page.rows, listing.look_up(page.rows, shown, looking), _bulk_form()),
        before=_address(query, before=page.before) if page.before else None,
        after=_address(query, after=page.after) if page.after else None,
        chips=[(chip, _address(query.but(wanted=chip.rest))) for chip in chips.of(query.wanted, FIELDS)],
        tabs=_tabs(views, query),
        saved=_kept_view(views),
        export=lambda suffix: _address(query, "opportunities.list_export", suffix=suffix),
        undo=bulk_views.undoable(request.args.get("undo")),
    )


def _bulk_form() -> str | None:
    return "bulk" if me().can_write else None


def _address(query: ListQuery, endpoint: str = "opportunities.list", suffix: str | None = None, **changes: Any) -> str:
    path = url_for(endpoint, suffix=suffix) if suffix else url_for(endpoint)
    return tables.address(path, query.pairs() or [("state", "open")], **changes)


def _first_view(views: list[SavedView]) -> SavedView | None:
    first = saved_views.first_of(me())
    return next((view for view in views if view.id == first), None)


def _kept_view(views: list[SavedView]) -> SavedView | None:
    wanted = request.args.get("view")
    return next((view for view in views if str(view.id) == wanted), None)


def _tabs(views: list[SavedView], query: ListQuery) -> list[dict[str, Any]]:
    kept, plain = _kept_view(views), f"{url_for('opportunities.list')}?state=open"
    is_plain = kept is None and query.wanted.but(state=None).is_plain
    all_open = {"label": _("All open"), "href": plain, "current": is_plain}
    return [all_open, *({"label": view.name, "href": _view_address(view), "current": view is kept} for view in views)]


def show_totals() -> Response:
    """How many deals the list has and what they are worth, exactly, by stage."""
    query = asked()
    found = listing.totals(query, scene())
    return render(
        "pipeline/opportunities/list_totals.html",
        count=sum(one.count for one in found),
        amount_minor=sum(one.amount_minor for one in found),
        unknown=sum(one.unknown for one in found),
        without_account=sum(one.without_account for one in found),
        by_stage=[(_stage_name(one.stage_id), one, _only_stage(query, one.stage_id)) for one in found],
        lacking=_address(query.but(wanted=query.wanted.but(lacks=("account",)))),
    )


def _stage_name(stage_id: UUID) -> str:
    return next(stage.name for stage in stages() if stage.id == stage_id)


def _only_stage(query: ListQuery, stage_id: UUID) -> str:
    return _address(query.but(wanted=query.wanted.but(stages=(stage_id,), state=ALL)))


def export(suffix: str) -> Response:
    """The whole list as a file, with the columns on show."""
    query, looking = asked(), scene()
    shown = query.shown
    portions = ((rows, listing.look_up(rows, shown, looking)) for rows in listing.all_rows(query, looking))
    return exports.answer(suffix, _("Deals"), shown, portions)


def show_filter() -> Response:
    """Every filter on one page, or in a dialog; choosing leads to the list."""
    query = asked()
    form = FilterForm.of(query.wanted)
    others = [pair for pair in query.pairs() if pair[0] in ("sort", "columns")]
    return render("pipeline/opportunities/list_filter.html", form=form, others=others)


def show_layout() -> Response:
    """Which columns, and ordered by what; kept for the next time when chosen."""
    query = asked()
    if "c" in request.args:
        form = LayoutForm(request.args)
        session[COLUMNS_KEPT] = ",".join(form.c.data)
        chosen = query.but(columns=tuple(form.c.data), orders=form.orders() or listing.NEWEST_FIRST)
        return lead_to(_address(chosen))
    form = LayoutForm.of(query)
    return render("pipeline/opportunities/list_layout.html", form=form, others=query.wanted.pairs(), columns=COLUMNS)


def show_new_view() -> Response:
    return render("pipeline/opportunities/list_view.html", form=ViewForm(), view=None, query=asked().query())


@writes
def create_view() -> Response:
    """Keep what the list shows."""
    form, query = ViewForm(), request.form.get("query", "")[:4000]
    if form.valid:
        try:
            view = saved_views.keep(form.name.data, query, is_shared=form.is_shared.data, by=me(), at=now())
            return _to_list(view)
        except saved_views.TooMany:
            form.refuse("name", _("There are %(most)s views already; delete one first.", most=saved_views.MOST))
    return render("pipeline/opportunities/list_view.html", form=form, view=None, query=query, status=422)


def show_view(id: UUID) -> Response:
    view = _view(id)
    form = ViewForm(name=view.name, is_shared=view.is_shared)
    is_first = saved_views.first_of(me()) == view.id
    return render("pipeline/opportunities/list_view.html", form=form, view=view, is_first=is_first)


@writes
def change_view(id: UUID) -> Response:
    """Rename a view, share it or keep it to oneself."""
    view, form = _own_view(id), ViewForm()
    if not form.valid:
        return render("pipeline/opportunities/list_view.html", form=form, view=view, is_first=False, status=422)
    saved_views.change(view, form.name.data, is_shared=form.is_shared.data, by=me(), at=now())
    return _to_list(view)


@writes
def drop_view(id: UUID) -> Response:
    """Delete a view; the deals stay."""
    view = _own_view(id)
    saved_views.drop(view, by=me(), at=now())
    flash(_("The view “%(name)s” was deleted.", name=view.name), "good")
    return go("opportunities.list", state="open")


def begin_with_view() -> Response:
    """The view one's list begins with; none for all open deals."""
    wanted = request.form.get("view")
    view = next((one for one in saved_views.for_member(me()) if str(one.id) == wanted), None)
    if wanted and view is None:
        abort(404)
    saved_views.begin_with(view, by=me())
    return go("opportunities.list")


def _view(view_id: UUID) -> SavedView:
    usable = select(SavedView).where(SavedView.area == saved_views.AREA, saved_views.may_use(me()))
    return db.scalar(usable.where(SavedView.id == view_id)) or abort(404)


def _own_view(view_id: UUID) -> SavedView:
    view = _view(view_id)
    return view if saved_views.may_change(view, me()) else abort(403)


def _to_list(view: SavedView) -> Response:
    return lead_to(_view_address(view))


def _view_address(view: SavedView) -> str:
    kept = f"{url_for('opportunities.list')}?view={view.id}"
    return f"{kept}&{view.query}" if view.query else kept


_attach()
