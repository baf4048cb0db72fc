"""Turns rows of cells into typed values, each distinct cell of a column read only once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from app.imports.dates import Order, date_order, parse_date
from app.imports.guessing import Guess
from app.imports.kinds import Field
from app.imports.numbers import Style, number_style, parse_integer, parse_money_minor, parse_number
from app.imports.problems import Complaint, Problem, Severity, Unreadable
from app.imports.table import Cell, Row
from app.imports.values import parse_bool, parse_email, parse_note, parse_phone, parse_text

# Slips in these leave the cell empty with a warning; all others keep their row out.
FORGIVEN = {"phone", "email", "bool", "integer", "year"}
NUMBERS = {"money", "number", "integer", "year"}
MOST_REMEMBERED = 50_000


@dataclass(frozen=True)
class Column:
    """A column of the file, the field it fills and how the whole column is written."""

    index: int
    field: Field
    factor: int = 1
    order: Order = "ymd"
    style: Style | None = None


class Converted(NamedTuple):
    """A row as typed values by field key, and what was wrong with it."""

    number: int
    values: dict[str, Any]
    problems: list[Problem]

    @property
    def is_bad(self) -> bool:
        return any(problem.is_error for problem in self.problems)


def learn(guesses: Mapping[int, Guess], rows: Iterable[Row]) -> list[Column]:
    """The columns with their habits (day or month first, comma or point), seen over all rows."""
    watched = {index: guess for index, guess in guesses.items() if guess.field.shape in NUMBERS | {"date"}}
    seen: dict[int, set[Cell]] = {index: set() for index in watched}
    for row in rows if watched else ():
        for index, values in seen.items():
            values.add(row.cells[index])
    return [_column(index, guess, seen.get(index, set())) for index, guess in guesses.items()]


Reader = Callable[[Cell], Any]
Known = tuple[Any, Complaint | None]
Lane = tuple[Column, int, Reader, dict[Cell, Known]]


class Converter:
    """Reads rows by their columns; remembers what it has read, for columns repeat themselves."""

    def __init__(self, columns: Sequence[Column], headers: Sequence[str], digits: int = 2) -> None:
        self.headers = headers
        self.lanes: list[Lane] = [(column, column.index, _reader(column, digits), {}) for column in columns]

    def convert(self, row: Row) -> Converted:
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        cells = row.cells
        for column, index, read, memory in self.lanes:
            cell = cells[index]
            # True equals 1 and would be remembered as the same.
            key = cell if cell.__class__ is not bool else str(cell)
            known = memory.get(key)
            if known is None:
                known = _read(read, column.field, cell)
                if len(memory) < MOST_REMEMBERED:
                    memory[key] = known
            values[column.field.key] = known[0]
            if known[1] is not None:
                problems.append(self._problem(row, column, known[1]))
        if row.ragged:
            problems.append(_ragged(row))
        return Converted(row.number, values, problems)

    def _problem(self, row: Row, column: Column, complaint: Complaint) -> Problem:
        severity: Severity = "error"
        if column.field.shape in FORGIVEN and not column.field.required:
            severity = "warning"
        return Problem(row.number, self.headers[column.index], row.cells[column.index], complaint, severity)


def _column(index: int, guess: Guess, values: set[Cell]) -> Column:
    if guess.field.shape == "date":
        return Column(index, guess.field, guess.factor, order=date_order(values))
    if guess.field.shape in NUMBERS:
        return Column(index, guess.field, guess.factor, style=number_style(values))
    return Column(index, guess.field, guess.factor)


def _read(read: Reader, field: Field, cell: Cell) -> Known:
    try:
        value = read(cell)
    except Unreadable as complaint:
        return None, complaint
    if value is None and field.required:
        return None, Unreadable("required", _l("This cell must not be empty."))
    return value, None


def _reader(column: Column, digits: int) -> Reader:
    factor, order, style = column.factor, column.order, column.style
    readers: dict[str, Callable[[Any], Any]] = {
        "text": parse_text,
        "note": parse_note,
        "phone": parse_phone,
        "email": parse_email,
        "bool": parse_bool,
        "date": lambda cell: parse_date(cell, order),
        "money": lambda cell: parse_money_minor(cell, digits, factor, style),
        "number": lambda cell: _times(parse_number(cell, style), factor),
        "integer": lambda cell: parse_integer(cell, style),
        "year": lambda cell: parse_year(cell, order),
    }
    return readers[column.field.shape]


def parse_year(cell: Cell, order: Order = "ymd") -> int | None:
    """1996, 1996年, or the year of a full date."""
    text = cell.strip().removesuffix("年") if isinstance(cell, str) else cell
    try:
        year = parse_integer(text)
    except Unreadable:
        day = parse_date(cell, order)
        year = day.year if day else None
    if year is not None and not 1000 <= year <= 2200:
        raise Unreadable("year", _l("“%(value)s” is not a year."), value=str(cell))
    return year


def _times(number: Any, factor: int) -> Any:
    return None if number is None else number * factor


def _ragged(row: Row) -> Problem:
    words = _l("This row has more or fewer cells than there are columns. A comma may be misplaced.")
    return Problem(row.number, "", None, Unreadable("ragged", words))
