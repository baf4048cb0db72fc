"""What the parts of a demo share: the language, the day it ends on, the dice, and what was told so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.demo.words import Words


@dataclass(frozen=True)
class Seller:
    """Someone who sells in the story: how busy and how lucky he is."""

    id: UUID
    name: str
    region_id: UUID | None
    pace: float  # deals a month
    luck: float  # share of closed deals he wins


@dataclass(frozen=True)
class Customer:
    """A customer of the story."""

    id: UUID
    name: str
    owner: Seller
    region_id: UUID | None
    contact_id: UUID | None
    weight: float  # how much it buys


@dataclass
class Story:
    """The state of one telling."""

    words: Words
    today: date
    zone: str
    dice: Random
    sellers: list[Seller] = field(default_factory=list)
    customers: list[Customer] = field(default_factory=list)
    products: list[Any] = field(default_factory=list)
    choices: dict[str, dict[str, UUID]] = field(default_factory=dict)  # kind -> name -> id
    talks_left: dict[UUID, list[str]] = field(default_factory=dict)  # deal -> what its customer has not said yet
    import_id: UUID | None = None  # set for sample data, which can be removed again
    years: int = 3
    size: float = 1.0

    def at(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """A moment of `day` in the company's zone, never in the future."""
        moment = datetime.combine(day, time(hour, minute), ZoneInfo(self.zone)).astimezone(UTC)
        return min(
            moment, datetime.combine(self.today, time(0), ZoneInfo(self.zone)).astimezone(UTC) + timedelta(hours=9)
        )

    def workday(self, day: date) -> date:
        """`day`, or the Monday after it when it falls on a weekend."""
        return day + timedelta(days=(7 - day.weekday()) if day.weekday() >= 5 else 0)
