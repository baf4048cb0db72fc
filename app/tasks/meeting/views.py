"""The morning meeting: people beside one person. The address says who, so that Back goes back to the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.tasks.blueprint import tasks
from app.tasks.day import refusal, submission
from app.tasks.day.queries import agenda
from app.tasks.day.views import days_ahead
from app.tasks.day.views import words as row_words
from app.tasks.load.queries import Load, loads
from app.tasks.load.workdays import last_workday
from app.tasks.meeting.circles import Circle, circles, people_of, usual
from app.tasks.meeting.queries import Marks, done_since, marks
from app.tasks.model import Task
from app.tasks.page import places
from app.web.access import me
from app.web.formats import today
from app.web.render import go, render
from app.web.unit_of_work import toast
from tenants.model import Member

PLACE = "meeting"


@dataclass(frozen=True)
class Seat:
    """One of those who meet: his marks, his day, and where he is talked about."""

    member: Member
    marks: Marks
    load: Load
    href: str


@tasks.get("/meeting", endpoint="meeting")
def show_meeting() -> Response:
    """The meeting of a team, at one of its people."""
    return _meeting()


def _meeting(status: int = 200, refused: refusal.Refusal | None = None) -> Response:
    offered = circles(me())
    circle = _circle(offered)
    since = last_workday(today())
    seats = _seats(circle, since)
    place = _place(seats)
    facts = _person(seats[place].member, since) if seats else {}
    return render(
        "tasks/meeting.html", status=status, offered=offered, circle=circle, seats=seats, place=place, since=since,
        refusal=refused, said=_said(seats, place), marks_of=marks_of, **facts,
    )  # fmt: skip


def _circle(offered: list[Circle]) -> Circle:
    asked = request.args.get("team")
    if not asked:
        return usual(me(), offered)
    return next((one for one in offered if one.key == asked), None) or abort(404)


def _seats(circle: Circle, since: date) -> list[Seat]:
    people = people_of(circle, me())
    ids = [one.id for one in people]
    if not ids:
        return []
    known, load = marks(ids, today(), since), loads(ids, today(), today(), today())
    before, _mark, after = url_for("tasks.meeting", team=circle.key, person="PERSON").partition("PERSON")
    return [Seat(one, known[one.id], load.of[one.id], f"{before}{one.id}{after}") for one in people]


def _place(seats: list[Seat]) -> int:
    """Whose turn it is; the first one's unless the address says another."""
    asked = request.args.get("person")
    if not asked or not seats:
        return 0
    found = [place for place, seat in enumerate(seats) if str(seat.member.id) == asked]
    return found[0] if found else abort(404)


def _person(person: Member, since: date) -> dict[str, Any]:
    found = agenda(person.id, today(), days_ahead(today())[-1])
    words = row_words()
    late = found.rows["late"]
    to_do = [*found.rows["today"], *found.rows["going"]]
    every = [*late, *to_do, *found.rows["next"]]
    return {
        "agenda": found,
        "to_do": to_do,
        "first": next(iter(every), None),
        "startable": next((one for one in every if one.state == "todo"), None),
        "reasoned": next((one for one in late if not one.delay_reason), None) or next(iter(late), None),
        "done": done_since(person.id, since),
        **words,
    }


def marks_of(found: Marks) -> list[tuple[str | None, str]]:
    """What stands beside a name, as (level, words); without a level it is a plain word."""
    said: list[tuple[str | None, str]] = []
    if found.late:
        said.append(("bad", ngettext("%(num)d late", "%(num)d late", found.late)))
    if found.asking:
        said.append(("warn", _("asks for support")))
    if found.nothing_planned:
        said.append(("warn", _("nothing planned")))
    if found.done:
        said.append((None, ngettext("%(num)d done", "%(num)d done", found.done)))
    return said


def _said(seats: list[Seat], place: int) -> str:
    """What is read aloud when the turn comes to somebody."""
    if not seats:
        return ""
    seat = seats[place]
    turn = _("%(name)s, %(place)s of %(count)s", name=seat.member.name, place=place + 1, count=len(seats))
    return ", ".join([turn, *[words for _level, words in marks_of(seat.marks)]])


def _done(task: Task, said: str | None) -> Response:
    here = request.fragment == PLACE  # type: ignore[attr-defined]
    answer = _meeting() if here else go("tasks.meeting", **_where())
    return toast(answer, said) if said else answer


def _refused(task: Task, status: int, form: places.Refused) -> Response:
    if form.get("open_act") == "submit":
        return submission.sheet(task, form["submit"], status)
    return _meeting(status, refusal.read(task.id, form))


def _where() -> dict[str, str]:
    return {name: request.args[name] for name in ("team", "person") if name in request.args}


places.takes(PLACE, places.Place(_done, _refused))
