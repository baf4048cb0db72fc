"""Who looks, on which day, in which money: what a list, a board or a report of any tool must know to be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tenants.model import Member


@dataclass(frozen=True)
class Scene:
    """Who looks, on which day, in which money."""

    member: Member
    today: date
    currency: str
