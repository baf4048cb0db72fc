"""Logging contacts, and keeping or putting off what was promised in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash, request
from flask_babel import gettext as _

from app.clock import now
from app.notices.views import back_to_owed
from app.people.mentions import unheard
from app.pipeline.accounts.model import Account
from app.pipeline.accounts.queries import contact_choices
from app.pipeline.follow_ups.acts import complete, log, postpone
from app.pipeline.follow_ups.forms import ICONS, METHODS, LogForm, PostponeForm
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import Deal
from app.web.access import get_or_404, me, writes
from app.web.formats import due_words, today
from app.web.render import go, render

follow_ups = Blueprint("follow_ups", __name__)


@follow_ups.get("/deals/<uuid:id>")
@writes
def about_deal(id: UUID) -> Response:
    """The quick form for a phone."""
    deal = get_or_404(Deal, id)
    return render("pipeline/follow_ups/log.html", **log_form(deal))


@follow_ups.post("/deals/<uuid:id>")
@writes
def log_deal(id: UUID) -> Response:
    return _log(get_or_404(Deal, id))


@follow_ups.get("/accounts/<uuid:id>")
@writes
def about_account(id: UUID) -> Response:
    account = get_or_404(Account, id)
    return render("pipeline/follow_ups/log.html", **log_form(account))


@follow_ups.post("/accounts/<uuid:id>")
@writes
def log_account(id: UUID) -> Response:
    return _log(get_or_404(Account, id))


@follow_ups.post("/<uuid:id>/completion")
@writes
def keep(id: UUID) -> Response:
    follow_up = get_or_404(FollowUp, id)
    complete(follow_up, by=me(), at=now())
    return _answer(follow_up, _("Done: %(what)s", what=follow_up.promise))


@follow_ups.post("/<uuid:id>/due-day")
@writes
def put_off(id: UUID) -> Response:
    follow_up = get_or_404(FollowUp, id)
    form = PostponeForm()
    if not form.valid:
        return render("pipeline/follow_ups/postpone.html", follow_up=follow_up, form=form, status=422)
    postpone(follow_up, form.due_on.data, by=me(), at=now())
    return _answer(follow_up, _("Put off: %(when)s", when=due_words(form.due_on.data)))


@follow_ups.get("/<uuid:id>/due-day")
@writes
def choose_day(id: UUID) -> Response:
    follow_up = get_or_404(FollowUp, id)
    form = PostponeForm(formdata=None, due_on=max(follow_up.due_on or today(), today()) + timedelta(days=1))
    return render("pipeline/follow_ups/postpone.html", follow_up=follow_up, form=form)


def log_form(about: Deal | Account, form: LogForm | None = None) -> dict[str, Any]:
    """The form for a contact about `about`, with what a template needs to print it."""
    form = form or LogForm(formdata=None, promise_owner_id=me().id, keeps_earlier=True)
    account_id = about.account_id if isinstance(about, Deal) else about.id
    form.offer(contact_choices(account_id))
    act = "follow_ups.log_deal" if isinstance(about, Deal) else "follow_ups.log_account"
    return {"log": form, "log_act": act, "about": about, "method_icons": ICONS, "methods": METHODS}


def _log(about: Deal | Account) -> Response:
    form = LogForm()
    facts = log_form(about, form)
    if not form.valid:
        return render("pipeline/follow_ups/log.html", status=422, **facts)
    keeps_earlier = form.keeps_earlier.data or (form.promised is not None and "asks_earlier" not in request.form)
    log(
        about, by=me(), at=now(), method=form.method.data, said=form.said.data, contact_id=form.contact_id.data,
        promise=form.promised, keeps_earlier=keeps_earlier,
    )  # fmt: skip
    flash(_("Saved."), "good")
    in_vain = unheard(form.said.data, about)
    if in_vain:
        flash(in_vain, "info")
    return _back_to(about)


def _answer(follow_up: FollowUp, text: str) -> Response:
    among_owed = back_to_owed(text)
    if among_owed is not None:
        return among_owed
    flash(text, "good")
    return _back_to(follow_up.deal or follow_up.account or abort(404))


def _back_to(about: Deal | Account) -> Response:
    return go("opportunities.show" if isinstance(about, Deal) else "accounts.show", id=about.id)
