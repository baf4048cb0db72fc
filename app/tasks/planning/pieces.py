"""What a template keeps of a task, as JSON and back. Pure.

JSON that is kept outlives the code that wrote it and may come from anywhere; `read` takes what it understands, leaves
out the rest and never fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from app.tasks import goals
from app.tasks.model import DEMANDS, LONGEST, MOST_CRITERIA, MOST_HOURS, MOST_PARTS, ORDINARY
from app.tasks.planning.stretch import COUNTED_IN, FARTHEST, WORKING

MOST_LETTERS = {"title": LONGEST, "goal": LONGEST, "unit": goals.LONGEST_UNIT, "measure": 100, "note": 5000}


@dataclass(frozen=True)
class Piece:
    """A task without its people and dates. `begins` and `due` are counted from the plan's first day; `owner_id` is who
    does a part when it is not whoever gets the whole."""

    title: str
    goal: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    lower_is_better: bool = False
    measure: str | None = None
    begins: int | None = None
    due: int | None = None
    effort_minutes: int | None = None
    is_important: bool = False
    is_urgent: bool | None = None
    demand: str = ORDINARY
    note: str | None = None
    criteria: tuple[str, ...] = ()
    owner_id: UUID | None = None


@dataclass(frozen=True)
class Kept:
    """A task and its parts, as a template keeps them."""

    whole: Piece
    parts: tuple[Piece, ...] = ()
    counted_in: str = WORKING

    def sum(self) -> goals.Sum | None:
        """How the parts stand to the whole; None where there is nothing to add up."""
        if self.whole.quantity is None or not self.parts:
            return None
        return goals.sum_of(self.whole.quantity, self.whole.unit, [(one.quantity, one.unit) for one in self.parts])

    @property
    def length(self) -> int | None:
        """How far its last day lies behind its first; None when it has no days."""
        return max((one.due for one in (self.whole, *self.parts) if one.due is not None), default=None)


def as_json(kept: Kept) -> dict[str, Any]:
    """As the template's row holds it; what is usual is left out."""
    return {
        "counted_in": kept.counted_in,
        "whole": _written(kept.whole),
        "parts": [_written(one) for one in kept.parts],
    }


_USUAL = {one.name: one.default for one in fields(Piece)}


def _written(piece: Piece) -> dict[str, Any]:
    said = {name: value for name, value in asdict(piece).items() if value != _USUAL[name]}
    if "quantity" in said:
        said["quantity"] = goals.plain(piece.quantity)
    if "owner_id" in said:
        said["owner_id"] = str(piece.owner_id)
    if "criteria" in said:
        said["criteria"] = list(piece.criteria)
    return said


def read(plan: object, usual_title: str = "") -> Kept:
    """The plan in `plan`, whatever that is; `usual_title` for a whole that has none, and parts without one are none."""
    found = plan if isinstance(plan, dict) else {}
    listed = found.get("parts")
    parts = [_piece(one) for one in listed[:MOST_PARTS]] if isinstance(listed, list) else []
    counted_in = found.get("counted_in")
    return Kept(
        _piece(found.get("whole"), usual_title),
        tuple(one for one in parts if one.title),
        counted_in if isinstance(counted_in, str) and counted_in in COUNTED_IN else WORKING,
    )


def _piece(said: object, usual_title: str = "") -> Piece:
    found = said if isinstance(said, dict) else {}
    begins, due = _number(found.get("begins"), 0, FARTHEST), _number(found.get("due"), 0, FARTHEST)
    demand = found.get("demand")
    return Piece(
        title=_text(found, "title") or usual_title,
        quantity=_quantity(found.get("quantity")),
        begins=begins,
        due=due if due is None or begins is None else max(begins, due),
        effort_minutes=_number(found.get("effort_minutes"), 1, MOST_HOURS * 60),
        is_urgent=found.get("is_urgent") if isinstance(found.get("is_urgent"), bool) else None,
        demand=demand if isinstance(demand, str) and demand in DEMANDS else ORDINARY,
        criteria=_lines(found.get("criteria")),
        owner_id=_id(found.get("owner_id")),
        lower_is_better=found.get("lower_is_better") is True,
        is_important=found.get("is_important") is True,
        **{name: _text(found, name) for name in ("goal", "unit", "measure", "note")},
    )


def _text(found: Mapping[str, Any], name: str) -> str | None:
    said = found.get(name)
    return (said.strip()[: MOST_LETTERS[name]].strip() or None) if isinstance(said, str) else None


def _lines(said: object) -> tuple[str, ...]:
    lines = [one.strip() for one in said if isinstance(one, str)] if isinstance(said, list) else []
    return tuple(dict.fromkeys(filter(None, lines)))[:MOST_CRITERIA]


def _number(said: object, least: int, most: int) -> int | None:
    is_number = isinstance(said, int) and not isinstance(said, bool)
    return said if is_number and least <= said <= most else None  # type: ignore[operator,return-value]


def _quantity(said: object) -> Decimal | None:
    found = _decimal(said) if isinstance(said, str) and len(said) <= 20 else None
    if found is None or not found.is_finite() or not 0 < found <= goals.MOST_KEPT:
        return None
    return found if found == found.quantize(Decimal("0.01")) else None


def _decimal(said: str) -> Decimal | None:
    try:
        return Decimal(said)
    except InvalidOperation:
        return None


def _id(said: object) -> UUID | None:
    try:
        return UUID(said) if isinstance(said, str) else None
    except ValueError:
        return None
