"""What search knows of a task."""

from __future__ import annotations

from app.search import index
from app.search.index import Entry
from app.tasks.model import Task


def make_findable(task: Task) -> None:
    """Let search know the task's present words."""
    entry = _entry(task)
    index.put(entry.kind, entry.record_id, entry.title, entry.detail, entry.owner_id, entry.extra)


def make_new_findable(*tasks: Task) -> None:
    """Let search know tasks it cannot have met."""
    index.put_many(_entry(task) for task in tasks)


def _entry(task: Task) -> Entry:
    return Entry("task", task.id, task.title, task.goal or "", task.owner_id, task.note or "")
