"""A deal's way through its stages: days in each, and what the next one wants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from app import days
from app.pipeline.opportunities.demands import missing_for
from app.pipeline.opportunities.model import OPEN, Deal, Stage, StageChange
from app.pipeline.opportunities.queries import stage_of, stages_of
from tenants.context import db


@dataclass(frozen=True)
class Step:
    """A stage as the deal met it. state: "done", "now" or "open"; missing is what it would still demand."""

    stage: Stage
    state: str
    days: int | None = None
    since: date | None = None
    missing: tuple[str, ...] = ()


def steps(deal: Deal, today: date) -> list[Step]:
    """The open stages of the deal's pipeline and, once it has ended, its end."""
    changes = db.scalars(select(StageChange).where(StageChange.deal_id == deal.id).order_by(StageChange.at)).all()
    spent, entered = time_spent(((one.to_stage_id, one.at) for one in changes), today)
    here = stage_of(deal)
    shown = [stage for stage in stages_of(deal.pipeline_id) if stage.kind == OPEN]
    if here not in shown:
        shown.append(here)
    return [_step(deal, stage, here, spent, entered) for stage in shown]


def next_stage(deal: Deal) -> Stage | None:
    """The stage that follows the deal's own; None for the last open one and for a deal that has ended."""
    following = [stage for stage in stages_of(deal.pipeline_id) if stage.kind == OPEN]
    after = [stage for stage in following if stage.position > stage_of(deal).position]
    return after[0] if deal.is_open and after else None


def time_spent(moves: Iterable[tuple[UUID, datetime]], today: date) -> tuple[dict[UUID, int], dict[UUID, date]]:
    """Days spent in each stage, several visits added up, and the day each was last entered."""
    path = [(stage_id, days.here(at)) for stage_id, at in moves]
    spent: dict[UUID, int] = defaultdict(int)
    for (stage_id, entered), (_, left) in zip(path, [*path[1:], (None, today)], strict=True):
        spent[stage_id] += (left - entered).days
    return dict(spent), dict(path)


def _step(deal: Deal, stage: Stage, here: Stage, spent: dict[UUID, int], entered: dict[UUID, date]) -> Step:
    state = "now" if stage.id == here.id else "done" if stage.id in spent and _is_before(stage, here) else "open"
    missing = tuple(missing_for(deal, stage)) if state == "open" and deal.is_open else ()
    return Step(stage, state, spent.get(stage.id), entered.get(stage.id), missing)


def _is_before(stage: Stage, here: Stage) -> bool:
    return here.kind != OPEN or stage.position < here.position
