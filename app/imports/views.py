"""Uploading a file, and what became of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, make_response, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import NotFound

from app import outbox
from app.files import NotStored
from app.imports import queries, results, reverting, starting, templates_of, uploads, wording
from app.imports.entries import CREATED, UPDATED
from app.imports.kinds import INTO, KINDS, Kind, kind_of, may_import
from app.imports.limits import MEGABYTE, MOST_BYTES, MOST_ROWS
from app.imports.model import Import
from app.imports.problems import Refused
from app.imports.records import labels
from app.web import exports
from app.web.access import get_or_404, me, writes
from app.web.language import short
from app.web.render import go, render
from tenants.context import db

imports = Blueprint("imports", __name__)
SUFFIXES = "<any(csv, xlsx):suffix>"
SHOWN_PROBLEMS = 20


@imports.get("/")
@writes
def index() -> Response:
    """Where a file is put, and what came in before."""
    return _index()


@imports.post("/")
@writes
def create() -> Response:
    """Take a file in, or say in a sentence why not."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return _index(error=_("Choose a CSV or XLSX file."), status=422)
    try:
        record = uploads.accept(upload.read(), upload.filename, by=me())
    except Refused as refusal:
        return _index(error=refusal.sentence, status=422)
    return go("imports.columns", id=record.id)


@imports.get("/<uuid:id>")
@writes
def show(id: UUID) -> Response:
    """What became of an import; one that was not started goes on where it was left."""
    record = get_or_404(Import, id)
    if record.state == "uploaded":
        return go("imports.columns", id=id)
    if record.state == "mapped":
        return go("imports.preview", id=id)
    return render("imports/show.html", **_result(record))


@imports.get(f"/<uuid:id>/problems.{SUFFIXES}")
@writes
def problems(id: UUID, suffix: str) -> Response:
    """The rows that did not come in, to be corrected and uploaded again."""
    record = get_or_404(Import, id)
    try:
        content = results.bad_rows(record, suffix)
    except (NotStored, Refused):
        raise NotFound from None
    return _file(content, suffix, _("%(name)s problems", name=record.file_name.rpartition(".")[0]))


@imports.get(f"/templates/<kind>.{SUFFIXES}")
@writes
def template(kind: str, suffix: str) -> Response:
    """An empty sheet with the headings we know."""
    if kind not in KINDS:
        raise NotFound
    return _file(templates_of.template(KINDS[kind], short(), suffix), suffix, str(KINDS[kind].label))


@imports.post("/<uuid:id>/start")
@writes
def start(id: UUID) -> Response:
    """Bring it in, in the background; a second press changes nothing."""
    record = get_or_404(Import, id)
    if record.kind is None or not may_import(record.kind, me()):
        raise NotFound
    starting.start(record, by=me())
    return go("imports.show", id=id)


@imports.post("/<uuid:id>/reversal")
@writes
def take_back(id: UUID) -> Response:
    """Take it back, in the background."""
    starting.take_back(get_or_404(Import, id), by=me())
    return go("imports.show", id=id)


@imports.post("/<uuid:id>/discarding")
@writes
def discard(id: UUID) -> Response:
    """Give up an import that was not started."""
    record = get_or_404(Import, id, lock=True)
    if record.state not in starting.OPEN:
        return go("imports.show", id=id)
    uploads.discard(record)
    flash(_("Given up. Nothing of the file was kept."), "good")
    return go("imports.index")


def _index(*, error: str = "", status: int = 200) -> Response:
    records = db.scalars(queries.history(me())).all()
    return render(
        "imports/index.html",
        status=status,
        error=error,
        records=records,
        states=wording.STATES,
        kinds=[(key, kind.label, kind.note) for key, kind in KINDS.items() if may_import(key, me())],
        labels={key: kind.label for key, kind in KINDS.items()},
        megabytes=MOST_BYTES // MEGABYTE,
        rows=MOST_ROWS,
        said=_counts_said,
    )


def _result(record: Import) -> dict[str, Any]:
    kind, nouns = kind_of(record.kind), labels()
    work = outbox.latest("imports.revert" if record.state.startswith("revert") else "imports.run", record.id)
    is_over = record.state in ("done", "reverted")
    is_late = work is not None and work.failed_at is not None
    return {
        "record": record,
        "kind": kind,
        "percent": work.progress if work else 0,
        "waiting": work is None or work.started_at is None,
        "is_running": not is_over and record.state != "failed" and not is_late,
        "seen": kind.page if kind.page in current_app.view_functions else None,
        "bad": results.first_bad(record, SHOWN_PROBLEMS) if record.state == "done" and record.failed else [],
        "outlook": reverting.outlook(record) if record.state == "done" else None,
        "along": [(nouns[noun], count) for noun, count in _along(record, kind) if noun in nouns] if is_over else [],
        "kept": db.scalars(queries.kept_rows(record.id).limit(50)).all() if record.state == "reverted" else [],
        "nouns": nouns,
        "written": record.created + record.updated,
    }


def _along(record: Import, kind: Kind) -> list[tuple[str, int]]:
    return [(row[0], row[1]) for row in db.execute(queries.made_along(record, INTO[kind.key].noun))]


def _counts_said(record: Import) -> str:
    said = {
        CREATED: ngettext("%(num)s created", "%(num)s created", record.created),
        UPDATED: ngettext("%(num)s updated", "%(num)s updated", record.updated),
        "unchanged": ngettext("%(num)s unchanged", "%(num)s unchanged", record.unchanged),
        "skipped": ngettext("%(num)s skipped", "%(num)s skipped", record.skipped),
        "failed": ngettext("%(num)s with problems", "%(num)s with problems", record.failed),
    }
    return " · ".join(text for name, text in said.items() if getattr(record, name))


def _file(content: bytes, suffix: str, name: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = exports.TYPES[suffix]
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{suffix}')}"
    return response
