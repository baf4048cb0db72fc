"""A table as found in a file: headers, and rows that know where they stood."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.imports.dates import looks_like_a_date
from app.imports.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from app.imports.numbers import looks_like_a_number
from app.imports.problems import Refused

Cell = str | float | int | bool | date | datetime | None


class Row(NamedTuple):
    """One row: its number in the file, as many cells as there are headers, and whether it fitted."""

    number: int
    cells: list[Cell]
    ragged: bool = False


@dataclass(frozen=True)
class Table:
    """What a file holds. `rows()` starts again from the top each time it is called."""

    filename: str
    format: str
    headers: list[str]
    header_number: int
    row_count: int
    rows: Callable[[], Iterator[Row]]
    encoding: str | None = None
    delimiter: str | None = None
    sheets: tuple[str, ...] = ()
    sheet: str | None = None


def is_filled(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def header_of(top: Sequence[tuple[int, Sequence[Cell]]]) -> tuple[int, list[str]]:
    """The number and names of the header row, found among the first rows of the file.

    A title alone in its row above the headers ("Customers 2024") is stepped over.
    """
    filled = [(number, cells) for number, cells in top if any(map(is_filled, cells))]
    if not filled:
        raise Refused("empty", _l("The file is empty."))
    wide = [(number, cells) for number, cells in filled if sum(map(is_filled, cells)) > 1]
    number, cells = (wide or filled)[0]
    names = _names(cells)
    _refuse_header(names, cells)
    return number, names


def _names(cells: Sequence[Cell]) -> list[str]:
    names = [" ".join(str(cell).split()) if is_filled(cell) else "" for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def _refuse_header(names: list[str], cells: Sequence[Cell]) -> None:
    refuse_width(len(names))
    values = [cell for cell in cells if is_filled(cell)]
    if sum(map(_is_a_value, values)) * 2 > len(values):
        words = _l("The first row holds values, not column names. Add a row of names above it.")
        raise Refused("no_header", words)
    twice = _first_repeated(names)
    if twice is not None:
        words = _l("Two columns are called “%(name)s”. Give each column a name of its own.")
        raise Refused("duplicate_header", words, name=twice)


def _is_a_value(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return True
    return "@" in cell or looks_like_a_number(cell) or looks_like_a_date(cell)


def _first_repeated(names: list[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name and name.casefold() in seen:
            return name
        seen.add(name.casefold())
    return None


def refuse_width(width: int) -> None:
    if width > MOST_COLUMNS:
        words = _l("The file has more than %(limit)s columns. Remove those that are not needed.")
        raise Refused("too_many_columns", words, limit=MOST_COLUMNS)


def refuse_height(count: int) -> None:
    if count == 0:
        words = _l("The file has column names but no rows below them.")
        raise Refused("header_only", words)
    if count > MOST_ROWS:
        words = _l("The file has more than %(limit)s rows. Split it and import the parts one by one.")
        raise Refused("too_many_rows", words, limit=f"{MOST_ROWS:,}")


def long_cell(number: int) -> Refused:
    return broken_row(
        "cell_too_long",
        _l("A cell in row %(number)s is longer than %(limit)s characters."),
        number,
        limit=f"{LONGEST_CELL:,}",
    )


def broken_row(code: str, words: LazyString, number: int, **values: str) -> Refused:
    return Refused(code, words, number=number, **values)


def fit(number: int, cells: list[Cell], width: int) -> Row:
    """The row cut or filled to the headers; ragged when it had too few cells or values too many."""
    have = len(cells)
    if have == width:
        return Row(number, cells)
    if have < width:
        return Row(number, [*cells, *[None] * (width - have)], ragged=True)
    return Row(number, cells[:width], ragged=any(map(is_filled, cells[width:])))
