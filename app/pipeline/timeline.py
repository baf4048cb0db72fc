"""What happened to a deal or customer, newest first: contacts, moves, changes, files in one line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from app.events import Event
from app.pipeline.accounts.model import Account
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import Deal, StageChange
from tenants.context import db

PAGE = 30
#: Events that only repeat what a follow-up beside them says.
_SAID_ELSEWHERE = ("contacted", "promised", "kept")


@dataclass(frozen=True)
class Entry:
    """One thing that happened: a follow-up, an event, or a stage change nobody left an event of."""

    at: datetime
    follow_up: FollowUp | None = None
    event: Event | None = None
    stage_change: StageChange | None = None


@dataclass(frozen=True)
class Page:
    """A stretch of the timeline, and where the next one begins."""

    entries: list[Entry]
    older: datetime | None


def page(about: Deal | Account, before: datetime | None = None, also: Any = None) -> Page:
    """The newest entries before a moment. `also` narrows the contacts, e.g. to what a member sees."""
    found = [Entry(each.at, follow_up=each) for each in _some(_contacts(about, also), FollowUp.at, before)]
    events = _some(_events(about), Event.at, before)
    found += [Entry(each.at, event=each) for each in events]
    if isinstance(about, Deal):
        told = {event.at for event in events}
        moves = _some(select(StageChange).where(StageChange.deal_id == about.id), StageChange.at, before)
        found += [Entry(each.at, stage_change=each) for each in moves if each.at not in told]
    found.sort(key=lambda entry: entry.at, reverse=True)
    shown = found[:PAGE]
    return Page(shown, shown[-1].at if len(found) > PAGE else None)


def _contacts(about: Deal | Account, also: Any) -> Select[Any]:
    column = FollowUp.deal_id if isinstance(about, Deal) else FollowUp.account_id
    statement = select(FollowUp).where(column == about.id)
    return statement if also is None else statement.where(also)


def _events(about: Deal | Account) -> Select[Any]:
    quiet = [f"{about.event_kind}.{verb}" for verb in _SAID_ELSEWHERE]
    return select(Event).where(Event.subject_id == about.id, Event.kind.not_in(quiet))


def _some(statement: Select[Any], at: Any, before: datetime | None) -> list[Any]:
    if before is not None:
        statement = statement.where(at < before)
    return list(db.scalars(statement.order_by(at.desc()).limit(PAGE + 1)))
