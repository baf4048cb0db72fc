"""Copying a plan: choose the period, see every task with its new days, change what differs, confirm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app import periods
from app.clock import now
from app.people import colleagues
from app.periods import Period
from app.tasks import goals, rights, wording
from app.tasks.blueprint import tasks
from app.tasks.giving.common import not_adding_up
from app.tasks.planning import copying, together
from app.tasks.planning.copying import Line, Wish
from app.tasks.planning.forms import CopyForm
from app.tasks.refusals import NotGiven
from app.web import asking, forms
from app.web import periods as naming
from app.web.access import me, writes
from app.web.formats import today
from app.web.render import go, render

#: How far ahead one copies: to next year's same period.
AHEAD: dict[periods.Kind, int] = {"month": 12, "quarter": 4, "year": 2}


@dataclass
class Row:
    """A line with its fields, and those of its parts."""

    line: Line
    form: CopyForm
    is_ticked: bool
    parts: list[Row]
    wrong: str | None = None

    def each(self) -> list[Row]:
        """The row and those of its parts."""
        return [self, *self.parts]


@tasks.get("/copy", endpoint="copy")
@writes
def show() -> Response:
    """What would be copied from ?period= to ?to=."""
    source = naming.asked(request.args.get("period"), "quarter")
    target = _target(source, request.args.get("to"))
    return _page(source, target, [_row(line) for line in copying.lines(me(), source, target)])


@tasks.post("/copy", endpoint="copy_plan")
@writes
def copy() -> Response:
    """Give all that is ticked anew."""
    source = naming.asked(request.form.get("period"), "quarter")
    target = _target(source, request.form.get("to"))
    ticked = {asking.one_id(word) for word in request.form.getlist("id")}
    rows = [_row(line, line.task.id in ticked) for line in copying.lines(me(), source, target)]
    chosen = [row for row in rows if row.is_ticked]
    right = [_is_right(row) for row in chosen]
    if not all(right) or not chosen:
        said = _("Some lines are to be corrected.") if chosen else _("Tick what is to be copied.")
        return _page(source, target, rows, status=422, refused=said)
    wishes = {row.line.task.id: _wish(row) for top in chosen for row in top.each()}
    plans = copying.plans_of([row.line for row in chosen], wishes, by=me())
    for row, plan in zip(chosen, plans, strict=True):
        total = plan.sum()
        row.wrong = not_adding_up(total) if total is not None and not total.adds_up else None
    if any(row.wrong for row in chosen):
        return _page(source, target, rows, status=422, refused=_("Some parts do not add up to their whole."))
    try:
        batch = together.give_all(plans, by=me(), at=now())
    except NotGiven:
        return _page(source, target, rows, status=422, refused=_("You cannot assign tasks to one of these people."))
    flash(ngettext("%(num)d task is copied.", "%(num)d tasks are copied.", len(plans)), "good")
    return go("tasks.batch", id=batch)


def _target(source: Period, word: str | None) -> Period:
    return next((one for one in _targets(source) if one.word == word), source.next())


def _targets(source: Period) -> list[Period]:
    found = [source.next()]
    while len(found) < AHEAD[source.kind]:
        found.append(found[-1].next())
    return found


def _row(line: Line, ticked: bool | None = None) -> Row:
    """A row as it begins, or as it was sent when it says whether it was ticked."""
    sent = ticked is not None
    form = CopyForm(
        formdata=request.form if sent else None, prefix=f"{line.task.id}-", title=line.title,
        goal_quantity=line.task.goal_quantity, owner_id=line.owner_id,
    )  # fmt: skip
    if line.owner_id is not None:
        del form["owner_id"]
    else:
        form.owner_id.choices = forms.with_blank(rights.owner_choices(me()), _("choose somebody"))
    parts = [_row(part, ticked) for part in line.parts]
    return Row(line, form, bool(ticked) if sent else not (line.is_there or line.repeats), parts)


def _is_right(row: Row) -> bool:
    """Whether the row and its parts can be copied; what cannot says so at its field."""
    right = [one.form.valid for one in row.each()]
    if not row.form.title.data:
        row.form.refuse("title", _("Please fill this in."))
    for one in row.each():
        if one.line.owner_id is None and one.form.title.data and not one.form.owner_id.data:
            one.form.refuse("owner_id", _("Choose who does it."))
    return all(right) and not any(one.form.errors for one in row.each())


def _wish(row: Row) -> Wish:
    owner: UUID = row.line.owner_id or row.form.owner_id.data or me().id  # the last for parts that are left out
    return Wish(row.form.title.data, owner, row.form.goal_quantity.data)


def _page(source: Period, target: Period, rows: list[Row], *, status: int = 200, **more: Any) -> Response:
    return render(
        "tasks/copy.html", status=status, rows=rows, source=source, target=target, goals=goals, words=wording,
        chooser=naming.chooser(source, lambda word: url_for("tasks.copy", period=word)), label=naming.label,
        targets=[(one.word, naming.label(one)) for one in _targets(source)], people=colleagues.members(),
        is_past=lambda day: day is not None and day < today(), most=copying.MOST, **more,
    )  # fmt: skip
