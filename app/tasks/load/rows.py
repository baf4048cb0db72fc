"""The rows of the sheet, made here and not in the template: there are hundreds of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.tasks.load import bars, words
from app.tasks.load.queries import Load
from app.web import ui


def rows(people: Sequence[UUID], names: Mapping[UUID, str], loads: Mapping[UUID, Load], mine: UUID) -> Markup:
    """A row for each person, in the order given."""
    scale = bars.scale_of([loads[one].minutes for one in people], loads[people[0]].capacity if people else 0)
    at = url_for("tasks.index")
    said = {"tasks": escape(_("Tasks")), "overdue": escape(_("Overdue"))}
    made = [_row(one, names[one], loads[one], scale, f"{at}?owner={one}", one == mine, said) for one in people]
    return Markup("").join(made)


def _row(
    person: UUID, name: str, load: Load, scale: int, address: str, is_me: bool, said: Mapping[str, Markup]
) -> Markup:
    full = words.filled(load)
    late = f'<strong class="pick__said--over">{load.overdue}</strong>' if load.overdue else "0"
    room = words.room(load)
    over = ui.signal("bad", room) if load.is_over else escape(room)
    return Markup(  # noqa: S704 - all that people typed is escaped
        f'<tr data-row><th scope="row"><a href="{address}">{ui.person(name, is_me)}</a></th>'
        f'<td class="table__bar fold__bar">{bars.bar(load, scale, f"{name}: {full}")}</td>'
        f'<td class="number fold__lead">{escape(full)}</td><td class="number fold__end">{over}</td>'
        f'<td class="number fold__pair" data-label="{said["tasks"]}">{load.tasks}</td>'
        f'<td class="number fold__pair" data-label="{said["overdue"]}">{late}</td></tr>'
    )
