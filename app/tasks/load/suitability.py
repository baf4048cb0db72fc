"""Who suits a task. Pure: the source's rule (item 74), with the reason it gives for each person.

Hard tasks go to strong developers of business: the best 30 % by customers won in the past year. Basic ones go to
newcomers. Referrals go to those to whom customers have brought others, because customers like to talk to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

Why = Literal["top", "newcomer", "referrals", "below", "experienced", "undated", "none", ""]


@dataclass(frozen=True)
class Suited:
    """Whether a person suits, and why, with the figures behind it: value, place among `of` people, since when."""

    is_suited: bool | None  # None: nothing speaks for or against
    why: Why = ""
    value: int = 0
    place: int = 0
    of: int = 0
    since: date | None = None


def for_hard(won: Mapping[UUID, int], top_percent: int) -> dict[UUID, Suited]:
    """By customers won: the best `top_percent` of all are suited if they won any; equal figures are equal."""
    ranked = sorted((value for value in won.values() if value > 0), reverse=True)
    count = -(-len(won) * top_percent // 100)  # of ten people three, of four two: rounded up
    floor = ranked[min(count, len(ranked)) - 1] if ranked else 1
    made = {}
    for person, value in won.items():
        why: Why = "top" if value >= floor else "below" if value else "none"
        made[person] = Suited(value >= floor, why, value, _place(value, won), len(won))
    return made


def for_referrals(brought: Mapping[UUID, int]) -> dict[UUID, Suited]:
    """By deals that other customers brought: everyone with any is suited, those with most first."""
    return {
        person: Suited(value > 0, "referrals" if value else "none", value, _place(value, brought), len(brought))
        for person, value in brought.items()
    }


def for_basic(joined: Mapping[UUID, date | None], today: date, newcomer_days: int) -> dict[UUID, Suited]:
    """By the day one came: newcomers are suited, everyone else could do harder things; of whom nobody knows when he
    came nothing is said."""
    made = {}
    for person, day in joined.items():
        if day is None:
            made[person] = Suited(None, "undated")
        else:
            is_new = (today - day).days < newcomer_days
            made[person] = Suited(is_new, "newcomer" if is_new else "experienced", since=day)
    return made


def _place(value: int, all_of_them: Mapping[UUID, int]) -> int:
    return sum(other > value for other in all_of_them.values()) + 1
