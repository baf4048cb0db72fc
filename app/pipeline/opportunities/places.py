"""The order of the cards in a column."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, func, literal_column, or_, select, update

from app import ranks
from app.pipeline.opportunities.model import OPEN, Deal
from tenants.context import db, door


def place(deal: Deal, *, before: Deal | None = None, after: Deal | None = None) -> None:
    """Put `deal` in its column just before or after a neighbour; without one, on top."""
    deal.rank = rank_in(deal.stage_id, deal.id, before=before, after=after)


def rank_in(stage_id: UUID, deal_id: UUID, *, before: Deal | None = None, after: Deal | None = None) -> str:
    """The rank that deal `deal_id` gets in the column of `stage_id`, beside a neighbour or on top."""
    try:
        rank = _rank(stage_id, deal_id, before, after)
        if len(rank) <= ranks.LONGEST:
            return rank
    except ranks.Crowded:
        pass
    renumber(stage_id)
    return _rank(stage_id, deal_id, before, after)


def renumber(stage_id: UUID) -> None:
    """Give the column's cards new short ranks in the order they have. Nobody's edit conflicts with it."""
    ids = db.scalars(select(Deal.id).where(*_column(stage_id)).order_by(Deal.rank, Deal.id)).all()
    table = Deal.__table__
    statement = (
        update(table)  # type: ignore[arg-type]
        .where(table.c.tenant_id == bindparam("tenant"), table.c.id == bindparam("deal"))
        .values(rank=bindparam("new_rank"))
    )
    rows = [
        {"tenant": door().tenant_id, "deal": deal_id, "new_rank": rank}
        for deal_id, rank in zip(ids, ranks.spread(len(ids)), strict=True)
    ]
    if rows:
        db.connection().execute(statement, rows)
    for card in db.identity_map.values():
        if isinstance(card, Deal):
            db.expire(card, ["rank"])


def _rank(stage_id: UUID, deal_id: UUID, before: Deal | None, after: Deal | None) -> str:
    if before is not None and before.stage_id == stage_id:
        others = (*_column(stage_id), Deal.id != deal_id)
        above = (Deal.rank <= before.rank, or_(Deal.rank < before.rank, Deal.id < before.id))
        low = db.scalar(select(func.max(Deal.rank)).where(*others, *above))
        return ranks.between(low, before.rank)
    if after is not None and after.stage_id == stage_id:
        others = (*_column(stage_id), Deal.id != deal_id)
        below = (Deal.rank >= after.rank, or_(Deal.rank > after.rank, Deal.id > after.id))
        high = db.scalar(select(func.min(Deal.rank)).where(*others, *below))
        return ranks.between(after.rank, high)
    return ranks.newest()


def _column(stage_id: UUID) -> tuple[ColumnElement[bool], ...]:
    # The state is said in the statement itself: a plan made for any parameters cannot use the board's index.
    return Deal.stage_id == stage_id, Deal.state == literal_column(f"'{OPEN}'")
