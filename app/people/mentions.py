"""Naming a colleague with an @ in what was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.people import colleagues
from app.people.names import name_key
from app.people.sight import sees
from tenants.model import Member


@dataclass(frozen=True)
class Addressed:
    """The colleagues named in what was said about a record: those who may see it, and those who may not."""

    seeing: set[UUID]
    blind: list[Member]


def addressed(said: str | None, about: Any) -> Addressed:
    """Whom an @ in `said` names. Who may not see `about` must not learn of it by being named."""
    people = [colleagues.members()[member_id] for member_id in mentioned(said)]
    blind = [one for one in people if not sees(one, about)]
    return Addressed({one.id for one in people} - {one.id for one in blind}, blind)


def unheard(said: str | None, about: Any) -> str | None:
    """Whom `said` names in vain, as a sentence for who wrote it."""
    names = _(", ").join(one.name for one in addressed(said, about).blind)
    return _("Not told, because it is out of sight for them: %(names)s", names=names) if names else None


def in_sight(about: Any, member_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the members who work here and may see `about`."""
    wanted = set(member_ids)
    people = (one for one in colleagues.members().values() if one.id in wanted)
    return {one.id for one in people if one.state == "active" and sees(one, about)}


def mentioned(said: str | None) -> set[UUID]:
    """The active members named with an @ in `said`."""
    if not said or not ({"@", "＠"} & set(said)):
        return set()
    return named_in(said, [(one.id, one.name) for one in colleagues.members().values() if one.state == "active"])


def named_in(said: str, people: Iterable[tuple[UUID, str]]) -> set[UUID]:
    """Which of `people` stand after an @; the longest name wins, so @Ann Lee is not also @Ann."""
    rest = name_key(said)
    found: set[UUID] = set()
    for member_id, name in sorted(people, key=lambda person: len(person[1]), reverse=True):
        handle = f"@{name_key(name)}"
        if handle in rest:
            found.add(member_id)
            rest = rest.replace(handle, " ")
    return found
