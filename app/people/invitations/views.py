"""Inviting people, and the page an invitation's link opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash, g, request
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from app.clock import now
from app.people import throttle, tokens
from app.people.invitations import acts
from app.people.invitations.forms import InvitationForm, JoinForm, ListForm, _TermsForm
from app.people.invitations.pasted import Trouble, read
from app.people.members.rules import may_edit
from app.people.model import Team
from app.people.names import email_key
from app.people.views import end_session, people, start_session
from app.web import language
from app.web.access import get_or_404, manages, me
from app.web.forms import form_value
from app.web.render import go, render
from app.web.unit_of_work import public
from tenants.context import acting_in, at_the_doorway, db
from tenants.model import Member, Tenant, Token, User
from tenants.roles import Role

invitations = Blueprint("invitations", __name__)
for _open in ("show_invitation", "join"):
    public(f"people.{_open}")


@invitations.get("/new")
@manages
def new() -> Response:
    """The forms; `?member=` invites the human behind a placeholder."""
    member = _placeholder(request.args.get("member"))
    if member is None:
        return _page()
    form = InvitationForm(formdata=None, language=language.short(), name=member.name, role=member.role).offer(me())
    return _page(form=form, member=member)


def _placeholder(wish: str | None) -> Member | None:
    if not wish:
        return None
    try:
        member = get_or_404(Member, UUID(wish))
    except ValueError:
        abort(404)
    if member.state != "placeholder":
        abort(404)
    return member


def _page(status: int = 200, **shown: Any) -> Response:
    """The page. Both forms are sent together, so that what is typed into the other one stays there."""
    spoken = language.short()
    forms: dict[str, Any] = {
        "form": _other(InvitationForm) or InvitationForm(formdata=None, language=spoken).offer(me()),
        "list_form": _other(ListForm) or ListForm(formdata=None, prefix="list", language=spoken).offer(me()),
        "troubles": (),
        "sent": (),
        "member": None,
    }
    return render("people/invitations/new.html", status=status, **{**forms, **shown})


def _other(kind: type[InvitationForm] | type[ListForm]) -> InvitationForm | ListForm | None:
    """The form that was sent along as it was typed, if anything was."""
    if request.method != "POST":
        return None
    form = kind(prefix="list" if kind is ListForm else "")
    form.offer(me())
    return form if form.is_begun else None


@invitations.post("/")
@manages
def create() -> Response:
    form, placeholder = InvitationForm().offer(me()), _placeholder(form_value("member"))
    if not form.valid:
        return _page(422, form=form, member=placeholder)
    try:
        member = acts.invite(form.name.data, form.email.data, _terms(form), by=me().id, at=now(), member=placeholder)
    except acts.AlreadyHere as known:
        form.refuse("email", why_known(known.state))
        return _page(422, form=form, member=placeholder)
    flash(_("%(name)s is invited. The letter is on its way.", name=member.name), "good")
    if _other(ListForm) is None:
        return go("members.index")
    return _page(form=InvitationForm(formdata=None, language=language.short()).offer(me()))


@invitations.post("/list")
@manages
def create_list() -> Response:
    """Invite everybody of a pasted list who can be; the lines that cannot be used stay, each with its reason."""
    form = ListForm(prefix="list").offer(me())
    if not form.valid:
        return _page(422, list_form=form)
    wishes, troubles = read(form.people.data)
    sent: list[str] = []
    terms = _terms(form)
    for wish in wishes:
        try:
            sent.append(acts.invite(wish.name, wish.email, terms, by=me().id, at=now()).name)
        except acts.AlreadyHere as known:
            troubles.append(Trouble(wish.line, f"{wish.name} {wish.email}", why_known(known.state)))
    if sent:
        flash(ngettext("%(num)s invitation is on its way.", "%(num)s invitations are on their way.", len(sent)), "good")
    if not troubles and _other(InvitationForm) is None:
        return go("members.index")
    form.people.raw_data, form.people.data = None, "\n".join(trouble.text for trouble in troubles)
    return _page(200 if sent else 422, list_form=form, troubles=sorted(troubles, key=lambda one: one.line), sent=sent)


def _terms(form: _TermsForm) -> acts.Terms:
    team = db.get(Team, (me().tenant_id, form.team.data)) if form.team.data else None
    return acts.Terms(Role(form.role.data), form.is_trainer.data, team, form.language.data)


def why_known(state: str) -> str:
    """Why an address cannot be invited."""
    if state == "deactivated":
        return _("This person was deactivated. Let him in again on his own page.")
    return _("This person is invited already.") if state == "invited" else _("This person works here already.")


@invitations.post("/<uuid:id>/again")
@manages
def again(id: UUID) -> Response:
    member = _invited(id)
    if throttle.is_exceeded(throttle.MAIL_ACCOUNT, f"invitation {id}"):
        flash(_("Too many letters in a short time. Please wait an hour."), "bad")
        return go("members.index")
    throttle.count(throttle.MAIL_ACCOUNT, f"invitation {id}")
    acts.invite_again(member, by=me().id, at=now())
    flash(_("%(name)s gets a new link; the former no longer works.", name=member.name), "good")
    return go("members.index")


@invitations.post("/<uuid:id>/withdrawal")
@manages
def withdraw(id: UUID) -> Response:
    member = _invited(id)
    acts.withdraw(member, by=me().id, at=now())
    flash(_("The invitation is withdrawn; its link no longer works."), "good")
    return go("members.index")


def _invited(id: UUID) -> Member:
    member = get_or_404(Member, id)
    if member.state != "invited":
        abort(404)
    if not may_edit(me(), member):
        abort(403)
    return member


@dataclass(frozen=True)
class _Opened:
    """An invitation as its reader sees it."""

    token: Token
    company: str
    slug: str
    member: Member
    has_account: bool

    @property
    def is_readers(self) -> bool:
        """Whether it was sent to the address the reader is signed in with."""
        return g.get("identity") is not None and email_key(g.identity.email) == email_key(self.token.email)


def _open_invitation(secret: str) -> _Opened | None:
    token = tokens.find(secret, tokens.INVITATION)
    if token is None or token.tenant_id is None:
        return None
    with acting_in(token.tenant_id):
        tenant = db.scalars(select(Tenant).where(Tenant.id == token.tenant_id)).one()
        member = db.scalars(select(Member).where(Member.id == token.member_id)).one()
    key = email_key(token.email)
    with at_the_doorway(claim=key) as doorway:
        known = doorway.scalar(select(User.id).where(User.email_key == key))
    return _Opened(token, tenant.name, tenant.slug, member, known is not None)


@people.get("/invitation/<secret>")
def show_invitation(secret: str) -> Response:
    opened = _open_invitation(secret)
    form = JoinForm(formdata=None, name=opened.member.name if opened else "")
    return render("people/invitation.html", opened=opened, form=form, secret=secret, status=200 if opened else 410)


@people.post("/invitation/<secret>")
def join(secret: str) -> Response:
    opened = _open_invitation(secret)
    if opened is None:
        return render("people/invitation.html", opened=None, form=None, secret=secret, status=410)
    if form_value("act") == "leave" and g.get("identity"):
        end_session()
        return go("people.show_invitation", secret=secret)
    if g.get("identity"):
        if not opened.is_readers and form_value("act") != "join_as_me":
            return render("people/invitation.html", opened=opened, form=JoinForm(), secret=secret, status=422)
        return _join(opened, g.identity.user_id, secret)
    form = JoinForm()
    if opened.has_account or not form.valid:
        return render("people/invitation.html", opened=opened, form=form, secret=secret, status=422)
    user_id = acts.make_user(opened.token, form.name.data, form.password.data, language.short(), now())
    if user_id is None:
        return go("people.show_invitation", secret=secret)
    return _join(opened, user_id, secret, is_new=True)


def _join(opened: _Opened, user_id: UUID, secret: str, *, is_new: bool = False) -> Response:
    try:
        acts.join(opened.token, user_id, at=now())
    except acts.CannotJoin:
        return render("people/invitation.html", opened=None, form=None, secret=secret, status=410)
    if is_new:
        start_session(user_id)
    flash(_("Welcome to %(company)s.", company=opened.company), "good")
    return go("home.index", tenant_slug=opened.slug)
