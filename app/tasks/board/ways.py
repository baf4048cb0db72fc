"""Which way a task may go on the board, who may take it there, and why not elsewhere."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.people import colleagues
from app.tasks import rights
from app.tasks.model import ACCEPTED, DOING, RETURNED, SUBMITTED, TODO
from app.tasks.wording import state_name
from tenants.model import Member

COLUMNS = (TODO, DOING, SUBMITTED, RETURNED, ACCEPTED)
START, PUT_BACK, SUBMIT, TAKE_BACK, ACCEPT, RETURN = "start", "put_back", "submit", "take_back", "accept", "return"


def ways(member: Member, task: Any) -> dict[str, str]:
    """The columns `member` may move a task (or a card of it) to, each with the act that it is."""
    found: dict[str, str] = {}
    if rights.may_work(member, task):
        found |= of_owner(task)
    if rights.may_accept(member, task):
        found |= of_acceptor(task)
    return found


def of_owner(task: Any) -> dict[str, str]:
    """Where its owner takes it. A whole is handed in, taken back and put back by its parts."""
    if task.is_split:
        return {DOING: START} if task.state == TODO else {}
    handed_in = SUBMITTED if task.acceptor_id else ACCEPTED  # a note to oneself is done when one says so
    return {
        TODO: {DOING: START, handed_in: SUBMIT},
        DOING: {TODO: PUT_BACK, handed_in: SUBMIT},
        RETURNED: {DOING: START, handed_in: SUBMIT},
        SUBMITTED: {DOING: TAKE_BACK},
    }.get(task.state, {})


def of_acceptor(task: Any) -> dict[str, str]:
    """Where it is taken by who accepts it."""
    if task.state != SUBMITTED:
        return {}
    return {ACCEPTED: ACCEPT} if task.is_split else {RETURNED: RETURN, ACCEPTED: ACCEPT}


def is_anothers(member: Member, task: Any, to: str) -> bool:
    """Whether the task can go there, but not by `member`."""
    return to in of_owner(task) | of_acceptor(task) and to not in ways(member, task)


def why_not(member: Member, task: Any, to: str) -> str:
    """Why a task cannot be moved to the column `to` by `member`, in a sentence."""
    if is_anothers(member, task, to):
        return _whose_it_is(member, task, to)
    if task.state == ACCEPTED:
        return _("What was accepted is reopened on its own page, with a reason.")
    if task.is_split:
        return _("This task follows its parts: move them, and it moves along.")
    if to == SUBMITTED:
        return _("Nobody was named to accept it. When it is done, move it to “%(state)s”.", state=state_name(ACCEPTED))
    if to in (ACCEPTED, RETURNED):
        return _("It is handed in first; then it is accepted or returned.")
    return _("A task cannot go from “%(before)s” to “%(after)s”.", before=state_name(task.state), after=state_name(to))


def _whose_it_is(member: Member, task: Any, to: str) -> str:
    owner = colleagues.name_of(task.owner_id)
    if to in of_owner(task):
        return _("Only %(name)s, or who leads %(name)s, can do that.", name=owner)
    if task.owner_id == member.id:
        return _("Nobody accepts or returns their own work.")
    acceptor = colleagues.name_of(task.acceptor_id)
    return _("Only %(name)s, or who leads %(owner)s, accepts or returns this task.", name=acceptor, owner=owner)
