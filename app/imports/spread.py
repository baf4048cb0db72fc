"""Where a workbook's sheets lie, and whether the cells of one can be laid out in memory.

Cells are checked by their own places, never by the declared dimension.
"""

import re
import zipfile
from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree

from app.imports.archive import bomb, damaged, pieces
from app.imports.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_SHARED_TEXT
from app.imports.table import refuse_height, refuse_width

# Up to GR, the 200th column, and to the 999,999th row; an empty cell may stand anywhere.
PLACE = rb'r="(?:[A-F]?[A-Z]|G[A-R])[0-9]{1,6}"'
HOLDING = PLACE + rb'(?: [a-z]{1,2}="[A-Za-z0-9]*")*+>'
EMPTY = rb'(?:\w+="[\w]*"\s*)*+/>'
MISPLACED = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?! " + HOLDING + rb")(?!\s*" + EMPTY + rb")")
COLUMN = re.compile(rb'c r="([A-Z]{1,2})[0-9]')
HUNDRED = re.compile(rb'c r="[A-Z]{1,2}([0-9]{3,4})[0-9]{2}"')
SHARED = re.compile(rb't="s"[^>]*>\s*<(?:\w+:)?v[^>]*>(\d{1,9})<')
ITEM = re.compile(rb"<(?:\w+:)?si[\s/>]")
SHARED_TEXTS = "xl/sharedStrings.xml"
SMALLEST_SHARED_CELL = len('<c r="A1" t="s"><v>0</v></c>')
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
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


def refuse_spread(archive: zipfile.ZipFile, path: str | None) -> None:
    """Refuses cells out of bounds, and texts shared so often that they would fill the memory."""
    if path is None or path not in archive.namelist():
        raise damaged()
    entry = archive.getinfo(path)
    lengths = _shared_lengths(archive)
    heavy = max(lengths, default=0) * entry.file_size // SMALLEST_SHARED_CELL > MOST_SHARED_TEXT
    uses: Counter[bytes] = Counter()
    width, height = 0, 0
    for piece in pieces(archive, entry):
        if found := MISPLACED.search(piece):
            _refuse_place(piece[found.start() : found.start() + 200])
        width, height = max(width, _furthest(piece)), max(height, _lowest(piece))
        if heavy:
            uses.update(SHARED.findall(piece))
    if width * height > MOST_CELLS:
        raise bomb()
    if sum(count * _length(lengths, int(index)) for index, count in uses.items()) > MOST_SHARED_TEXT:
        raise bomb()


def _refuse_place(tag: bytes) -> None:
    column = re.search(rb'r="([A-Z]{2,3})[0-9]{1,7}"', tag)
    if column and (len(column[1]) > 2 or column[1] > b"GR"):
        refuse_width(MOST_COLUMNS + 1)
    if re.search(rb'r="[A-Z]{1,3}[0-9]{7}"', tag):
        refuse_height(MOST_ROWS + 1)
    raise damaged()


def _furthest(piece: bytes) -> int:
    """The last column that matters; beyond the limit stand empty cells only."""
    letters = max(set(COLUMN.findall(piece)), key=lambda name: (len(name), name), default=b"A")
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return min(number, MOST_COLUMNS)


def _lowest(piece: bytes) -> int:
    """The last row, to the hundred above: there are few hundreds to compare, but many cells."""
    hundreds = set(HUNDRED.findall(piece))
    return (max(map(int, hundreds), default=99) + 1) * 100


def _shared_lengths(archive: zipfile.ZipFile) -> list[int]:
    """How many bytes each shared text takes, in the order cells point at them."""
    if SHARED_TEXTS not in archive.namelist():
        return []
    text = b"".join(pieces(archive, archive.getinfo(SHARED_TEXTS)))
    starts = [found.start() for found in ITEM.finditer(text)]
    return [end - start for start, end in pairwise([*starts, len(text)])]


def _length(lengths: list[int], index: int) -> int:
    return lengths[index] if index < len(lengths) else 0
