"""The remarks beside a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from app.remarks.model import Remark
from app.web import paging
from app.web.timeline import Source
from tenants.context import db

SIZE = 30
_R = Remark.__table__
_KEYS = (
    paging.Key(_R.c.at, datetime, down=True, nullable=False),
    paging.Key(_R.c.id, UUID, down=True, nullable=False),
)


@dataclass(frozen=True)
class Stretch:
    """Some of the remarks in the order they were written, and where the earlier ones begin."""

    remarks: list[Remark]
    earlier: str | None


def remarks_on(subject: Any) -> Select[Any]:
    """What was said beside `subject` and still stands."""
    return select(Remark).where(Remark.subject_id == subject.id, Remark.deleted_at.is_(None))


def stretch(subject: Any, before: str | None = None) -> Stretch:
    """The newest remarks, or those written before a place in them."""
    statement = remarks_on(subject).add_columns(_R.c.at, _R.c.id)
    page = paging.fetch(statement, _KEYS, lambda part: list(db.execute(part)), after=before, size=SIZE)
    return Stretch([row[0] for row in reversed(page.rows)], page.after)


def remark_of(subject: Any, remark_id: UUID) -> Remark | None:
    """The remark beside this record with that id."""
    return db.scalar(remarks_on(subject).where(Remark.id == remark_id))


def told_of(subject: Any) -> Source:
    """The remarks beside `subject`, for its timeline."""
    return Source(remarks_on(subject), Remark.at, Remark.id, "records/_remarked.html", quiet=("remarked",))
