"""How tasks are spoken of: states, demands, grades, and what happened to them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app import days
from app.tasks import counting, goals, grading, rules
from app.tasks.model import (
    ACCEPTED,
    BASIC,
    CANCELLED,
    DOING,
    HARD,
    ORDINARY,
    REFERRAL,
    RETURNED,
    SUBMITTED,
    TODO,
)
from app.tasks.queries import attained
from app.web import happenings
from app.web.formats import day, due_words, today
from app.web.forms import word_or_none

STATES: dict[str, Any] = {
    TODO: _l("To do"),
    DOING: _l("In progress"),
    SUBMITTED: _l("To accept"),
    RETURNED: _l("Returned"),
    ACCEPTED: _l("Accepted"),
    CANCELLED: _l("Cancelled"),
}
DEMANDS: dict[str, Any] = {
    ORDINARY: _l("Ordinary work"),
    HARD: _l("Hard: wants a strong developer of business"),
    REFERRAL: _l("Referrals: wants somebody customers like to talk to"),
    BASIC: _l("Basic: good for newcomers"),
}
URGENCIES: dict[str, Any] = {"": _l("By its date"), "yes": _l("Urgent"), "no": _l("Not urgent")}
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


def hours(minutes: int | None) -> str:
    """Effort as people say it: 4 h, 2.5 h."""
    if minutes is None:
        return ""
    whole = minutes / 60
    return _("%(hours)s h", hours=f"{whole:.1f}".removesuffix(".0"))


def percent_of(ratio: Any) -> str:
    """A ratio in percent, rounded for showing: 104%."""
    return f"{grading.percent(ratio)}%"


def percent(task: Any) -> str | None:
    """How far a task has come; None where nothing is counted."""
    ratio = attained(task)
    return None if ratio is None else percent_of(ratio)


def goal(task: Any) -> str:
    """The goal as it was put in words, else its quantity and unit."""
    return task.goal or goals.said(task.goal_quantity, task.unit)


def rule(ratio: Any) -> str:
    """Why a ratio earns its grade: 100% ≥ 100%, below 120%; the last band has only a ceiling."""
    scale = rules.scale()
    place = next(place for place, band in enumerate(scale) if ratio >= band.begins)
    ceiling = grading.ceiling_of(place, scale)
    facts = {"ratio": percent_of(ratio), "floor": floor(scale[place].floor)}
    if ceiling is None:
        return _("%(ratio)s ≥ %(floor)s", **facts)
    if not scale[place].floor:
        return _("%(ratio)s, below %(ceiling)s", ratio=facts["ratio"], ceiling=floor(ceiling))
    return _("%(ratio)s ≥ %(floor)s, below %(ceiling)s", **facts, ceiling=floor(ceiling))


def floor(hundredths: int) -> str:
    """A band's floor: 120%, 99.5%."""
    return f"{hundredths / 100:g}%"


def bands() -> list[tuple[str, str, str]]:
    """The bands in force as (grade, its name, what earns it)."""
    scale = rules.scale()
    last = len(scale) - 1
    return [
        (
            band.grade,
            rules.grade_name(band.grade),
            f"≥ {floor(band.floor)}" if place < last or not place else f"< {floor(scale[place - 1].floor)}",
        )
        for place, band in enumerate(scale)
    ]


def signal_of(task: Any) -> tuple[str, str] | None:
    """How a task stands to its day: level and words; None for one that has ended."""
    if task.state == SUBMITTED:
        return _waiting(task)
    if task.state in (ACCEPTED, CANCELLED):
        return None
    return _due(task.due_on, task.state)


def _waiting(task: Any) -> tuple[str, str]:
    since = (today() - _day(task.submitted_at)).days if task.submitted_at else 0
    if since <= 0:
        return "good", _("submitted today")
    return "warn", ngettext("waits for %(num)d day", "waits for %(num)d days", since)


def _due(due_on: date | None, state: str) -> tuple[str, str]:
    if due_on is None:
        return "good", _("no date")
    left = (due_on - today()).days
    words = due_words(due_on)
    if left < 0:
        return "bad", words
    if state == RETURNED or left <= 2:
        return "warn", words
    return "good", words


def _day(at: Any) -> date:
    return days.here(at)


def state_name(state: str) -> str:
    """What a state is called."""
    return str(STATES.get(state, state))


def values() -> dict[str, Any]:
    """How values are told that are kept as keys."""
    return {
        "grade": rules.grade_name,
        "proposed_grade": rules.grade_name,
        "state": state_name,
        "demand": lambda value: str(DEMANDS.get(value, value)),
        "effort_minutes": hours,
        **dict.fromkeys(("goal_quantity", "actual"), _figure),
        **dict.fromkeys(("starts_on", "due_on", "done_on"), _date),
        "attained": _ratio,
        "measure": measure_name,
        "about": happenings.subject,
    }


def _figure(kept: Any) -> str:
    return goals.plain(Decimal(str(kept)))


def _date(kept: str) -> str:
    return day(date.fromisoformat(kept))


def _ratio(text: str) -> str:
    return percent_of(Fraction(text))


def counts_itself(task: Any) -> bool:
    """Whether a measure counts it, so that nobody is asked for a figure."""
    return counting.counts_itself(task)


def measure_name(key: str | None) -> str:
    """What the measure that counts is called."""
    return next((str(name) for one, name in counting.offered() if one == key), key or "")


def urgency(task: Any) -> str:
    """The choice of urgency that stands for the task's own word."""
    return {None: "", True: "yes", False: "no"}[task.is_urgent]


def urgency_in(word: str | None) -> bool | None:
    """And back."""
    return {"yes": True, "no": False}.get(word_or_none(word) or "")
