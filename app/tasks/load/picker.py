"""Beside the form of a task: how full everyone's days are who might get it, whom it suits, and what is too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from app.tasks import rights
from app.tasks.goals import Goal
from app.tasks.load import bars, figures, spans, spread
from app.tasks.load.beyond import Beyond, goals_beyond
from app.tasks.load.queries import Load, loads
from app.tasks.load.suitability import Suited
from app.tasks.load.wish import Piece, Wish
from tenants.model import Member

SHOWN = 8


@dataclass(frozen=True)
class Candidate:
    """Somebody who might get it."""

    id: UUID
    name: str
    load: Load
    added: int  # minutes of this task in these days
    suited: Suited | None
    is_chosen: bool

    @property
    def total(self) -> int:
        """Minutes with this task."""
        return self.load.minutes + self.added

    @property
    def too_much(self) -> int:
        """Minutes beyond what the days hold; negative: what is left."""
        return self.total - self.load.capacity


@dataclass(frozen=True)
class Picker:
    """Everyone who might get it in these days, those first whom it suits and who have room, and what is too much."""

    wish: Wish
    first: date
    last: date
    unknown_years: Sequence[int]
    people: Sequence[Candidate]
    is_measured: bool  # whether what tells who suits is measured at all
    beyond: Sequence[Beyond]

    @property
    def is_assumed(self) -> bool:
        """Whether nobody said by when, and seven days are looked at."""
        return not any(piece.due_on for piece in (self.wish.whole, *self.wish.parts))

    @property
    def shown(self) -> list[Candidate]:
        """Who stands open: those who get it, and the nearest others."""
        rest = [one for one in self.people if not one.is_chosen]
        return [one for one in self.people if one.is_chosen] + rest[:SHOWN]

    @property
    def others(self) -> list[Candidate]:
        """The rest."""
        return [one for one in self.people if not one.is_chosen][SHOWN:]

    @property
    def scale(self) -> int:
        """How many minutes a whole bar is."""
        capacity = self.people[0].load.capacity if self.people else 0
        return bars.scale_of([one.total for one in self.people], capacity)

    @property
    def over(self) -> list[Candidate]:
        """Those who get it and have too much then."""
        return [one for one in self.people if one.is_chosen and one.added and one.too_much > 0]


def of(wish: Wish, by: Member, today: date) -> Picker:
    """Weigh `wish` for everyone whom `by` gives tasks."""
    names = dict(rights.owner_choices(by, keep=wish.whole.owner_id if wish.planned else None))
    first, last = _days(wish, today)
    seen = loads(list(names), first, last, today, without=wish.planned)
    suited = figures.suited(wish.demand, list(names), today)
    people = []
    for one, name in names.items():
        mine = [piece for piece in wish.parts if piece.owner_id == one]
        added = _minutes(mine if wish.parts else [wish.whole], seen.window)
        chosen = bool(mine) if wish.parts else one == wish.whole.owner_id
        people.append(Candidate(one, name, seen.of[one], added, (suited or {}).get(one), chosen))
    people.sort(key=lambda each: (not (each.suited and each.suited.is_suited), each.too_much, each.name))
    beyond = goals_beyond(wish, set(names), today)
    return Picker(wish, first, last, seen.unknown_years, people, suited is not None, beyond)


def still_to_do(minutes: int, actual: Decimal | None, goal: Goal | None) -> int:
    """Minutes that are left of a task that was begun."""
    return round(spread.still_open(minutes, actual, goal.quantity if goal else None))


def _days(wish: Wish, today: date) -> tuple[date, date]:
    starts = [piece.starts_on for piece in (wish.whole, *wish.parts) if piece.starts_on]
    ends = [piece.due_on for piece in (wish.whole, *wish.parts) if piece.due_on]
    return spans.window_of(min(starts, default=None), max(ends, default=None), today)


def _minutes(pieces: Sequence[Piece], window: spread.Window) -> int:
    """Of a task without a day all of it lies in the days one looks at."""
    parts = [
        spread.share(piece.minutes, piece.starts_on, piece.due_on, window) if piece.due_on else Fraction(piece.minutes)
        for piece in pieces
    ]
    return round(sum(parts, Fraction(0)))
