"""What an edit really changes, as verbs set it and events keep it: each field with its value before and after."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from tenants.context import db, door

Changed = dict[str, Any]  # field: [before, after]


def differing(record: Any, values: Mapping[str, Any], allowed: Collection[str] | None = None) -> Changed:
    """The fields of `values` in which `record` differs, as [before, after]. KeyError for one that is not `allowed`."""
    unknown = values.keys() - set(allowed) if allowed is not None else ()
    if unknown:
        raise KeyError(min(unknown))
    return {name: [getattr(record, name), value] for name, value in values.items() if getattr(record, name) != value}


def named(changed: Changed, classes: Mapping[str, Any]) -> Changed:
    """The names of the records that changed ids point at: {"owner": ["Ann", "Bob"]} for an "owner_id" in `classes`."""
    return {
        column.removesuffix("_id"): [_name(classes[column], value) for value in pair]
        for column, pair in changed.items()
        if column in classes
    }


def _name(cls: Any, record_id: Any) -> str | None:
    record: Any = db.get(cls, (door().tenant_id, record_id)) if record_id is not None else None
    return record.name if record is not None else None
