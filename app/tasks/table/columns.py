"""The columns of the table, headed as the importer reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.imports.kinds import Field
from app.tasks.bringing import TASKS
from app.tasks.table import quality
from app.tasks.table.rows import Row
from app.web.language import short
from app.web.tables import Column

_VALUES: dict[str, Callable[[Row], Any]] = {
    "title": lambda row: row.title,
    "goal": lambda row: row.goal,
    "part": lambda row: row.part,
    "owner": lambda row: row.owner,
    "starts_on": lambda row: row.starts_on,
    "due_on": lambda row: row.due_on,
    "done_on": lambda row: row.done_on,
    "quality": lambda row: quality.written(row.grade, row.reached, row.unit),
    "acceptor": lambda row: row.acceptor,
    "note": lambda row: row.note,
}


#: How a cell stands when the table folds on a phone, and which of them say there what they are.
_FOLDED = {
    "goal": "fold__text tracking__of-whole", "part": "fold__text tracking__of-part", "owner": "fold__pair",
    "starts_on": "fold__off", "due_on": "fold__pair", "done_on": "fold__pair", "quality": "fold__pair",
    "acceptor": "fold__off", "note": "fold__text",
}  # fmt: skip
_CAPTIONED = ("due_on", "done_on")


def columns() -> list[Column]:
    """All ten, in the reader's language."""
    return [_column(field) for field in TASKS.fields]


def _column(field: Field) -> Column:
    label = field.label_zh if short() == "zh" else field.label_en
    value = _VALUES[field.key]
    head = quality.heading(label) if field.key == "quality" else label
    return Column(
        field.key, head, lambda row, look: value(row), lambda row, look: value(row), cls=_FOLDED.get(field.key, ""),
        caption=field.key in _CAPTIONED,
    )  # fmt: skip
