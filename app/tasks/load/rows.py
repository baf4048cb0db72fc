"""The rows of the sheet, made here and not in the template: there are hundreds of them. What is the same in each is
translated once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.tasks.load import bars
from app.tasks.load.queries import Load
from app.tasks.load.words import hours
from app.web import ui


def rows(people: Sequence[UUID], names: Mapping[UUID, str], loads: Mapping[UUID, Load], mine: UUID) -> Markup:
    """A row for each person, in the order given."""
    scale = bars.scale_of([loads[one].minutes for one in people], loads[people[0]].capacity if people else 0)
    say = _Words()
    made = [_row(one, names[one], loads[one], scale, one == mine, say) for one in people]
    return Markup("".join(made))  # noqa: S704 - each row escapes what people typed


class _Words:
    """The words of a row, as patterns."""

    def __init__(self) -> None:
        self.filled, self.over, self.free = (
            _("%(hours)s / %(capacity)s h"),
            _("%(over)s h too much"),
            _("%(free)s h free"),
        )
        self.tasks, self.overdue = escape(_("Number of tasks")), escape(_("Overdue"))
        self.list = url_for("tasks.index")


def _row(person: UUID, name: str, load: Load, scale: int, is_me: bool, say: _Words) -> str:
    full = say.filled % {"hours": hours(load.minutes), "capacity": hours(load.capacity)}
    if load.is_over:
        room = ui.signal("bad", say.over % {"over": hours(-load.free)})
    else:
        room = escape(say.free % {"free": hours(load.free)})
    late = f'<strong class="pick__said--over">{load.overdue}</strong>' if load.overdue else "0"
    return (
        f'<tr data-row><th scope="row"><a href="{say.list}?owner={person}">{ui.person(name, is_me)}</a></th>'
        f'<td class="table__bar fold__bar">{bars.bar(load, scale, f"{name}: {full}")}</td>'
        f'<td class="number fold__lead">{escape(full)}</td><td class="number fold__end">{room}</td>'
        f'<td class="number fold__pair" data-label="{say.tasks}">{load.tasks}</td>'
        f'<td class="number fold__pair" data-label="{say.overdue}">{late}</td></tr>'
    )
