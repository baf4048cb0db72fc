"""The files of a record: put, fetched and taken away in the same manner whatever the record is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash, make_response, request
from flask_babel import gettext as _
from werkzeug.http import dump_options_header

from app import attachments, files
from app.clock import now
from app.web.access import get_or_404, me, writes
from app.web.render import go, render

#: Whether the acting member may take a file of a record away.
MayDrop = Callable[[Any, Any], bool]


def attach_routes(blueprint: Blueprint, cls: type[Any], may_drop: MayDrop = lambda record, file: True) -> None:
    """Let the records of `cls`, whose page is `show` of `blueprint`, keep files: `attach`, `download`, `detach`. Who
    sees a record puts files there, and takes those away that he `may_drop`."""
    page = f"{blueprint.name}.show"

    @writes
    def attach(id: UUID) -> Response:
        record, upload = get_or_404(cls, id), request.files.get("file")
        try:
            if upload is None or not upload.filename:
                raise attachments.Empty
            with closing(upload.stream) as stream:
                content = stream.read(attachments.LARGEST + 1)
            attachments.attach(record, upload.filename, content, upload.mimetype, by=me(), at=now())
        except attachments.TooLarge:
            return shown(record, _("A file may have at most 25 MB."), status=422)
        except attachments.Empty:
            return shown(record, _("Choose a file that is not empty."), status=422)
        return shown(record) if request.is_partial else go(page, id=id)  # type: ignore[attr-defined]

    def download(id: UUID, file_id: UUID) -> Response:
        kept = attachments.file_of(get_or_404(cls, id), file_id) or abort(404)
        try:
            content = files.read(kept.storage_key)
        except files.NotStored:
            abort(404)
        # Always as a download, never shown in place: the content is a customer's, and this is our address.
        name = dump_options_header("attachment", {"filename": kept.name})
        return make_response(content, 200, {"Content-Type": "application/octet-stream", "Content-Disposition": name})

    @writes
    def detach(id: UUID, file_id: UUID) -> Response:
        record = get_or_404(cls, id)
        kept = attachments.file_of(record, file_id) or abort(404)
        if not may_drop(record, kept):
            abort(403)
        attachments.detach(record, kept, by=me(), at=now())
        if request.is_partial:  # type: ignore[attr-defined]
            return shown(record)
        flash(_("Removed."), "good")
        return go(page, id=id)

    def shown(record: Any, error: str | None = None, *, status: int = 200) -> Response:
        kept = attachments.of(record)
        return render(
            "records/files.html", record=record, area=blueprint.name, files=kept, error=error, status=status,
            may_drop=partial(may_drop, record),
        )  # fmt: skip

    blueprint.post("/<uuid:id>/files", endpoint="attach")(attach)
    blueprint.get("/<uuid:id>/files/<uuid:file_id>", endpoint="download")(download)
    blueprint.post("/<uuid:id>/files/<uuid:file_id>/removal", endpoint="detach")(detach)
