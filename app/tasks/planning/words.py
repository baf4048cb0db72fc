"""How templates, recurring tasks and plans are spoken of: in forms, in history, in notices, as commands."""

from __future__ import annotations

from typing import Any

from babel.dates import get_day_names
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app import notices
from app.notices.kinds import Facts
from app.search.commands import can_write, command
from app.tasks.planning.model import TaskSeries
from app.tasks.planning.rhythm import MONTH, QUARTER, WEEK
from app.tasks.planning.stretch import CALENDAR, WORKING
from app.web import happenings, violations
from app.web.language import LANGUAGES, short

COUNTED_IN: dict[str, Any] = {WORKING: _l("working days"), CALENDAR: _l("calendar days")}
EVERY: dict[str, Any] = {WEEK: _l("each week"), MONTH: _l("each month"), QUARTER: _l("each quarter")}
#: Why a recurring task rests by itself.
WHY: dict[str, Any] = {
    "left": _l("Its owner, or whoever minds it, works here no more. Choose another owner and resume it."),
    "not_given": _l("Whoever minds it no longer assigns tasks to its owner."),
    "sum": _l("The parts of its template do not add up to the whole."),
}


def register() -> None:
    """Say all of it."""
    happenings.subjects({"task_template": _l("Task template"), "task_series": _l("Recurring task")})
    happenings.phrases(HAPPENED)
    told = {"every": lambda every: str(EVERY.get(every, every)), "reason": lambda why: str(WHY.get(why, why))}
    happenings.fields(FIELDS, told, of="task_series")
    violations.explain({"uq_task_templates_name": _l("A template of this name exists already.")})
    notices.kind("task.together", _together, icon="list-checks", note=_l("due %(first_on)s – %(last_on)s"), to_do=True,
                 letter=_l("Several tasks were assigned to me at once"))  # fmt: skip
    notices.kind("task.series_paused", _l("“%(name)s” for %(owner)s no longer comes round"), icon="repeat", note=_why,
                 to_do=True, letter=_l("A recurring task of mine had to pause"))  # fmt: skip
    notices.page("task_batch", "tasks.batch", _l("See the tasks"))
    notices.page("task_series", "tasks.series", _l("See the recurring task"))
    for endpoint, icon, label, names, place in COMMANDS:
        command(endpoint, icon, label, names, may=can_write, place=place)


COMMANDS = (
    (
        "tasks.several",
        "users",
        _l("Assign to several people"),
        "assign tasks several bulk 批量分配任务 分给多人",
        "make",
    ),
    ("tasks.templates", "file-text", _l("Task templates"), "task templates 任务模板", "go"),
    ("tasks.all_series", "repeat", _l("Recurring tasks"), "recurring repeating tasks 周期任务 重复任务", "go"),
    ("tasks.copy", "copy", _l("Copy a plan"), "copy plan quarter tasks 复制计划 沿用任务", "go"),
)
HAPPENED = {
    "task_template.kept": _l("was kept"),
    "task_template.changed": _l("was changed"),
    "task_template.removed": _l("was removed"),
    "task_series.begun": _l("comes round from now on"),
    "task_series.changed": _l("was changed"),
    "task_series.paused": _l("was paused"),
    "task_series.resumed": _l("comes round again"),
    "task_series.ended": _l("comes round no more"),
}
FIELDS = {
    "owner": _l("Owner"),
    "acceptor": _l("Accepts"),
    "every": _l("Comes round"),
    "on_day": _l("Day"),
    "next_on": _l("Next day"),
    "reason": _l("Reason"),
}


def weekdays() -> list[tuple[int, str]]:
    """Monday to Sunday by their ISO numbers."""
    names = get_day_names("wide", locale=LANGUAGES[short()])
    return [(number + 1, names[number]) for number in range(7)]


def rhythm(series: TaskSeries) -> str:
    """When it comes round: each week on Monday, each quarter on day 31 of its first month."""
    if series.every == WEEK:
        return _("each week on %(weekday)s", weekday=dict(weekdays())[series.on_day])
    facts = {"day": series.on_day}
    if series.on_day > 28:  # the last day of a month that is shorter
        if series.every == MONTH:
            return _("each month on day %(day)s, or its last", **facts)
        return _("each quarter on day %(day)s of its first month, or its last", **facts)
    if series.every == MONTH:
        return _("each month on day %(day)s", **facts)
    return _("each quarter on day %(day)s of its first month", **facts)


def length(far: int | None, counted_in: str) -> str:
    """How long a template's work takes."""
    if far is None:
        return _("no days")
    if far == 0:
        return _("on the day itself")
    if counted_in == WORKING:
        return ngettext("%(num)d working day after", "%(num)d working days after", far)
    return ngettext("%(num)d day after", "%(num)d days after", far)


def _together(facts: Facts) -> str:
    return ngettext("%(by)s assigned you %(num)d task", "%(by)s assigned you %(num)d tasks", facts["count"],
                    by=facts["by"])  # fmt: skip


def _why(facts: Facts) -> str:
    return str(WHY.get(str(facts.get("why")), ""))
