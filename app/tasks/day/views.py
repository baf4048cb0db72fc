"""My day, and how it answers acts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from app.notices import due, kinds
from app.notices.views import comes_from
from app.tasks.blueprint import tasks
from app.tasks.day import opening, refusal, submission
from app.tasks.day.heaps import HEAPS, LATE
from app.tasks.day.queries import MOST, agenda, waiting_for
from app.tasks.day.rows import words
from app.tasks.due import KIND
from app.tasks.load.queries import loads
from app.tasks.load.workdays import workdays
from app.tasks.model import Task
from app.tasks.page import places
from app.tasks.page.views import page
from app.web.access import me
from app.web.formats import link, today
from app.web.letters import has_page
from app.web.render import go, render
from app.web.unit_of_work import toast

PLACE = "day"
#: How many working days one looks ahead.
AHEAD = 5
_ENOUGH = timedelta(days=20)  # the longest holidays have fewer days than lie between five working days
MOST_PROMISES = 20


@tasks.get("/day", endpoint="day")
def show_day() -> Response:
    """What one does today."""
    return _day()


def _day(status: int = 200, refused: refusal.Refusal | None = None, acted: UUID | None = None) -> Response:
    return render(
        "tasks/day.html", status=status, **of_day(), refusal=refused, acted=acted, asked=opening.asked(),
        opened_act=opening.opened_act(refused), address_here=url_for("tasks.day") + "?",
    )  # fmt: skip


def of_day() -> dict[str, Any]:
    """Everything the page says."""
    ahead = days_ahead(today())
    last = ahead[-1]
    found = agenda(me().id, today(), last, _told(ahead))
    found.rows[LATE] = found.rows[LATE][:MOST]  # whoever is late with many still sees what today is for
    load = loads([me().id], today(), today(), today())
    shown = [row.id for heap in HEAPS for row in found.rows[heap]]
    return {
        "agenda": found,
        "shown": shown,
        "leading": next(iter(shown), None),
        "last": last,
        "waiting": waiting_for(me().id),
        "promises": promises(last),
        "load": load.of[me().id],
        "unknown_years": load.unknown_years,
        "tomorrow": today() + timedelta(days=1),
        "place": PLACE,
        **words(),
    }


def days_ahead(day: date) -> list[date]:
    """The next working days; plain days for a company that never works."""
    found, _unknown = workdays(day + timedelta(days=1), day + _ENOUGH)
    return list(found[:AHEAD]) or [day + timedelta(days=number + 1) for number in range(AHEAD)]


def _told(ahead: list[date]) -> list[date]:
    """Tomorrow, and the working day after it: Friday's page names Saturday and Monday."""
    tomorrow = today() + timedelta(days=1)
    return [tomorrow, *[day for day in ahead if day > tomorrow][:1]]


def promises(last: date) -> list[tuple[due.Source, due.Due, str | None]]:
    """What else one owes as far as `last`, each with the page it leads to: all that falls due and is no task."""
    others = [source for name, source in due.sources.items() if name != KIND]
    found = [(source, one) for source in others for one in source.find(last, None, [me().id], MOST_PROMISES)]
    found.sort(key=lambda each: (each[1].due_on, each[1].id))
    return [(source, one, _page_of(one)) for source, one in found[:MOST_PROMISES]]


def _page_of(one: due.Due) -> str | None:
    page = kinds.pages.get(one.subject.event_kind) if one.subject is not None else None
    return link(page.endpoint)(one.subject.id) if page and has_page(page.endpoint) else None


def _done(task: Task, said: str | None) -> Response:
    here = request.fragment == PLACE  # type: ignore[attr-defined]
    answer = _day(acted=task.id) if here else go("tasks.day")
    return toast(answer, said) if said else answer


def _refused(task: Task, status: int, form: places.Refused) -> Response:
    if form.get("open_act") == "submit":
        return submission.sheet(task, form["submit"], status)
    return _day(status, refusal.read(task.id, form))


def _done_at_home(task: Task, said: str | None) -> Response:
    answer = go("home.index")
    return toast(answer, said) if said else answer


def _refused_at_home(task: Task, status: int, form: places.Refused) -> Response:
    return page(task, status=status, **form)


places.takes(PLACE, places.Place(_done, _refused))
places.takes("home", places.Place(_done_at_home, _refused_at_home))
comes_from(PLACE, "tasks.day")
