"""What happened to tasks, in words: the acts, the fields they changed, and the values these had."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l

from app.tasks import goals, wording
from app.tasks.rules import grade_name
from app.web import happenings, timeline
from app.web.formats import day

HAPPENED = {
    "task.assigned": _l("was assigned"),
    "task.started": _l("was started"),
    "task.put_back": _l("was put back"),
    "task.progressed": _l("made progress"),
    "task.ticked": _l("met a line of its standard"),
    "task.unticked": _l("no longer meets a line of its standard"),
    "task.submitted": _l("was submitted"),
    "task.withdrawn": _l("was taken back"),
    "task.accepted": _l("was accepted"),
    "task.returned": _l("was returned"),
    "task.reopened": _l("was reopened"),
    "task.delayed": _l("is delayed"),
    "task.supported": _l("got support"),
    "task.replanned": _l("was re-planned"),
    "task.changed": _l("was changed"),
    "task.cancelled": _l("was cancelled"),
    "task.resumed": _l("was resumed"),
    "task.linked": _l("was linked"),
    "task.unlinked": _l("lost a link"),
    "task.attached": _l("got a file"),
    "task.detached": _l("lost a file"),
    "tenant.graded_anew": _l("got other grade bands"),
    "tenant.task_rules_changed": _l("got other rules for tasks"),
}
FIELDS = {
    "title": _l("Title"),
    "goal": _l("Goal"),
    "goal_quantity": _l("Quantity"),
    "unit": _l("Unit"),
    "lower_is_better": _l("Less is better"),
    "measure": _l("Counted by"),
    "owner": _l("Owner"),
    "acceptor": _l("Accepts"),
    "starts_on": _l("Start"),
    "due_on": _l("Due"),
    "done_on": _l("Done"),
    "effort_minutes": _l("Effort"),
    "is_important": _l("Important"),
    "is_urgent": _l("Urgent"),
    "demand": _l("What it asks for"),
    "note": _l("Note"),
    "actual": _l("Reached"),
    "said": _l("What was said"),
    "reason": _l("Reason"),
    "support": _l("Support asked for"),
    "grade": _l("Grade"),
    "proposed_grade": _l("Proposed"),
    "attained": _l("Of the goal"),
    "late": _l("Late"),
    "state": _l("State"),
    "criterion": _l("Standard"),
    "criteria": _l("Acceptance standard"),
    "about": _l("About"),
}


def register() -> None:
    """Let histories and the audit view say it."""
    happenings.subjects({"task": _l("Task")})
    happenings.phrases(HAPPENED)
    happenings.fields(FIELDS, values(), of="task")
    timeline.draws("tasks/_happened.html", *(kind for kind in HAPPENED if kind.startswith("task.")))


def values() -> dict[str, Any]:
    """How values are told that are kept as keys."""
    return {
        "grade": grade_name,
        "proposed_grade": grade_name,
        "state": wording.state_name,
        "demand": lambda value: str(wording.DEMANDS.get(value, value)),
        "effort_minutes": wording.hours,
        **dict.fromkeys(("goal_quantity", "actual"), _figure),
        **dict.fromkeys(("starts_on", "due_on", "done_on"), _date),
        "attained": _ratio,
        "measure": wording.measure_name,
        "about": happenings.subject,
    }


def _figure(kept: Any) -> str:
    return goals.plain(Decimal(str(kept)))


def _date(kept: str) -> str:
    return day(date.fromisoformat(kept))


def _ratio(text: str) -> str:
    return wording.percent_of(Fraction(text))
