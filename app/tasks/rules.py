"""The company's own rules for tasks: its grade bands, its full day, whom it takes for strong or new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from app.changes import differing
from app.events import happened
from app.tasks.grading import EXCELLENT, FAIR, GOOD, IMPROVE, POOR, USUAL, Band, Scale, faults
from app.tasks.model import GradeBand, TaskRules
from tenants.context import db, door
from tenants.model import Member, Tenant
from tenants.standing import standing

#: The product's own words for grades.
NAMES = {
    EXCELLENT: _l("Excellent"),
    GOOD: _l("Good"),
    IMPROVE: _l("To improve"),
    FAIR: _l("Fair"),
    POOR: _l("Poor"),
}
#: And the sign on a seal.
SIGNS = {EXCELLENT: _l("E"), GOOD: _l("G"), IMPROVE: _l("I"), FAIR: _l("F"), POOR: _l("P")}
TONES = {EXCELLENT: "good", GOOD: "accent", IMPROVE: "warn", FAIR: "warn", POOR: "bad"}


@dataclass(frozen=True)
class NamedBand:
    """A band and the company's own word for it, if it has one."""

    band: Band
    name: str | None = None


class BadBands(ValueError):
    """Bands that leave a ratio without a grade, or with two; `found` says where, as `grading.faults` does."""

    def __init__(self, found: list[tuple[int, str]]) -> None:
        super().__init__(found)
        self.found = found


def scale() -> Scale:
    """The bands in force, best first; the usual ones for a company that has set none."""
    return tuple(Band(row.grade, row.floor) for row in _rows()) or USUAL


def grade_name(grade: str | None) -> str:
    """What a grade is called: by the company, else by the product in the reader's language."""
    if grade is None:
        return ""
    own = next((row.name for row in _rows() if row.grade == grade), None)
    return own or str(NAMES[grade])


def grade_sign(grade: str) -> str:
    """The one sign on a seal."""
    own = next((row.name for row in _rows() if row.grade == grade), None)
    return own[:1] if own else str(SIGNS[grade])


def own_names() -> dict[str, str]:
    """The company's own words, by grade."""
    return {row.grade: row.name for row in _rows() if row.name}


def set_scale(bands: Sequence[NamedBand], *, by: Member, at: datetime) -> None:
    """Grade by these bands from now on, best first; what was accepted keeps its grade. Raises BadBands."""
    found = faults([one.band for one in bands])
    if found:
        raise BadBands(list(found))
    before = [f"{row.grade} {row.floor / 100:g}%" for row in _rows()]
    db.execute(delete(GradeBand))
    db.add_all(GradeBand(grade=one.band.grade, floor=one.band.floor, name=one.name) for one in bands)
    db.flush()
    after = [f"{one.band.grade} {one.band.floor / 100:g}%" for one in bands]
    tenant = db.get_one(Tenant, door().tenant_id)
    happened(tenant, "graded_anew", by=by.id, at=at, bands=[" · ".join(before), " · ".join(after)])


def rules() -> TaskRules:
    """The other rules; those of the product for a company that has set none."""
    found = standing("task_rules", lambda: select(TaskRules))
    return found[0] if found else TaskRules(hours_a_day=8, top_percent=30, newcomer_days=90, version=0)


def set_rules(*, hours_a_day: int, top_percent: int, newcomer_days: int, by: Member, at: datetime) -> None:
    """Change the other rules."""
    wish = {"hours_a_day": hours_a_day, "top_percent": top_percent, "newcomer_days": newcomer_days}
    row = db.scalar(select(TaskRules))
    if row is None:
        row = TaskRules(hours_a_day=8, top_percent=30, newcomer_days=90)
        db.add(row)
    changed = differing(row, wish)
    for name, value in wish.items():
        setattr(row, name, value)
    db.flush()
    if changed:
        tenant = db.get_one(Tenant, door().tenant_id)
        happened(tenant, "task_rules_changed", by=by.id, at=at, **changed)


def _rows() -> list[GradeBand]:
    return standing("grade_bands", lambda: select(GradeBand).order_by(GradeBand.floor.desc()))
