"""What a task is about, and the tasks about a record, as far as one may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy import select

from app.search.finding import find
from app.search.sources import SOURCES, Source
from app.tasks import wording
from app.tasks.model import Task, TaskLink
from app.tasks.queries import links_of, tasks_about
from tenants.context import db
from tenants.model import Member

#: A task has owners and parts of its own; it is about something else.
NEVER = frozenset({"task", "member"})
FOUND = 5  # of each kind
_NOTHING: Mapping[UUID, str] = {}


@dataclass(frozen=True)
class Linked:
    """A record a task is about, or might be: what is sent to link it, and the link when there is one."""

    value: str
    icon: str
    kind: Any
    name: str
    href: str = ""
    id: UUID | None = None
    detail: str = ""


def linked(task: Task, member: Member) -> list[Linked]:
    """What `task` is about; one statement for each kind."""
    by_kind: dict[str, list[TaskLink]] = defaultdict(list)
    for link in db.scalars(links_of(task.id)):
        by_kind[link.subject_kind].append(link)
    found: list[Linked] = []
    for kind, links in by_kind.items():
        if kind in SOURCES:
            records = _seen(SOURCES[kind], member, [link.subject_id for link in links])
            found += [_shown(SOURCES[kind], link, records) for link in links if link.subject_id in records]
    return found


def named(pairs: Iterable[tuple[str, UUID]], member: Member) -> list[Linked]:
    """Records by kind and id, for a task that does not exist yet."""
    found = []
    for kind, record in pairs:
        records = _seen(SOURCES[kind], member, [record])
        if record in records:
            found.append(_offered(SOURCES[kind], record, records[record]))
    return found


def findable(q: str, task: Task, member: Member) -> list[Linked]:
    """What `q` names that the task could be about, and is not yet."""
    known = {link.subject_id for link in db.scalars(links_of(task.id))}
    groups = find(member, q, FOUND) if q.strip() else {}
    return [
        _offered(SOURCES[kind], one.id, one.title, one.detail)
        for kind, those in groups.items()
        if may_link(kind)
        for one in those
        if one.id not in known
    ]


def may_link(kind: str) -> bool:
    """Whether tasks can be about records of this kind."""
    return kind in SOURCES and kind not in NEVER


def about(kind: str, record_id: UUID, member: Member, belongings: Mapping[UUID, str] = _NOTHING) -> dict[str, Any]:
    """What the page of a record shows of the tasks about it, and about what belongs to it, by its name: see
    templates/tasks/_about.html."""
    found = list(db.scalars(tasks_about([record_id, *belongings], member)))
    return {
        "tasks_about": found,
        "tasks_through": _through(found, record_id, belongings) if belongings else {},
        "task_subject": f"{kind}:{record_id}",
        "task_words": wording,
    }


def _through(tasks: Sequence[Task], record_id: UUID, belongings: Mapping[UUID, str]) -> dict[UUID, str]:
    """What of the record those tasks are about that are not about itself."""
    wanted = select(TaskLink.task_id, TaskLink.subject_id).where(TaskLink.task_id.in_([one.id for one in tasks]))
    links = db.execute(wanted.where(TaskLink.subject_id.in_([record_id, *belongings])).order_by(TaskLink.id)).all()
    direct = {link.task_id for link in links if link.subject_id == record_id}
    return {link.task_id: belongings[link.subject_id] for link in links if link.task_id not in direct}


def _seen(source: Source, member: Member, ids: list[UUID]) -> dict[UUID, str]:
    """The names of those records that `member` may see and that still exist."""
    sight = source.sight or getattr(source.cls, "sight", None)
    statement = select(source.cls).where(source.cls.id.in_(ids))
    records = db.scalars(statement.where(sight(member)) if sight else statement)
    return {one.id: str(one.event_name) for one in records}


def _shown(source: Source, link: TaskLink, names: dict[UUID, str]) -> Linked:
    record = link.subject_id
    href = source.address(record) if source.address else url_for(source.endpoint, id=record)
    return Linked(f"{source.kind}:{record}", source.icon, source.label, names[record], href, link.id)


def _offered(source: Source, record: UUID, name: str, detail: str = "") -> Linked:
    return Linked(f"{source.kind}:{record}", source.icon, source.label, name, detail=detail)
