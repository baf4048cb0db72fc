"""What giving a task and splitting it share: the form of what was agreed, and why parts are refused."""

from __future__ import annotations

from decimal import Decimal

from flask import abort, request
from flask_babel import gettext as _

from app.tasks import goals, rights, wording
from app.tasks.forms import EditForm
from app.tasks.model import Task
from app.tasks.queries import criteria_of
from app.web.access import me
from tenants.context import db

#: Buttons of a form that is not sent yet: another row, parts, even ones, how it adds up, somebody from beside it.
ASKING = frozenset({"add", "split", "even", "look", "choose"})


def is_asking() -> bool:
    """Whether the form is not sent yet, but asks for something."""
    return bool(ASKING & request.form.keys())


def wants_figures() -> bool:
    """Whether htmx looks while somebody types: the form itself must stay as it is."""
    return "look" in request.form and request.is_partial  # type: ignore[attr-defined]


def changeable(task: Task) -> Task:
    """`task`, if one may plan it anew."""
    if not rights.may_change(me(), task):
        abort(403)
    return task


def edit_form(task: Task) -> EditForm:
    """What was agreed, as a form."""
    lines = "\n".join(one.text for one in db.scalars(criteria_of(task.id)))
    form = EditForm(
        formdata=None, obj=task, effort=typed_hours(task.effort_minutes),
        urgency=wording.urgency(task), criteria=lines, version=str(task.version), reason=None,
    )  # fmt: skip
    form.offer(task)
    return form


def typed_hours(minutes: int | None) -> Decimal | None:
    """An effort exactly as it is typed: 0.1, not what is nearest to it in binary."""
    return round(Decimal(minutes) / 60, 4) if minutes else None


def not_adding_up(total: goals.Sum) -> str:
    """The sum of the parts against the whole, in figures."""
    facts = {"parts": goals.plain(total.parts), "goal": goals.plain(total.goal)}
    if total.missing > 0:
        return _("The parts are %(parts)s of %(goal)s: %(rest)s missing.", **facts, rest=goals.plain(total.missing))
    return _("The parts are %(parts)s of %(goal)s: %(rest)s too much.", **facts, rest=goals.plain(-total.missing))
