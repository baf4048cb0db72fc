"""The page of everyone's days."""

from __future__ import annotations

from typing import Any

from flask import Response, g, request, url_for

from app.people import colleagues
from app.tasks.blueprint import tasks
from app.tasks.load import sheet, spans, words
from app.tasks.load.queries import Loads, loads
from app.tasks.load.rows import rows
from app.tasks.load.spans import Stretch
from app.tasks.load.workdays import workdays
from app.web import asking
from app.web.access import me
from app.web.formats import today
from app.web.render import render


@tasks.get("/workload")
def workload() -> Response:
    """How full the days of everyone are whom one leads, or of one's team; the fullest first."""
    asked = spans.stretch(
        request.args.get("when") or _usual(), asking.day(request.args.get("from")), asking.day(request.args.get("to")), today(),
        g.tenant.week_start,
    )  # fmt: skip
    team = asking.one_id(request.args.get("team"))
    everyone = sheet.people_of(me())
    people = sheet.people_of(me(), team) if team else everyone
    seen = loads(people, asked.first, asked.last, today())
    return render("tasks/workload.html", asked=asked, team=team, **_sheet(seen), **_around(asked, everyone))


def _usual() -> str:
    """This week, or the next one when nothing of this week is worked any more."""
    _begins, ends = spans.week_of(today(), g.tenant.week_start)
    return spans.THIS_WEEK if workdays(today(), ends)[0] else spans.NEXT_WEEK


def _sheet(seen: Loads) -> dict[str, Any]:
    names = {one.id: one.name for one in colleagues.members().values()}
    order = sorted(seen.of, key=lambda one: seen.of[one].free)
    loaded = list(seen.of.values())
    return {
        "rows": rows(order, names, seen.of, me().id),
        "people": names,
        "count": len(order),
        "over": sum(one.is_over for one in loaded),
        "capacity": loaded[0].capacity if loaded else 0,
        "minutes": sum(one.minutes for one in loaded),
        "unsaid": sum(one.unsaid for one in loaded),
        "unknown_years": seen.unknown_years,
        "suggestions": sheet.suggestions(me(), seen),
        "words": words,
    }


def _around(asked: Stretch, everyone: list[Any]) -> dict[str, Any]:
    tabs = [
        {"label": words.WINDOWS[name], "href": url_for("tasks.workload", when=name), "current": asked.name == name}
        for name in (spans.THIS_WEEK, spans.NEXT_WEEK)
    ]
    return {"tabs": tabs, "teams": sheet.teams_of(set(everyone))}
