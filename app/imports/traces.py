"""The mark an import leaves in the history of each record it made or changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.events import plain
from app.imports.entries import CREATED, Entry
from app.imports.planning import Plan
from tenants.context import door
from tenants.owned import new_id


def trail_of(thought: Plan, entry: Entry) -> dict[str, Any]:
    """The event of one row: "imported", or "changed" with before and after."""
    origin, verb = door().origin, "imported" if entry.outcome == CREATED else "changed"
    noun = thought.into.noun
    return {
        "id": new_id(), "at": thought.context.at, "by_id": thought.context.by.id, "kind": f"{noun}.{verb}",
        "subject_kind": noun, "subject_id": entry.record_id, "subject_name": thought.into.called(entry),
        "changes": {"row": entry.number, **changes_in_words(thought, entry)}, "batch_id": thought.context.import_id,
        "ip": origin.get("ip"), "agent": origin.get("agent"), "request_id": origin.get("request_id"),
    }  # fmt: skip


def changes_in_words(thought: Plan, entry: Entry) -> dict[str, list[Any]]:
    """The changes of an entry, ids as names."""
    said: dict[str, list[Any]] = {}
    for column, pair in thought.into.told(entry).items():
        if column in thought.into.unsaid:
            continue
        vocabulary = thought.into.names.get(column)
        if vocabulary is None or not column.endswith("_id"):
            said[column] = [plain(value) for value in pair]
        else:
            said[column.removesuffix("_id")] = [_named(thought, vocabulary, value) for value in pair]
    return said


def _named(thought: Plan, vocabulary: str, record_id: UUID | None) -> str | None:
    found = thought.words.get(vocabulary, record_id) if record_id else None
    return found.name if found else None
