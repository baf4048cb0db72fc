"""The list of deals, and its sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from app.company.model import Choice
from app.lists.cells import edited
from app.lists.listing import List, ListQuery
from app.pipeline.follow_ups.queries import next_steps
from app.pipeline.opportunities.filtering import chips, conditions, filters
from app.pipeline.opportunities.filtering.filters import DealFilter
from app.pipeline.opportunities.listing.bulk import MANY
from app.pipeline.opportunities.listing.columns import COLUMNS, USUAL, A, D, Look, M, of_account, of_owner
from app.pipeline.opportunities.listing.forms import DealFilterForm
from app.pipeline.opportunities.model import OPEN
from app.pipeline.opportunities.queries import pipelines, stages
from app.scene import Scene
from app.web.lookups import names
from app.web.tables import Column, Order
from tenants.context import db

_ROWS = (
    D.c.id, D.c.title.label("name"), D.c.state, D.c.stage_id, D.c.pipeline_id, D.c.account_id, D.c.owner_id,
    D.c.amount_minor, D.c.channel_id, D.c.region_id, D.c.customer_type, D.c.lost_reason_id, D.c.opened_on,
    D.c.expected_on, D.c.closed_on, D.c.stage_since, D.c.last_contact_at, D.c.updated_at, D.c.external_id,
    of_account(A.c.name).label("account_name"), of_owner(M.c.name).label("owner_name"),
)  # fmt: skip
_POINTING = ("channel_id", "region_id", "lost_reason_id")


def look_up(rows: Sequence[Any], columns: Sequence[Column], scene: Scene) -> Look:
    """What `rows` point at, as far as `columns` show it."""
    shown = {column.key for column in columns}
    look = Look(scene, stages={stage.id: stage for stage in stages()})
    if shown & {"channel", "region", "lost_reason"}:
        look.choices = names(Choice.__table__, {getattr(row, name) for row in rows for name in _POINTING})
    if "pipeline" in shown:
        look.pipelines = {one.id: one.name for one in pipelines()}
    if shown & {"next_step", "due"}:
        look.steps = next_steps(row.id for row in rows)
    return look


DEALS = List(
    area="deals",
    endpoint="opportunities.list",
    title=_l("Deals"),
    everything=_l("All open"),
    columns=COLUMNS,
    usual=USUAL,
    order=(Order("updated", down=True),),
    rows=_ROWS,
    row_id=D.c.id,
    read_filter=filters.read,
    conditions=conditions.of,
    look_up=look_up,
    words=chips.FIELDS,
    filter_form=DealFilterForm,
    many=MANY,
    plain=("state", OPEN),
    edit=edited("opportunities.edit"),
)


@dataclass(frozen=True)
class StageTotal:
    """How many deals stand in a stage, what they are worth, and for how many that is unknown."""

    stage_id: UUID
    count: int
    amount_minor: int
    unknown: int
    without_account: int


def totals(query: ListQuery[DealFilter], scene: Scene) -> list[StageTotal]:
    """The sums of the list, exact, by stage."""
    statement = (
        select(
            D.c.stage_id,
            func.count(),
            func.coalesce(func.sum(D.c.amount_minor), 0),
            func.count().filter(D.c.amount_minor.is_(None)),
            func.count().filter(D.c.account_id.is_(None)),
        )
        .where(*conditions.of(query.wanted, scene))
        .group_by(D.c.stage_id)
    )
    found = {row[0]: StageTotal(row[0], row[1], int(row[2]), row[3], row[4]) for row in db.execute(statement)}
    return [found[stage.id] for stage in stages() if stage.id in found]
