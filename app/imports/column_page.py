"""The page on which columns meet fields: what the file says, what it is taken for, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from flask_babel import gettext as _

from app.imports import mapping, uploads
from app.imports.decisions import Decisions
from app.imports.guessing import Guess
from app.imports.mapping import ColumnProblem
from app.imports.table import Cell, Table, is_filled

#: So many rows are looked at for the share of filled cells.
LOOKED_AT = 5_000
SAMPLES = 3
CERTAIN = 0.9


@dataclass(frozen=True)
class Line:
    """One column of the file as the page shows it."""

    index: int
    header: str
    samples: str
    filled: str
    field: str
    level: str  # "good", "warn" or ""
    word: str
    why: str
    order: str
    asks_order: bool
    error: str = ""


@dataclass(frozen=True)
class Sheet:
    """All columns, and what is wrong with the choice as a whole."""

    lines: list[Line]
    errors: list[str] = field(default_factory=list)

    @property
    def known(self) -> int:
        """How many columns will be read."""
        return sum(bool(line.field) for line in self.lines)

    @property
    def to_look_at(self) -> int:
        """How many of them were guessed without certainty."""
        return sum(line.level == "warn" for line in self.lines)


def sheet(table: Table, decided: Decisions, problems: list[ColumnProblem]) -> Sheet:
    """The page for what is decided so far."""
    rows = [row.cells for row in islice(table.rows(), LOOKED_AT)]
    guesses = uploads.guesses(decided.kind, table)
    chosen = {column.index: column for column in decided.columns}
    said = {problem.index: problem.refusal.sentence for problem in problems if problem.index is not None}
    lines = []
    for index, header in enumerate(table.headers):
        values = [cells[index] for cells in rows if is_filled(cells[index])]
        column = chosen.get(index)
        level, word, why = _sureness(column, guesses.get(index))
        lines.append(
            Line(
                index, header or _("Column %(number)s", number=index + 1), _samples(values),
                f"{100 * len(values) // max(1, len(rows))}%", column.field.key if column else "", level, word, why,
                column.order if column else "ymd", column is not None and column.order != "ymd", said.get(index, ""),
            )
        )  # fmt: skip
    return Sheet(lines, [problem.refusal.sentence for problem in problems if problem.index is None])


def chosen_columns(form: Mapping[str, str], table: Table, decided: Decisions) -> Decisions:
    """The decisions with the columns a person submitted."""
    known = {each.key for each in decided.kind.fields}
    fields = {index: form.get(f"c-{index}", "") for index in range(len(table.headers))}
    fields = {index: key for index, key in fields.items() if key in known}
    orders = {index: form.get(f"o-{index}", "") for index in fields}
    columns = mapping.columns_of(decided.kind, table, fields, orders)
    return replace(decided, columns=columns)


def _sureness(column: Any, guess: Guess | None) -> tuple[str, str, str]:
    if column is None:
        return "", "", _("Not imported.")
    why = _factor(column.factor)
    if guess is None or guess.field.key != column.field.key:
        return "good", _("chosen by you"), why
    if guess.certainty >= CERTAIN:
        return "good", _("certain"), why
    return "warn", _("please look"), why or _("The heading only resembles it.")


def _factor(factor: int) -> str:
    return _("The heading says: times %(factor)s.", factor=f"{factor:,}") if factor > 1 else ""


def _samples(values: list[Cell]) -> str:
    shown = [_text(value)[:40] for value in dict.fromkeys(values[:40])]
    return ", ".join(shown[:SAMPLES])


def _text(value: Cell) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
