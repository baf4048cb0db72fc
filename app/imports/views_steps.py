"""The steps between a file and its import: kind, columns, names, preview. Plain pages; "back" is the browser's."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from flask import Response, abort, flash, request
from flask_babel import gettext as _

from app import outbox
from app.files import NotStored
from app.imports import (
    column_page,
    context,
    decisions,
    mapping,
    name_page,
    previews,
    starting,
    uploads,
    wording,
)
from app.imports.decisions import MODES, Decisions
from app.imports.kinds import INTO, KINDS, kind_of, may_import
from app.imports.model import Import
from app.imports.planning import table_of
from app.imports.problems import Refused
from app.imports.records import labels
from app.imports.table import Table
from app.imports.unknown import Group, unknown_names
from app.imports.views import imports
from app.imports.words import Words
from app.web import happenings
from app.web.access import get_or_404, me, writes
from app.web.render import go, render

PER_PAGE = 50


@imports.post("/<uuid:id>/kind")
@writes
def choose_kind(id: UUID) -> Response:
    """Take the file for another kind of list, or look at another sheet of it."""
    record = _unstarted(id)
    kind = request.form.get("kind", record.kind)
    if kind not in KINDS or not may_import(kind, me()):
        flash(_("Choose one of the list."), "bad")
        return go("imports.columns", id=id)
    sheet, record.sheet = record.sheet, request.form.get("sheet") or record.sheet
    try:
        table = table_of(record)
    except Refused as refusal:
        record.sheet = sheet
        flash(refusal.sentence, "bad")
        return go("imports.columns", id=id)
    record.rows = table.row_count
    uploads.decide_kind(record, table, kind, by=me())
    return go("imports.columns", id=id)


@imports.get("/<uuid:id>/columns")
@writes
def columns(id: UUID) -> Response:
    """Which column is what."""
    record = _unstarted(id)
    decided = decisions.of(record)
    table = _table(record)
    doubts = [one for one in mapping.problems(decided, table) if one.refusal.code == "date_order"]
    return _columns(record, table, decided, doubts)


@imports.post("/<uuid:id>/columns")
@writes
def choose_columns(id: UUID) -> Response:
    """Keep the columns; go on to strange names, or to the preview when there are none."""
    record = _unstarted(id)
    table = _table(record)
    decided = _submitted(column_page.chosen_columns(request.form, table, decisions.of(record)))
    wrong = mapping.problems(decided, table)
    if wrong:
        return _columns(record, table, decided, wrong, status=422)
    decisions.keep(record, decided)
    record.state = "mapped"
    groups = unknown_names(record, decided)
    if groups:
        return go("imports.names", id=id)
    starting.check_later(record)
    return go("imports.preview", id=id)


@imports.get("/<uuid:id>/names")
@writes
def names(id: UUID) -> Response:
    """What the names mean that nobody here has."""
    record = _mapped(id)
    decided = decisions.of(record)
    words = Words(context.of(record), decided)
    return _names(record, decided, words, unknown_names(record, decided, words))


@imports.post("/<uuid:id>/names")
@writes
def choose_names(id: UUID) -> Response:
    """Keep what the names mean."""
    record = _mapped(id)
    decided = decisions.of(record)
    words = Words(context.of(record), decided)
    groups = unknown_names(record, decided, words)
    meanings, errors = name_page.meanings_from(request.form, groups, words, me())
    decided = replace(decided, meanings=meanings)
    if errors:
        return _names(record, decided, Words(context.of(record), decided), groups, errors, status=422)
    decisions.keep(record, decided)
    starting.check_later(record)
    return go("imports.preview", id=id)


@imports.get("/<uuid:id>/preview")
@writes
def preview(id: UUID) -> Response:
    """What would become of every row; nothing is written yet."""
    record = _mapped(id)
    shown = previews.kept(record)
    if shown is None and (record.rows or 0) <= previews.WHILE_WAITING:
        try:
            shown = previews.make(record)
        except (Refused, NotStored):
            abort(404)
    if shown is None:
        work = outbox.latest("imports.check", record.id)
        is_running = work is not None and work.done_at is None and work.failed_at is None
        kind = kind_of(record.kind)
        return render("imports/checking.html", record=record, kind=kind, is_running=is_running)
    if request.is_partial:  # type: ignore[attr-defined]
        return go("imports.preview", id=id)  # the waiting page asked: it is led on
    return _preview(record, shown)


@imports.post("/<uuid:id>/check")
@writes
def check(id: UUID) -> Response:
    """Think a long file through once more."""
    record = _mapped(id)
    starting.check_later(record)
    return go("imports.preview", id=id)


def _columns(record: Import, table: Table, decided: Decisions, wrong: list[Any], *, status: int = 200) -> Response:
    kind = decided.kind
    ways = decisions.matches(kind, {field.key for field in kind.fields})
    return render(
        "imports/columns.html",
        status=status,
        record=record,
        kind=kind,
        kinds=[(key, each.label) for key, each in KINDS.items() if may_import(key, me())],
        table=table,
        sheet=column_page.sheet(table, decided, wrong),
        fields=[("", _("don't import")), *((field.key, str(field.label)) for field in kind.fields)],
        needed=[field for field in kind.fields if field.required],
        wanted=[field.label for field in map(kind.field, kind.identity)],
        filled=decided.fields,
        matches=[("+".join(way), " + ".join(str(kind.field(key).label) for key in way)) for way in ways],
        match="+".join(decided.match),
        modes=wording.MODES,
        mode=decided.mode,
        orders=wording.DATE_ORDERS,
        questions=[(one.key, one.label, options) for one in kind.questions if len(options := one.options()) > 1],
        answers=decided.answers,
    )


def _submitted(decided: Decisions) -> Decisions:
    """With the rest of the page: how rows are recognised, what happens then, and what else the kind asks."""
    form = request.form
    mode = form.get("mode", decided.mode)
    match = tuple(form.get("match", "").split("+"))
    asked = {one.key: (form.get(one.key, ""), dict(one.options())) for one in decided.kind.questions}
    answers = {key: answer for key, (answer, options) in asked.items() if answer in options}
    return replace(decided, mode=mode if mode in MODES else "both", match=match, answers=answers).with_match()


def _names(
    record: Import,
    decided: Decisions,
    words: Words,
    groups: list[Group],
    errors: dict[str, str] | None = None,
    *,
    status: int = 200,
) -> Response:
    parts = name_page.parts(groups, words, me(), errors)
    return render(
        "imports/names.html", status=status, record=record, kind=decided.kind, parts=parts, errors=errors or {}
    )


def _preview(record: Import, shown: dict[str, Any]) -> Response:
    part = request.args.get("show", "problems" if shown["wrong"] else "all")
    if part not in shown["rows"]:
        abort(404)
    page = max(1, request.args.get("page", 1, int))
    rows = shown["rows"][part]
    return render(
        "imports/preview.html",
        record=record,
        kind=kind_of(record.kind),
        shown=shown,
        part=part,
        rows=rows[(page - 1) * PER_PAGE : page * PER_PAGE],
        first=(page - 1) * PER_PAGE + 1,
        page=page,
        pages=-(-len(rows) // PER_PAGE),
        total=len(rows),
        coming=shown["counts"]["created"] + shown["counts"]["updated"],
        nouns=labels(),
        told=partial(happenings.changed, INTO[kind_of(record.kind).key].noun),
        has_names=bool(record.values.get("meanings")),
    )


def _unstarted(id: UUID) -> Import:
    """An import that may still be changed; of one that is under way there is only its result."""
    record = get_or_404(Import, id)
    if record.state not in starting.OPEN:
        abort(go("imports.show", id=id))
    return record


def _mapped(id: UUID) -> Import:
    record = _unstarted(id)
    if record.state == "uploaded":
        abort(go("imports.columns", id=id))
    return record


def _table(record: Import) -> Table:
    try:
        return table_of(record)
    except (Refused, NotStored):
        abort(404)
