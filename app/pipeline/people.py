"""The colleagues a form or a card may name, read once a transaction."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.people.sight import visible_owners
from tenants.context import db, door
from tenants.model import Member

WORKING = ("active", "invited", "placeholder")


def members() -> dict[UUID, Member]:
    """Everyone of the company, whatever his state, by id in the order of names."""
    cache = door().cache
    if "members" not in cache:
        cache["members"] = {one.id: one for one in db.scalars(select(Member).order_by(Member.name_key, Member.id))}
    return cache["members"]


def name_of(member_id: UUID | None) -> str:
    """A colleague's name."""
    found = members().get(member_id) if member_id else None
    return found.name if found else ""


def owner_choices(viewer: Member, *, keep: UUID | None = None) -> list[tuple[UUID, str]]:
    """Who may own a deal or customer, among those `viewer` sees; `keep` stays even after he has left."""
    seen = visible_owners(viewer)
    return [
        (one.id, one.name)
        for one in members().values()
        if one.id == keep or (one.state in WORKING and one.can_write and (seen is None or one.id in seen))
    ]


def colleague_choices(keep: UUID | None = None) -> list[tuple[UUID, str]]:
    """Who may be given a next step: everyone who works here and writes."""
    return [
        (one.id, one.name) for one in members().values() if one.id == keep or (one.state == "active" and one.can_write)
    ]
