"""What a stage wants to know before a deal may enter, and what it says when it does not."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import exists, select

from app.pipeline.opportunities.model import Deal, DealLine, Stage
from tenants.context import db

#: The deal's column for each demand; "lines" lie in a table of their own.
COLUMNS = {
    "amount": "amount_minor",
    "account": "account_id",
    "contact": "contact_id",
    "expected_on": "expected_on",
    "channel": "channel_id",
    "competitors": "competitors",
}


class Demands(Exception):
    """The stage demands fields this deal does not have yet."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class ReasonNeeded(Exception):
    """A deal is not lost without a reason."""


def missing_for(deal: Deal, stage: Stage) -> list[str]:
    """What `stage` demands and `deal` lacks, in the order the stage names it."""
    return [demand for demand in stage.demands if _lacks(deal, demand)]


def missing_among(demands: Iterable[str], known: dict[str, object]) -> list[str]:
    """Which demands the columns in `known` leave open, for a deal that is not there yet."""
    return [demand for demand in demands if demand in COLUMNS and known.get(COLUMNS[demand]) in (None, "", [])]


def _lacks(deal: Deal, demand: str) -> bool:
    if demand == "lines":
        return not db.scalar(select(exists().where(DealLine.deal_id == deal.id)))
    return getattr(deal, COLUMNS[demand]) in (None, "", [])
