"""Deals (商机): what a customer may buy from us, on its way from the first call to an order or to a "no".

A deal stands in one stage of one pipeline. Its owner moves it on, loses it with a reason, or wins it, which makes the
order. It grows stale in two ways: it stays in a stage longer than the stage allows, or nobody has spoken to the
customer. Other areas use the verbs of `acts` and the statements of `queries`.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l


def install(app: Flask) -> None:
    """Put up the board, the deals and the settings of their stages."""
    from app.people import handover
    from app.pipeline.opportunities import acts, beginnings, wording
    from app.pipeline.opportunities.blueprint import opportunities
    from app.pipeline.opportunities.board import moves, views  # noqa: F401 - views add their routes as they are read
    from app.pipeline.opportunities.listing import views as list_views  # noqa: F401
    from app.pipeline.opportunities.model import Deal
    from app.pipeline.opportunities.page import entering, parts  # noqa: F401
    from app.pipeline.opportunities.page import views as page_views  # noqa: F401
    from app.search.sources import source
    from app.web import happenings, menu, timeline
    from tenants import lifecycle

    lifecycle.furnish_with(beginnings.furnish)
    if acts.hand_over not in handover.takers:
        handover.takers.append(acts.hand_over)
        handover.counters.append(acts.held_by)
    happenings.phrases(wording.HAPPENED)
    happenings.fields(wording.FIELDS, wording.VALUES)
    timeline.draws("pipeline/opportunities/_timeline_move.html", "deal.moved", "deal.won", "deal.lost", "deal.reopened")
    app.register_blueprint(opportunities, url_prefix="/<tenant_slug>/deals")
    menu.add(app, "advance", "opportunities.board", "columns-3", _l("Deals"))
    source("deal", "columns-3", "opportunities.show", _l("Deals"), Deal)
