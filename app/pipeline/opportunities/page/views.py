"""The page of a deal: where it stands, what was said, what is known."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app import attachments
from app.clock import now
from app.company import lists
from app.lists.views import beside
from app.pipeline.accounts.queries import people_at
from app.pipeline.follow_ups.queries import next_steps
from app.pipeline.follow_ups.views import log_form
from app.pipeline.opportunities import lines, wording
from app.pipeline.opportunities.acts import HasOrder, remove
from app.pipeline.opportunities.blueprint import opportunities
from app.pipeline.opportunities.listing.columns import STATE_NAMES
from app.pipeline.opportunities.listing.listing import DEALS
from app.pipeline.opportunities.model import LOST, WON, Deal
from app.pipeline.opportunities.page import journey
from app.pipeline.opportunities.page.facts import FACTS
from app.pipeline.opportunities.queries import health_today, quiet_days, stage_of, stages_of
from app.pipeline.orders.model import Order
from app.pipeline.timeline import of_deal
from app.tasks.links.queries import about
from app.web import facts, timeline
from app.web.access import get_or_404, manages, me, writes
from app.web.formats import due_words, today
from app.web.render import go, render
from tenants.context import db

EDIT = "pipeline/opportunities/edit.html"


@opportunities.get("/<uuid:id>")
def show(id: UUID) -> Response:
    deal = get_or_404(Deal, id)
    return render("pipeline/opportunities/show.html", **page_of(deal), **log_form(deal), **beside(DEALS, id))


@opportunities.get("/<uuid:id>/timeline", endpoint="timeline")
def show_timeline(id: UUID) -> Response:
    """An older stretch of the timeline."""
    deal = get_or_404(Deal, id)
    return render("records/_timeline.html", **_told(deal))


@opportunities.get("/<uuid:id>/edit", endpoint="edit")
@writes
def show_edit(id: UUID) -> Response:
    """Everything known of a deal, on a page of its own."""
    deal = get_or_404(Deal, id)
    return render(EDIT, deal=deal, form=FACTS.form(deal, None, None), facts=FACTS)


@opportunities.post("/<uuid:id>/edit", endpoint="update")
@writes
def update(id: UUID) -> Response:
    """Change what is known of a deal; who comes second sees both versions."""
    deal = get_or_404(Deal, id)
    form = FACTS.form(deal, request.form, None)
    page: dict[str, Any] = {"deal": deal, "form": form, "facts": FACTS}
    if not form.valid:
        return render(EDIT, **page, status=422)
    differing = FACTS.differences(form, deal, FACTS.labels)
    if differing:
        return render(EDIT, **page, conflicts=differing, status=409)
    FACTS.change(deal, form, by=me(), at=now())
    flash(_("Saved."), "good")
    return go("opportunities.show", id=deal.id)


@opportunities.post("/<uuid:id>/removal", endpoint="remove")
@manages
def remove_deal(id: UUID) -> Response:
    deal = get_or_404(Deal, id)
    try:
        remove(deal, by=me(), at=now())
    except HasOrder:
        flash(_("This deal has an order and stays. Reopen it first."), "bad")
        return go("opportunities.show", id=deal.id)
    flash(_("“%(name)s” was removed.", name=deal.title), "good")
    return go("opportunities.board")


def page_of(deal: Deal) -> dict[str, Any]:
    """Everything the page says about `deal`."""
    stage = stage_of(deal)
    there = stages_of(deal.pipeline_id)
    return {
        "deal": deal,
        "stage": stage,
        "health": health_today(deal, stage, today()),
        "quiet": quiet_days(deal, today()),
        "next_step": next_steps([deal.id]).get(deal.id),
        "steps": journey.steps(deal, today()),
        "next_stage": journey.next_stage(deal),
        "won": next((one for one in there if one.kind == WON), None),
        "lost": next((one for one in there if one.kind == LOST), None),
        "facts": FACTS.all_of(deal),
        "lost_reason": lists.name_of(deal.lost_reason_id),
        "lines": lines.of(deal),
        **lines.offer(),
        "files": attachments.of(deal),
        "contacts": people_at(deal.account_id),
        "order": db.scalar(select(Order).where(Order.deal_id == deal.id)) if deal.state == WON else None,
        "words": wording,
        "states": STATE_NAMES,
        "due_words": due_words,
        **about("deal", deal.id, me()),
        **_told(deal),
    }


def _told(deal: Deal) -> dict[str, Any]:
    return timeline.told(deal, of_deal(deal), url_for("opportunities.timeline", id=deal.id))


facts.attach_routes(opportunities, Deal, FACTS)
