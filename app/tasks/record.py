"""What tasks say in a person's record: how accepted work was graded, and whether it was on time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, literal, null, select, union_all

from app import days
from app.people import colleagues
from app.people import record as records
from app.people.record import Headlines
from app.periods import Period
from app.spreadsheets import Sheet
from app.tasks import goals, grading, rules, wording
from app.tasks.measures import T, accepted_between, judged
from app.tasks.queries import attained
from app.tasks.urgency import overdue
from tenants.context import db

_SHOWN = (
    T.c.id, T.c.title, T.c.goal, T.c.goal_quantity, T.c.unit, T.c.lower_is_better, T.c.actual, T.c.due_on, T.c.done_on,
    T.c.is_late, T.c.delay_reason, T.c.returned_count, T.c.proposed_grade, T.c.grade, T.c.grade_reason,
    T.c.acceptor_id, T.c.accepted_by_id,
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """What a list of accepted tasks comes to. `timed` were due on a day; only those can be on time or late."""

    accepted: int
    grades: dict[str | None, int]
    timed: int
    late: int
    returned: int
    returned_times: int

    @property
    def on_time(self) -> int:
        return self.timed - self.late


def figures(tasks: Iterable[Any]) -> Figures:
    """Count them."""
    tasks = list(tasks)
    return Figures(
        accepted=len(tasks),
        grades=dict(Counter(one.grade for one in tasks)),
        timed=sum(one.due_on is not None for one in tasks),
        late=sum(one.due_on is not None and one.is_late for one in tasks),
        returned=sum(one.returned_count > 0 for one in tasks),
        returned_times=sum(one.returned_count for one in tasks),
    )


def grades_of(found: Iterable[str | None]) -> list[str | None]:
    """The grades to count, best first: those in force, those that were in force when they were given, and none."""
    seen, in_force = set(found), {band.grade for band in rules.scale()}
    shown: list[str | None] = [grade for grade in grading.GRADES if grade in seen or grade in in_force]
    return [*shown, None] if None in seen else shown


def grade_name(grade: str | None) -> str:
    """What the grade is called here."""
    return rules.grade_name(grade) or _("Without a grade")


def load(member_id: UUID, period: Period) -> dict[str, Any]:
    """Somebody's accepted tasks of the period, newest first, and what is overdue today."""
    statement = select(*_SHOWN).where(T.c.owner_id == member_id, accepted_between(period.first, period.last))
    tasks = db.execute(statement.order_by(T.c.done_on.desc(), T.c.id.desc())).all()
    counted = figures(tasks)
    return {
        "tasks": tasks,
        "figures": counted,
        "grades": [(grade, grade_name(grade), counted.grades.get(grade, 0)) for grade in grades_of(counted.grades)],
        "overdue": db.scalar(select(func.count()).select_from(T).where(T.c.owner_id == member_id, *_overdue())),
        "percent": wording.percent,
        "goal": wording.goal,
        "reached": reached,
        "acceptor": acceptor,
        "rules": rules,
    }


def _overdue() -> Sequence[Any]:
    return judged(), overdue(days.today())


def reached(task: Any) -> str:
    """What was reached, as goals are written: 25 leads."""
    return goals.said(task.actual, task.unit) if task.actual is not None else ""


def acceptor(task: Any) -> str:
    """Who accepted it; who should have, where an import does not say."""
    return colleagues.name_of(task.accepted_by_id or task.acceptor_id)


def sheet(facts: dict[str, Any]) -> Sheet:
    """The same tasks as a worksheet."""
    heads = [
        _("Task"), _("Goal"), _("Quantity"), _("Unit"), _("Reached"), _("Of the goal (%)"), _("Grade"), _("Proposed"),
        _("Reason for the grade"), _("Due"), _("Done"), _("Late"), _("Why it is late"), _("Times returned"),
        _("Accepted by"),
    ]  # fmt: skip
    widths = [36, 28, 10, 12, 10, 12, 10, 10, 32, 12, 12, 8, 32, 10, 14]
    return Sheet(_("Tasks"), heads, [_line(one) for one in facts["tasks"]], widths)


def _line(task: Any) -> list[Any]:
    ratio = attained(task)
    return [
        task.title, wording.goal(task), task.goal_quantity, task.unit, task.actual,
        None if ratio is None else grading.percent(ratio, 1), rules.grade_name(task.grade),
        rules.grade_name(task.proposed_grade), task.grade_reason, task.due_on, task.done_on,
        _("late") if task.is_late else None, task.delay_reason, task.returned_count, acceptor(task),
    ]  # fmt: skip


def headlines(member_ids: Sequence[UUID], period: Period) -> Headlines:
    """How many were accepted, with which grades, late or returned on the way, and what is overdue today; of many people
    in one statement."""
    counts: dict[UUID, Counter[Any]] = {}
    for owner, grade, *sums in db.execute(_headlines(member_ids, period)):
        mine = counts.setdefault(owner, Counter())
        mine.update(dict(zip(("accepted", "late", "returned", "overdue"), sums, strict=True)))
        mine["grade", grade] += sums[0]
    kept = {key[1] for mine in counts.values() for key, count in mine.items() if isinstance(key, tuple) and count}
    grades = grades_of(kept)
    names = [_("Accepted"), *map(grade_name, grades), _("Late"), _("Returned before"), _("Overdue today")]
    keys: list[Any] = ["accepted", *(("grade", grade) for grade in grades), "late", "returned", "overdue"]
    return Headlines(names, {owner: [mine[key] for key in keys] for owner, mine in counts.items()})


def _headlines(member_ids: Sequence[UUID], period: Period) -> Any:
    late = func.count().filter(T.c.is_late, T.c.due_on.is_not(None))
    done = select(
        T.c.owner_id, T.c.grade, func.count(), late, func.count().filter(T.c.returned_count > 0), literal(0)
    ).where(T.c.owner_id.in_(member_ids), accepted_between(period.first, period.last))  # fmt: skip
    overdue = select(T.c.owner_id, null(), literal(0), literal(0), literal(0), func.count()).where(
        T.c.owner_id.in_(member_ids), *_overdue()
    )
    return union_all(done.group_by(T.c.owner_id, T.c.grade), overdue.group_by(T.c.owner_id))


def install() -> None:
    """Bring it into everybody's record."""
    records.part("tasks", _l("Tasks"), "tasks/_record.html", load=load, sheet=sheet, headlines=headlines)
