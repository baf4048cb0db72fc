"""What the timelines of deals and customers tell besides events: contacts, and moves that nobody left an event of."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from app.events import Event
from app.pipeline.follow_ups.forms import ICONS, METHODS
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import Deal, StageChange
from app.pipeline.opportunities.queries import stages
from app.web.timeline import Source

CONTACT = "pipeline/follow_ups/_follow_up.html"
_SAID = ("contacted", "promised", "kept")  # verbs of events that repeat what a follow-up says


def of_deal(deal: Deal) -> list[Source]:
    """What happened to a deal."""
    return [contacts(FollowUp.deal_id == deal.id), _moves(deal)]


def contacts(about: ColumnElement[bool], *, of_deals: bool = False) -> Source:
    """The contacts for which `about` holds; with the names of their deals, where they are `of_deals`."""
    statement = select(FollowUp).where(about)
    if of_deals:
        statement = statement.options(joinedload(FollowUp.deal).load_only(Deal.title))
    words = {"methods": METHODS, "icons": ICONS, "of_deals": of_deals}
    return Source(statement, FollowUp.at, FollowUp.id, CONTACT, _SAID, words)


def _moves(deal: Deal) -> Source:
    move, event = StageChange.__table__, Event.__table__
    said = select(event.c.id).where(
        event.c.tenant_id == move.c.tenant_id, event.c.subject_id == move.c.deal_id, event.c.at == move.c.at
    )
    statement = select(StageChange).where(StageChange.deal_id == deal.id, ~said.exists())
    words = {"stages": {stage.id: stage.name for stage in stages()}}
    return Source(
        statement, StageChange.at, StageChange.id, "pipeline/opportunities/_timeline_unsaid_move.html", words=words
    )
