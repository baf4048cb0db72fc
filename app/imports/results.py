"""The rows that did not come in, as they stand in the file, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from app.imports.model import Import
from app.imports.planning import table_of
from app.imports.queries import failed_rows
from app.imports.table import Cell
from app.imports.writing import reason_heading
from app.spreadsheets import Sheet, write_csv, write_xlsx
from tenants.context import db


def bad_rows(record: Import, suffix: str) -> bytes:
    """A file to correct and upload again: the original columns and, last, why each row stayed out."""
    reasons = {row.row_number: row.problem or "" for row in db.scalars(failed_rows(record.id))}
    table = table_of(record)
    rows = _rows(table.rows(), reasons)
    heads = [*table.headers, reason_heading(table.headers)]
    return write_csv(heads, rows) if suffix == "csv" else write_xlsx([Sheet(_("Problems"), heads, rows)])


def first_bad(record: Import, count: int) -> list[tuple[int, str, str]]:
    """The first of them: number, what the row is called, reason."""
    rows = list(db.scalars(failed_rows(record.id).limit(count)))
    wanted = {row.row_number for row in rows}
    cells = {row.number: row.cells for row in table_of(record).rows() if row.number in wanted} if wanted else {}
    return [(row.row_number, _name(cells.get(row.row_number, [])), row.problem or "") for row in rows]


def _rows(rows: Iterator[Any], reasons: dict[int, str]) -> Iterator[list[Any]]:
    for row in rows:
        if row.number in reasons:
            yield [*row.cells, reasons[row.number]]


def _name(cells: list[Cell]) -> str:
    return " · ".join(str(cell) for cell in cells[:3] if cell is not None)[:80]
