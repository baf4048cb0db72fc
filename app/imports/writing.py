"""The rows that did not come in, handed back as a file to correct and upload again."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import gettext as _

from app.imports.problems import Problem
from app.imports.table import Cell
from app.spreadsheets import write_csv

BadRow = tuple[Sequence[Cell], Sequence[Problem]]


def bad_rows_csv(headers: Sequence[str], rows: Iterable[BadRow]) -> bytes:
    """The rows as they were, each with its reasons in a last column."""
    return write_csv([*headers, reason_heading(headers)], _with_reasons(rows))


def reasons(problems: Iterable[Problem]) -> str:
    """What was wrong, column by column, in the reader's language."""
    return " ".join(
        f"{problem.column}: {problem.sentence}" if problem.column else problem.sentence
        for problem in problems
        if problem.is_error
    )


def _with_reasons(rows: Iterable[BadRow]) -> Iterator[list[Any]]:
    for cells, problems in rows:
        yield [*cells, reasons(problems)]


def reason_heading(headers: Sequence[str]) -> str:
    """A heading of its own, also when the file was handed back once before."""
    heading = _("Reason")
    while heading.casefold() in {header.casefold() for header in headers}:
        heading += " *"
    return heading
