"""The columns of the deal list, each once for the page and for files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup, escape
from sqlalchemy import select

from app import money
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.model import Account
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
class Look:
    """What rows point at, looked up once a page."""

    today: date
    currency: str
    me_id: UUID
    stages: dict[UUID, Stage] = field(default_factory=dict)
    pipelines: dict[UUID, str] = field(default_factory=dict)
    choices: dict[UUID, str] = field(default_factory=dict)
    steps: dict[UUID, tuple[str, date]] = field(default_factory=dict)
    lines: dict[str, Any] = field(default_factory=dict)  # addresses, made once
    words: dict[int, str] = field(default_factory=dict)  # translations, looked up once

    def to(self, endpoint: str, record_id: UUID) -> str:
        """The address of a record's page."""
        if endpoint not in self.lines:
            self.lines[endpoint] = formats.link(endpoint)
        return self.lines[endpoint](record_id)

    def say(self, word: Any) -> str:
        """A lazy word in the reader's language."""
        if id(word) not in self.words:  # by identity: asking a lazy word for its hash would translate it again
            self.words[id(word)] = str(word)
        return self.words[id(word)]

    def missing(self) -> Markup:
        """What stands in place of something one should know."""
        return Markup(f'<span class="muted">{escape(self.say(TO_COMPLETE))}</span>')  # noqa: S704 - escaped


def health(row: Any, look: Look) -> Health | None:
    """How the deal is doing; None when it has ended."""
    return health_today(row, look.stages[row.stage_id], look.today)


def _title(row: Any, look: Look) -> Markup:
    return anchor(look.to("opportunities.show", row.id), row.name)


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
    late = (look.today - step[1]).days
    if late > 0:
        return LATE.format(ui.icon("clock"), ngettext("%(num)d day late", "%(num)d days late", late))
    return _("today") if late == 0 else formats.day_long(step[1])


def _step(row: Any, look: Look) -> Any:
    step = look.steps.get(row.id)
    if step is not None:
        return step[0]
    return look.missing() if row.state == OPEN else ""


def _owner(row: Any, look: Look) -> Markup:
    return ui.seal(row.owner_name or "?", row.owner_id == look.me_id)


def _named(names: str, column: str) -> Any:
    return lambda row, look: getattr(look, names).get(getattr(row, column)) or ""


def _day(column: str) -> Any:
    return lambda row, look: formats.day(getattr(row, column)) if getattr(row, column) else ""


def _plain(column: str) -> Any:
    return lambda row, look: getattr(row, column)


def _major(row: Any, look: Look) -> Any:
    return None if row.amount_minor is None else money.to_major(row.amount_minor, look.currency)


def _type(row: Any, look: Look) -> str:
    return str(CUSTOMER_TYPE_NAMES[row.customer_type]) if row.customer_type else ""


def of_account(column: Any) -> Any:
    return select(column).where(A.c.tenant_id == D.c.tenant_id, A.c.id == D.c.account_id).scalar_subquery()


def _of_stage(column: Any) -> Any:
    return select(column).where(S.c.tenant_id == D.c.tenant_id, S.c.id == D.c.stage_id).scalar_subquery()


def of_owner(column: Any) -> Any:
    return select(column).where(M.c.tenant_id == D.c.tenant_id, M.c.id == D.c.owner_id).scalar_subquery()


TO_COMPLETE = _l("to complete")
LATE = Markup('<span class="badge badge--bad">{}{}</span>')
_ALL = (
    Column("title", _l("Deal"), _title, _plain("name"), lambda: Key(D.c.title, str, nullable=False),
           cls="table__clip", head=True),
    Column("account", _l("Customer"), _account, _plain("account_name"),
           lambda: Key(of_account(A.c.name), str), cls="table__clip fold__text"),
    Column("stage", _l("Stage"), lambda row, look: look.stages[row.stage_id].name,
           lambda row, look: look.stages[row.stage_id].name,
           lambda: Key(_of_stage(S.c.position), int, nullable=False), cls="fold__pair"),
    Column("amount", _l("Amount"), lambda row, look: formats.amount(row.amount_minor), _major,
           lambda: Key(D.c.amount_minor, int), cls="strong fold__lead", money=True),
    Column("health", _l("Health"), _health,
           _health_word, cls="fold__pair"),
    Column("days", _l("Days / limit"), _stage_gauge, lambda row, look: days_in_stage(row, look.today),
           lambda: Key(D.c.stage_since, datetime, nullable=False), cls="fold__off", number=True),
    Column("next_step", _l("Next step"), _step, lambda row, look: look.steps.get(row.id, ("", None))[0],
           cls="table__clip fold__text"),
    Column("due", _l("Due"), _due, lambda row, look: look.steps.get(row.id, ("", None))[1], cls="fold__act"),
    Column("owner", _l("Owner"), _owner, _plain("owner_name"),
           lambda: Key(of_owner(M.c.name), str), cls="fold__end"),
    Column("expected", _l("Expected close"), _day("expected_on"), _plain("expected_on"),
           lambda: Key(D.c.expected_on, date), cls="fold__pair", caption=True),
    Column("opened", _l("Opened"), _day("opened_on"), _plain("opened_on"), lambda: Key(D.c.opened_on, date),
           cls="fold__off"),
    Column("closed", _l("Closed"), _day("closed_on"), _plain("closed_on"), lambda: Key(D.c.closed_on, date),
           cls="fold__off"),
    Column("updated", _l("Changed"), lambda row, look: formats.day(row.updated_at),
           lambda row, look: row.updated_at, lambda: Key(D.c.updated_at, datetime, nullable=False), cls="fold__off"),
    Column("quiet", _l("Quiet days"), lambda row, look: quiet_days(row, look.today) if row.state == OPEN else "",
           lambda row, look: quiet_days(row, look.today), lambda: Key(quiet_since(), datetime, nullable=False),
           cls="fold__off", number=True),
    Column("channel", _l("Channel"), _named("choices", "channel_id"), _named("choices", "channel_id"), cls="fold__off"),
    Column("region", _l("Region"), _named("choices", "region_id"), _named("choices", "region_id"), cls="fold__off"),
    Column("type", _l("Customer type"), _type, _type, cls="fold__off"),
    Column("pipeline", _l("Pipeline"), _named("pipelines", "pipeline_id"), _named("pipelines", "pipeline_id"),
           cls="fold__off"),
    Column("lost_reason", _l("Lost because"), _named("choices", "lost_reason_id"),
           _named("choices", "lost_reason_id"), cls="fold__off"),
    Column("external", _l("External number"), lambda row, look: row.external_id or "", _plain("external_id"),
           lambda: Key(D.c.external_id, str), cls="fold__off"),
)  # fmt: skip
COLUMNS = {column.key: column for column in _ALL}
USUAL = ("title", "account", "stage", "amount", "health", "days", "next_step", "due", "owner")
