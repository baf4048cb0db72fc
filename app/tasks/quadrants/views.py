"""The quadrants: looking at them, and moving a task to another one."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from flask import Response, flash, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.clock import now
from app.people import colleagues
from app.people.chart import chart, team_choices
from app.tasks import family, replanning, rights, wording
from app.tasks.blueprint import tasks
from app.tasks.board.answers import refuse, who_was_faster
from app.tasks.board.forms import BOARD, MoveForm
from app.tasks.board.views import asked_filter, people_seen
from app.tasks.filtering.chips import QUADRANTS, beside_people
from app.tasks.filtering.conditions import meant
from app.tasks.filtering.filters import TaskFilter
from app.tasks.model import OPEN, Task
from app.tasks.quadrants import advice, places, shown
from app.tasks.quadrants.cards import Deck
from app.web.access import get_or_404, me, scene, writes
from app.web.asking import MINE
from app.web.formats import today
from app.web.render import go, render

ADVICE = {
    places.DO: _l("do today"), places.PLAN: _l("put into the calendar"), places.HAND: _l("hand over"),
    places.DROP: _l("leave for now"),
}  # fmt: skip


@tasks.get("/quadrants", endpoint="quadrants")
def show_quadrants() -> Response:
    """Some people's open tasks by importance and urgency."""
    wanted = _wanted()
    return render(
        "tasks/quadrants.html",
        owners=[one for one in people_seen() if one[0] != me().id],
        teams=team_choices(),
        **_what_stands(wanted),
    )


def _what_stands(wanted: TaskFilter) -> dict[str, Any]:
    """The four quadrants with what they advise."""
    people = _people(wanted)
    found = shown.quadrants(shown.Sight(people, wanted, scene()))
    first = found[places.DO]
    return {
        "quadrants": found,
        "wanted": wanted,
        "chips": beside_people(wanted),
        "whose": _whose(wanted),
        "left": advice.left_today(people, first.cards, today()) if first.minutes else None,
        "offer": advice.who_could(me(), found[places.HAND].cards, today()),
        "lies": advice.lies(found[places.DROP].cards, today()),
        "deck": Deck(colleagues.members(), me()),
        "people": colleagues.members(),
        "names": QUADRANTS,
        "advice": ADVICE,
        "words": wording,
    }


def _wanted() -> TaskFilter:
    """What is asked for: one's own tasks, unless the address names somebody else or a team."""
    wanted = asked_filter()
    return wanted if wanted.owners or wanted.team else wanted.but(owners=(MINE,))


def _people(wanted: TaskFilter) -> tuple[UUID, ...]:
    if wanted.owners:
        return tuple(meant(wanted.owners, me()))
    return tuple(chart().people_below(wanted.team)) if wanted.team else ()


def _whose(wanted: TaskFilter) -> str:
    """Whose quadrants they are."""
    if wanted.owners:
        return ", ".join(colleagues.name_of(one) or _("unknown") for one in _people(wanted))
    return next((name for team_id, name in team_choices() if team_id == wanted.team), _("unknown"))


@tasks.get("/<uuid:id>/quadrant", endpoint="choose_quadrant")
@writes
def show_choice(id: UUID) -> Response:
    """Where the task may stand."""
    task = get_or_404(Task, id)
    form = MoveForm(request.args)
    form.version.data = task.version
    may = rights.may_plan(me(), task)
    here = places.place_of(task, today())
    return render("tasks/quadrants_move.html", task=task, form=form, may=may, here=here, names=QUADRANTS, advice=ADVICE)


@tasks.post("/<uuid:id>/quadrant", endpoint="put")
@writes
def put(id: UUID) -> Response:
    """Say how important and urgent it is."""
    task = family.lock(get_or_404(Task, id))
    form = MoveForm()
    if not rights.may_change(me(), task):
        return refuse(task, _why_not(task), 403)
    quadrant = request.form.get("quadrant")
    if quadrant not in places.QUADRANTS:
        return refuse(task, _("Choose one of the list."), 422)
    if form.version.data not in (None, task.version) or task.state not in OPEN:
        return _answer(task, form, {"text": who_was_faster(task), "level": "bad"}, 409)
    replanning.replan(task, places.changes_to(task, quadrant, today()), by=me(), at=now())
    said = _("%(name)s: %(quadrant)s", name=task.title, quadrant=QUADRANTS[quadrant])
    return _answer(task, form, {"text": said})


def _why_not(task: Task) -> str:
    owner = colleagues.name_of(task.owner_id)
    return _("Only who gave or accepts it, or leads %(name)s, says how important it is.", name=owner)


def _answer(task: Task, form: MoveForm, toast: dict[str, str], status: int = 200) -> Response:
    """All quadrants as they are now: what they come to and advise changes with each move."""
    if not request.is_partial:  # type: ignore[attr-defined]
        if status >= 400:
            return refuse(task, toast["text"], status)
        flash(toast["text"], "good")
        return go("tasks.quadrants") if form.source.data == BOARD else go("tasks.show", id=task.id)
    response = render("tasks/quadrants_moved.swap.html", status=status, **_what_stands(_wanted()))
    response.headers.update({"HX-Reswap": "none"})
    response.headers["HX-Trigger"] = json.dumps({"dialog:close": True, "toast": toast})
    return response
