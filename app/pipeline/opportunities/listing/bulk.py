"""Changing many deals at once, and taking it back as one.

Each deal is changed by its own verb, so history, search and notices are as if it had been done one by one; the events
share a `batch_id`. Undoing gives a value back only where nobody changed it since.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select

from app.events import Event
from app.pipeline.opportunities import acts
from app.pipeline.opportunities.model import OPEN, Deal, Stage
from tenants.context import db, door
from tenants.model import Member
from tenants.owned import new_id

MOST = 2_000
UNDOABLE_FOR = timedelta(days=1)
_IDS = frozenset({"owner_id", "channel_id", "region_id"})
_DAYS = frozenset({"expected_on"})
FIELDS = _IDS | _DAYS | {"customer_type"}


@dataclass
class Outcome:
    """What became of the deals: how many changed, and those that did not, with the reason in one word."""

    batch: UUID = field(default_factory=new_id)
    changed: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)


def change_all(
    deal_ids: Sequence[UUID], values: dict[str, Any], stage: Stage | None, *, by: Member, at: datetime
) -> Outcome:
    """Set `values` and the open `stage` on the deals `by` sees. Ended deals keep their stage."""
    outcome = Outcome()
    for deal in _seen(deal_ids, by):
        changed = bool(acts.change(deal, values, by=by, at=at, batch=outcome.batch))
        if stage is not None and stage.id != deal.stage_id:
            changed = _move(deal, stage, outcome, by, at) or changed
        outcome.changed += changed
    return outcome


def _move(deal: Deal, stage: Stage, outcome: Outcome, by: Member, at: datetime) -> bool:
    if deal.state != OPEN:
        outcome.skipped.append((deal.title, "ended"))
        return False
    try:
        acts.move(deal, stage, by=by, at=at, batch=outcome.batch)
    except acts.Demands:
        outcome.skipped.append((deal.title, "demands"))
        return False
    return True


def undo(batch: UUID, *, by: Member, at: datetime) -> Outcome:
    """Take back what `by` did in `batch`. A deal that somebody changed since is left alone and named."""
    outcome = Outcome()
    events = list(db.scalars(select(Event).where(Event.batch_id == batch, Event.by_id == by.id)))
    deals = {deal.id: deal for deal in _seen({event.subject_id for event in events}, by)}
    for event in reversed(events):
        deal = deals.get(event.subject_id)
        if deal is not None:
            outcome.changed += _undo_one(deal, event, outcome, by, at)
    return outcome


def is_undoable(batch: UUID, member: Member, at: datetime) -> bool:
    """Whether `member` did something in `batch` lately."""
    recent = Event.at > at - UNDOABLE_FOR
    return bool(db.scalar(select(exists().where(Event.batch_id == batch, Event.by_id == member.id, recent))))


def _undo_one(deal: Deal, event: Event, outcome: Outcome, by: Member, at: datetime) -> bool:
    if "stage_id" in event.changes:
        return _move_back(deal, event, outcome, by, at)
    pairs = {name: event.changes[name] for name in FIELDS & event.changes.keys()}
    still = {
        name: _read(name, before)
        for name, (before, after) in pairs.items()
        if getattr(deal, name) == _read(name, after)
    }
    if len(still) < len(pairs):
        outcome.skipped.append((deal.title, "changed"))
    return bool(still and acts.change(deal, still, by=by, at=at, batch=outcome.batch))


def _move_back(deal: Deal, event: Event, outcome: Outcome, by: Member, at: datetime) -> bool:
    before, after = (UUID(one) for one in event.changes["stage_id"])
    stage = db.get(Stage, (door().tenant_id, before))
    if deal.stage_id != after or stage is None or stage.archived_at is not None:
        outcome.skipped.append((deal.title, "changed"))
        return False
    return _move(deal, stage, outcome, by, at)


def _read(name: str, kept: Any) -> Any:
    if kept is None:
        return None
    return UUID(kept) if name in _IDS else date.fromisoformat(kept) if name in _DAYS else kept


def _seen(deal_ids: Iterable[UUID], member: Member) -> list[Deal]:
    statement = select(Deal).where(Deal.id.in_(list(deal_ids)), Deal.sight(member))  # type: ignore[attr-defined]
    return list(db.scalars(statement.order_by(Deal.id)))
