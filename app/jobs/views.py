"""The owner's page of what runs, waits and failed."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort
from flask_babel import gettext as _

from app import outbox
from app.jobs import queries
from app.web.access import owns
from app.web.render import go, render
from app.web.unit_of_work import toast
from tenants.context import db

jobs = Blueprint("jobs", __name__)


@jobs.get("/")
@owns
def index() -> Response:
    """What runs, waits, failed, and what was done last."""
    running, waiting, failed = db.execute(queries.counts()).one()
    lists = {state: db.scalars(queries.work(state)).all() for state in ("failed", "running", "waiting", "done")}
    return render(
        "jobs/index.html",
        counts={"running": running, "waiting": waiting, "failed": failed},
        lists=lists,
        label=_label,
        reason=_reason,
    )


@jobs.post("/<uuid:id>/retry")
@owns
def retry(id: UUID) -> Response:
    """Try failed work again."""
    row = db.scalar(queries.failed(id))
    if row is None:
        abort(404)
    outbox.again(row)
    return toast(go(".index"), _("It will be tried again within seconds."))


def _label(kind: str) -> str:
    handler = outbox.handlers.get(kind)
    return str(handler.label) if handler else kind


def _reason(error: str | None) -> str:
    """Why it failed: a sentence for what people can do something about, the technical name otherwise."""
    known = {
        "ConnectionRefusedError": _("The mail server cannot be reached."),
        "SMTPRecipientsRefused": _("The mail server refused the address."),
        "WorkerLost": _("The worker ended in the middle of it each time."),
        "JobTimeoutException": _("It took too long and was stopped."),
        "unknown kind": _("This version of the product does not know this work."),
        "company suspended": _("The company was suspended."),
        "company closing": _("The company is being closed."),
    }
    return known.get(error or "", error or "")
