"""CSV and its relatives: commas, semicolons, tabs or bars, quoted cells, several encodings."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain, islice

from flask_babel import lazy_gettext as _l

from app.imports.encodings import encoding_of
from app.imports.limits import LONGEST_CELL, MOST_COLUMNS
from app.imports.problems import Refused
from app.imports.table import (
    Row,
    Table,
    broken_row,
    fit,
    header_of,
    is_filled,
    long_cell,
    refuse_height,
    refuse_width,
)

DELIMITERS = ",;\t|"
HINT = re.compile(r"sep=(.)\s*", re.IGNORECASE)
LOOKED_AT = 50
LONGEST_LINE = MOST_COLUMNS * LONGEST_CELL
# A line of its own after the last: an open quotation mark swallows it.
END = "\x1e"

Numbered = tuple[int, list[str]]


def open_delimited(data: bytes, filename: str) -> Table:
    encoding = encoding_of(data)
    delimiter = _delimiter_of(data, encoding)
    found = Delimited(data, encoding, delimiter)
    number, headers = header_of(list(islice(found.records(), LOOKED_AT)))
    count = found.check(number, len(headers))
    refuse_height(count)
    return Table(
        filename=filename,
        format="csv",
        headers=headers,
        header_number=number,
        row_count=count,
        rows=lambda: found.rows(number, len(headers)),
        encoding=encoding,
        delimiter=delimiter,
    )


class Delimited:
    """The bytes of a delimited file, read anew from the top each time."""

    def __init__(self, data: bytes, encoding: str, delimiter: str) -> None:
        self.data = data
        self.encoding = encoding
        self.delimiter = delimiter

    def records(self) -> Iterator[Numbered]:
        """Every record with the number of the line it begins in."""
        reader = csv.reader(chain(_lines(self.data, self.encoding), [END]), delimiter=self.delimiter)
        begins = 1
        try:
            for cells in reader:
                if cells == [END]:
                    return
                yield begins, cells
                begins = reader.line_num + 1
        except csv.Error:
            raise _open_quote(begins) from None
        raise _open_quote(begins)

    def rows(self, header: int, width: int) -> Iterator[Row]:
        for number, cells in self.records():
            if number > header and any(cells) and any(map(is_filled, cells)):
                yield fit(number, [cell or None for cell in cells], width)

    def check(self, header: int, width: int) -> int:
        """Reads to the end once, so that a broken file is refused before its first row is used."""
        count = 0
        cells: list[str] = []
        for number, cells in self.records():
            refuse_width(len(cells))
            if cells and len(max(cells, key=len)) > LONGEST_CELL:
                raise long_cell(number)
            if number > header and any(cells):
                count += 1
        if len(cells) < width and count > 1 and not self._ends_its_line():
            raise Refused("cut", _l("The file ends in the middle. Save or download it again."))
        return count

    def _ends_its_line(self) -> bool:
        return self.data[-4:].rstrip(b"\0\x1a").endswith((b"\n", b"\r"))


def _lines(data: bytes, encoding: str) -> Iterator[str]:
    lines = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    first = next(lines, "")
    yield "\n" if HINT.fullmatch(first) else first.lstrip("\ufeff")
    for line in lines:
        if len(line) > LONGEST_LINE:
            refuse_width(MOST_COLUMNS + 1)
        yield line if line != "\x1a" else "\n"


def _delimiter_of(data: bytes, encoding: str) -> str:
    first = next(io.TextIOWrapper(io.BytesIO(data), encoding, newline=""), "")
    if (hint := HINT.fullmatch(first.strip("\r\n\ufeff"))) and hint[1] in DELIMITERS:
        return hint[1]
    return max(DELIMITERS, key=lambda mark: _evenness(data, encoding, mark))


def _evenness(data: bytes, encoding: str, delimiter: str) -> tuple[float, int]:
    """How many of the first rows agree on their width, and how wide that is; one column is none."""
    try:
        top = [cells for _, cells in islice(Delimited(data, encoding, delimiter).records(), LOOKED_AT)]
    except Refused:
        top = []
    widths = [len(cells) for cells in top if any(cells)]
    usual = max(set(widths), key=widths.count, default=0)
    if usual < 2:
        return 0.0, 0
    return widths.count(usual) / len(widths), usual


def _open_quote(number: int) -> Refused:
    words = _l("A quotation mark opens in row %(number)s and never closes. The file may be cut short.")
    return broken_row("open_quote", words, number)
