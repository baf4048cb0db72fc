"""One door to stored files: uploads, reports, logos. A local folder by default, a bucket by one setting.

A key starts with the tenant's id, and reading demands the tenant one is in: a key of another company is not found.
"""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.context import door
from tenants.model import Model
from tenants.owned import Owned, new_id


class File(Owned, Model):
    """A file someone put to a record."""

    __tablename__ = "files"
    event_kind = "file"
    belongs_to = {"by_id": "members"}
    constraints = (Index("ix_files_subject", "tenant_id", "subject_id"),)

    by_id: Mapped[UUID]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    name: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str]
    storage_key: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    deleted_at: Mapped[datetime | None]

    @property
    def event_name(self) -> str:
        return self.name


class NotStored(LookupError):
    """There is no such file in this company."""


class Store(Protocol):
    """Where bytes lie. Keys are paths made by `new_key`, never by a user."""

    def put(self, key: str, content: bytes) -> None: ...
    def get(self, key: str) -> bytes: ...
    def delete(self, key: str) -> None: ...


class Folder:
    """A store in a local folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, content: bytes) -> None:
        path = self.root / key
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(path.suffix + ".part")
        unfinished.write_bytes(content)
        unfinished.replace(path)  # a reader sees the whole file or none

    def get(self, key: str) -> bytes:
        try:
            return (self.root / key).read_bytes()
        except FileNotFoundError:
            raise NotStored(key) from None

    def delete(self, key: str) -> None:
        (self.root / key).unlink(missing_ok=True)


def store() -> Store:
    """The store this installation uses."""
    return Folder(Path(os.environ.get("DEALWRIGHT_DATA", ".data")) / "files")


_KEY = re.compile(r"[0-9a-f-]{36}/[a-z_]+/[0-9a-f-]{36}(\.[a-z0-9]{1,8})?")


def keep(area: str, content: bytes, suffix: str = "") -> str:
    """Store `content` for the tenant one is in and return its key. `suffix` like ".pdf" is kept when it is plain."""
    plain_suffix = suffix.lower() if re.fullmatch(r"\.[a-zA-Z0-9]{1,8}", suffix) else ""
    key = f"{door().tenant_id}/{area}/{new_id()}{plain_suffix}"
    store().put(key, content)
    return key


def read(key: str) -> bytes:
    """The bytes behind `key`. Raises NotStored when the key is another company's or nothing lies there."""
    if not _KEY.fullmatch(key) or not key.startswith(f"{door().tenant_id}/"):
        raise NotStored(key)
    return store().get(key)


def forget(key: str) -> None:
    """Delete what lies behind `key`, if it is this company's."""
    if _KEY.fullmatch(key) and key.startswith(f"{door().tenant_id}/"):
        store().delete(key)
