"""People of the company: the list, one person, leaving and coming back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from app.clock import now
from app.events import history_of
from app.people import handover
from app.people.leading import may_see_record
from app.people.members import acts, queries
from app.people.members.forms import LeavingForm, MemberForm, NameForm
from app.people.members.rules import may_edit
from app.people.model import Team
from app.people.words import ROLES, SEES, STATES
from app.web import happenings
from app.web.access import get_or_404, manages, me
from app.web.render import go, render
from tenants.context import db
from tenants.model import Member

members = Blueprint("members", __name__)
WORDS: dict[str, Any] = {
    "roles": ROLES, "sights": SEES, "states": STATES, "may_edit": may_edit, "now": now,
    "may_see_record": may_see_record,
}  # fmt: skip


@members.get("/")
@manages
def index() -> Response:
    return _index(NameForm(formdata=None))


def _index(form: NameForm, status: int = 200) -> Response:
    rows = queries.roster()
    seats = sum(row.takes_a_seat for row in rows)
    return render("people/members/index.html", rows=rows, seats=seats, form=form, status=status, **WORDS)


@members.post("/")
@manages
def add_name() -> Response:
    form = NameForm()
    if not form.valid:
        return _index(form, 422)
    acts.add_name(form.name.data, by=me().id)
    return go("members.index")


@members.get("/<uuid:id>")
@manages
def show(id: UUID) -> Response:
    return _show(get_or_404(Member, id))


def _show(
    member: Member, status: int = 200, form: MemberForm | None = None, leaving: LeavingForm | None = None
) -> Response:
    place = queries.placement_of(member.id)
    shown = form or MemberForm(
        formdata=None, obj=member, team=place.team_id if place else None, leads=bool(place and place.leads)
    ).offer(me(), member)
    history = list(db.scalars(history_of(member.id).limit(20)))
    return render(
        "people/members/show.html", status=status, member=member, form=shown,
        leaving=leaving or LeavingForm(formdata=None).offer(member), history=history, happenings=happenings,
        invitation=queries.open_invitations().get(member.id), holdings=handover.holdings(member.id),
        names=names_of({event.by_id for event in history}), **WORDS,
    )  # fmt: skip


def names_of(ids: set[UUID | None]) -> dict[UUID, str]:
    """Names by member id, for events."""
    known = [one for one in ids if one]
    if not known:
        return {}
    return dict(db.execute(select(Member.id, Member.name).where(Member.id.in_(known))).all())


@members.post("/<uuid:id>")
@manages
def change(id: UUID) -> Response:
    member = _editable(id)
    form = MemberForm().offer(me(), member)
    if not form.valid:
        return _show(member, 422, form=form)
    values = {name: form[name].data for name in ("name", "role", "sees", "is_trainer", "is_approver")}
    try:
        acts.change(member, values, by=me().id)
    except acts.LastOwner:
        form.refuse("role", _("This is the last owner. Make someone else an owner first."))
        return _show(member, 422, form=form)
    team = db.get(Team, (member.tenant_id, form.team.data)) if form.team.data else None
    acts.seat(member, team, leads=form.leads.data, by=me().id)
    flash(_("Saved."), "good")
    return go("members.show", id=member.id)


@members.post("/<uuid:id>/deactivation")
@manages
def deactivate(id: UUID) -> Response:
    member = _editable(id)
    form = LeavingForm().offer(member)
    if member.id == me().id:
        form.form_errors.append(_("You cannot shut yourself out. Another manager or owner can."))
        return _show(member, 422, leaving=form)
    if not form.valid:
        return _show(member, 422, leaving=form)
    successor = db.get(Member, (member.tenant_id, form.successor.data)) if form.successor.data else None
    try:
        count = acts.deactivate(member, successor, by=me().id, at=now())
    except acts.LastOwner:
        form.form_errors.append(_("This is the last owner. Make someone else an owner first."))
        return _show(member, 422, leaving=form)
    flash(
        ngettext(
            "%(name)s is deactivated; %(num)s record went to its new owner.",
            "%(name)s is deactivated; %(num)s records went to their new owner.",
            count, name=member.name,
        ), "good",
    )  # fmt: skip
    return go("members.show", id=member.id)


@members.post("/<uuid:id>/reactivation")
@manages
def reactivate(id: UUID) -> Response:
    member = _editable(id)
    if member.state == "deactivated":
        acts.reactivate(member, by=me().id)
        flash(_("%(name)s may come in again.", name=member.name), "good")
    return go("members.show", id=member.id)


def _editable(id: UUID) -> Member:
    member = get_or_404(Member, id)
    if not may_edit(me(), member):
        abort(403)
    return member
