"""What a person sees before anything is written: the counts, every problem at its cell, and what would change.

A preview is thought out once and kept beside the uploaded file; another decision or language makes it anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from flask_babel import get_locale

from app import files
from app.files import NotStored
from app.imports import along
from app.imports.entries import CREATED, UPDATED, Entry, counted
from app.imports.model import Import
from app.imports.planning import Plan, plan
from app.imports.records import CALLED
from app.imports.table import Row, Table
from app.imports.traces import changes_in_words

#: Files up to this many rows are checked while the person waits.
WHILE_WAITING = 12_000
SHOWN = 50
MOST_PROBLEMS = 5_000


def kept(record: Import) -> dict[str, Any] | None:
    """The preview of exactly what is decided now, if it was made."""
    try:
        preview = json.loads(files.read(_key(record)))
    except NotStored:
        return None
    return preview if preview["of"] == _mark(record) else None


def make(record: Import) -> dict[str, Any]:
    """Think the import through and keep what is to be shown. Raises Refused."""
    thought = plan(record)
    preview = {"of": _mark(record), **shown(thought)}
    files.store().put(_key(record), json.dumps(preview, ensure_ascii=False).encode())
    return preview


def forget(record: Import) -> None:
    """Remove the kept preview."""
    files.forget(_key(record))


def shown(thought: Plan) -> dict[str, Any]:
    """The parts of a plan that are shown, as JSON."""
    entries = thought.entries
    wrong = [entry for entry in entries if entry.problems]
    rows = {
        "problems": wrong[:MOST_PROBLEMS],
        "created": [entry for entry in entries if entry.outcome == CREATED][:SHOWN],
        "all": entries[:SHOWN],
    }
    cells = _cells(thought.table, {entry.number for part in rows.values() for entry in part})
    columns = [column.index for column in thought.decisions.columns]
    headers = [thought.table.headers[index] for index in columns]
    return {
        "counts": counted(entries),
        "headers": [
            [thought.table.headers[one.index], str(one.field.label), one.field.shape]
            for one in thought.decisions.columns
        ],
        "wrong": len(wrong),
        "warned": sum(not entry.is_bad for entry in wrong),
        "made": _made(thought),
        "rows": {
            part: [_row(entry, [_text(cells[entry.number][at]) for at in columns], headers) for entry in those]
            for part, those in rows.items()
        },
        "changes": [_change(thought, entry) for entry in entries if entry.outcome == UPDATED][:SHOWN],
    }


def _cells(table: Table, numbers: set[int]) -> dict[int, list[Any]]:
    """The cells of some rows as they stand in the file."""
    wanted: Iterable[Row] = (row for row in table.rows() if row.number in numbers)
    return {row.number: row.cells for row in wanted}


def _row(entry: Entry, cells: list[str], headers: list[str]) -> dict[str, Any]:
    marks = {problem.column: "bad" if problem.is_error else "warn" for problem in entry.problems if problem.column}
    return {
        "number": entry.number,
        "outcome": entry.outcome,
        "cells": [[cell, marks.get(header, "")] for cell, header in zip(cells, headers, strict=True)],
        "problems": [[problem.column, problem.sentence, problem.severity] for problem in entry.problems],
    }


def _change(thought: Plan, entry: Entry) -> dict[str, Any]:
    record = entry.extra["record"]
    name = next((str(record[key]) for key in ("external_id", *CALLED) if record.get(key)), "")
    return {"number": entry.number, "name": name, "changes": changes_in_words(thought, entry)}


def _made(thought: Plan) -> dict[str, int]:
    counts: dict[str, int] = {}
    for made in thought.made:
        counts[along.noun(made)] = counts.get(along.noun(made), 0) + 1
    return counts


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    return "" if cell is None else str(cell)[:200]


def _key(record: Import) -> str:
    return record.storage_key.partition(".")[0] + ".json"


def _mark(record: Import) -> str:
    """Another file, decision or language is another preview."""
    decided = [record.storage_key, record.sheet, record.kind, record.columns, record.values, record.mode,
               record.match_key, str(get_locale())]  # fmt: skip
    return hashlib.sha256(json.dumps(decided, sort_keys=True).encode()).hexdigest()
