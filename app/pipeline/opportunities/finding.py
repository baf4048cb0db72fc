"""What search knows of a deal."""

from __future__ import annotations

from app.pipeline.opportunities.model import Deal
from app.search import index
from app.search.index import Entry


def make_findable(deal: Deal) -> None:
    """Let search know the deal's present words."""
    entry = _entry(deal)
    index.put(entry.kind, entry.record_id, entry.title, entry.detail, entry.owner_id, entry.extra)


def make_new_findable(deal: Deal) -> None:
    """Let search know a deal it cannot have met."""
    index.put_many([_entry(deal)])


def _entry(deal: Deal) -> Entry:
    customer = deal.account if deal.account_id else None
    return Entry("deal", deal.id, deal.title, customer.name if customer else "", deal.owner_id, deal.note or "")


def forget(deal: Deal) -> None:
    """Let search forget the deal."""
    index.remove(deal.id)
