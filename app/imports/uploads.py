"""A file arrives: it is opened once, refused in a sentence or kept, and guessed about."""

from __future__ import annotations

from pathlib import PurePath

from app import files
from app.clock import now
from app.events import happened
from app.imports import decisions
from app.imports.converting import learn
from app.imports.decisions import Decisions
from app.imports.guessing import Guess, guess_columns, guess_kind
from app.imports.kinds import KINDS, Kind, kind_of, may_import
from app.imports.model import Import
from app.imports.reading import open_table, sample
from app.imports.table import Table
from tenants.context import db
from tenants.model import Member

LONGEST_NAME = 120


def accept(content: bytes, name: str, *, by: Member, kind: str | None = None, sheet: str | None = None) -> Import:
    """Keep an uploaded file as a new import. Raises Refused, and then nothing was kept."""
    name = PurePath(name.replace("\\", "/")).name[-LONGEST_NAME:] or "file"
    table = open_table(content, name, sheet)
    record = Import(
        by_id=by.id, file_name=name, size=len(content), sheet=table.sheet, rows=table.row_count,
        storage_key=files.keep("imports", content, f".{table.format}"), created_at=now(),
    )  # fmt: skip
    db.add(record)
    db.flush()
    decide_kind(record, table, kind or guessed_kind(table, by), by=by)
    happened(record, "uploaded", by=by.id, at=record.created_at, rows=record.rows)
    return record


def guessed_kind(table: Table, by: Member) -> str:
    """The likeliest kind of list that the person may bring in; the first of them when the columns do not tell."""
    guess = guess_kind(table.headers)
    allowed = [key for key in KINDS if may_import(key, by)]
    return guess.key if guess is not None and guess.key in allowed else next(iter(allowed), kind_of(None).key)


def decide_kind(record: Import, table: Table, kind: str, *, by: Member) -> Decisions:
    """Take the file as a list of that kind and guess its columns."""
    chosen = KINDS[kind]
    columns = tuple(learn(guesses(chosen, table), table.rows()))
    decided = Decisions(chosen, columns).with_match()
    decisions.keep(record, decided)
    record.state = "uploaded"
    db.flush()
    return decided


def guesses(kind: Kind, table: Table) -> dict[int, Guess]:
    """Which column is which, as far as headings and the first rows tell."""
    return guess_columns(kind, table.headers, sample(table))


def discard(record: Import) -> None:
    """Drop an import that was not started, with its file."""
    from app.imports import previews

    previews.forget(record)
    files.forget(record.storage_key)
    happened(record, "discarded", by=record.by_id)
    db.delete(record)
    db.flush()
