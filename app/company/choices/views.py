"""The lists and their entries."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.clock import now
from app.company.choices import acts
from app.company.choices.forms import EntryForm, MergeForm
from app.company.choices.kinds import KINDS
from app.company.model import Choice
from app.web.access import get_or_404, manages, me
from app.web.render import go, render
from tenants.context import db

choices = Blueprint("choices", __name__)


@choices.get("/")
@manages
def index() -> Response:
    return _list(next(iter(KINDS)))


@choices.get("/<choice_kind:kind>")
@manages
def show(kind: str) -> Response:
    return _list(kind)


def _list(kind: str, form: EntryForm | None = None, status: int = 200) -> Response:
    rows = acts.entries(kind)
    used = acts.usage([row.id for row in rows], me().tenant_id) if rows else {}
    tabs = [
        {"label": name, "href": url_for("choices.show", kind=one), "current": one == kind}
        for one, name in KINDS.items()
    ]
    return render(
        "company/choices.html", status=status, kind=kind, name=KINDS[kind], rows=rows, used=used, tabs=tabs,
        form=form or EntryForm(formdata=None),
    )  # fmt: skip


@choices.post("/<choice_kind:kind>")
@manages
def create(kind: str) -> Response:
    form = EntryForm()
    if not form.valid:
        return _list(kind, form, 422)
    try:
        acts.add(kind, form.name.data, by=me().id)
    except acts.Taken:
        form.refuse("name", _("The list has this entry already."))
        return _list(kind, form, 422)
    return go("choices.show", kind=kind)


@choices.get("/<uuid:id>")
@manages
def edit(id: UUID) -> Response:
    return _edit(get_or_404(Choice, id))


def _edit(
    choice: Choice,
    status: int = 200,
    form: EntryForm | None = None,
    merging: MergeForm | None = None,
    conflict: Any = (),
) -> Response:
    return render(
        "company/choice.html", status=status, choice=choice, name=KINDS[choice.kind], conflict=conflict,
        used=acts.usage([choice.id], choice.tenant_id)[choice.id],
        form=form or EntryForm(formdata=None, name=choice.name, version=choice.version),
        merging=merging or MergeForm(formdata=None).offer(choice),
    )  # fmt: skip


@choices.post("/<uuid:id>")
@manages
def rename(id: UUID) -> Response:
    choice, form = get_or_404(Choice, id), EntryForm()
    if not form.valid:
        return _edit(choice, 422, form)
    try:
        acts.rename(choice, form.name.data, version=form.version.data or 0, by=me().id)
    except acts.Taken as other:
        form.refuse("name", _("The list has “%(name)s” already. You can merge the two below.", name=other.choice.name))
        return _edit(choice, 422, form)
    except acts.Changed:
        form.version.raw_data, form.version.data = None, choice.version
        return _edit(choice, 409, form, conflict=[(form.name.label.text, form.name.data, choice.name)])
    return go("choices.show", kind=choice.kind)


@choices.post("/<uuid:id>/place/<any(up, down):step>")
@manages
def shift(id: UUID, step: str) -> Response:
    choice = get_or_404(Choice, id)
    acts.shift(choice, -1 if step == "up" else 1, by=me().id)
    return go("choices.show", kind=choice.kind)


@choices.post("/<uuid:id>/archive")
@manages
def archive(id: UUID) -> Response:
    choice = get_or_404(Choice, id)
    acts.archive(choice, by=me().id, at=now())
    return go("choices.show", kind=choice.kind)


@choices.post("/<uuid:id>/restoration")
@manages
def restore(id: UUID) -> Response:
    choice = get_or_404(Choice, id)
    acts.restore(choice, by=me().id)
    return go("choices.show", kind=choice.kind)


@choices.post("/<uuid:id>/merger")
@manages
def merge(id: UUID) -> Response:
    choice = get_or_404(Choice, id)
    form = MergeForm().offer(choice)
    if not form.valid:
        return _edit(choice, 422, merging=form)
    into = db.get(Choice, (choice.tenant_id, form.into.data))
    if into is None:
        abort(404)
    count = acts.merge(choice, into, by=me().id)
    flash(
        ngettext(
            "Merged; %(num)s record says “%(name)s” now.",
            "Merged; %(num)s records say “%(name)s” now.",
            count,
            name=into.name,
        ),
        "good",
    )
    return go("choices.show", kind=into.kind)
