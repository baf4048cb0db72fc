"""XLSX through calamine, which lays a sheet out as a full rectangle in memory.

So the sheet is looked through first (`archive`, `spread`): one stray cell in the last column of
the last row would otherwise cost gigabytes.
"""

import io
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

import python_calamine as calamine
from flask_babel import lazy_gettext as _l

from app.imports.archive import damaged, open_archive
from app.imports.limits import LONGEST_CELL
from app.imports.problems import Refused
from app.imports.spread import refuse_spread, sheet_paths
from app.imports.table import (
    Cell,
    Row,
    Table,
    fit,
    header_of,
    is_filled,
    long_cell,
    refuse_height,
)

LOOKED_AT = 50


def open_workbook(data: bytes, filename: str, sheet: str | None = None) -> Table:
    with open_archive(data) as archive:
        paths = sheet_paths(archive)
        book = _book(data)
        name = _chosen(book, sheet)
        refuse_spread(archive, paths.get(name))
    found = Worksheet(book, name)
    number, headers = header_of(list(islice(found.records(), LOOKED_AT)))
    count = found.check(number)
    refuse_height(count)
    return Table(
        filename=filename,
        format="xlsx",
        headers=headers,
        header_number=number,
        row_count=count,
        rows=lambda: found.rows(number, len(headers)),
        sheets=tuple(_visible(book)),
        sheet=name,
    )


class Worksheet:
    """One sheet, its rows numbered as Excel numbers them."""

    def __init__(self, book: calamine.CalamineWorkbook, name: str) -> None:
        try:
            self.sheet = book.get_sheet_by_name(name)
        except (calamine.CalamineError, ValueError):
            raise damaged() from None

    def records(self) -> Iterator[tuple[int, list[Cell]]]:
        """Formulas come as the value Excel last saw; times of day and durations as text."""
        for number, cells in enumerate(self.sheet.iter_rows(), start=1):
            row: list[Cell] = [_cell(cell) for cell in cells]
            if row.count(None) < len(row):
                yield number, row

    def rows(self, header: int, width: int) -> Iterator[Row]:
        for number, cells in self.records():
            if number > header and any(map(is_filled, cells)):
                yield fit(number, cells, width)

    def check(self, header: int) -> int:
        """How many rows there are below the header; a cell too long is refused here."""
        count = 0
        for number, cells in enumerate(self.sheet.iter_rows(), start=1):
            if number > header and any(cell != "" for cell in cells):
                count += 1
                if len(max(map(str, cells), key=len)) > LONGEST_CELL:
                    raise long_cell(number)
        return count


def _cell(cell: Any) -> Cell:
    if isinstance(cell, (float, int, date)):
        return cell
    return str(cell) or None


def _book(data: bytes) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (calamine.CalamineError, ValueError, OSError):
        raise damaged() from None


def _chosen(book: calamine.CalamineWorkbook, sheet: str | None) -> str:
    """The sheet asked for, else the first one a person can see."""
    if sheet is not None and sheet in book.sheet_names:
        return sheet
    if sheet is not None:
        raise Refused("no_sheet", _l("The workbook has no sheet called “%(name)s”."), name=sheet)
    visible = _visible(book)
    if not visible:
        raise Refused("empty", _l("The file is empty."))
    return visible[0]


def _visible(book: calamine.CalamineWorkbook) -> list[str]:
    shown, plain = calamine.SheetVisibleEnum.Visible, calamine.SheetTypeEnum.WorkSheet
    return [meta.name for meta in book.sheets_metadata if meta.visible == shown and meta.typ == plain]
