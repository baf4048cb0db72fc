"""What colleagues are called, told to whoever shows people by name: search listens, and people need not know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from tenants.model import Member

#: Called with members who got a name, another name or another address.
namers: list[Callable[[Iterable[Member]], None]] = []
#: Called with the ids of members who are no more.
forgetters: list[Callable[[Iterable[UUID]], None]] = []


def named(*members: Member) -> None:
    """These members are called so from now on."""
    for tell in namers:
        tell(members)


def forgotten(*member_ids: UUID) -> None:
    """Nobody is called so any more."""
    for tell in forgetters:
        tell(member_ids)
