"""What search knows of a deal."""

from __future__ import annotations

from app.pipeline.opportunities.model import Deal
from app.search import index


def make_findable(deal: Deal) -> None:
    """Let search know the deal's present words."""
    index.put("deal", deal.id, deal.title, deal.account.name if deal.account else "", deal.owner_id, deal.note or "")


def forget(deal: Deal) -> None:
    """Let search forget the deal."""
    index.remove(deal.id)
