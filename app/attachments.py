"""Files put to a record."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app import files
from app.events import happened
from app.files import File
from tenants.context import db
from tenants.model import Member

LARGEST = 25 * 1024 * 1024
MOST = 200


class TooLarge(Exception):
    """The file is larger than a record takes."""


class Empty(Exception):
    """There is nothing in the file."""


def of(about: Any) -> list[File]:
    """The files of a record, the newest first."""
    statement = select(File).where(File.subject_id == about.id, File.deleted_at.is_(None))
    return list(db.scalars(statement.order_by(File.created_at.desc(), File.id.desc()).limit(MOST)))


def attach(about: Any, name: str, content: bytes, media_type: str, *, by: Member, at: datetime) -> File:
    """Keep a file with a record. Raises TooLarge and Empty."""
    if len(content) > LARGEST:
        raise TooLarge
    if not content:
        raise Empty
    plain = PurePath(name.replace("\\", "/")).name.strip()[-180:] or "file"
    key = files.keep("files", content, PurePath(plain).suffix)
    kept = File(
        by_id=by.id, subject_kind=about.event_kind, subject_id=about.id, name=plain, size=len(content),
        media_type=media_type[:100] or "application/octet-stream", storage_key=key, created_at=at,
    )  # fmt: skip
    db.add(kept)
    happened(about, "attached", by=by.id, at=at, file=plain)
    db.flush()
    return kept


def detach(about: Any, kept: File, *, by: Member, at: datetime) -> None:
    """Take a file away from a record."""
    kept.deleted_at = at
    happened(about, "detached", by=by.id, at=at, file=kept.name)
    db.flush()


def file_of(about: Any, file_id: UUID) -> File | None:
    """The file of this record with that id."""
    return db.scalar(select(File).where(File.id == file_id, File.subject_id == about.id, File.deleted_at.is_(None)))
