"""What is to be given, as far as it is known: to be weighed before anybody gets it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from app.tasks.model import ORDINARY


@dataclass(frozen=True)
class Piece:
    """What one person would have to do: the task itself, or a part of it."""

    owner_id: UUID | None
    quantity: Decimal | None = None
    unit: str | None = None
    starts_on: date | None = None
    due_on: date | None = None
    minutes: int = 0


@dataclass(frozen=True)
class Wish:
    """What is to be given: as a whole, or in the pieces it is split into. `planned` are the tasks that are planned
    anew, which are left out of everyone's days."""

    whole: Piece
    parts: Sequence[Piece] = ()
    demand: str = ORDINARY
    measure: str | None = None
    lower_is_better: bool = False
    planned: Sequence[UUID] = ()

    @property
    def pieces(self) -> Sequence[Piece]:
        """What lies on people: the parts where there are any, and the whole on nobody then."""
        return self.parts or [self.whole]
