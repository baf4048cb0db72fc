"""The list of deals and its sums."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from app.lists.listed import address
from app.lists.listing import ListQuery
from app.lists.routes import attach
from app.lists.views import asked, show
from app.pipeline.opportunities.blueprint import opportunities
from app.pipeline.opportunities.filtering.filters import DealFilter
from app.pipeline.opportunities.listing import listing
from app.pipeline.opportunities.listing.listing import DEALS
from app.pipeline.opportunities.queries import stages
from app.web.access import scene
from app.web.asking import ALL
from app.web.render import render

attach(opportunities, DEALS)


@opportunities.get("/list", endpoint="list")
def show_list() -> Response:
    """The deals one sees, in rows."""
    return show(DEALS, "pipeline/opportunities/list.html")


@opportunities.get("/list/totals", endpoint="list_totals")
def show_totals() -> Response:
    """How many deals the list has and what they are worth, exactly, by stage."""
    query = asked(DEALS)
    found = listing.totals(query, scene())
    return render(
        "pipeline/opportunities/list_totals.html",
        count=sum(one.count for one in found),
        amount_minor=sum(one.amount_minor for one in found),
        unknown=sum(one.unknown for one in found),
        without_account=sum(one.without_account for one in found),
        by_stage=[(_stage_name(one.stage_id), one, _only_stage(query, one.stage_id)) for one in found],
        lacking=address(query.but(wanted=query.wanted.but(lacks=("account",)))),
    )


def _stage_name(stage_id: UUID) -> str:
    return next(stage.name for stage in stages() if stage.id == stage_id)


def _only_stage(query: ListQuery[DealFilter], stage_id: UUID) -> str:
    return address(query.but(wanted=query.wanted.but(stages=(stage_id,), state=ALL)))
