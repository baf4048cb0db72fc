"""The list of tasks, with the cards of what waits for one's word."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, abort, g, request

from app.lists.listing import ListQuery
from app.lists.routes import attach
from app.lists.views import show
from app.people import colleagues
from app.people.leading import led_by
from app.scene import Scene
from app.tasks import goals, rights, rules, wording
from app.tasks.blueprint import tasks
from app.tasks.filtering.filters import TaskFilter
from app.tasks.forms import AcceptForm, ReasonForm
from app.tasks.listing.cards import cards
from app.tasks.listing.listing import TASKS
from app.tasks.listing.tabs import MY_OWN, TO_ACCEPT
from app.tasks.listing.week import week
from app.tasks.model import SUBMITTED, Task
from app.tasks.page.views import LONGEST_LIST
from app.tasks.queries import proposal
from app.web.access import get_or_404, me
from app.web.asking import one_of
from app.web.formats import link, today
from app.web.render import go, render

attach(tasks, TASKS)


@tasks.get("/", endpoint="index")
def index() -> Response:
    """The tasks one sees, in rows."""
    return show(TASKS, "tasks/index.html", _around)


@tasks.get("/week", endpoint="week")
def show_week() -> Response:
    """How full the week is for the people one leads."""
    found = week(me(), today(), g.tenant.week_start)
    if found is None:
        abort(404)
    return render("tasks/list_week.html", full=found, words=wording)


@tasks.get("/<uuid:id>/judgement")
def judgement(id: UUID) -> Response:
    """What a card of the list opens: the words of a return, or another grade; without htmx, on the task's own page."""
    task, act = get_or_404(Task, id), one_of(request.args.get("act"), ("return", "grade")) or "return"
    if not rights.may_accept(me(), task) or task.state != SUBMITTED:
        abort(403)
    if not request.is_partial:  # type: ignore[attr-defined]
        return go("tasks.show", id=id, act=act)
    proposed = proposal(task)
    accept, reason = AcceptForm(formdata=None, grade=proposed), ReasonForm(formdata=None)
    accept.offer(proposed)
    for field in (*accept, *reason):
        field.id = f"{field.id}-{id}"  # forms of several tasks may stand on one page
    return render(
        "tasks/list_judge.html", task=task, act=act, accept=accept, reason=reason, people=colleagues.members(),
        from_list=request.args.get("list", "")[:LONGEST_LIST],
    )  # fmt: skip


def _around(query: ListQuery[TaskFilter], scene: Scene) -> dict[str, Any]:
    asked = query.wanted.worth_saying
    if asked != TO_ACCEPT:
        return {"tab": "mine" if asked == MY_OWN else None}
    to, back = link("tasks.judgement"), urlencode({"list": query.query()})
    is_first = not {"after", "before"} & request.args.keys()
    return {
        "tab": "to_accept",
        "cards": partial(cards, member=scene.member) if is_first else None,
        "judging": lambda task_id: f"{to(task_id)}?{back}",
        "leads": led_by(scene.member) != [],
        "bands": wording.bands(),
        "people": colleagues.members(),
        "words": wording,
        "rules": rules,
        "goals": goals,
    }
