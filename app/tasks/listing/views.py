"""The list of tasks, with the cards of what waits for one's word."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Response, current_app, request

from app.lists.listing import ListQuery
from app.lists.routes import attach
from app.lists.views import show
from app.people import colleagues
from app.scene import Scene
from app.tasks import goals, rules, wording
from app.tasks.blueprint import tasks
from app.tasks.filtering.filters import TaskFilter
from app.tasks.listing.cards import cards
from app.tasks.listing.listing import TASKS
from app.tasks.listing.tabs import MY_OWN, TO_ACCEPT
from app.tasks.listing.week import week

attach(tasks, TASKS)


@tasks.get("/", endpoint="index")
def index() -> Response:
    """The tasks one sees, in rows."""
    return show(TASKS, "tasks/index.html", _around)


def _around(query: ListQuery[TaskFilter], scene: Scene) -> dict[str, Any]:
    asked = query.wanted.worth_saying
    if asked != TO_ACCEPT:
        return {"tab": "mine" if asked == MY_OWN else None}
    is_first = not {"after", "before"} & request.args.keys()
    return {
        "tab": "to_accept",
        "cards": partial(cards, member=scene.member) if is_first else None,
        "week": week(scene.member, scene.today),
        "has_workload": "tasks.workload" in current_app.view_functions,
        "people": colleagues.members(),
        "words": wording,
        "rules": rules,
        "goals": goals,
    }
