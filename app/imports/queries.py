"""Named statements about imports."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true

from app.imports.entries import CREATED, FAILED, UPDATED
from app.imports.model import Import, ImportRow
from tenants.model import Member

HISTORY = 50
SAMPLE = "sample"  # the kind of the import that sample data comes as


def visible_to(member: Member) -> ColumnElement[bool]:
    """Whoever manages the company sees all imports, others their own. Sample data came in without a file: it is not
    an import to anybody, and is removed where it was asked for."""
    return and_(Import.storage_key != "", true() if member.can_manage else Import.by_id == member.id)


Import.sight = staticmethod(visible_to)


def history(member: Member) -> Select[Any]:
    """The latest imports `member` may see."""
    return select(Import).where(visible_to(member)).order_by(Import.created_at.desc(), Import.id).limit(HISTORY)


def failed_rows(import_id: UUID) -> Select[Any]:
    """The rows that did not come in, in the order of the file."""
    failed = (ImportRow.import_id == import_id, ImportRow.outcome == FAILED)
    return select(ImportRow).where(*failed).order_by(ImportRow.row_number)


def kept_rows(import_id: UUID) -> Select[Any]:
    """What stayed when an import was taken back, and why."""
    kept = (ImportRow.import_id == import_id, ImportRow.outcome.in_((CREATED, UPDATED)), ImportRow.problem.is_not(None))
    return select(ImportRow).where(*kept).order_by(ImportRow.row_number)


def made_along(record: Import, noun: str) -> Any:
    """How much of what was made along the way: kinds of records other than the import's own."""
    rows = (ImportRow.import_id == record.id, ImportRow.outcome == CREATED)
    others = or_(ImportRow.record_kind != noun, ImportRow.record_kind.is_(None))
    return select(ImportRow.record_kind, func.count()).where(*rows, others).group_by(ImportRow.record_kind)


def not_sample(cls: type[Any]) -> ColumnElement[bool]:
    """Records of `cls` that are the company's own, whoever entered them; the sample data is not."""
    sample = select(Import.id).where(Import.kind == SAMPLE, Import.state == "done").limit(1).scalar_subquery()
    return or_(cls.import_id.is_(None), sample.is_(None), cls.import_id != sample)


def any_came_in() -> ColumnElement[bool]:
    """Whether the company has brought anything in."""
    return exists(select(Import.id).where(Import.kind != SAMPLE, Import.state == "done"))
