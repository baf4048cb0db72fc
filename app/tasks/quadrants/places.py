"""The four quadrants, and what moving a task to one of them says of it. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.tasks import urgency

DO, PLAN, HAND, DROP = "do", "plan", "hand", "drop"
#: What comes first on a phone stands first.
QUADRANTS = (DO, PLAN, HAND, DROP)
#: Whether it is important, whether it is urgent.
MEANT = {DO: (True, True), PLAN: (True, False), HAND: (False, True), DROP: (False, False)}


def place_of(task: Any, today: date) -> str:
    """Where a task (or a row with its columns) stands."""
    here = bool(task.is_important), urgency.is_urgent(task, today)
    return next(quadrant for quadrant, meant in MEANT.items() if meant == here)


def changes_to(task: Any, quadrant: str, today: date) -> dict[str, Any]:
    """What is to be said of a task so that it stands in `quadrant`. Whether it is urgent goes on following from its
    date as long as that says the same."""
    is_important, is_urgent = MEANT[quadrant]
    changes: dict[str, Any] = {"is_important": is_important}
    if urgency.is_urgent(task, today) != is_urgent:
        changes["is_urgent"] = is_urgent
    return changes
