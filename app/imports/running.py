"""The import itself: planned once more from the file, then written in one transaction. All of it counts, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

from app import notices, outbox
from app.events import Event, happened, plain
from app.imports import along
from app.imports.batches import insert_many
from app.imports.entries import CREATED, FAILED, UPDATED, Entry, counted
from app.imports.model import Import, ImportRow
from app.imports.planning import Plan, plan
from app.imports.traces import trail_of
from app.imports.words import Made
from app.imports.writing import reasons
from tenants.context import db
from tenants.owned import new_id

KEPT = (CREATED, UPDATED, FAILED)
#: Called with how much is done, 0 to 100.
Progress = Callable[[int], None]


def run(record: Import, progress: Progress = lambda percent: None) -> Plan:
    """Bring the file of `record` in and say how it went. Raises Refused when the file cannot be read."""
    thought = plan(record)
    progress(20)
    made = thought.made
    along.write(thought.context, made)
    thought.into.write(thought.entries, _tick(thought, progress))
    progress(80)
    _keep_rows(record, thought, made)
    _leave_trails(thought)
    _conclude(record, thought)
    return thought


def _tick(thought: Plan, progress: Progress) -> Callable[[int], None]:
    whole = max(1, sum(entry.outcome == CREATED for entry in thought.entries))
    done = 0

    def tick(count: int) -> None:
        nonlocal done
        done += count
        progress(20 + 60 * done // whole)

    return tick


def _keep_rows(record: Import, thought: Plan, made: list[Made]) -> None:
    """What each row did, so that it can be shown, corrected and taken back."""
    noun = thought.into.noun
    rows = (_row(record, entry, noun) for entry in thought.entries if entry.outcome in KEPT)
    # What rows refer to is kept before them: taking back begins with what was kept last.
    insert_many(ImportRow.__table__, chain((_made_row(record, one) for one in made), rows))


def _row(record: Import, entry: Entry, noun: str) -> dict[str, Any]:
    failed = entry.outcome == FAILED
    return {
        "id": new_id(), "import_id": record.id, "row_number": entry.number, "outcome": entry.outcome,
        "record_kind": noun, "record_id": None if failed else entry.record_id,
        "before": _before(entry),
        "problem": reasons(entry.problems) if failed else None,
    }  # fmt: skip


def _before(entry: Entry) -> dict[str, Any] | None:
    """What taking back needs: the values before, and what came in other tables."""
    undo = {"undo": entry.extra["undo"]} if entry.extra.get("undo") else {}
    if entry.outcome != UPDATED:
        return undo or None
    changes = {name: [plain(before), plain(after)] for name, (before, after) in entry.changes.items()}
    return {"set": changes, "version": entry.version + bool(changes), **undo}


def _made_row(record: Import, made: Made) -> dict[str, Any]:
    return {
        "id": new_id(), "import_id": record.id, "row_number": made.row, "outcome": CREATED,
        "record_kind": along.noun(made), "record_id": made.id, "before": None, "problem": None,
    }  # fmt: skip


def _leave_trails(thought: Plan) -> None:
    """An event on each record that came in or was changed."""
    done = (entry for entry in thought.entries if entry.outcome in (CREATED, UPDATED))
    insert_many(Event.__table__, (trail_of(thought, entry) for entry in done))


def _conclude(record: Import, thought: Plan) -> None:
    counts = counted(thought.entries)
    for outcome, count in counts.items():
        setattr(record, outcome, count)
    record.rows = thought.table.row_count
    record.state, record.problem, record.finished_at = "done", None, thought.context.at
    happened(record, "done", by=record.by_id, at=thought.context.at, records=record.kind, **dict[str, Any](counts))
    db.flush()
    if counts[CREATED] or counts[UPDATED]:
        outbox.later("imports.index", subject_id=record.id, queue="long")
    facts = {"name": record.file_name, **counts}
    key = f"import:{record.id}:{record.version}"
    notices.notify(record.by_id, "import.ready", subject=record, key=key, facts=facts)
