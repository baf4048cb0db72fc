"""The doors: signing up, in and out, and choosing the company."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from sqlalchemy import select, update

from app.clock import now
from app.people import passwords, recognition, throttle
from app.people.forms import OFFERED, SignInForm, SignUpForm
from app.people.names import email_key
from app.people.sign_up import AddressTaken, Application, sign_up
from app.people.zones import country_of, currency_of, zones
from app.web import language
from app.web.render import render
from app.web.security import local_path
from app.web.unit_of_work import Visitor, public
from tenants import lifecycle
from tenants.context import at_the_doorway
from tenants.model import SignIn, Tenant, User

people = Blueprint("people", __name__)
for _open in ("sign_up", "create_company", "sign_in", "begin_sign_in"):
    public(f"people.{_open}")


@people.get("/sign-up", endpoint="sign_up")
def show_sign_up() -> Response:
    zh = language.chosen() == "zh"
    zone = "Asia/Shanghai" if zh else "UTC"
    form = SignUpForm(language="zh" if zh else "en", zone=zone, currency=currency_of(zone, OFFERED))
    return _sign_up_page(form)


def _sign_up_page(form: SignUpForm, status: int = 200) -> Response:
    return render("people/sign_up.html", form=form, zones=zones(OFFERED), status=status)


@people.post("/sign-up")
def create_company() -> Response:
    form, address = SignUpForm(), request.remote_addr or ""
    if throttle.is_exceeded(throttle.SIGN_UP_ADDRESS, address):
        form.form_errors.append(_("Too many companies were signed up from here. Please wait an hour."))
        return _sign_up_page(form, 429)
    if not form.valid:
        return _sign_up_page(form, 422)
    key = email_key(form.email.data)
    throttle.count(throttle.SIGN_UP_ADDRESS, address)
    if _knocks_too_often(key, address) or throttle.is_exceeded(throttle.KNOWN_ADDRESS, address):
        form.form_errors.append(_("Too many tries in a short time. Please wait a quarter of an hour."))
        return _sign_up_page(form, 429)
    try:
        tenant_id, user_id = sign_up(_application(form))
    except AddressTaken:
        _count_knock(key, address)
        throttle.count(throttle.KNOWN_ADDRESS, address)
        form.refuse("email", _("Somebody signs in with this address. Use its password, or reset it."))
        return _sign_up_page(form, 422)
    start_session(user_id)
    with at_the_doorway(user_id=user_id) as doorway:
        slug = doorway.scalars(select(Tenant.slug).where(Tenant.id == tenant_id)).one()
    return redirect(url_for("home.index", tenant_slug=slug), 303)  # type: ignore[return-value]


def _application(form: SignUpForm) -> Application:
    return Application(
        form.company.data, form.name.data, form.email.data, form.password.data, form.language.data,
        form.zone.data, form.currency.data, country_of(form.zone.data),
    )  # fmt: skip


def _knocks_too_often(key: str, address: str) -> bool:
    """Whether this account or this network address has tried too many passwords, at whichever door."""
    account, network = throttle.SIGN_IN_ACCOUNT, throttle.SIGN_IN_ADDRESS
    return throttle.is_exceeded(account, key) or throttle.is_exceeded(network, address)


def _count_knock(key: str, address: str) -> None:
    throttle.count(throttle.SIGN_IN_ACCOUNT, key)
    throttle.count(throttle.SIGN_IN_ADDRESS, address)


@people.get("/sign-in", endpoint="sign_in")
def show_sign_in() -> Response:
    return render("people/sign_in.html", form=SignInForm(next=local_path(request.args.get("next")) or ""))


@people.post("/sign-in")
def begin_sign_in() -> Response:
    form = SignInForm()
    if not form.valid:
        return render("people/sign_in.html", form=form, status=422)
    key, address = email_key(form.email.data), request.remote_addr or ""
    if _knocks_too_often(key, address):
        form.form_errors.append(_("Too many tries in a short time. Please wait a quarter of an hour."))
        return render("people/sign_in.html", form=form, status=429)
    with at_the_doorway(claim=key) as doorway:
        user = doorway.scalar(select(User).where(User.email_key == key))
    if not passwords.matches(user.password_hash if user else None, form.password.data):
        _count_knock(key, address)
        form.form_errors.append(_("E-mail or password is wrong."))
        return render("people/sign_in.html", form=form, status=422)
    assert user is not None
    throttle.forgive(throttle.SIGN_IN_ACCOUNT, key)
    start_session(user.id)
    return redirect(local_path(form.next.data) or url_for(".switch"), 303)  # type: ignore[return-value]


def start_session(user_id: UUID) -> None:
    """Sign the human in on this device, with a new credential and nothing left of an earlier session."""
    with at_the_doorway(user_id=user_id) as doorway:
        credential = recognition.begin(
            doorway, user_id, ip=request.remote_addr or "", agent=request.user_agent.string, at=now()
        )
    session.clear()
    session.permanent = True
    identity = recognition.recognise(credential, None)
    assert identity is not None
    g.identity = identity
    login_user(Visitor(identity))


def end_session() -> None:
    """End the sign-in on this device, on our side and on the browser's."""
    identity = g.identity
    with at_the_doorway(user_id=identity.user_id) as doorway:
        doorway.execute(update(SignIn).where(SignIn.id == identity.sign_in_id).values(ended_at=now()))
    logout_user()
    session.clear()
    g.identity = None


@people.post("/sign-out")
def sign_out() -> Response:
    end_session()
    return redirect(url_for("front.index"), 303)  # type: ignore[return-value]


@people.get("/companies", endpoint="switch")
def show_companies() -> Response:
    places = lifecycle.places_of(g.identity.user_id)
    if len(places) == 1:
        return redirect(url_for("home.index", tenant_slug=places[0][0]), 303)  # type: ignore[return-value]
    return render("people/companies.html", places=places)
