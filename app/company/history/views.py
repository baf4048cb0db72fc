"""The audit view and its file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.company.history.filters import HistoryFilter
from app.events import Event
from app.people.profile.devices import device
from app.web import exports, happenings
from app.web.access import owns
from app.web.render import render
from app.web.tables import Column
from tenants.context import db
from tenants.model import Member

history = Blueprint("history", __name__)
SIZE, MOST = 50, 100_000


@history.get("/history/")
@owns
def index() -> Response:
    chosen = _chosen()
    page = max(1, min(request.args.get("page", 1, type=int), MOST // SIZE))
    found = list(db.scalars(chosen.events(g.tenant.zone).offset((page - 1) * SIZE).limit(SIZE + 1)))
    return render(
        "company/history.html", events=found[:SIZE], more=len(found) > SIZE, page=page, size=SIZE, chosen=chosen,
        people=_names(), happenings=happenings, device=device, query=chosen.query(),
    )  # fmt: skip


def _chosen() -> HistoryFilter:
    return HistoryFilter.read(request.args, set(happenings.SUBJECTS))


def _names() -> dict[UUID, str]:
    return dict(db.execute(select(Member.id, Member.name).order_by(Member.name_key)).all())


def _column(key: str, label: Any, value: Callable[[Any, Any], Any]) -> Column:
    return Column(key, label, cell=value, value=value)


COLUMNS = (
    _column("at", _l("When"), lambda event, names: event.at),
    _column("by", _l("Who"), lambda event, names: names.get(event.by_id, "")),
    _column("kind", _l("Kind"), lambda event, names: happenings.subject(event.subject_kind)),
    _column("name", _l("Record"), lambda event, names: event.subject_name),
    _column("what", _l("What"), lambda event, names: happenings.phrase(event.kind)),
    _column("changes", _l("Before and after"), lambda event, names: in_one_line(event)),
    _column("ip", _l("Network address"), lambda event, names: event.ip),
    _column("device", _l("Device"), lambda event, names: device(event.agent or "")),
)


@history.get("/history.<any(csv, xlsx, json):suffix>")
@owns
def export(suffix: str) -> Response:
    """The same events as a file."""
    return exports.answer(suffix, _("History"), COLUMNS, _portions(_chosen()))


def _portions(chosen: HistoryFilter) -> Iterator[tuple[Sequence[Event], Any]]:
    names = _names()
    rows = db.scalars(chosen.events(g.tenant.zone).limit(MOST).execution_options(yield_per=1000))
    for portion in rows.partitions():
        yield portion, names


def in_one_line(event: Event) -> str:
    """Everything an event changed, for a cell."""
    changes = [f"{one.field}: {one.before} → {one.after}" for one in happenings.told(event)]
    return "; ".join(changes + [f"{name}: {value}" for name, value in happenings.facts(event)])
