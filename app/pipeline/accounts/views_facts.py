"""What is known of a customer, changed in its place; and the files put to him."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, request
from flask_babel import gettext as _

from app.clock import now
from app.pipeline.accounts import acts, facts
from app.pipeline.accounts.model import Account
from app.pipeline.accounts.views import accounts
from app.web.access import get_or_404, me, writes
from app.web.attaching import attach_routes
from app.web.conflicts import conflicts, is_stale
from app.web.render import go, render

FORM = "pipeline/accounts/_fact_form.html"


@accounts.get("/<uuid:id>/facts/<name>")
def fact(id: UUID, name: str) -> Response:
    """One fact: in words, or as a field when `edit` is asked for."""
    account = _with_fact(id, name)
    if "edit" not in request.args or not me().can_write:
        return _said(account, name)
    return render(FORM, account=account, name=name, form=facts.form_for(account, name, formdata=None, obj=account))


@accounts.post("/<uuid:id>/facts/<name>")
@writes
def change_fact(id: UUID, name: str) -> Response:
    """Change one fact; who comes second sees both versions."""
    account = _with_fact(id, name)
    form = facts.form_for(account, name)
    page: dict[str, Any] = {"account": account, "name": name, "form": form}
    if not form.valid:
        return render(FORM, **page, status=422)
    if is_stale(form.version.data, account) and form[name].data != getattr(account, name):
        found = conflicts(form, account, [name])
        form.version.data = account.version
        return render(FORM, **page, conflicts=found, status=409)
    try:
        acts.change_account(account, {name: form[name].data}, by=me(), at=now())
    except acts.Circle:
        form.refuse(name, _("A company cannot belong to one of its own subsidiaries."))
        return render(FORM, **page, status=422)
    if request.is_partial:  # type: ignore[attr-defined]
        return _said(account, name)
    return go("accounts.show", id=id)


def _with_fact(account_id: UUID, name: str) -> Account:
    account = get_or_404(Account, account_id)
    return account if name in facts.FACTS else abort(404)


def _said(account: Account, name: str) -> Response:
    value = facts.said(account, name)
    return render("pipeline/accounts/_fact.html", account=account, name=name, label=facts.FACTS[name], value=value)


attach_routes(accounts, Account)
