"""What people hear when plans are given: one notice for many tasks, and one when something no longer comes round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.notices import notify, take_back
from app.people import colleagues
from app.tasks.model import Task
from app.tasks.planning.model import TaskSeries
from app.tasks.telling import tell_given
from tenants.model import Member


@dataclass(frozen=True)
class Batch:
    """Tasks that were given together, as a notice points at them."""

    id: UUID
    event_kind: str = "task_batch"


def tell_together(tasks: Iterable[Task], batch: UUID, by: Member) -> None:
    """Each owner hears once of all that is his now."""
    his: dict[UUID, list[Task]] = defaultdict(list)
    for task in tasks:
        his[task.owner_id].append(task)
    for owner_id, given in his.items():
        if len(given) == 1:
            tell_given(given[0], by)
        elif owner_id != by.id:
            days = sorted(task.due_on for task in given if task.due_on is not None)
            span = {"first_on": days[0], "last_on": days[-1]} if days else {"first_on": None, "last_on": None}
            facts = {"by": by.name, "count": len(given), **span}
            notify(owner_id, "task.together", subject=Batch(batch), key=_key(batch), facts=facts)


def unsay_together(batch: UUID) -> None:
    """What was given together is taken back: nobody need hear of it."""
    take_back(_key(batch))


def unsay_given(task: Task) -> None:
    """The same for a single task."""
    take_back(f"task.assigned:{task.id}:{task.owner_id}")


def _key(batch: UUID) -> str:
    return f"task.together:{batch}"


def tell_paused(series: TaskSeries, to: UUID, why: str, at: datetime) -> None:
    """Whoever minds it hears that it does not come round any more, and why."""
    facts = {"name": series.event_name, "owner": colleagues.name_of(series.owner_id), "why": why}
    notify(to, "task.series_paused", subject=series, key=f"task.series_paused:{series.id}:{at:%Y-%m-%d}", facts=facts)
