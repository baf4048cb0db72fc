"""The list of tasks."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.lists.listing import List
from app.tasks import rights
from app.tasks.filtering import chips, conditions, filters
from app.tasks.filtering.filters import OPEN
from app.tasks.listing.bulk import MANY
from app.tasks.listing.columns import COLUMNS, ROWS, USUAL, T
from app.tasks.listing.forms import TaskFilterForm
from app.tasks.listing.look import Look, look_up
from app.tasks.listing.tabs import begins, tabs
from app.web.tables import Order


def _edit(row: Any, look: Look) -> str | None:
    """Where an open task is planned anew, for who may."""
    people = row.owner_id, row.created_by_id, row.acceptor_id
    may = row.is_open and look.once(("may change", people), lambda: rights.may_change(look.scene.member, row))
    return look.to("tasks.edit", row.id) if may else None


TASKS = List(
    area="tasks",
    endpoint="tasks.index",
    title=_l("Tasks"),
    everything=_l("All open tasks"),
    columns=COLUMNS,
    usual=USUAL,
    order=(Order("due"),),
    rows=ROWS,
    row_id=T.c.id,
    read_filter=filters.read,
    conditions=conditions.of,
    in_order=conditions.in_order,
    look_up=look_up,
    words=chips.FIELDS,
    filter_form=TaskFilterForm,
    many=MANY,
    plain=("state", OPEN),
    tabs=tabs,
    begins=begins,
    edit=_edit,
)
