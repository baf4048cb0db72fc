"""Changing the company's settings; its logo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, exists, or_, select

from app import files
from app.events import happened
from app.timetables import follow_clock
from tenants.context import db
from tenants.model import Model, Tenant

LARGEST_LOGO = 1024 * 1024
MAGIC = {
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".webp": (b"RIFF", "image/webp"),
}


class Changed(Exception):
    """Somebody else changed the settings meanwhile."""


class NotAPicture(Exception):
    """The file is no PNG, JPEG or WebP, whatever it is called."""


def the_company(tenant_id: UUID) -> Tenant:
    """The company as it is now."""
    return db.scalars(select(Tenant).where(Tenant.id == tenant_id)).one()


def change(tenant: Tenant, values: dict[str, Any], *, version: int, by: UUID) -> None:
    """Give the company other settings. Raises Changed."""
    if tenant.version != version:
        raise Changed
    changed: dict[str, Any] = {name: [getattr(tenant, name), value] for name, value in values.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    for name, (_before, after) in changed.items():
        setattr(tenant, name, after)
    if "zone" in changed:
        follow_clock(tenant.zone)
    if changed:
        happened(tenant, "changed", by=by, **changed)


def has_amounts(tenant_id: UUID) -> bool:
    """Whether any amount of money is kept: figures would then read as another currency without being converted."""
    amounts = [
        exists(select(table.c.tenant_id).where(table.c.tenant_id == tenant_id, column.is_not(None)))
        for table in Model.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("_minor") and isinstance(column.type, BigInteger) and "tenant_id" in table.columns
    ]
    return bool(amounts) and bool(db.scalar(select(or_(*amounts))))


def put_logo(tenant: Tenant, content: bytes, *, by: UUID) -> None:
    """Keep `content` as the company's logo. Raises NotAPicture."""
    former, tenant.logo_key = tenant.logo_key, files.keep("logos", content, _kind_of(content))
    if former:
        files.forget(former)
    happened(tenant, "logo_changed", by=by)


def remove_logo(tenant: Tenant, *, by: UUID) -> None:
    """Show the company's name alone again."""
    if tenant.logo_key:
        files.forget(tenant.logo_key)
        tenant.logo_key = None
        happened(tenant, "logo_removed", by=by)


def _kind_of(content: bytes) -> str:
    for suffix, (mark, _media_type) in MAGIC.items():
        if content.startswith(mark) and (suffix != ".webp" or content[8:12] == b"WEBP"):
            return suffix
    raise NotAPicture


def media_type(key: str) -> str:
    """The media type of a kept logo."""
    return next(kind for suffix, (_mark, kind) in MAGIC.items() if key.endswith(suffix))
