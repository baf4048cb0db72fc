"""Colleagues in the search. Whoever runs the company finds everyone; others those whose records they see."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, true

from app.people import naming
from app.people.sight import visible_owners
from app.search import index
from app.search.index import Entry
from app.search.sources import source
from app.web.access import me
from tenants.model import Member


def install() -> None:
    """Let people be found, and listen to what they are called."""
    source("member", "users", "members.show", _l("People"), Member, sight=seen_by, address=_address)
    if make_findable not in naming.namers:
        naming.namers.append(make_findable)
        naming.forgetters.append(forget)


def make_findable(members: Iterable[Member]) -> None:
    """Let search know what these members are called now."""
    for member in members:
        index.put("member", member.id, member.name, member.email or "")


def entries(rows: Iterable[tuple[UUID, str, str | None]]) -> list[Entry]:
    """Members as (id, name, e-mail), for many at a time."""
    return [Entry("member", member_id, name, email or "") for member_id, name, email in rows]


def forget(member_ids: Iterable[UUID]) -> None:
    """Let search forget members who are no more."""
    index.remove(*member_ids)


def seen_by(member: Member) -> ColumnElement[bool]:
    """The colleagues `member` finds."""
    owners = None if member.can_manage else visible_owners(member)
    return true() if owners is None else Member.id.in_(owners)


def _address(member_id: UUID) -> str:
    """A person's page is the managers'; others come to what the person works at."""
    if me().can_manage:
        return url_for("members.show", id=member_id)
    return url_for("opportunities.list", owner=member_id)
