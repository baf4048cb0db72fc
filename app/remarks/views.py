"""The remarks of a record: read, written and taken back in the same manner whatever the record is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request, url_for
from flask_babel import gettext as _

from app.clock import now
from app.people import colleagues
from app.people.mentions import unheard
from app.remarks import acts, queries
from app.remarks.forms import RemarkForm
from app.web import timeline
from app.web.access import get_or_404, me, writes
from app.web.render import lead_to, render
from app.web.unit_of_work import toast

PAGE = "records/remarks.html"


def attach(blueprint: Blueprint, cls: type[Any], page: str = "show") -> None:
    """Let the records of `cls`, shown at `page` of `blueprint`, take remarks.

    The endpoints are `remarks`, `remark` and `withdraw_remark`; the page prints `remarks_of(record, blueprint)`.
    """
    blueprint.record(lambda state: timeline.adds(state.app, cls.event_kind, queries.told_of))

    def remarks(id: UUID) -> Response:
        record = get_or_404(cls, id)
        return render(PAGE, page=page, **remarks_of(record, blueprint, before=request.args.get("before")))

    @writes
    def remark(id: UUID) -> Response:
        record, form = get_or_404(cls, id), RemarkForm()
        if not form.valid:
            return render(PAGE, status=422, page=page, **remarks_of(record, blueprint, form))
        acts.remark(record, form.remark.data, by=me(), at=now())
        return toast(_shown(record), " ".join(filter(None, (_("Saved."), unheard(form.remark.data, record)))))

    @writes
    def withdraw_remark(id: UUID, remark_id: UUID) -> Response:
        record = get_or_404(cls, id)
        try:
            acts.withdraw(record, queries.remark_of(record, remark_id) or abort(404), by=me(), at=now())
        except acts.NotYours:
            abort(403)
        return toast(_shown(record), _("Removed."))

    def _shown(record: Any) -> Response:
        if request.is_partial:  # type: ignore[attr-defined]
            return render(PAGE, page=page, goes_on=True, **remarks_of(record, blueprint))
        return lead_to(url_for(f".{page}", id=record.id, _anchor="remarks"))

    blueprint.get("/<uuid:id>/remarks", endpoint="remarks")(remarks)
    blueprint.post("/<uuid:id>/remarks", endpoint="remark")(remark)
    blueprint.post("/<uuid:id>/remarks/<uuid:remark_id>/removal", endpoint="withdraw_remark")(withdraw_remark)


def remarks_of(
    record: Any, blueprint: Blueprint, form: RemarkForm | None = None, before: str | None = None
) -> dict[str, Any]:
    """What `records/_remarks.html` prints: the remarks on `record`, and the form for another."""
    return {
        "record": record,
        "area": blueprint.name,
        "remarks": queries.stretch(record, before),
        "remark_form": form or RemarkForm(formdata=None),
        "people": colleagues.members(),
    }
