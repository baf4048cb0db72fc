"""Which column is which: what a person may choose, and what is missing before the rows can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from flask_babel import lazy_gettext as _l

from app.imports.converting import Column, learn
from app.imports.dates import Order
from app.imports.decisions import Decisions, Meanings
from app.imports.guessing import Guess, heading_of
from app.imports.kinds import KINDS, Field, Kind
from app.imports.problems import Refused
from app.imports.table import Table
from app.imports.vocabularies import NEW

ORDERS: tuple[Order, ...] = ("ymd", "dmy", "mdy")


class ColumnProblem(Exception):
    """A column that cannot be read as was said; `index` is None when it is about the whole."""

    def __init__(self, index: int | None, refusal: Refused) -> None:
        super().__init__(refusal.code)
        self.index = index
        self.refusal = refusal


def columns_of(kind: Kind, table: Table, fields: Mapping[int, str], orders: Mapping[int, str]) -> tuple[Column, ...]:
    """The chosen columns with their habits, learnt from all rows. `orders` says how ambiguous dates are meant."""
    known = {field.key: field for field in kind.fields}
    guesses = {
        index: Guess(known[key], 1.0, factor_of(known[key], table.headers[index])) for index, key in fields.items()
    }
    learnt = learn(guesses, table.rows())
    return tuple(
        replace(column, order=orders[column.index])  # type: ignore[arg-type]
        if column.order == "ambiguous" and orders.get(column.index) in ORDERS
        else column
        for column in learnt
    )


def factor_of(field: Field, header: str) -> int:
    """What the numbers of a column are multiplied by, by the unit in its heading."""
    return heading_of(header).factor if field.shape in ("money", "number") else 1


def problems(decided: Decisions, table: Table) -> list[ColumnProblem]:
    """What has to be settled before the rows can be read."""
    found = [_twice(table, column) for column in _repeated(decided.columns)]
    found += [_ambiguous(table, column) for column in decided.columns if column.order == "ambiguous"]
    missing = [field for field in decided.kind.fields if field.required and field.key not in decided.fields]
    found += [_missing(str(field.label)) for field in missing]
    if not missing and not decided.fields.intersection(decided.kind.identity):
        found.append(_missing(_either(decided.kind)))
    return found


def check(decided: Decisions, table: Table) -> None:
    """Raises Refused for the first thing that is not settled."""
    for problem in problems(decided, table):
        raise problem.refusal


def with_headers(decided: Decisions, table: Table, chosen: Mapping[str, str | None]) -> Decisions:
    """The decisions with some columns chosen by their headings; no field ignores a column. Raises Refused."""
    fields = {column.index: column.field.key for column in decided.columns}
    orders = {column.index: column.order for column in decided.columns}
    known = {field.key for field in decided.kind.fields}
    for header, wanted in chosen.items():
        if header not in table.headers:
            raise Refused("no_column", _l("The file has no column called “%(name)s”."), name=header)
        field, _, order = (wanted or "").partition(":")
        if field and field not in known:
            raise Refused("no_field", _l("There is no field called “%(name)s”."), name=field)
        index = table.headers.index(header)
        fields = {at: key for at, key in fields.items() if at != index and (not field or key != field)}
        if field:
            fields[index] = field
        if order:
            orders[index] = order  # type: ignore[assignment]
    return replace(decided, columns=columns_of(decided.kind, table, dict(sorted(fields.items())), orders))


def meanings_from(kind: str, values: Mapping[str, Mapping[str, str]]) -> Meanings:
    """What names mean, given by field ("owner") or vocabulary ("member")."""
    naming = KINDS[kind].naming
    found: Meanings = {}
    for name, meanings in values.items():
        given = {text: NEW if meaning == "+placeholder" else meaning for text, meaning in meanings.items()}
        found.setdefault(naming.get(name, name), {}).update(given)
    return found


def _repeated(columns: Iterable[Column]) -> list[Column]:
    counts = Counter(column.field.key for column in columns)
    seen: set[str] = set()
    again = []
    for column in columns:
        if counts[column.field.key] > 1 and column.field.key in seen:
            again.append(column)
        seen.add(column.field.key)
    return again


def _twice(table: Table, column: Column) -> ColumnProblem:
    words = _l("Two columns cannot both be “%(field)s”.")
    return ColumnProblem(column.index, Refused("field_twice", words, field=str(column.field.label)))


def _ambiguous(table: Table, column: Column) -> ColumnProblem:
    words = _l("Say whether the dates in “%(name)s” begin with the day or the month.")
    return ColumnProblem(column.index, Refused("date_order", words, name=table.headers[column.index]))


def _missing(name: str) -> ColumnProblem:
    words = _l("Say which column is “%(field)s”.")
    return ColumnProblem(None, Refused("field_missing", words, field=name))


def _either(kind: Kind) -> str:
    return " / ".join(str(kind.field(key).label) for key in kind.identity)
