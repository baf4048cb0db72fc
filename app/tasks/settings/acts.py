"""Changing the rules, one manager after the other: who comes second is told what the first one did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from app.tasks import grading, rules
from app.tasks.grading import Scale
from app.tasks.model import SUBMITTED, GradeBand, Task, TaskRules
from app.tasks.queries import attained
from app.tasks.rules import NamedBand
from tenants.context import db, door
from tenants.model import Member, Tenant


class Changed(Exception):
    """Somebody else changed it meanwhile."""


def bands_now() -> list[NamedBand]:
    """The company's bands as they stand this moment; none while it follows the usual ones."""
    rows = db.scalars(select(GradeBand).order_by(GradeBand.floor.desc()))
    return [NamedBand(grading.Band(row.grade, row.floor), row.name) for row in rows]


def mark(bands: Sequence[NamedBand]) -> str:
    """Tells these bands from others, in a form that somebody keeps open."""
    said = "|".join(f"{one.band.grade}:{one.band.floor}:{one.name or ''}" for one in bands)
    return sha256(said.encode()).hexdigest()[:16]


def grade_by(bands: Sequence[NamedBand], *, seen: str, by: Member, at: datetime) -> int:
    """Grade by these bands from now on. Returns how many open proposals are others by it; accepted grades stay.

    Raises Changed when the bands are not those one has `seen`, and BadBands.
    """
    _one_at_a_time()
    now = bands_now()
    if list(bands) == now:  # sent twice, or wished by two
        return 0
    if mark(now) != seen:
        raise Changed
    count = others(tuple(one.band for one in bands))
    rules.set_scale(bands, by=by, at=at)
    return count


def others(scale: Scale) -> int:
    """How many tasks that wait for acceptance would be proposed another grade."""
    T = Task.__table__
    figures = select(T.c.goal_quantity, T.c.actual, T.c.lower_is_better).where(
        T.c.tenant_id == door().tenant_id, T.c.state == SUBMITTED, T.c.goal_quantity.is_not(None),
        T.c.actual.is_not(None),
    )  # fmt: skip
    before = rules.scale()
    ratios = [ratio for row in db.execute(figures) if (ratio := attained(row)) is not None]
    return sum(grading.grade_of(ratio, before) != grading.grade_of(ratio, scale) for ratio in ratios)


def change(values: dict[str, int], *, version: int, by: Member, at: datetime) -> None:
    """Change the other rules. Raises Changed."""
    _one_at_a_time()
    row = db.scalar(select(TaskRules))
    if row is not None and all(getattr(row, name) == value for name, value in values.items()):
        return
    if (row.version if row else 0) != version:
        raise Changed
    rules.set_rules(**values, by=by, at=at)


def _one_at_a_time() -> None:
    """Wait for whoever changes the settings of this company right now."""
    db.execute(select(Tenant.id).where(Tenant.id == door().tenant_id).with_for_update())
