"""Named statements about deals. Tables are named together with their company, for Core and ORM alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, DateTime, and_, cast, false, func, or_, select, true

from app import days
from app.people.sight import visible_owners
from app.pipeline.opportunities.health import BAD, GOOD, Health, Limits, health_of, twice
from app.pipeline.opportunities.model import OPEN, Deal, Pipeline, Stage
from tenants.model import Member
from tenants.standing import standing

D = Deal.__table__


def visible_to(member: Member) -> ColumnElement[bool]:
    """The deals `member` sees: by their owner."""
    owners = visible_owners(member)
    return true() if owners is None else Deal.owner_id.in_(owners)


Deal.sight = staticmethod(visible_to)


def pipelines() -> list[Pipeline]:
    """The pipelines in use, in their order."""
    return [pipeline for pipeline in _every_pipeline() if pipeline.archived_at is None]


def pipeline_of(deal: Deal) -> Pipeline:
    """The pipeline of `deal`, be it archived."""
    return next(pipeline for pipeline in _every_pipeline() if pipeline.id == deal.pipeline_id)


def _every_pipeline() -> list[Pipeline]:
    return standing("pipelines", lambda: select(Pipeline).order_by(Pipeline.position, Pipeline.id))


def stages() -> list[Stage]:
    """All stages of all pipelines in order, archived ones too."""
    return standing("stages", lambda: select(Stage).order_by(Stage.pipeline_id, Stage.position, Stage.id))


def stage_of(deal: Any) -> Stage:
    """The stage of `deal`, a Deal or a row with its `stage_id`."""
    return next(stage for stage in stages() if stage.id == deal.stage_id)


def stages_of(pipeline_id: UUID) -> list[Stage]:
    """The stages in use of one pipeline: open ones in order, then won, then lost."""
    return [stage for stage in stages() if stage.pipeline_id == pipeline_id and stage.archived_at is None]


def stage_choices(pipeline_id: UUID, *kinds: str) -> list[tuple[UUID, str]]:
    """The stages in use of a pipeline, of those kinds."""
    return [(stage.id, stage.name) for stage in stages_of(pipeline_id) if not kinds or stage.kind in kinds]


def limits_of(stage: Stage) -> Limits:
    """What the stage allows."""
    return Limits(stage.expected_days, stage.warning_days, stage.quiet_days)


def health_today(deal: Any, stage: Stage, today: date) -> Health | None:
    """The health of `deal` (a Deal or a row with its times); None for one that has ended."""
    if deal.state != OPEN:
        return None
    return health_of(days_in_stage(deal, today), quiet_days(deal, today), limits_of(stage))


def days_in_stage(deal: Any, today: date) -> int:
    """Days since it entered its stage; no edit and no contact resets them."""
    return (today - days.here(deal.stage_since)).days


def quiet_days(deal: Any, today: date) -> int:
    """Days since the last real contact, since it was opened when there was none."""
    if deal.last_contact_at is not None:
        return (today - days.here(deal.last_contact_at)).days
    return (today - (deal.opened_on or days.here(deal.stage_since))).days


def quiet_since() -> ColumnElement[datetime]:
    """The same as a moment in SQL: the last real contact, else the beginning of the day it was opened."""
    opened = func.timezone(days.zone(), cast(cast(D.c.opened_on, Date), DateTime(timezone=False)))
    return func.coalesce(D.c.last_contact_at, opened, D.c.stage_since)


def health_is(level: str, today: date) -> ColumnElement[bool]:
    """Open deals whose health is `level` ("good", "warn", "bad") on day `today`."""
    stuck = _any_beyond(today, lambda limits: (limits.warning, twice(limits.quiet)))
    if level == BAD:
        return and_(D.c.state == OPEN, stuck)
    watched = _any_beyond(today, lambda limits: (limits.expected, limits.quiet))
    fine = D.c.state == OPEN
    return and_(fine, ~stuck, ~watched) if level == GOOD else and_(fine, ~stuck, watched)


def _any_beyond(today: date, hard: Any) -> ColumnElement[bool]:
    found = [
        and_(D.c.stage_id == stage.id, or_(false(), *_beyond(today, *hard(limits_of(stage)))))
        for stage in stages()
        if stage.kind == OPEN
    ]
    return or_(false(), *found)


def _beyond(today: date, in_stage: int | None, quiet: int | None) -> Iterable[ColumnElement[bool]]:
    """More than N days means: before the day that lies N days back began."""
    if in_stage is not None:
        yield D.c.stage_since < days.start_of(today - timedelta(days=in_stage))
    if quiet is not None:
        yield quiet_since() < days.start_of(today - timedelta(days=quiet))
