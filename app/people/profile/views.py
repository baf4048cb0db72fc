"""One's own page. It belongs to no company, so it has no company's address."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, flash, g, make_response, request
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app import outbox
from app.clock import now
from app.people import throttle, tokens
from app.people.names import email_key
from app.people.profile import acts
from app.people.profile.forms import AddressForm, PasswordForm, ProfileForm
from app.people.profile.queries import devices
from app.people.views import people
from app.web.forms import Form
from app.web.language import LANGUAGES
from app.web.render import go, render
from app.web.unit_of_work import public
from tenants import lifecycle

THEMES = ("light", "dark", "system")
for _open in ("show_address", "take_address"):
    public(f"people.{_open}")


@people.get("/profile")
def profile() -> Response:
    return _page()


def _page(status: int = 200, **forms: Form) -> Response:
    who = g.identity
    shown = {
        "form": ProfileForm(formdata=None, prefix="profile", name=who.name, language=who.language),
        "password_form": PasswordForm(formdata=None, prefix="password"),
        "address_form": AddressForm(formdata=None, prefix="address"),
        **forms,
    }
    places = lifecycle.places_of(who.user_id)
    found = devices(who.user_id, who.sign_in_id, now())
    return render("people/profile.html", status=status, devices=found, places=places, **shown)


@people.post("/profile")
def save_profile() -> Response:
    form = ProfileForm(prefix="profile")
    if not form.valid:
        return _page(422, form=form)
    acts.rename(g.identity.user_id, form.name.data, form.language.data)
    response = go("people.profile")
    if form.language.data in LANGUAGES:
        g.language = form.language.data
    flash(_("Saved."), "good")
    return response


@people.post("/profile/password")
def change_password() -> Response:
    form = PasswordForm(prefix="password")
    if not form.valid or not _may_go_on(form):
        return _page(422, password_form=form)
    acts.change_password(g.identity.user_id, form.password.data, sign_in_id=g.identity.sign_in_id, at=now())
    flash(_("Your password is changed. Other devices are signed out."), "good")
    return go("people.profile")


@people.post("/profile/address")
def ask_for_address() -> Response:
    form = AddressForm(prefix="address")
    if not form.valid or not _may_go_on(form):
        return _page(422, address_form=form)
    if not _may_write_letters(str(g.identity.user_id)):
        form.form_errors.append(_("Too many letters in a short time. Please wait an hour."))
        return _page(429, address_form=form)
    acts.ask_for_address(g.identity.user_id, form.email.data, at=now())
    flash(
        _("We sent a link to %(email)s. Until you open it, your present address stays.", email=form.email.data), "good"
    )
    return go("people.profile")


def _may_go_on(form: Form) -> bool:
    """Whether the present password is right; guessing it is counted like guessing at the door."""
    key = email_key(g.identity.email)
    if throttle.is_exceeded(throttle.SIGN_IN_ACCOUNT, key):
        form.refuse("present", _("Too many tries in a short time. Please wait a quarter of an hour."))
        return False
    if not acts.is_own_password(g.identity.user_id, form["present"].data):
        throttle.count(throttle.SIGN_IN_ACCOUNT, key)
        form.refuse("present", _("This is not your present password."))
        return False
    return True


def _may_write_letters(who: str) -> bool:
    address = request.remote_addr or ""
    if throttle.is_exceeded(throttle.MAIL_ACCOUNT, who) or throttle.is_exceeded(throttle.MAIL_ADDRESS, address):
        return False
    throttle.count(throttle.MAIL_ACCOUNT, who)
    throttle.count(throttle.MAIL_ADDRESS, address)
    return True


@people.post("/profile/confirmation")
def send_confirmation() -> Response:
    """Send the link that confirms one's address again."""
    if g.identity.confirmed:
        flash(_("Your address is confirmed already."), "good")
    elif _may_write_letters(str(g.identity.user_id)):
        outbox.later_for_user("people.mail_confirmation", g.identity.user_id)
        flash(_("We sent a new link to %(email)s.", email=g.identity.email), "good")
    else:
        flash(_("Too many letters in a short time. Please wait an hour."), "bad")
    return go("people.profile")


@people.get("/profile/address/<secret>")
def show_address(secret: str) -> Response:
    token = tokens.find(secret, tokens.CONFIRM) or tokens.find(secret, tokens.CHANGE_EMAIL)
    return render("people/address.html", token=token, secret=secret, status=200 if token else 410)


@people.post("/profile/address/<secret>")
def take_address(secret: str) -> Response:
    """Opening a link changes nothing yet, because mail scanners open links too; the button does."""
    token = tokens.find(secret, tokens.CONFIRM) or tokens.find(secret, tokens.CHANGE_EMAIL)
    try:
        taken = token is not None and acts.take_address(token, at=now())
    except IntegrityError:
        taken = False
    if not taken:
        return render("people/address.html", token=None, secret=secret, status=410)
    flash(_("Thank you. Your address is confirmed."), "good")
    return go("people.switch" if g.get("identity") else "people.sign_in")


@people.post("/profile/sign-ins/<uuid:id>/end")
def end_sign_in(id: UUID) -> Response:
    if not acts.end_sign_in(g.identity.user_id, id, at=now()):
        abort(404)
    flash(_("That device is signed out."), "good")
    return go("people.profile")


@people.post("/profile/sign-ins/others/end")
def end_other_sign_ins() -> Response:
    acts.end_other_sign_ins(g.identity.user_id, g.identity.sign_in_id, at=now())
    flash(_("All other devices are signed out."), "good")
    return go("people.profile")


@people.post("/profile/theme")
def theme() -> Response:
    """Keep light or dark with the person, for all devices."""
    wish = request.form.get("theme") or "system"
    if wish not in THEMES:
        abort(400)
    acts.choose_theme(g.identity.user_id, wish)
    return make_response("", 204)
