"""Opens the file a person uploaded, whatever it calls itself, and yields its rows.

The content decides what a file is, never its name. Everything is checked before the first row is
handed out, so that a file is either refused whole or readable to its end.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _l

from app.imports.delimited import open_delimited
from app.imports.limits import MEGABYTE, MOST_BYTES
from app.imports.problems import Refused
from app.imports.table import Cell, Row, Table
from app.imports.workbook import open_workbook

__all__ = ["Cell", "Row", "Table", "open_table", "sample"]

FOREIGN = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"<!DOCTYPE": "HTML",
    b"<html": "HTML",
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def open_table(source: bytes | str | Path, filename: str, sheet: str | None = None) -> Table:
    """The table in the file; raises Refused with a sentence when there is none to be had."""
    data = _bytes_of(source)
    _refuse_foreign(data, filename)
    if data.startswith(b"PK"):
        return open_workbook(data, filename, sheet)
    return open_delimited(data, filename)


def sample(table: Table, count: int = 50) -> list[Row]:
    """The first rows, for guessing and for the preview."""
    rows: Iterator[Row] = table.rows()
    return list(islice(rows, count))


def _bytes_of(source: bytes | str | Path) -> bytes:
    if isinstance(source, bytes):
        _refuse_size(len(source))
        return source
    path = Path(source)
    _refuse_size(path.stat().st_size)
    return path.read_bytes()


def _refuse_size(size: int) -> None:
    if size == 0:
        raise Refused("empty", _l("The file is empty."))
    if size > MOST_BYTES:
        words = _l("The file is larger than %(limit)s MB. Split it and import the parts one by one.")
        raise Refused("too_big", words, limit=MOST_BYTES // MEGABYTE)


def _refuse_foreign(data: bytes, filename: str) -> None:
    if data.startswith(OLD_OFFICE):
        raise _old_office(data)
    kind = next((name for magic, name in FOREIGN.items() if _starts(data, magic)), None)
    if kind:
        words = _l("%(filename)s is a %(kind)s file. Choose a CSV or XLSX file.")
        raise _named(words, filename, kind)


def _old_office(data: bytes) -> Refused:
    if ENCRYPTED in data:
        words = _l("The workbook is protected by a password. Save it without one and try again.")
        return Refused("encrypted", words)
    words = _l("This is an old Excel file (.xls). Open it in Excel and save it as .xlsx or CSV.")
    return Refused("old_excel", words)


def _starts(data: bytes, magic: bytes) -> bool:
    return data[:64].lstrip().upper().startswith(magic.upper())


def _named(words: Any, filename: str, kind: str) -> Refused:
    return Refused("wrong_type", words, filename=filename, kind=kind)
