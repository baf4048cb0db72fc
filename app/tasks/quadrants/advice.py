"""What the quadrants advise: how much of today is left, who could take something over, what nobody touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app import days
from app.people.leading import teammates
from app.tasks import rights
from app.tasks.load.queries import loads
from app.tasks.load.spans import SEVEN_DAYS
from app.tasks.model import WORKING
from tenants.model import Member

LIES = 30  # days after which one asks whether something is still wanted
MOST_ASKED = 30  # people whose week is looked at


@dataclass(frozen=True)
class Offer:
    """Somebody with time left in the coming week, and a task he could take over."""

    person_id: UUID
    minutes: int
    task: Any


def left_today(people: Sequence[UUID], cards: Sequence[Any], today: date) -> int | None:
    """Minutes of today that these people have for these tasks: the working day less what else lies on it; None on a
    day nobody works."""
    found = loads(people, today, today, today, without=[card.id for card in cards])
    return sum(load.free for load in found.of.values()) if found.window.length else None


def who_could(member: Member, cards: Sequence[Any], today: date) -> Offer | None:
    """Who of those `member` gives tasks to has most time in seven days, for the first of `cards` he may give away."""
    given = [card for card in cards if _can_be_given(member, card)]
    people = [one for one in _asked(member) if one != member.id] if given else []
    if not people:
        return None
    week = loads(people, today, today + SEVEN_DAYS, today).of
    for card in given:
        free = {one: load.free for one, load in week.items() if one not in (card.owner_id, card.acceptor_id)}
        best = max(free, key=lambda one: free[one], default=None)
        if best is not None and free[best] > max(0, card.effort_minutes or 0):
            return Offer(best, free[best], card)
    return None


def _can_be_given(member: Member, card: Any) -> bool:
    return card.state in WORKING and not card.is_split and rights.may_change(member, card)


def _asked(member: Member) -> list[UUID]:
    """Whom `member` gives tasks to; of very many those of his own team."""
    people = [one for one, _name in rights.owner_choices(member)]
    return people if len(people) <= MOST_ASKED else [one for one in teammates(member) if one in people][:MOST_ASKED]


def lies(cards: Sequence[Any], today: date) -> tuple[Any, int] | None:
    """What has lain longest, if nobody touched it for a month, and since how many days."""
    oldest = min(cards, key=lambda card: card.updated_at, default=None)
    since = (today - days.here(oldest.updated_at)).days if oldest is not None else 0
    return (oldest, since) if since >= LIES else None
