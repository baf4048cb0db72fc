"""A file and what was decided about it, thought through to the end: what will become of every row. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app import files, money
from app.imports import along, context, decisions
from app.imports.context import Context
from app.imports.converting import Converted, Converter
from app.imports.decisions import Decisions
from app.imports.entries import Entry
from app.imports.into import Into
from app.imports.kinds import INTO
from app.imports.model import Import
from app.imports.reading import open_table
from app.imports.table import Table
from app.imports.words import Made, Words


@dataclass(frozen=True)
class Plan:
    """What an import would do."""

    context: Context
    decisions: Decisions
    table: Table
    words: Words
    into: Into
    entries: list[Entry]

    @property
    def made(self) -> list[Made]:
        """What would be made along the way."""
        return along.needed(self.into, self.entries)


def table_of(record: Import) -> Table:
    """The file of an import, opened. Raises Refused."""
    return open_table(files.read(record.storage_key), record.file_name, record.sheet)


def converted(table: Table, chosen: Decisions, currency: str) -> Iterator[Converted]:
    """The rows of the file as typed values."""
    converter = Converter(chosen.columns, table.headers, money.minor_digits(currency))
    return map(converter.convert, table.rows())


def plan(record: Import, chosen: Decisions | None = None) -> Plan:
    """Think an import through. Raises Refused when its file cannot be read."""
    chosen = chosen or decisions.of(record)
    here = context.of(record)
    table = table_of(record)
    words = Words(here, chosen)
    into = INTO[chosen.kind.key](here, chosen, words, table.headers)
    entries = into.judge(converted(table, chosen, here.currency))
    return Plan(here, chosen, table, words, into, entries)
