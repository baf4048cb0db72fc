"""What a person decided about a file: which column is what, and what each name in it means here."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from app.imports.converting import Column
from app.imports.kinds import Kind, kind_of
from app.imports.model import Import

#: Stands for all names of a list that were not decided one by one.
REST = "*"
MODES = ("both", "create", "update")
Meanings = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Decisions:
    """Everything needed to read the file once more in exactly the same way."""

    kind: Kind
    columns: tuple[Column, ...]
    match: tuple[str, ...] = ()
    mode: str = "both"
    meanings: Meanings = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)  # to the questions of the kind

    @property
    def fields(self) -> set[str]:
        """The fields the file fills."""
        return {column.field.key for column in self.columns}

    def with_match(self) -> Decisions:
        """The same with a match key that the columns allow; nothing to match by means that rows are only created."""
        possible = matches(self.kind, self.fields)
        match = self.match if self.match in possible else (possible[0] if possible else ())
        return replace(self, match=match, mode=self.mode if match else "create")


def matches(kind: Kind, fields: Iterable[str]) -> list[tuple[str, ...]]:
    """The ways a row can be recognised when these fields are filled, best first."""
    filled = set(fields)
    return [key for key in kind.match_keys if filled.issuperset(key)]


def of(record: Import) -> Decisions:
    """What was decided about `record` so far."""
    kind = kind_of(record.kind)
    known = {each.key: each for each in kind.fields}
    columns = tuple(
        Column(int(index), known[one["field"]], one.get("factor", 1), one.get("order", "ymd"), one.get("style"))
        for index, one in record.columns.items()
        if one.get("field") in known
    )
    match = tuple((record.match_key or "").split("+")) if record.match_key else ()
    answers = {one.key: record.values[one.key] for one in kind.questions if record.values.get(one.key)}
    meanings = deepcopy(record.values.get("meanings", {}))  # a change in place would not be noticed, nor kept
    return Decisions(kind, columns, match, record.mode, meanings, answers).with_match()


def keep(record: Import, decisions: Decisions) -> None:
    """Write the decisions into `record`."""
    record.kind = decisions.kind.key
    record.columns = {str(column.index): _plain(column) for column in decisions.columns}
    record.match_key = "+".join(decisions.match) or None
    record.mode = decisions.mode
    record.values = {"meanings": decisions.meanings, **decisions.answers}


def _plain(column: Column) -> dict[str, Any]:
    return {"field": column.field.key, "factor": column.factor, "order": column.order, "style": column.style}
