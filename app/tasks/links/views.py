"""Linking a task to what it is about, on its page and on a page of its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, flash, request
from flask_babel import gettext as _

from app.clock import now
from app.search.sources import SOURCES
from app.tasks import rights
from app.tasks.blueprint import tasks
from app.tasks.links import acts, queries
from app.tasks.model import Task, TaskLink
from app.web.access import get_or_404, me, writes
from app.web.forms import form_value
from app.web.render import go, render

LONGEST = 80


@tasks.get("/<uuid:id>/links")
@writes
def links(id: UUID) -> Response:
    """What a task is about, and what `q` finds."""
    task = _linkable(id)
    q = (request.args.get("q") or "")[:LONGEST].strip()
    found = queries.findable(q, task, me())
    return render("tasks/links.html", task=task, q=q, found=found, links=queries.linked(task, me()), may_link=True)


@tasks.post("/<uuid:id>/links")
@writes
def link(id: UUID) -> Response:
    """Say what it is about."""
    task, subject = _linkable(id), _subject()
    if subject is None:
        return _answer(task, _("Choose one of the list."), status=422)
    kind, record = subject
    try:
        acts.link(task, kind, record, by=me(), at=now())
    except acts.TooMany:
        return _answer(task, _("A task is about %(num)s things at most.", num=acts.MOST), status=422)
    return _answer(task)


@tasks.post("/<uuid:id>/links/<uuid:link_id>/removal")
@writes
def unlink(id: UUID, link_id: UUID) -> Response:
    """It is not about that."""
    task, found = _linkable(id), get_or_404(TaskLink, link_id)
    source = SOURCES.get(found.subject_kind)
    if found.task_id != task.id or source is None or not source.seen_by(me(), [found.subject_id]):
        abort(404)
    acts.unlink(task, found, by=me(), at=now())
    return _answer(task)


def _linkable(id: UUID) -> Task:
    task = get_or_404(Task, id)
    if not rights.may_link(me(), task):
        abort(403)
    return task


def _subject() -> tuple[str, UUID] | None:
    """The record that was chosen, "deal:<id>"; one that one does not see does not exist."""
    kind, _mark, text = form_value("subject").partition(":")
    try:
        record = UUID(text)
    except ValueError:
        return None
    if not queries.may_link(kind) or not SOURCES[kind].seen_by(me(), [record]):
        abort(404)
    return kind, record


def _answer(task: Task, refused: str = "", *, status: int = 200) -> Response:
    """The section alone when htmx asked, else the page of the task."""
    found: dict[str, Any] = {"task": task, "links": queries.linked(task, me()), "may_link": True}
    if request.is_partial:  # type: ignore[attr-defined]
        return render("tasks/_links.html", **found, refused_link=refused, status=status)
    if refused:
        return render("tasks/links.html", **found, refused_link=refused, q="", found=[], status=status)
    flash(_("Saved."), "good")
    return go("tasks.show", id=task.id)
