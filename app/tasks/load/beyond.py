"""Goals that are more than their owners ever reached in a month. They are told, and may be given all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from app.people import colleagues
from app.people.names import name_key
from app.tasks.load import figures, pace
from app.tasks.load.pace import Best
from app.tasks.load.wish import Piece, Wish


@dataclass(frozen=True)
class Beyond:
    """A goal that is more than its owner ever reached in a month."""

    piece: Piece
    name: str
    a_month: Fraction
    best: Best


def goals_beyond(wish: Wish, known: set[UUID], today: date) -> list[Beyond]:
    """The pieces that ask for more a month than their owners ever did; nothing is said of a goal without days."""
    asked = [one for one in wish.pieces if one.owner_id in known and one.quantity and one.due_on]
    if not asked or wish.lower_is_better:
        return []
    counted = [one for one in asked if wish.measure and _is_alike(one.unit, wish.whole.unit)]
    others = [one for one in asked if one not in counted]
    best: dict[Any, Best] = {}
    if wish.measure and counted:
        best |= figures.best_months(wish.measure, _owners(counted), today)
    if others:
        best |= figures.best_tasks(_owners(others), today)
    keys = [one.owner_id if one in counted else (one.owner_id, name_key(one.unit or "")) for one in asked]
    return [said for one, key in zip(asked, keys, strict=True) if (said := _if_beyond(one, best.get(key), today))]


def _if_beyond(piece: Piece, best: Best | None, today: date) -> Beyond | None:
    if best is None or piece.quantity is None or piece.due_on is None:
        return None
    first = min(piece.starts_on or today, piece.due_on)
    if not pace.is_beyond(piece.quantity, first, piece.due_on, best):
        return None
    return Beyond(piece, colleagues.name_of(piece.owner_id), pace.a_month(piece.quantity, first, piece.due_on), best)


def _owners(pieces: Sequence[Piece]) -> list[UUID]:
    return list(dict.fromkeys(one.owner_id for one in pieces if one.owner_id))


def _is_alike(unit: str | None, other: str | None) -> bool:
    return not unit or name_key(unit) == name_key(other or "")
