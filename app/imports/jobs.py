"""The work of an import that nobody waits for: checking a long file, bringing it in, taking it back, indexing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from app import notices, outbox
from app.clock import now
from app.imports import indexing, memory, previews, reverting, running
from app.imports.kinds import kind_of, may_import
from app.imports.model import Import
from app.imports.problems import Refused
from app.outbox import handles
from tenants.context import db, door
from tenants.model import Member, OutboxRow

LOCALES = {"zh": "zh_Hans_CN", "en": "en"}
#: One import of a company at a time; the next looks again after this long.
AGAIN = timedelta(seconds=5)


@handles("imports.check", _l("Check a file before its import"), minutes=10)
def check(row: OutboxRow) -> None:
    """Think a long file through for its preview."""
    record = _import(row)
    if record is not None and record.state in ("uploaded", "mapped"):
        with _speaking_to(record), memory.bounded():
            previews.make(record)


@handles("imports.run", _l("Import a file"), on_failure=lambda row: give_up(row), minutes=30)
def run(row: OutboxRow) -> None:
    """Bring a file in, all of it or nothing."""
    record = _import(row)
    if record is None or record.state != "queued" or not _alone(row):
        return
    with _speaking_to(record), memory.bounded():
        try:
            _check_rights(record)
            running.run(record, lambda percent: outbox.progress(row.id, percent))
        except Refused as refusal:
            _refuse(record, refusal.sentence)


@handles("imports.revert", _l("Take an import back"), on_failure=lambda row: give_up(row), minutes=30)
def revert(row: OutboxRow) -> None:
    """Take back what an import did, where nobody has built on it."""
    record = _import(row)
    if record is None or record.state != "reverting" or not _alone(row):
        return
    with _speaking_to(record):
        reverting.revert(record, by=row.member_id or record.by_id, progress=lambda done: outbox.progress(row.id, done))


@handles("imports.index", _l("Let search find what was imported"), minutes=10)
def index(row: OutboxRow) -> None:
    """Index a part, and ask for the next."""
    if row.subject_id is None:
        return
    after = row.args.get("after")
    following = indexing.put_part(row.subject_id, UUID(after) if after else None)
    if following is not None:
        outbox.later("imports.index", subject_id=row.subject_id, queue="long", after=str(following))


def give_up(row: OutboxRow) -> None:
    """The last try failed: nothing was kept, and the file waits for another attempt."""
    record = _import(row)
    if record is None or record.state not in ("queued", "reverting"):
        return
    record.state = "failed" if record.state == "queued" else "done"
    notices.notify(
        record.by_id, "import.failed", subject=record, key=f"import-failed:{row.id}", facts={"name": record.file_name}
    )


def _check_rights(record: Import) -> None:
    """Whoever was demoted or has left since he pressed the button brings nothing in any more."""
    by = db.get_one(Member, (door().tenant_id, record.by_id))
    if by.state != "active" or not may_import(kind_of(record.kind).key, by):
        raise Refused("rights", _l("Whoever started this import may not bring in such a list any more."))


def _import(row: OutboxRow) -> Import | None:
    return db.get(Import, (door().tenant_id, row.subject_id)) if row.subject_id else None


def _alone(row: OutboxRow) -> bool:
    """Whether no other import of the company is running. If one is, ask again a little later."""
    if db.scalar(
        select(
            func.pg_try_advisory_xact_lock(
                int.from_bytes(door().tenant_id.bytes[8:], signed=True),
            )
        )
    ):
        return True
    outbox.later(row.kind, subject_id=row.subject_id, queue=row.queue, at=now() + AGAIN)
    return False


def _refuse(record: Import, sentence: str) -> None:
    record.state, record.problem, record.finished_at = "failed", sentence, now()


@contextmanager
def _speaking_to(record: Import) -> Iterator[None]:
    """Sentences are made in the language of whoever uploaded the file."""
    member = db.get_one(Member, (door().tenant_id, record.by_id))
    with force_locale(LOCALES.get(member.language, "en")):
        yield
