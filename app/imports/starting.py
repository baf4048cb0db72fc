"""Setting an import going, and setting it back: each once, however often somebody presses the button."""

from __future__ import annotations

from sqlalchemy import update

from app import outbox
from app.events import happened
from app.imports import previews
from app.imports.model import Import
from tenants.context import db
from tenants.model import Member

OPEN = ("uploaded", "mapped", "failed")


def start(record: Import, *, by: Member) -> bool:
    """Ask for the import to be run. False when it is under way already, or was not ready."""
    if not _advance(record, ("mapped", "failed"), "queued"):
        return False
    outbox.later("imports.run", subject_id=record.id, queue="long")
    happened(record, "started", by=by.id)
    return True


def take_back(record: Import, *, by: Member) -> bool:
    """Ask for the import to be taken back. False when that is under way already."""
    if not _advance(record, ("done",), "reverting"):
        return False
    outbox.later("imports.revert", subject_id=record.id, queue="long")
    return True


def check_later(record: Import) -> None:
    """Have a long file thought through by the worker, for its preview."""
    if (record.rows or 0) > previews.WHILE_WAITING:
        outbox.later("imports.check", subject_id=record.id, queue="long")


def _advance(record: Import, states: tuple[str, ...], to: str) -> bool:
    """Only one of two who press at once finds the import in the state he saw."""
    moved = db.execute(
        update(Import)
        .where(Import.id == record.id, Import.state.in_(states))
        .values(state=to, version=Import.version + 1, problem=None)
        .execution_options(synchronize_session=False)
    )
    db.refresh(record)
    return moved.rowcount == 1  # type: ignore[attr-defined]
