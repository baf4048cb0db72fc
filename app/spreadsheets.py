"""The one place where tables leave the product as CSV or XLSX.

A customer may be called "=HYPERLINK(...)": whoever opens our file must see that text, not run it.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
NEGATIVE = re.compile(r"-\d[\d,]*(?:\.\d+)?%?", re.ASCII)
MOST_CHARACTERS = 32_767
FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, headings and rows; widths in characters where they matter."""

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int] = field(default=())


def safe_cell(value: Any) -> Any:
    """The value, with an apostrophe before text that a spreadsheet would calculate."""
    if not isinstance(value, str) or not value.startswith(FORMULA_STARTS):
        return value
    return value if NEGATIVE.fullmatch(value) else "'" + value


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """CSV as Excel opens it everywhere: UTF-8 with a mark, lines ended by CR LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([safe_cell(header) for header in headers])
    writer.writerows([safe_cell(_written(value)) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def write_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """A workbook with real numbers and dates; text is text, whatever it begins with."""
    content = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(content, options) as book:
        formats = Formats(book)
        names: set[str] = set()
        for sheet in sheets:
            name = sheet_name(sheet.name, names)
            names.add(name.casefold())
            _fill(book.add_worksheet(name), sheet, formats)
    return content.getvalue()


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name Excel accepts: 31 characters, none of []:*?/\\, each once."""
    base = FORBIDDEN_IN_NAMES.sub(" ", wanted).strip().strip("'")[:31] or "Sheet"
    name, count = base, 1
    while name.casefold() in taken:
        count += 1
        name = f"{base[:27]} {count}"
    return name


class Formats:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})


def _fill(page: Any, sheet: Sheet, formats: Formats) -> None:
    page.freeze_panes(1, 0)
    for column, header in enumerate(sheet.headers):
        width = sheet.widths[column] if column < len(sheet.widths) else 16
        page.set_column(column, column, width)
        page.write_string(0, column, header, formats.heading)
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            _put(page, number, column, value, formats)


def _put(page: Any, row: int, column: int, value: Any, formats: Formats) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, (int, float, Decimal)):
        if math.isfinite(value):
            page.write_number(row, column, value)
    elif isinstance(value, datetime):
        page.write_datetime(row, column, value, formats.moment)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, formats.day)
    else:
        page.write_string(row, column, str(value)[:MOST_CHARACTERS])


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return "" if value is None else value
