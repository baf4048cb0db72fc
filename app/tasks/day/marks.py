"""The marks of a row, and what makes its forms and links answer: made here and not in the template, which says them
for every row, and once for all rows alike."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from app.tasks import goals, wording
from app.tasks.grading import attainment
from app.tasks.model import SUBMITTED
from app.tasks.urgency import pace
from app.web import ui
from app.web.formats import today


class Marks:
    """A maker of the marks of one page."""

    def __init__(self) -> None:
        self._signals: dict[tuple[Any, ...], Markup] = {}
        self._hours: dict[int, str] = {}

    def signal(self, task: Any) -> Markup:
        """How a task stands to its day; nothing for one that has ended."""
        key = task.state, task.due_on, task.submitted_at
        if key not in self._signals:
            said = wording.signal_of(task)
            self._signals[key] = ui.signal(*said) if said else Markup()
        return self._signals[key]

    def reached(self, task: Any, with_effort: bool) -> Markup:
        """What was reached of a goal with its bar, and how much work it is `with_effort`; the latter alone where there
        is nothing to count."""
        effort = self._effort(task.effort_minutes) if with_effort and task.effort_minutes else ""
        if task.goal_quantity is None:
            return Markup(f'<p class="small muted">{effort}</p>') if effort else Markup()  # noqa: S704 - escaped
        line = None if task.state == SUBMITTED else pace(task, today())
        return _reached(task.actual, task.goal_quantity, task.unit, task.lower_is_better, effort,
                        task.state == SUBMITTED, line)  # fmt: skip

    def count(self, task: Any) -> str:
        """What was reached of a goal, in words; nothing where there is nothing to count."""
        if task.goal_quantity is None:
            return ""
        return _count(task.actual, task.goal_quantity, task.unit, task.lower_is_better)

    def _effort(self, minutes: int) -> str:
        if minutes not in self._hours:
            self._hours[minutes] = str(escape(wording.hours(minutes)))
        return self._hours[minutes]


def posts(action: str, place: str) -> Markup:
    """What makes a form answer in the place it stands in."""
    here, within = escape(action), f' hx-post="{escape(action)}" hx-target="#{place}" hx-swap="outerHTML"'
    return Markup(f'method="post" action="{here}"{within if place else ""} novalidate')  # noqa: S704 - escaped


def in_sheet(address: str) -> Markup:
    """What makes a link open a sheet over the page."""
    there = escape(address)
    return Markup(f'href="{there}" hx-get="{there}" hx-target="#dialog" hx-swap="innerHTML"')  # noqa: S704 - escaped


@lru_cache(maxsize=8192)
def _reached(
    actual: Decimal | None, goal: Decimal, unit: str | None, lower: bool, effort: str, handed_in: bool,
    line: float | None,
) -> Markup:  # fmt: skip
    ratio = None if actual is None else attainment(actual, goal, lower_is_better=lower)
    share = "" if ratio is None else wording.percent_of(ratio)
    of_goal = f"{goals.plain(actual) or '0'} / {goals.plain(goal)} {escape(unit or '')}"
    said = " · ".join(filter(None, (of_goal, share, effort)))
    bar = "" if handed_in else ui.measure(float(ratio or 0) * 100, line, share or "0%")
    return Markup(f'<p class="day__reached"><span>{said}</span>{bar}</p>')  # noqa: S704 - escaped above


@lru_cache(maxsize=8192)
def _count(actual: Decimal | None, goal: Decimal, unit: str | None, lower: bool) -> str:
    of_goal = f"{goals.plain(actual) or '—'} / {goals.plain(goal)} {unit or ''}"
    ratio = None if actual is None else attainment(actual, goal, lower_is_better=lower)
    return of_goal if ratio is None else f"{of_goal} · {wording.percent_of(ratio)}"
