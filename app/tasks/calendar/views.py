"""The month, as its people see it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from babel.dates import get_day_names
from flask import Response, g, request
from flask_babel import gettext as _

from app.people import colleagues
from app.tasks import rights, wording
from app.tasks.blueprint import tasks
from app.tasks.calendar import asked, month, queries
from app.tasks.load.workdays import workdays
from app.web.access import me
from app.web.asking import ALL, MINE
from app.web.formats import today
from app.web.language import LANGUAGES, short
from app.web.periods import month_name
from app.web.render import render


@tasks.get("/calendar", endpoint="calendar")
def show_month() -> Response:
    """The tasks of a month on the days they are due; on a phone a list of days."""
    return page(asked.read(request.args))


def page(wanted: asked.Asked) -> Response:
    """The sheet that is asked for."""
    first = month.read(wanted.month, today())
    days = month.days(first, g.tenant.week_start)
    worked, unknown_years = workdays(days[0], days[-1])
    boxes = month.sheet(
        first, days, today(), workdays=worked, names=queries.day_names(days, g.tenant, short()),
        tasks=queries.due_between(days[0], days[-1], wanted, me()),
    )  # fmt: skip
    return render(
        "tasks/calendar.html", first=first, boxes=boxes, wanted=wanted, unknown_years=unknown_years,
        person=wanted.of(me()), ways=_ways(wanted, first), month_name=month_name,
        weekdays=_weekdays(g.tenant.week_start), whose=_whose(wanted), teams=queries.teams_seen(me()),
        people=colleagues.members(), words=wording, list_of=lambda day: wanted.list_of(day, me()),
        movable=partial(rights.may_plan, me()),
    )  # fmt: skip


def _ways(wanted: asked.Asked, first: date) -> dict[str, tuple[date, str]]:
    """Where the arrows lead: a month and its query string."""
    ways = {"before": month.before(first), "now": today().replace(day=1), "after": month.after(first)}
    return {name: (day, wanted.at(day)) for name, day in ways.items()}


def _whose(wanted: asked.Asked) -> list[tuple[Any, str]]:
    others: list[tuple[Any, str]] = [*queries.people_seen(me(), keep=wanted.person)]
    return [(MINE, _("Mine")), (ALL, _("Everyone I see")), *others]


def _weekdays(week_start: int) -> list[str]:
    names = get_day_names("abbreviated", locale=LANGUAGES[short()])
    return [names[(week_start - 1 + number) % 7] for number in range(7)]
