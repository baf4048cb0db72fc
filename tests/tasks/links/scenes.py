"""What the links of tasks bring to the sweeps."""

from __future__ import annotations

from uuid import UUID

from app.tasks.model import TaskLink
from tests import factories
from tests.isolation.parts import Part


def task_link(task: UUID, deal: UUID) -> UUID:
    return factories.added(TaskLink(task_id=task, subject_kind="deal", subject_id=deal)).id


PART = Part(records=(task_link,), parameters={("links", "link_id"): "task_link"})
