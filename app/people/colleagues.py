"""The colleagues a form or a card may name, as a page looks them up."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.people.sight import visible_owners
from tenants.context import door
from tenants.model import Member
from tenants.standing import standing

WORKING = ("active", "invited", "placeholder")


def members() -> dict[UUID, Member]:
    """Everyone of the company, whatever his state, by id in the order of names."""
    found = standing("members", lambda: select(Member).order_by(Member.name_key, Member.id))
    cache = door().cache
    if cache.get("members by id", (None,))[0] is not found:
        cache["members by id"] = found, {one.id: one for one in found}
    by_id: dict[UUID, Member] = cache["members by id"][1]
    return by_id


def name_of(member_id: UUID | None) -> str:
    """A colleague's name."""
    found = members().get(member_id) if member_id else None
    return found.name if found else ""


def may_own(person: Member) -> bool:
    """Whether records can be given to that person: he works here, or is to, and enters records."""
    return person.state in WORKING and person.can_write


def owner_choices(viewer: Member, *, keep: UUID | None = None) -> list[tuple[UUID, str]]:
    """Who may own a deal or customer, among those `viewer` sees; `keep` stays even after he has left."""
    seen = visible_owners(viewer)
    return [
        (one.id, one.name)
        for one in members().values()
        if one.id == keep or (may_own(one) and (seen is None or one.id in seen))
    ]


def owners_seen(viewer: Member) -> list[tuple[UUID, str]]:
    """Whose records `viewer` may look for: those of everyone he sees, last of those who have left."""
    seen = visible_owners(viewer)
    found = [one for one in members().values() if seen is None or one.id in seen]
    return [(one.id, one.name) for one in sorted(found, key=lambda one: one.state == "deactivated")]


def colleague_choices(keep: UUID | None = None) -> list[tuple[UUID, str]]:
    """Who may be given a next step: everyone who works here and writes."""
    return [
        (one.id, one.name) for one in members().values() if one.id == keep or (one.state == "active" and one.can_write)
    ]
