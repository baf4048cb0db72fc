"""What happened to a record, newest first, its events, and what its own area and others lay beside them.

A page of it ends where the last entry stands, by moment and id, so that no entry is told twice and none is left out.
An area whose things happen to records of other areas `adds` them, once for each kind of record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from flask import current_app, request
from flask.sansio.app import App
from sqlalchemy import Select, or_, select

from app.events import Event
from app.people import colleagues
from app.web import happenings, paging
from tenants.context import db

PAGE = 30
_E = Event.__table__
_KEYS = (
    paging.Key(_E.c.at, datetime, down=True, nullable=False),
    paging.Key(_E.c.id, UUID, down=True, nullable=False),
)
#: What draws an event of a kind, where it is not told as all are.
_DRAWN: dict[str, str] = {}


@dataclass(frozen=True)
class Source:
    """One kind of thing that happens: the statement that finds it, its moment and id, and the template of an entry.

    `quiet` are verbs whose events only repeat what these entries say; `words` is whatever the template needs besides.
    """

    statement: Select[Any]
    at: Any
    id: Any
    template: str
    quiet: tuple[str, ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One thing that happened, and what draws it."""

    at: datetime
    id: UUID
    what: Any
    template: str
    words: Mapping[str, Any]


@dataclass(frozen=True)
class Page:
    """A stretch of the timeline, and where the next one begins."""

    entries: list[Entry]
    older: str | None


def adds(app: App, kind: str, source: Callable[[Any], Source]) -> None:
    """Have every timeline of a record of `kind` tell what `source` of that record finds."""
    app.extensions.setdefault("timeline", {}).setdefault(kind, []).append(source)


def draws(template: str, *kinds: str) -> None:
    """Have events of these kinds drawn by `template`."""
    _DRAWN.update(dict.fromkeys(kinds, template))


def told(subject: Any, sources: Iterable[Source], address: str) -> dict[str, Any]:
    """What `records/_timeline.html` prints: the stretch that the request asks for; `address` answers older ones."""
    return {
        "timeline": page(subject, sources, request.args.get("before")),
        "timeline_address": address,
        "happenings": happenings,
        "people": colleagues.members(),
    }


def page(subject: Any, sources: Iterable[Source] = (), before: str | None = None) -> Page:
    """The newest entries of `subject`, or those behind the place `before`: its events and what the sources find."""
    added = current_app.extensions.get("timeline", {}).get(subject.event_kind, ())
    mine = [*sources, *(source(subject) for source in added)]
    place = paging.read(before, _KEYS)
    found = [entry for source in (*mine, _events(subject, mine)) for entry in _some(source, place)]
    found.sort(key=lambda entry: (entry.at, entry.id), reverse=True)
    shown = found[:PAGE]
    older = paging.write(paging.Place((shown[-1].at, shown[-1].id))) if len(found) > PAGE else None
    return Page(shown, older)


def _events(subject: Any, beside: Iterable[Source]) -> Source:
    quiet = [f"{subject.event_kind}.{verb}" for verb in chain.from_iterable(source.quiet for source in beside)]
    statement = select(Event).where(Event.subject_id == subject.id, Event.kind.not_in(quiet))
    return Source(statement, Event.at, Event.id, "records/_happened.html")


def _some(source: Source, place: paging.Place | None) -> list[Entry]:
    statement = source.statement
    if place is not None:
        at, last = place.values
        statement = statement.where(source.at <= at, or_(source.at < at, source.id < last))
    rows = db.scalars(statement.order_by(source.at.desc(), source.id.desc()).limit(PAGE + 1))
    return [Entry(each.at, each.id, each, _drawn(each, source), source.words) for each in rows]


def _drawn(what: Any, source: Source) -> str:
    return _DRAWN.get(what.kind, source.template) if isinstance(what, Event) else source.template
