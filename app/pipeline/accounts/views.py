"""The pages of customers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from app import attachments
from app.clock import now
from app.company import lists
from app.lists.listing import ListQuery
from app.lists.routes import attach
from app.lists.views import beside
from app.lists.views import show as show_list
from app.people import colleagues
from app.pipeline.accounts import acts, history, queries
from app.pipeline.accounts.facts import FACTS
from app.pipeline.accounts.forms import AccountForm
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.likeness import Alike, like
from app.pipeline.accounts.listing import ACCOUNTS, AccountFilter
from app.pipeline.accounts.model import Account
from app.pipeline.follow_ups.views import log_form
from app.pipeline.opportunities.listing.columns import STATE_NAMES
from app.pipeline.orders.listing import SOURCE_NAMES
from app.scene import Scene
from app.tasks.links.queries import about
from app.web import attaching, conflicts, facts, timeline
from app.web.access import get_or_404, me, writes
from app.web.render import go, render
from tenants.context import db

accounts = Blueprint("accounts", __name__)
MOST_SHOWN = 20


attach(accounts, ACCOUNTS)


@accounts.get("/")
def index() -> Response:
    """The customers one sees."""
    return show_list(ACCOUNTS, "pipeline/accounts/index.html", _around)


def _around(query: ListQuery[AccountFilter], looking: Scene) -> dict[str, Any]:
    return {
        "total": query.count(looking),
        "industries": lists.entries("industry"),
        "regions": lists.entries("region"),
        "owners": colleagues.owner_choices(me()),
        "types": CUSTOMER_TYPE_NAMES,
    }


@accounts.get("/new")
@writes
def new() -> Response:
    form = AccountForm(formdata=None, owner_id=me().id, name=request.args.get("name", "")[:120])
    form.offer()
    return render("pipeline/accounts/form.html", form=form, account=None, alike=[])


@accounts.get("/alike")
def alike() -> Response:
    """Customers called nearly what is being typed."""
    name = request.args.get("name", "")[:120].strip()
    return render("pipeline/accounts/_alike.html", alike=like(name, me()) if len(name) > 1 else [])


@accounts.post("/")
@writes
def create() -> Response:
    """Enter a customer, unless he seems to be known already."""
    form = AccountForm()
    form.offer()
    if not form.valid:
        return render("pipeline/accounts/form.html", form=form, account=None, alike=[], status=422)
    known = like(form.name.data, me())
    if known and not form.anyway.data:
        form.refuse("name", _said(known))
        return render("pipeline/accounts/form.html", form=form, account=None, alike=known, status=422)
    account = acts.add_account(form.values(), by=me(), at=now())
    flash(_("%(name)s was entered.", name=account.name), "good")
    return go("accounts.show", id=account.id)


def _said(known: list[Alike]) -> str:
    if known[0].is_same:
        return _("A customer of this name exists already.")
    return _("A customer of nearly this name exists already.")


@accounts.get("/<uuid:id>")
def show(id: UUID) -> Response:
    """Everything about one customer."""
    account = get_or_404(Account, id)
    deals = list(db.scalars(queries.deals_of(id, me()).limit(MOST_SHOWN)))
    orders = list(db.scalars(queries.orders_of(id, me()).limit(MOST_SHOWN)))
    return render(
        "pipeline/accounts/show.html",
        account=account,
        contacts=list(db.scalars(queries.contacts_of(id))),
        deals=deals,
        orders=orders,
        subsidiaries=list(db.scalars(queries.subsidiaries_of(id).limit(MOST_SHOWN))),
        figures=history.figures(id, me()),
        facts=FACTS.all_of(account),
        files=attachments.of(account),
        states=STATE_NAMES,
        sources=SOURCE_NAMES,
        **about("account", id, me(), queries.deal_names(id, me())),
        **_told(account),
        **log_form(account),
        **beside(ACCOUNTS, id),
    )


@accounts.get("/<uuid:id>/timeline", endpoint="timeline")
def show_timeline(id: UUID) -> Response:
    """An older stretch of what happened."""
    return render("records/_timeline.html", **_told(get_or_404(Account, id)))


def _told(account: Account) -> dict[str, Any]:
    return timeline.told(account, history.of_account(account.id, me()), url_for("accounts.timeline", id=account.id))


@accounts.get("/<uuid:id>/edit")
@writes
def edit(id: UUID) -> Response:
    account = get_or_404(Account, id)
    form = AccountForm(formdata=None, obj=account)
    form.offer(account)
    return render("pipeline/accounts/form.html", form=form, account=account, alike=[])


@accounts.post("/<uuid:id>")
@writes
def change(id: UUID) -> Response:
    """Change what is known of a customer; who comes second sees both versions."""
    account = get_or_404(Account, id)
    form = AccountForm()
    form.offer(account)
    page: dict[str, Any] = {"form": form, "account": account, "alike": []}
    if not form.valid:
        return render("pipeline/accounts/form.html", **page, status=422)
    differing = conflicts.check(form, account, form.FIELDS)
    if differing:
        return render("pipeline/accounts/form.html", **page, conflicts=differing, status=409)
    try:
        acts.change_account(account, form.values(), by=me(), at=now())
    except acts.Circle:
        form.refuse("parent_id", _("A company cannot belong to one of its own subsidiaries."))
        return render("pipeline/accounts/form.html", **page, status=422)
    return go("accounts.show", id=id)


@accounts.post("/<uuid:id>/archiving")
@writes
def archive(id: UUID) -> Response:
    """Put a customer away, or take him back."""
    account = get_or_404(Account, id)
    if request.form.get("back"):
        acts.restore(account, by=me(), at=now())
    else:
        acts.archive(account, by=me(), at=now())
        flash(_("%(name)s is put away; deals and history stay.", name=account.name), "good")
    return go("accounts.show", id=id)


facts.attach_routes(accounts, Account, FACTS)
attaching.attach_routes(accounts, Account)
