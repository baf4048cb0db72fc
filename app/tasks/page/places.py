"""From where an act on a task was asked for, and who answers: the task's own page, unless the address says `back`.

A page that lets people act on tasks `takes` a word for itself and puts it into the addresses of its forms; it says how
it answers what was done, and what was refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flask import Response, flash, request
from flask_babel import gettext as _

from app.lists.listed import address
from app.tasks.listing.listing import TASKS
from app.tasks.model import Task
from app.tasks.page import views
from app.web.render import go, lead_to

Refused = Mapping[str, Any]


class Place(NamedTuple):
    """How a page answers: after an act, with the words about it, and after one that was refused, with its form."""

    done: Callable[[Task, str | None], Response]
    refused: Callable[[Task, int, Refused], Response]


_places: dict[str, Place] = {}
#: The fields of acts in which people write sentences.
_WRITTEN = ("result", "said", "reason", "delay_reason", "support")


def takes(word: str, place: Place) -> None:
    """Let acts whose address says `back=word` be answered by `place`."""
    _places[word] = place


def done(task: Task, said: str | None = None) -> Response:
    """Go back to where the act was asked for, a list that its form names too, and say `said` there."""
    place = _asked_from()
    if place is not None:
        return place.done(task, said)
    if said:
        flash(said, "good")
    if "list" in request.form:
        return lead_to(address(TASKS.read_text(request.form["list"][: views.LONGEST_LIST])))
    return go("tasks.show", id=task.id)


def refused(task: Task, *, status: int, **form: Any) -> Response:
    """Where the act was asked for, with the form that was refused."""
    place = _asked_from()
    return place.refused(task, status, form) if place is not None else views.page(task, status=status, **form)


def with_words(refusal: str) -> str:
    """`refusal` of an act, with the words that were sent with it, so that nobody has to find them again."""
    sent = [request.form.get(name, "").strip() for name in _WRITTEN]
    words = " · ".join(dict.fromkeys(filter(None, sent)))
    return _("%(refusal)s What you wrote: “%(words)s”", refusal=refusal, words=words) if words else refusal


def _asked_from() -> Place | None:
    return _places.get(request.args.get("back", ""))
