"""The rows of parts in the forms of templates and of tasks for several people.

What a row does not ask (effort, measure, a standard of its own) it has from the plan the form was filled with; its
field `at` says from which part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from flask import request
from flask_babel import gettext as _

from app.tasks import rights
from app.tasks.forms import typed_goal
from app.tasks.model import MOST_PARTS
from app.tasks.planning.forms import PieceForm, ShareForm
from app.tasks.planning.pieces import Kept, Piece
from app.web import asking, forms
from app.web.access import me

FIRST = 3  # blank rows a form begins with
Row = PieceForm | ShareForm


def blank(cls: type[Any], count: int) -> list[Any]:
    """`count` empty rows."""
    return [_form(cls, place, None, {}) for place in range(count)]


def of(cls: type[Any], drawn: Sequence[Any]) -> list[Any]:
    """A row for each part in `drawn`: pieces of a template, or drafts laid out from one."""
    return [_form(cls, place, None, {"obj": one, "at": str(place)}) for place, one in enumerate(drawn)]


def submitted(cls: type[Any]) -> list[Any]:
    """The rows that were sent, in their order; more when they were asked for."""
    count = max(0, min(request.form.get("parts", 0, type=int) or 0, MOST_PARTS))
    rows = [_form(cls, place, request.form, {}) for place in range(count)]
    more = 1 if "add" in request.form else FIRST if "split" in request.form else 0
    return rows + [_form(cls, place, None, {}) for place in range(count, min(count + more, MOST_PARTS))]


def typed(rows: Iterable[Any]) -> list[Any]:
    """The rows in which something stands; a part is left out by emptying its title."""
    return [row for row in rows if row.title.data or (row.goal_quantity.data is not None and not row.at.data)]


def base_of(row: Any, kept: Kept | None, whole: Piece) -> Piece:
    """The part of `kept` the row was filled with; a new one is to be done as the whole is."""
    place = asking.count(row.at.data)
    if kept is not None and place is not None and place < len(kept.parts):
        return kept.parts[place]
    return Piece(
        title="", lower_is_better=whole.lower_is_better, is_important=whole.is_important, is_urgent=whole.is_urgent,
        demand=whole.demand, criteria=whole.criteria,
    )  # fmt: skip


def piece(row: Any, base: Piece) -> Piece:
    """The part as it was typed."""
    wanted = typed_goal(row, row.title.data)
    return replace(
        base, title=row.title.data, owner_id=row.owner_id.data, quantity=wanted.quantity if wanted else None,
        unit=wanted.unit if wanted else None,
    )  # fmt: skip


def _form(cls: type[Any], place: int, formdata: Any, filled: dict[str, Any]) -> Any:
    drawn = filled.pop("obj", None)
    values = dict(filled)
    if drawn is not None:
        names = ("title", "owner_id", "unit", "begins", "due", "starts_on", "due_on")
        values |= {name: getattr(drawn, name) for name in names if hasattr(drawn, name)}
        values["goal_quantity"] = getattr(drawn, "quantity", None) or getattr(drawn, "goal_quantity", None)
    form = cls(formdata=formdata, prefix=f"part-{place}-", **values)
    kept = form.owner_id.data
    form.owner_id.choices = forms.with_blank(rights.owner_choices(me(), keep=kept), _("who gets the whole"))
    return form
