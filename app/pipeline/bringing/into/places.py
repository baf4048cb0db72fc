"""Imported cards go below those that are on the board already, in the order of the file."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from app import ranks
from app.pipeline.opportunities.model import OPEN, Deal
from tenants.context import db


class Bottoms:
    """The bottom of each column, moving down with every card."""

    def __init__(self) -> None:
        self._last: dict[UUID, str | None] | None = None

    def below(self, stage_id: UUID) -> str:
        """A rank below all cards of the column."""
        if self._last is None:
            bottoms = select(Deal.stage_id, func.max(Deal.rank)).where(Deal.state == OPEN).group_by(Deal.stage_id)
            self._last = dict(db.execute(bottoms).all())
        rank = ranks.between(self._last.get(stage_id), None)
        self._last[stage_id] = rank
        return rank
