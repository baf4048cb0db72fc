"""What the list of tasks brings to the sweeps."""

from __future__ import annotations

from uuid import UUID

from app.clock import now
from app.lists.model import SavedView
from app.tasks.listing import bulk
from app.tasks.listing.wish import Wish
from tests import factories
from tests.isolation.parts import Part
from tests.people.scenes import acting
from tests.world import Person


def task_view(seller: Person) -> UUID:
    return factories.added(SavedView(owner_id=seller.member_id, area="tasks", name="Mine", query="late=1")).id


def task_changes(task: UUID) -> UUID:
    """A change of several tasks at once, that can be undone."""
    outcome = bulk.change_all([task], Wish(days=7), by=acting(), at=now())
    assert outcome.changed == 1
    return outcome.batch


PART = Part(
    records=(task_view, task_changes),
    parameters={
        ("tasks/views", "id"): "task_view",
        ("tasks.undo_changes", "id"): "task_changes",
        ("tasks.judgement", "id"): "waiting_task",
    },
    words={("tasks", "suffix"): "json"},
    private=frozenset({("tasks/views", "id"), ("tasks.undo_changes", "id"), ("tasks.judgement", "id")}),
    viewers_too={"tasks.begin_with_view": "which view one's own list begins with"},
)
