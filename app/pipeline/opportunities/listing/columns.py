"""The columns of the deal list, each once for the page and for files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy import select

from app.lists import cells
from app.lists.cells import amount, day_of, linked, major, named, plain, text, word
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.model import Account
from app.pipeline.follow_ups.queries import NextStep
from app.pipeline.opportunities.health import Health
from app.pipeline.opportunities.model import OPEN, Deal, Stage
from app.pipeline.opportunities.queries import days_in_stage, health_today, quiet_days, quiet_since
from app.pipeline.opportunities.wording import LEVELS, STATE_NAMES
from app.web import formats, ui
from app.web.paging import Key
from app.web.tables import Column, anchor
from tenants.model import Member

D, A, S, M = Deal.__table__, Account.__table__, Stage.__table__, Member.__table__


@dataclass
class Look(cells.Look):
    """What rows point at, looked up once a page."""

    stages: Mapping[UUID, Stage] = field(default_factory=dict)
    pipelines: Mapping[UUID, str] = field(default_factory=dict)
    steps: Mapping[UUID, NextStep] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.scene.today


def health(row: Any, look: Look) -> Health | None:
    """How the deal is doing; None when it has ended."""
    return health_today(row, look.stages[row.stage_id], look.today)


def _account(row: Any, look: Look) -> Any:
    if row.account_id is None:
        return look.missing()
    return anchor(look.to("accounts.show", row.account_id), row.account_name or "")


def _health(row: Any, look: Look) -> Any:
    found = health(row, look)
    return ui.signal(found.level, look.say(LEVELS[found.level])) if found else look.say(STATE_NAMES[row.state])


def _health_word(row: Any, look: Look) -> str:
    found = health(row, look)
    return str(LEVELS[found.level]) if found else ""


def _stage_gauge(row: Any, look: Look) -> str:
    if row.state != OPEN:
        return ""
    limit = look.stages[row.stage_id].expected_days
    return f"{days_in_stage(row, look.today)} / {limit}" if limit else str(days_in_stage(row, look.today))


def _due(row: Any, look: Look) -> Any:
    step = look.steps.get(row.id)
    if step is None or row.state != OPEN:
        return ""
    late = (look.today - step.due_on).days
    if late > 0:
        return LATE.format(ui.icon("clock"), ngettext("%(num)d day late", "%(num)d days late", late))
    return _("today") if late == 0 else formats.day_long(step.due_on)


def _step(row: Any, look: Look) -> Any:
    step = look.steps.get(row.id)
    if step is not None:
        return step.promise
    return look.missing() if row.state == OPEN else ""


def _step_field(name: str) -> Any:
    return lambda row, look: getattr(look.steps.get(row.id), name, None)


def _owner(row: Any, look: Look) -> Any:
    return look.person(row.owner_id, row.owner_name)


def of_account(column: Any) -> Any:
    return select(column).where(A.c.tenant_id == D.c.tenant_id, A.c.id == D.c.account_id).scalar_subquery()


def _of_stage(column: Any) -> Any:
    return select(column).where(S.c.tenant_id == D.c.tenant_id, S.c.id == D.c.stage_id).scalar_subquery()


def of_owner(column: Any) -> Any:
    return select(column).where(M.c.tenant_id == D.c.tenant_id, M.c.id == D.c.owner_id).scalar_subquery()


LATE = Markup('<span class="badge badge--bad">{}{}</span>')
_TYPE = word(CUSTOMER_TYPE_NAMES, "customer_type")
COLUMNS = (
    Column("title", _l("Deal"), linked("opportunities.show"), plain("name"),
           lambda: Key(D.c.title, str, nullable=False), cls="table__clip", head=True),
    Column("account", _l("Customer"), _account, plain("account_name"),
           lambda: Key(of_account(A.c.name), str), cls="table__clip fold__text"),
    Column("stage", _l("Stage"), lambda row, look: look.stages[row.stage_id].name,
           lambda row, look: look.stages[row.stage_id].name,
           lambda: Key(_of_stage(S.c.position), int, nullable=False), cls="fold__pair"),
    Column("amount", _l("Amount"), amount("amount_minor"), major("amount_minor"),
           lambda: Key(D.c.amount_minor, int), cls="strong fold__lead", money=True),
    Column("health", _l("Health"), _health,
           _health_word, cls="fold__pair"),
    Column("days", _l("Days / limit"), _stage_gauge, lambda row, look: days_in_stage(row, look.today),
           lambda: Key(D.c.stage_since, datetime, nullable=False), cls="fold__off", number=True),
    Column("next_step", _l("Next step"), _step, _step_field("promise"),
           cls="table__clip fold__text"),
    Column("due", _l("Due"), _due, _step_field("due_on"), cls="fold__act"),
    Column("owner", _l("Owner"), _owner, plain("owner_name"),
           lambda: Key(of_owner(M.c.name), str), cls="fold__end"),
    Column("expected", _l("Expected close"), day_of("expected_on"), plain("expected_on"),
           lambda: Key(D.c.expected_on, date), cls="fold__pair", caption=True),
    Column("opened", _l("Opened"), day_of("opened_on"), plain("opened_on"), lambda: Key(D.c.opened_on, date),
           cls="fold__off"),
    Column("closed", _l("Closed"), day_of("closed_on"), plain("closed_on"), lambda: Key(D.c.closed_on, date),
           cls="fold__off"),
    Column("updated", _l("Changed"), day_of("updated_at"), plain("updated_at"),
           lambda: Key(D.c.updated_at, datetime, nullable=False), cls="fold__off"),
    Column("quiet", _l("Quiet days"), lambda row, look: quiet_days(row, look.today) if row.state == OPEN else "",
           lambda row, look: quiet_days(row, look.today), lambda: Key(quiet_since(), datetime, nullable=False),
           cls="fold__off", number=True),
    Column("channel", _l("Channel"), named("choices", "channel_id"), named("choices", "channel_id"), cls="fold__off"),
    Column("region", _l("Region"), named("choices", "region_id"), named("choices", "region_id"), cls="fold__off"),
    Column("type", _l("Customer type"), _TYPE, _TYPE, cls="fold__off"),
    Column("pipeline", _l("Pipeline"), named("pipelines", "pipeline_id"), named("pipelines", "pipeline_id"),
           cls="fold__off"),
    Column("lost_reason", _l("Lost because"), named("choices", "lost_reason_id"),
           named("choices", "lost_reason_id"), cls="fold__off"),
    Column("external", _l("External number"), text("external_id"), plain("external_id"),
           lambda: Key(D.c.external_id, str), cls="fold__off"),
)  # fmt: skip
USUAL = ("title", "account", "stage", "amount", "health", "days", "next_step", "due", "owner")
