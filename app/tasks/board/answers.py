"""What a move is answered with: the card where it is now, a question first, or why it did not go."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, flash, make_response, request
from flask_babel import gettext as _
from sqlalchemy import select

from app.events import Event
from app.people import colleagues
from app.tasks import accepting, by_form, goals, rules, wording
from app.tasks.board import board, ways
from app.tasks.board.forms import BOARD, MoveForm
from app.tasks.board.views import sight_of_board, surroundings
from app.tasks.forms import AcceptForm
from app.tasks.model import Task
from app.tasks.page import places
from app.tasks.queries import proposal
from app.tasks.wording import state_name
from app.web.access import me
from app.web.formats import moment
from app.web.render import go, render
from tenants.context import db


def choose(task: Task, form: MoveForm) -> Response:
    """The ways the task may go, one button each."""
    return _dialog("tasks/board_move.html", task, form, act=None, ways=ways.ways(me(), task))


def ask(task: Task, form: MoveForm, act: str, asking: Any) -> Response:
    """The dialog that asks for what the act wants to know."""
    dragged = form.is_dragged
    form.source.data = form.source.data or BOARD
    template = "tasks/board_ask.html" if dragged and _is_partial() else "tasks/board_move.html"
    facts = {"why": _why(task, asking), "proposed": proposal(task), "people": colleagues.members()}
    response = _dialog(template, task, form, act=act, asking=asking, status=422, **facts)
    if dragged:
        response.headers.update({"HX-Retarget": "#dialog", "HX-Reswap": "innerHTML"})
    return response


def _dialog(template: str, task: Task, form: MoveForm, **facts: Any) -> Response:
    return render(
        template, task=task, form=form, rules=rules, goals=goals, words=wording, state_name=state_name, **facts
    )


def _why(task: Task, asking: Any) -> str:
    """Why accepting asks for a reason, as long as it does with the grade proposed."""
    if not isinstance(asking, AcceptForm):
        return ""
    proposed = proposal(task)
    return by_form.why_reason(task, proposed) if accepting.needs_reason(task, proposed, proposed) else ""


def moved(task: Task, form: MoveForm, before: tuple[str, int] | None) -> Response:
    """What changes on the board; `before` is how its whole stood."""
    said = _("%(name)s is now in “%(stage)s”.", name=task.title, stage=state_name(task.state))
    if not _is_partial():
        flash(said, "good")
        return go("tasks.board") if form.source.data == BOARD else go("tasks.show", id=task.id)
    return _with_toast(_card_answer(task, before, in_place=form.is_dragged), {"text": said})


def too_late(task: Task) -> Response:
    """Someone else was faster: say who and when, and show the card where it is now."""
    said = who_was_faster(task)
    text = places.with_words(said)
    if not _is_partial() or text != said:  # words that were typed stay to be read, and copied
        return render("tasks/board_refused.html", task=task, text=text, status=409)
    response = _card_answer(task, None, in_place=False, status=409)
    response.headers["HX-Reswap"] = "none"
    return _with_toast(response, {"text": text, "level": "bad"})


def who_was_faster(task: Task) -> str:
    """Who changed the task last, when, and where it is now."""
    latest = select(Event).where(Event.subject_id == task.id).order_by(Event.at.desc(), Event.id.desc()).limit(1)
    last = db.scalar(latest)
    facts = {
        "who": colleagues.name_of(last.by_id if last else None) or _("Someone"),
        "when": moment(last.at if last else task.updated_at),
        "state": state_name(task.state),
    }
    return _("%(who)s changed this task at %(when)s; it is in “%(state)s” now.", **facts)


def refused(task: Task, form: MoveForm) -> Response:
    """Why it cannot go there; the card goes back."""
    to = form.state.data or ""
    if to not in ways.COLUMNS:
        return refuse(task, _("Choose one of the list."), 422)
    return refuse(task, ways.why_not(me(), task, to), 403 if ways.is_anothers(me(), task, to) else 409)


def refuse(task: Task, text: str, status: int) -> Response:
    """Say `text`: on the page as a toast, without a script as a page."""
    if not _is_partial():
        return render("tasks/board_refused.html", task=task, text=text, status=status)
    return _with_toast(make_response("", status, {"HX-Reswap": "none"}), {"text": text, "level": "bad"})


def whole_of(task: Task) -> tuple[str, int] | None:
    """How the whole of a part stands: its state and version."""
    whole = _whole(task)
    return (whole.state, whole.version) if whole else None


def _whole(task: Task) -> Task | None:
    return db.get_one(Task, (task.tenant_id, task.parent_id)) if task.parent_id else None


def _card_answer(task: Task, before: tuple[str, int] | None, *, in_place: bool, status: int = 200) -> Response:
    """The card where it belongs now, its whole where that followed; the heads are asked for once the move is done."""
    sight = sight_of_board()
    whole = _whole(task)
    followed = whole is not None and before not in (None, whole_of(task)) and sight.shows(whole)
    return render(
        "tasks/board_moved.swap.html",
        card=board.card_of(task),
        on_board=task.state in ways.COLUMNS,
        whole=board.card_of(whole) if whole is not None and followed else None,
        whole_stays=before is not None and whole is not None and before[0] == whole.state,
        in_place=in_place,
        heads=None,
        status=status,
        **surroundings(sight),
    )


def _with_toast(response: Response, toast: dict[str, str]) -> Response:
    response.headers["HX-Trigger"] = json.dumps({"dialog:close": True, "toast": toast})
    return response


def _is_partial() -> bool:
    return request.is_partial  # type: ignore[attr-defined]
