"""What the parts in a table come to: said where it is not the whole, but no reason to keep anything out."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from app.imports.entries import Entry
from app.imports.into import Existing
from app.tasks import goals
from app.tasks.model import CANCELLED
from app.tasks.table import cells
from app.tasks.table.rows import goal_of

MISSING = _l("The parts are %(parts)s of %(goal)s: %(rest)s missing.")
TOO_MUCH = _l("The parts are %(parts)s of %(goal)s: %(rest)s too much.")
OTHER_UNITS = _l("The parts count %(units)s, the whole %(unit)s: this presumes that each one becomes one.")


def weigh(rows: list[Entry], whole: Existing | None, parts: Iterable[Existing], column: str) -> None:
    """Say at the first of `rows` where they, with those `parts` of the whole that are in none of them, are not it."""
    goal = cells.read(rows[0].extra["row"].goal or (goal_of(whole) if whole else ""))
    if goal is None:
        return
    told = {entry.record_id for entry in rows}
    others = [part for part in parts if part["id"] not in told and part["state"] != CANCELLED]
    texts = [entry.extra["row"].part for entry in rows] + [part["row"].part for part in others]
    found = [cells.read(text) for text in texts]
    total = goals.sum_of(goal.quantity, goal.unit, [(one.quantity, one.unit) if one else (None, None) for one in found])
    if not total.adds_up:
        rows[0].note(column, MISSING if total.missing > 0 else TOO_MUCH, "sum", **_figures(total))
    if total.other_units and goal.unit:
        rows[0].note(column, OTHER_UNITS, "units", units=", ".join(total.other_units), unit=goal.unit)


def _figures(total: goals.Sum) -> dict[str, str]:
    figures = {"parts": total.parts, "goal": total.goal, "rest": abs(total.missing)}
    return {name: goals.plain(figure) for name, figure in figures.items()}
