"""What the fields of a task filter are called, and how their values are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.people import colleagues
from app.people.model import Team
from app.search.sources import SOURCES
from app.tasks import rules, wording
from app.tasks.filtering.filters import LED, OPEN, WORKING, TaskFilter
from app.tasks.model import Task, TaskLink
from app.tasks.quadrants import places
from app.tasks.queries import visible_to
from app.web import chips
from app.web.access import me
from app.web.asking import ALL, MINE
from app.web.chips import Field, records, span, words
from tenants.context import db, door

DEMANDS = {
    "ordinary": _l("ordinary work"), "hard": _l("hard"), "referral": _l("referrals"), "basic": _l("basic"),
}  # fmt: skip
QUADRANTS = {
    places.DO: _l("Important and urgent"), places.PLAN: _l("Important, not urgent"),
    places.HAND: _l("Urgent, not important"), places.DROP: _l("Neither important nor urgent"),
}  # fmt: skip
STATES = {OPEN: _l("All open tasks"), WORKING: _l("Still to do"), **wording.STATES, ALL: _l("all")}


def _yes(_value: Any) -> str:
    return _("yes")


def _people(value: Sequence[UUID | str]) -> str:
    special = {MINE: _("me"), LED: _("those I lead")}
    return chips.listed(special.get(str(one)) or _name(one) for one in value)


def _name(member_id: Any) -> str:
    return colleagues.name_of(member_id) or _("unknown")


def _grades(value: Sequence[str]) -> str:
    return chips.listed(rules.grade_name(grade) for grade in value)


def _whole(value: UUID) -> str:
    return db.scalar(select(Task.title).where(Task.id == value, visible_to(me()))) or _("unknown")


def _about(value: UUID) -> str:
    """The name of what the tasks are about, for those who may see it."""
    kind = db.scalar(select(TaskLink.subject_kind).where(TaskLink.subject_id == value).limit(1))
    if kind not in SOURCES or not SOURCES[kind].seen_by(me(), [value]):
        return _("unknown")
    return str(db.get_one(SOURCES[kind].cls, (door().tenant_id, value)).event_name)


def beside_people(wanted: TaskFilter) -> list[chips.Chip[TaskFilter]]:
    """What else is asked for on pages that have selects for people and teams, and states of their own."""
    return chips.of(wanted, {name: field for name, field in FIELDS.items() if name not in ("owners", "team", "state")})


FIELDS = {
    "q": Field(_l("Text")),
    "state": Field(_l("State"), words(STATES)),
    "owners": Field(_l("Owner"), _people),
    "team": Field(_l("Team"), records(Team)),
    "acceptors": Field(_l("Accepts"), _people),
    "creators": Field(_l("Assigned by"), _people),
    "due": Field(_l("Due"), span),
    "is_late": Field(_l("Late"), _yes),
    "is_important": Field(_l("Important"), _yes),
    "is_urgent": Field(_l("Urgent"), _yes),
    "quadrant": Field(_l("Quadrant"), words(QUADRANTS)),
    "is_turn": Field(_l("With what waits for their acceptance"), _yes),
    "demands": Field(_l("What it asks for"), words(DEMANDS)),
    "grades": Field(_l("Grade"), _grades),
    "whole": Field(_l("Part of"), _whole),
    "about": Field(_l("About"), _about),
    "imported": Field(_l("Import"), lambda _import: _("this one")),
    "parts": Field(_l("Parts"), words({"hide": _l("hidden"), "only": _l("alone")})),
}
