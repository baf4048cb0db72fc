"""XLSX through calamine, which lays a sheet out as a full rectangle in memory.

So the sheet's own cells (never its declared dimension) are checked for their place first: one
stray cell in the last column of the last row would otherwise cost gigabytes.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice, pairwise
from typing import Any
from xml.etree import ElementTree

import python_calamine as calamine
from flask_babel import lazy_gettext as _l

from app.pipeline.imports.archive import bomb, damaged, open_archive, pieces
from app.pipeline.imports.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, MOST_SHARED_TEXT
from app.pipeline.imports.problems import Refused
from app.pipeline.imports.table import (
    Cell,
    Row,
    Table,
    fit,
    header_of,
    is_filled,
    long_cell,
    refuse_height,
    refuse_width,
)

# Up to GR, the 200th column, and to the 999,999th row; an empty cell may stand anywhere.
PLACE = rb'r="(?:[A-F]?[A-Z]|G[A-R])[0-9]{1,6}"'
HOLDING = PLACE + rb'(?: [a-z]{1,2}="[A-Za-z0-9]*")*+>'
EMPTY = rb'(?:\w+="[\w]*"\s*)*+/>'
MISPLACED = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?! " + HOLDING + rb")(?!\s*" + EMPTY + rb")")
SHARED = re.compile(rb't="s"[^>]*>\s*<(?:\w+:)?v[^>]*>(\d{1,9})<')
ITEM = re.compile(rb"<(?:\w+:)?si[\s/>]")
LOOKED_AT = 50
SHARED_TEXTS = "xl/sharedStrings.xml"
SMALLEST_SHARED_CELL = len('<c r="A1" t="s"><v>0</v></c>')
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def open_workbook(data: bytes, filename: str, sheet: str | None = None) -> Table:
    with open_archive(data) as archive:
        paths = _sheet_paths(archive)
        book = _book(data)
        name = _chosen(book, sheet)
        _refuse_spread(archive, paths.get(name))
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
        sheets=tuple(book.sheet_names),
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
    kept = [
        meta.name
        for meta in book.sheets_metadata
        if meta.visible == calamine.SheetVisibleEnum.Visible and meta.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    if not kept:
        raise Refused("empty", _l("The file is empty."))
    return kept[0]


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where in the zip each sheet lies."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - no DTD, looked through
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - the same
    except (ElementTree.ParseError, KeyError, zipfile.BadZipFile):
        raise damaged() from None
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    return {
        node.get("name", ""): _path(targets.get(node.get(OFFICE) or node.get(STRICT) or "", ""))
        for node in book.iterfind("{*}sheets/{*}sheet")
    }


def _path(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _refuse_spread(archive: zipfile.ZipFile, path: str | None) -> None:
    """Refuses cells out of bounds, and texts shared so often that they would fill the memory."""
    if path is None or path not in archive.namelist():
        raise damaged()
    entry = archive.getinfo(path)
    lengths = _shared_lengths(archive)
    heavy = max(lengths, default=0) * entry.file_size // SMALLEST_SHARED_CELL > MOST_SHARED_TEXT
    uses: Counter[bytes] = Counter()
    for piece in pieces(archive, entry):
        if found := MISPLACED.search(piece):
            _refuse_place(piece[found.start() : found.start() + 200])
        if heavy:
            uses.update(SHARED.findall(piece))
    if sum(count * _length(lengths, int(index)) for index, count in uses.items()) > MOST_SHARED_TEXT:
        raise bomb()


def _refuse_place(tag: bytes) -> None:
    column = re.search(rb'r="([A-Z]{2,3})[0-9]{1,7}"', tag)
    if column and (len(column[1]) > 2 or column[1] > b"GR"):
        refuse_width(MOST_COLUMNS + 1)
    if re.search(rb'r="[A-Z]{1,3}[0-9]{7}"', tag):
        refuse_height(MOST_ROWS + 1)
    raise damaged()


def _shared_lengths(archive: zipfile.ZipFile) -> list[int]:
    """How many bytes each shared text takes, in the order cells point at them."""
    if SHARED_TEXTS not in archive.namelist():
        return []
    text = b"".join(pieces(archive, archive.getinfo(SHARED_TEXTS)))
    starts = [found.start() for found in ITEM.finditer(text)]
    return [end - start for start, end in pairwise([*starts, len(text)])]


def _length(lengths: list[int], index: int) -> int:
    return lengths[index] if index < len(lengths) else 0
