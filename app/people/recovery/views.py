"""Forgotten password: ask for a letter, set a new one."""

from __future__ import annotations

from flask import Response, flash, request
from flask_babel import gettext as _

from app.clock import now
from app.people import throttle, tokens
from app.people.names import email_key
from app.people.recovery import acts
from app.people.recovery.forms import AskForm, ResetForm
from app.people.views import people
from app.web.render import go, render
from app.web.unit_of_work import public

for _open in ("show_ask_reset", "ask_reset", "show_reset", "reset"):
    public(f"people.{_open}")


@people.get("/password/reset")
def show_ask_reset() -> Response:
    return render("people/ask_reset.html", form=AskForm(), sent=False)


@people.post("/password/reset")
def ask_reset() -> Response:
    """The same answer for everyone: a letter is on its way if somebody signs in with that address."""
    form, address = AskForm(), request.remote_addr or ""
    if throttle.is_exceeded(throttle.MAIL_ADDRESS, address):
        form.form_errors.append(_("Too many letters in a short time. Please wait an hour."))
        return render("people/ask_reset.html", form=form, sent=False, status=429)
    if not form.valid:
        return render("people/ask_reset.html", form=form, sent=False, status=422)
    key = email_key(form.email.data)
    throttle.count(throttle.MAIL_ADDRESS, address)
    if not throttle.is_exceeded(throttle.MAIL_ACCOUNT, key):
        throttle.count(throttle.MAIL_ACCOUNT, key)
        acts.ask(form.email.data)
    return render("people/ask_reset.html", form=form, sent=True)


@people.get("/password/reset/<secret>")
def show_reset(secret: str) -> Response:
    token = tokens.find(secret, tokens.RESET)
    return render("people/reset.html", form=ResetForm(), token=token, secret=secret, status=200 if token else 410)


@people.post("/password/reset/<secret>")
def reset(secret: str) -> Response:
    token, form = tokens.find(secret, tokens.RESET), ResetForm()
    if token is None:
        return render("people/reset.html", form=form, token=None, secret=secret, status=410)
    if not form.valid:
        return render("people/reset.html", form=form, token=token, secret=secret, status=422)
    if not acts.reset(token, form.password.data, everywhere=form.everywhere.data, at=now()):
        return render("people/reset.html", form=form, token=None, secret=secret, status=410)
    throttle.forgive(throttle.SIGN_IN_ACCOUNT, email_key(token.email))
    flash(_("Your new password is set. Sign in with it."), "good")
    return go("people.sign_in")
