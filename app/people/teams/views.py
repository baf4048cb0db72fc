"""The tree, by drag, by keyboard and by plain forms."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, flash, make_response, request
from flask_babel import gettext as _

from app.company.model import Choice
from app.people.model import Team
from app.people.teams import acts, queries
from app.people.teams.forms import StaffForm, TeamForm
from app.web.access import get_or_404, manages, me
from app.web.forms import form_value, told
from app.web.render import go, render
from app.web.unit_of_work import toast
from tenants.context import db

teams = Blueprint("teams", __name__)


@teams.get("/")
@manages
def index() -> Response:
    return _index(TeamForm(formdata=None).offer())


def _index(form: TeamForm, status: int = 200) -> Response:
    return render("people/teams/index.html", tree=queries.the_tree(), form=form, status=status)


@teams.post("/")
@manages
def create() -> Response:
    form = TeamForm().offer()
    if not form.valid:
        return _index(form, 422)
    acts.make(form.name.data, _chosen(Team, form.parent.data), _chosen(Choice, form.region.data), by=me().id)
    return go("teams.index")


@teams.get("/<uuid:id>")
@manages
def show(id: UUID) -> Response:
    return _show(get_or_404(Team, id))


def _show(
    team: Team,
    status: int = 200,
    form: TeamForm | None = None,
    staff: StaffForm | None = None,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response:
    here = queries.people_by_team().get(team.id, [])
    seated = [person for person, _name, _leads in here]
    leader = next((person for person, _name, leads in here if leads), None)
    return render(
        "people/teams/show.html", status=status, team=team, conflict=conflict or [],
        form=form or TeamForm(
            formdata=None, name=team.name, parent=team.parent_id, region=team.region_id, version=team.version
        ).offer(),
        staff=staff or StaffForm(formdata=None, people=seated, leader=leader).offer(),
    )  # fmt: skip


@teams.post("/<uuid:id>")
@manages
def change(id: UUID) -> Response:
    team, form = get_or_404(Team, id), TeamForm().offer()
    if not form.valid:
        return _show(team, 422, form=form)
    parent, region = _chosen(Team, form.parent.data), _chosen(Choice, form.region.data)
    version = form.version.data or 0
    try:
        if (parent.id if parent else None) != team.parent_id:
            acts.move(team, parent, None, version=version, by=me().id)
            version = team.version
        acts.change(team, form.name.data, region, version=version, by=me().id)
    except acts.Loops:
        form.refuse("parent", _("A team cannot stand below itself."))
        return _show(team, 422, form=form)
    except acts.Changed:
        return _conflict(team, form)
    flash(_("Saved."), "good")
    return go("teams.index")


def _conflict(team: Team, form: TeamForm) -> Response:
    """Show both versions; saving again takes what stands in the form."""
    theirs = TeamForm(formdata=None, name=team.name, parent=team.parent_id, region=team.region_id).offer()
    pairs = [(mine.label.text, told(mine), told(theirs[mine.name])) for mine in (form.name, form.parent, form.region)]
    form.version.raw_data, form.version.data = None, team.version
    return _show(team, 409, form=form, conflict=[pair for pair in pairs if pair[1] != pair[2]])


@teams.post("/<uuid:id>/place")
@manages
def move(id: UUID) -> Response:
    """A team was dropped somewhere else in the tree."""
    team = get_or_404(Team, id)
    parent, before = _given("parent"), _given("before")
    try:
        acts.move(
            team, get_or_404(Team, parent) if parent else None, before,
            version=int(form_value("version", "0")), by=me().id,
        )  # fmt: skip
    except ValueError:
        abort(400)
    except acts.Loops:
        return toast(make_response("", 409), _("A team cannot stand below itself."), "bad")
    except acts.Changed:
        return toast(make_response("", 409), _("Somebody else moved or changed this team. Reload to see it."), "bad")
    if request.is_partial:  # type: ignore[attr-defined]
        db.flush()
        return render("people/teams/moved.swap.html", tree=queries.the_tree())
    return go("teams.index")


def _given(name: str) -> UUID | None:
    try:
        return UUID(form_value(name)) if form_value(name) else None
    except ValueError:
        abort(404)


@teams.post("/<uuid:id>/people")
@manages
def staff(id: UUID) -> Response:
    team, form = get_or_404(Team, id), StaffForm().offer()
    if not form.valid:
        return _show(team, 422, staff=form)
    acts.staff(team, set(form.people.data or ()), form.leader.data, by=me().id)
    flash(_("Saved."), "good")
    return go("teams.index")


@teams.post("/<uuid:id>/removal")
@manages
def remove(id: UUID) -> Response:
    acts.remove(get_or_404(Team, id), by=me().id)
    flash(_("The team is removed; its people and teams moved up."), "good")
    return go("teams.index")


def _chosen(cls: type, wish: UUID | None):
    return db.get(cls, (me().tenant_id, wish)) if wish else None
