"""The records of everybody one leads, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.people import colleagues
from app.people.leading import led_by
from app.people.record.parts import Headlines, Part, parts
from app.periods import Period
from tenants.model import Member


@dataclass(frozen=True)
class Team:
    """People in the order of their names, and what each part says of them."""

    people: list[Member]
    columns: list[tuple[Part, Headlines]]

    def counts(self, member_id: UUID) -> list[int]:
        """What all parts say of one person, from left to right."""
        return [count for _part, said in self.columns for count in said.counts(member_id)]


def led_people(viewer: Member) -> list[Member]:
    """Those `viewer` leads, also after they have left, in the order of their names; nobody who only looks."""
    led = led_by(viewer) if viewer.can_write else []
    everyone = [one for one in colleagues.members().values() if one.id != viewer.id and one.can_write]
    return everyone if led is None else [one for one in everyone if one.id in set(led)]


def team_of(viewer: Member, period: Period, *, backwards: bool = False) -> Team:
    """The people `viewer` leads with their figures of the period; who has left is there if he has any."""
    led = led_people(viewer)
    ids = [one.id for one in led]
    found = Team(led, headlines(ids, period) if ids else [])
    shown = [one for one in led if one.state in colleagues.WORKING or any(found.counts(one.id))]
    return Team(shown[::-1] if backwards else shown, found.columns)


def headlines(member_ids: Sequence[UUID], period: Period) -> list[tuple[Part, Headlines]]:
    """The first figures of every part about these people."""
    return [(one, one.headlines(member_ids, period)) for one in parts()]
