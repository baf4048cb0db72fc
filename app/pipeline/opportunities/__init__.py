"""Deals (商机): what a customer may buy from us, on its way from the first call to an order or to a "no".

A deal stands in one stage of one pipeline. Its owner moves it on, loses it with a reason, or wins it, which makes the
order. It grows stale in two ways: it stays in a stage longer than the stage allows, or nobody has spoken to the
customer. Other areas use the verbs of `acts` and the statements of `queries`.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select


def install(app: Flask) -> None:
    """Put up the board, the deals and the settings of their stages."""
    from app import notices
    from app.company.choices.kinds import kind
    from app.imports.queries import not_sample
    from app.people import handover
    from app.pipeline.opportunities import acts, beginnings, wording
    from app.pipeline.opportunities.blueprint import opportunities
    from app.pipeline.opportunities.board import moves, views  # noqa: F401 - views add their routes as they are read
    from app.pipeline.opportunities.listing import views as list_views  # noqa: F401
    from app.pipeline.opportunities.model import Deal
    from app.pipeline.opportunities.page import entering, parts  # noqa: F401
    from app.pipeline.opportunities.page import views as page_views  # noqa: F401
    from app.search.commands import can_write, command
    from app.search.sources import source
    from app.web import first_steps, happenings, menu, timeline
    from tenants import lifecycle

    lifecycle.furnish_with(beginnings.furnish)
    kind("lost_reason", _l("Lost reasons"), beginnings.LOST_REASONS)
    kind("channel", _l("Channels"), beginnings.CHANNELS)
    handover.takes_part(acts.hand_over, acts.held_by)
    happenings.phrases(wording.HAPPENED)
    happenings.fields(wording.FIELDS, wording.VALUES)
    timeline.draws("pipeline/opportunities/_timeline_move.html", "deal.moved", "deal.won", "deal.lost", "deal.reopened")
    app.register_blueprint(opportunities, url_prefix="/<tenant_slug>/deals")
    menu.add(app, "advance", "opportunities.board", "columns-3", _l("Deals"), tab=True)
    command(
        "opportunities.new",
        "plus",
        _l("New deal"),
        "new deal opportunity add 新建 新商机 商机",
        may=can_write,
        place="make",
    )
    command("opportunities.board", "columns-3", _l("Board"), "board pipeline deals 看板 商机 流程")
    command("opportunities.list", "layout-list", _l("Deals as a list"), "list deals table 列表 商机")
    first_steps.add(
        app, "work", _l("Write down the first deal"), _l("with its next step and a day"),
        lambda: exists(select(Deal.id).where(not_sample(Deal))), _l("New deal"), "opportunities.new",
        "opportunities.board", ends_sample=True,
    )  # fmt: skip
    notices.page("deal", "opportunities.show", _l("Open the deal"))
    source("deal", "columns-3", "opportunities.show", _l("Deals"), Deal, by_owner=True)
