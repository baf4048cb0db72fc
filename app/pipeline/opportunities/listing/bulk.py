"""Changing many deals at once, each by its own verb, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.events import Event
from app.lists.many import Many, Outcome, before, seen
from app.pipeline.opportunities import acts
from app.pipeline.opportunities.listing.forms import BulkForm
from app.pipeline.opportunities.model import OPEN, Deal, Stage
from tenants.context import db, door
from tenants.model import Member

FIELDS = ("owner_id", "expected_on", "channel_id", "region_id", "customer_type")


def change_all(
    deal_ids: Iterable[UUID], values: dict[str, Any], stage: Stage | None, *, by: Member, at: datetime
) -> Outcome:
    """Set `values` and the open `stage` on the deals `by` sees. Ended deals keep their stage."""
    outcome = Outcome()
    for deal in seen(Deal, deal_ids, by):
        changed = bool(acts.change(deal, values, by=by, at=at, batch=outcome.batch))
        if stage is not None and stage.id != deal.stage_id:
            changed = _move(deal, stage, outcome, by, at) or changed
        outcome.changed += changed
    return outcome


def _move(deal: Deal, stage: Stage, outcome: Outcome, by: Member, at: datetime) -> bool:
    if deal.state != OPEN:
        return outcome.skip(deal, "ended")
    try:
        acts.move(deal, stage, by=by, at=at, batch=outcome.batch)
    except acts.Demands:
        return outcome.skip(deal, "demands")
    return True


def take_back(deal: Deal, event: Event, outcome: Outcome, *, by: Member, at: datetime) -> bool:
    """Give `deal` back what it was before `event`, where nobody changed it since."""
    if "stage_id" in event.changes:
        return _move_back(deal, event, outcome, by, at)
    values = before(deal, event, FIELDS, outcome)
    return bool(values and acts.change(deal, values, by=by, at=at, batch=outcome.batch))


def _move_back(deal: Deal, event: Event, outcome: Outcome, by: Member, at: datetime) -> bool:
    former, later = (UUID(one) for one in event.changes["stage_id"])
    stage = db.get(Stage, (door().tenant_id, former))
    if deal.stage_id != later or stage is None or stage.archived_at is not None:
        return outcome.skip(deal, "changed")
    return _move(deal, stage, outcome, by, at)


def _change(deal_ids: Iterable[UUID], form: BulkForm, *, by: Member, at: datetime) -> Outcome:
    return change_all(deal_ids, form.values(), form.stage(), by=by, at=at)


MANY = Many(
    cls=Deal,
    form=BulkForm,
    change=_change,
    take_back=take_back,
    title=_l("Change several deals"),
    act=_l("Change these deals"),
    changed=lambda num: ngettext("%(num)d deal changed.", "%(num)d deals changed.", num),
    undone=lambda num: ngettext("%(num)d deal is as it was.", "%(num)d deals are as they were.", num),
    left=lambda num, names: ngettext(
        "%(num)d deal was left alone: %(names)s", "%(num)d deals were left alone: %(names)s", num, names=names
    ),
    reasons={
        "ended": _l("already ended"),
        "demands": _l("the stage asks for fields that are missing"),
        "changed": _l("changed by somebody since"),
    },
)
