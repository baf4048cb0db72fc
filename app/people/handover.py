"""When someone leaves, his records go to somebody else. Areas that keep records say how: each `takes_part`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

#: Called with (leaver's member id, successor's member id, by, at); each returns how many records it handed over.
Taker = Callable[[UUID, UUID, UUID, datetime], int]
takers: list[Taker] = []
#: Called with a member id; each returns (what it is called, how many of it he has), so that it is said beforehand.
counters: list[Callable[[UUID], tuple[Any, int]]] = []


def takes_part(taker: Taker, counter: Callable[[UUID], tuple[Any, int]]) -> None:
    """Hand over what an area keeps, too, and say beforehand how much of it there is."""
    if taker not in takers:
        takers.append(taker)
        counters.append(counter)


def hand_over(leaver: UUID, successor: UUID, *, by: UUID, at: datetime) -> int:
    """Give everything `leaver` owns to `successor`. Returns how many records changed hands."""
    return sum(take(leaver, successor, by, at) or 0 for take in takers)


def holdings(member_id: UUID) -> list[tuple[Any, int]]:
    """What a member has, by kind, for the sentence before he is deactivated."""
    return [count(member_id) for count in counters]
