"""Which list a file is, and which column is which, in either language.

The heading decides; the values below it only break ties and lower a guess they contradict.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from app.imports.dates import looks_like_a_date
from app.imports.kinds import KINDS, Field, Kind
from app.imports.near import similarity
from app.imports.numbers import looks_like_a_number
from app.imports.problems import Unreadable
from app.imports.table import Cell, Row, is_filled
from app.imports.values import parse_email, parse_phone

UNITS = {
    "亿元": 10**8,
    "亿": 10**8,
    "千万元": 10**7,
    "百万元": 10**6,
    "百万": 10**6,
    "万元": 10**4,
    "万": 10**4,
    "wan": 10**4,
    "千元": 10**3,
    "k": 10**3,
    "thousand": 10**3,
    "thousands": 10**3,
    "m": 10**6,
    "mm": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "bn": 10**9,
    "billion": 10**9,
    "billions": 10**9,
}
BRACKETED = re.compile(r"[(\[【〔{]([^)\]】〕}]*)[)\]】〕}]")
TAIL = re.compile(r"[/,，:：\-_ ]\s*([^/,，:：\-_ ]+)$")
WRITTEN_OUT = ("亿元", "百万元", "万元", "千元")
LEAST = 0.5
NUMERIC = {"money", "number", "integer", "year"}


class Guess(NamedTuple):
    """A field for a column; certainty from 0 to 1; what its numbers are to be multiplied by."""

    field: Field
    certainty: float
    factor: int = 1


class Heading(NamedTuple):
    name: str
    factor: int


def guess_kind(headers: Sequence[str]) -> Kind | None:
    """The kind of list these headings belong to; None when they tell too little."""
    scored = [(_score(kind, headers), kind) for kind in KINDS.values()]
    best, kind = max(scored, key=lambda pair: pair[0])
    return kind if best >= LEAST else None


def guess_columns(kind: Kind, headers: Sequence[str], rows: Iterable[Row] = ()) -> dict[int, Guess]:
    """The best field for each column, no field twice; columns that fit nothing are left out."""
    columns = _columns(rows, len(headers))
    offers = [
        (_certainty(field, heading, columns[index]), -place, index, field, heading.factor)
        for index, heading in enumerate(map(heading_of, headers))
        for place, field in enumerate(kind.fields)
    ]
    guesses: dict[int, Guess] = {}
    taken: set[str] = set()
    for certainty, _, index, field, factor in sorted(offers, key=lambda offer: offer[:2], reverse=True):
        if certainty >= LEAST and index not in guesses and field.key not in taken:
            taken.add(field.key)
            factor = factor if field.shape in {"money", "number"} else 1
            guesses[index] = Guess(field, round(certainty, 2), factor)
    return dict(sorted(guesses.items()))


@cache
def heading_of(header: str) -> Heading:
    """A heading without case, spaces and marks, and the unit it carries: 金额(万元) counts in 10,000."""
    text = unicodedata.normalize("NFKC", header).casefold()
    factor = 1
    for inside in BRACKETED.findall(text):
        factor = max(factor, _unit(inside))
    text = BRACKETED.sub(" ", text).strip()
    tail = TAIL.search(text)
    if tail and _unit(tail[1]) > 1:
        text, factor = text[: tail.start()], _unit(tail[1])
    written = next((unit for unit in WRITTEN_OUT if text.endswith(unit) and text != unit), None)
    if written:
        text, factor = text.removesuffix(written), UNITS[written]
    return Heading(re.sub(r"[\W_]+", "", text), factor)


def missing(kind: Kind, guesses: Mapping[int, Guess]) -> list[Field]:
    """The required fields no column was found for."""
    found = {guess.field.key for guess in guesses.values()}
    return [field for field in kind.fields if field.required and field.key not in found]


def _unit(text: str) -> int:
    words = re.findall(r"[a-z]+|[\u4e00-\u9fff]+", text)
    return max((UNITS.get(word.removeprefix("人民币"), 1) for word in words), default=1)


def _score(kind: Kind, headers: Sequence[str]) -> float:
    """How much of the list is recognised, more for telling columns, less for a required one missing.

    Columns nobody knows weigh little: an export of the old system has dozens of them.
    """
    guesses = guess_columns(kind, headers)
    if not any(guess.field.key in kind.identity for guess in guesses.values()):
        return 0.0
    named = sum(bool(header.strip()) for header in headers)
    weight = len(guesses) + 0.5 * (named - len(guesses))
    known = sum(guess.certainty for guess in guesses.values())
    telling = sum(guess.field.key in kind.telling for guess in guesses.values())
    return (known + telling) / weight - 0.5 * len(missing(kind, guesses))


def _columns(rows: Iterable[Row], width: int) -> list[list[Cell]]:
    columns: list[list[Cell]] = [[] for _ in range(width)]
    for row in rows:
        for column, cell in zip(columns, row.cells, strict=False):
            if is_filled(cell):
                column.append(cell)
    return columns


def _certainty(field: Field, heading: Heading, values: list[Cell]) -> float:
    named = _named(field, heading.name)
    if not values or (named == 0 and field.shape != "email"):
        return named
    fits = _fit(field, values)
    if field.shape == "email" and fits > 0.8:
        return max(named, 0.6)
    return named * (0.55 + 0.45 * fits)


@cache
def _named(field: Field, name: str) -> float:
    """1 for a known name, less for one that contains it, resembles it or is contained in it."""
    if not name:
        return 0.0
    return max(_resemblance(heading_of(known).name, name, place) for place, known in enumerate(field.names))


def _resemblance(known: str, name: str, place: int) -> float:
    if known == name:
        return 1.0 - 0.002 * place
    if len(known) > 3 or (not known.isascii() and len(known) > 1):
        # "Order total" is a total and 预计成交金额 an amount: the last word weighs more.
        if name.endswith(known):
            return 0.65 + 0.25 * len(known) / len(name)
        if name.startswith(known):
            return 0.5 + 0.2 * len(known) / len(name)
        return _slip(known, name)
    return 0.0


def _slip(known: str, name: str) -> float:
    """A heading mistyped: the same beginning and about the same length, or it is not worth counting."""
    if len(name) < 5 or name[0] != known[0] or abs(len(known) - len(name)) > 2:
        return 0.0
    alike = similarity(known, name)
    return 0.8 * alike if alike >= 0.8 else 0.0


def _fit(field: Field, values: list[Cell]) -> float:
    """The share of values that can be what the field holds; any text can be text."""
    if field.shape == "text" or field.shape == "note":
        return 1.0
    return sum(_could_be(field.shape, value) for value in values) / len(values)


def _could_be(shape: str, value: Cell) -> bool:
    if shape == "email":
        return _reads(parse_email, value)
    if shape == "phone":
        return _reads(parse_phone, value)
    if shape == "bool":
        return len(str(value)) <= 5
    if not isinstance(value, str):
        return (shape == "date") != isinstance(value, (int, float)) or shape == "date"
    return looks_like_a_date(value) if shape == "date" else looks_like_a_number(value)


def _reads(parse: object, value: Cell) -> bool:
    try:
        parse(value)  # type: ignore[operator]
    except Unreadable:
        return False
    return True
