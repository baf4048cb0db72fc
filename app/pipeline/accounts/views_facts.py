"""What is known of a customer, changed in its place; and the files put to him."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, make_response, request
from flask_babel import gettext as _
from werkzeug.http import dump_options_header

from app import files
from app.clock import now
from app.pipeline.accounts import acts, facts
from app.pipeline.accounts.model import Account
from app.pipeline.accounts.views import accounts
from app.pipeline.opportunities.page import attachments
from app.web.access import get_or_404, me, writes
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


@accounts.post("/<uuid:id>/files")
@writes
def attach(id: UUID) -> Response:
    """Put a file to a customer."""
    account, upload = get_or_404(Account, id), request.files.get("file")
    try:
        if upload is None or not upload.filename:
            raise attachments.Empty
        content = upload.stream.read(attachments.LARGEST + 1)
        attachments.attach(account, upload.filename, content, upload.mimetype, by=me(), at=now())
    except attachments.TooLarge:
        return _files(account, _("A file may have at most 25 MB."), 422)
    except attachments.Empty:
        return _files(account, _("Choose a file that is not empty."), 422)
    return _files(account) if request.is_partial else go("accounts.show", id=id)  # type: ignore[attr-defined]


@accounts.get("/<uuid:id>/files/<uuid:file_id>")
def download(id: UUID, file_id: UUID) -> Response:
    """Always as a download, never shown in place: the content is a customer's, and this is our address."""
    kept = attachments.file_of(get_or_404(Account, id), file_id) or abort(404)
    try:
        content = files.read(kept.storage_key)
    except files.NotStored:
        abort(404)
    name = dump_options_header("attachment", {"filename": kept.name})
    return make_response(content, 200, {"Content-Type": "application/octet-stream", "Content-Disposition": name})


@accounts.post("/<uuid:id>/files/<uuid:file_id>/removal")
@writes
def detach(id: UUID, file_id: UUID) -> Response:
    """Take a file away from a customer."""
    account = get_or_404(Account, id)
    attachments.detach(account, attachments.file_of(account, file_id) or abort(404), by=me(), at=now())
    return _files(account) if request.is_partial else go("accounts.show", id=id)  # type: ignore[attr-defined]


def _files(account: Account, error: str | None = None, status: int = 200) -> Response:
    kept = attachments.of(account)
    return render("pipeline/accounts/files.html", account=account, files=kept, error=error, status=status)
