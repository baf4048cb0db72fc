"""How a company comes to be: its address, its first member, its first door."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from uuid import UUID

from pypinyin import lazy_pinyin
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from tenants.context import acting_in, at_the_doorway
from tenants.model import Member, Tenant
from tenants.owned import new_id
from tenants.urls import RESERVED

_SUFFIXES = re.compile(r"(股份有限公司|有限责任公司|有限公司|集团|公司)$")
LONGEST = 40
#: What areas put into a new company, called with its language and country, through its own door.
furnishings: list[Callable[[str, str], None]] = []


def slug_from(name: str) -> str:
    """An address made from a company's name, Chinese names by their sound: 衡远机电有限公司 → heng-yuan-ji-dian."""
    plain = _SUFFIXES.sub("", name.strip()) or name
    spelled = " ".join(lazy_pinyin(plain)) if re.search(r"[\u3400-\u9fff]", plain) else plain
    ascii_only = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:LONGEST].strip("-")
    return slug if len(slug) >= 2 else "company"


def is_allowed(slug: str) -> bool:
    """Whether `slug` may be a company's address: plain, and not a word the product or the web needs."""
    return bool(re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])", slug)) and slug not in RESERVED


def found(name: str, *, slug: str | None = None, **settings: object) -> UUID:
    """Put a new company on the map and return its id; its address is made from its name unless given.

    The row is written through a door of its own id, so that nothing but itself can be written there.
    """
    wanted = slug or slug_from(name)
    tenant_id = new_id()
    for candidate in _candidates(wanted):
        if is_allowed(candidate) and _claim(tenant_id, candidate, name, settings):
            return tenant_id
    raise RuntimeError("no free address found")


def _candidates(wanted: str) -> list[str]:
    return [wanted, *(f"{wanted}-{number}" for number in range(2, 50)), f"{wanted[:20]}-{new_id().hex[-8:]}"]


def _claim(tenant_id: UUID, slug: str, name: str, settings: dict[str, object]) -> bool:
    row = {"id": tenant_id, "slug": slug, "name": name, **settings}
    with acting_in(tenant_id) as door:
        statement = insert(Tenant).values(row).on_conflict_do_nothing(index_elements=["slug"])
        return door.session.scalar(statement.returning(Tenant.id)) is not None


def places_of(user_id: UUID) -> list[tuple[str, str]]:
    """The companies a human belongs to, as (slug, name), by name."""
    statement = (
        select(Tenant.slug, Tenant.name)
        .join(Member, Member.tenant_id == Tenant.id)
        .where(Member.user_id == user_id, Member.state == "active")
        .order_by(Tenant.name)
    )
    with at_the_doorway(user_id=user_id) as session:
        return [(slug, name) for slug, name in session.execute(statement)]


def furnish_with(put: Callable[[str, str], None]) -> None:
    """Have `put` called for every new company. Saying it twice, as two apps in one process do, changes nothing."""
    if put not in furnishings:
        furnishings.append(put)


def furnish(language: str, country: str) -> None:
    """Let every area put its beginnings into the company one is in."""
    for put in furnishings:
        put(language, country)
