"""The pages of records: one's own, those of whom one leads, and all of these side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, g, request, url_for
from flask_babel import gettext as _

from app.clock import now
from app.people.leading import may_see_record
from app.people.record import team
from app.people.record.parts import Part, parts
from app.people.record.workbook import workbook
from app.people.words import STATES
from app.periods import Period
from app.web import exports, periods, tables
from app.web.access import get_or_404, me
from app.web.formats import today
from app.web.render import go, render
from tenants.model import Member

record = Blueprint("record", __name__)


@record.get("/me/record")
def own() -> Response:
    """The way to one's own, for menus that are the same for everybody."""
    return go("record.show", id=me().id)


@record.get("/<uuid:id>/record")
def show(id: UUID) -> Response:
    """What became of somebody's work in a period."""
    person, period = _person(id), _period()
    return render(
        "people/record/show.html",
        person=person,
        period=period,
        parts=_loaded(person, period),
        chooser=periods.chooser(period, _addresses("record.show", id=id), until=today()),
        export=_addresses("record.export", id=id)(period.word),
        team=_addresses("record.index")(period.word) if team.led_people(me()) else None,
        states=STATES,
    )


@record.get("/<uuid:id>/record.xlsx")
def export(id: UUID) -> Response:
    """The same as a file."""
    person, period = _person(id), _period()
    made_at = now().astimezone(ZoneInfo(g.tenant.zone)).replace(tzinfo=None)
    content = workbook(person, period, _loaded(person, period), company=g.tenant.name, made_at=made_at)
    return exports.as_file(content, "xlsx", f"{_('Work record of %(name)s', name=person.name)} {period.word}")


@record.get("/record")
def index() -> Response:
    """Everybody one leads, side by side."""
    period, backwards = _period(), request.args.get("sort") == "-name"
    address = _addresses("record.index", sort="-name" if backwards else None)
    turned = _addresses("record.index", sort=None if backwards else "-name")(period.word)
    return render(
        "people/record/index.html",
        period=period,
        team=team.team_of(me(), period, backwards=backwards),
        backwards=backwards,
        turned=turned,
        chooser=periods.chooser(period, address, until=today()),
        link_to=lambda person: _addresses("record.show", id=person.id)(period.word),
        exports={suffix: _addresses("record.export_team", suffix=suffix)(period.word) for suffix in exports.SUFFIXES},
        states=STATES,
    )


@record.get("/record.<any(csv, xlsx, json):suffix>")
def export_team(suffix: str) -> Response:
    """The same as a file."""
    period = _period()
    found = team.team_of(me(), period)
    return exports.answer(suffix, f"{_('Work records')} {period.word}", _columns(found), [(found.people, found)])


def _columns(found: team.Team) -> list[tables.Column]:
    names = [(f"{part.key}_{place}", f"{part.title}: {name}") for part, said in found.columns
             for place, name in enumerate(said.names)]  # fmt: skip
    person = tables.Column("person", _("Person"), _name, _name, head=True)
    return [person, *(tables.Column(key, label, _count(place), _count(place), number=True)
                      for place, (key, label) in enumerate(names))]  # fmt: skip


def _name(person: Member, _found: team.Team) -> str:
    return person.name


def _count(place: int) -> Callable[[Member, team.Team], int]:
    return lambda person, found: found.counts(person.id)[place]


def _person(member_id: UUID) -> Member:
    """The person, for himself and for who leads him; nobody else learns that there is anything."""
    person = get_or_404(Member, member_id)
    return person if may_see_record(me(), person.id) else abort(404)


def _period() -> Period:
    return periods.asked(request.args.get("period"), "quarter")


def _loaded(person: Member, period: Period) -> list[tuple[Part, dict[str, Any]]]:
    return [(part, part.load(person.id, period)) for part in parts()]


def _addresses(endpoint: str, sort: str | None = None, **values: Any) -> Callable[[str], str]:
    """A maker of addresses of `endpoint` by the period's word."""
    return lambda word: tables.address(url_for(endpoint, **values), [], period=word, sort=sort)
