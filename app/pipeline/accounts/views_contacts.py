"""The people at a customer: entered, changed, removed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _

from app.clock import now
from app.pipeline.accounts import acts
from app.pipeline.accounts.forms import ContactForm
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.accounts.views import accounts
from app.web import conflicts
from app.web.access import get_or_404, me, writes
from app.web.render import go, render

PAGE = "pipeline/accounts/contact.html"


@accounts.get("/people/<uuid:id>")
def contact(id: UUID) -> Response:
    """A person's place on his company's page."""
    found = get_or_404(Contact, id)
    return redirect(f"{url_for('accounts.show', id=found.account_id)}#contact-{id}", 303)  # type: ignore[return-value]


@accounts.get("/<uuid:id>/people/new")
@writes
def new_contact(id: UUID) -> Response:
    return render(PAGE, form=ContactForm(formdata=None), account=get_or_404(Account, id), contact=None)


@accounts.post("/<uuid:id>/people")
@writes
def add_contact(id: UUID) -> Response:
    """Write down a person at a customer."""
    account, form = get_or_404(Account, id), ContactForm()
    if not form.valid:
        return render(PAGE, form=form, account=account, contact=None, status=422)
    acts.add_contact(account, form.values(), by=me(), at=now())
    return go("accounts.show", id=id)


@accounts.get("/people/<uuid:id>/edit")
@writes
def edit_contact(id: UUID) -> Response:
    found = get_or_404(Contact, id)
    return render(PAGE, form=ContactForm(formdata=None, obj=found), account=found.account, contact=found)


@accounts.post("/people/<uuid:id>")
@writes
def change_contact(id: UUID) -> Response:
    """Change what is known of a person."""
    found, form = get_or_404(Contact, id), ContactForm()
    page: dict[str, Any] = {"form": form, "account": found.account, "contact": found}
    if not form.valid:
        return render(PAGE, **page, status=422)
    differing = conflicts.check(form, found, form.FIELDS)
    if differing:
        return render(PAGE, **page, conflicts=differing, status=409)
    acts.change_contact(found, form.values(), by=me(), at=now())
    return go("accounts.show", id=found.account_id)


@accounts.post("/people/<uuid:id>/removal")
@writes
def remove_contact(id: UUID) -> Response:
    """Forget a person nothing points at."""
    found = get_or_404(Contact, id)
    try:
        acts.remove_contact(found, by=me(), at=now())
        flash(_("%(name)s was removed.", name=found.name), "good")
    except acts.InUse:
        flash(_("%(name)s is named in deals or follow-ups and stays.", name=found.name), "bad")
    return go("accounts.show", id=found.account_id)
