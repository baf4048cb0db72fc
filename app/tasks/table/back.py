"""Taking tasks back that came with a table."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_pgettext as _p
from sqlalchemy import and_, or_, select

from app.events import plain
from app.imports.batches import asked
from app.imports.model import ImportRow
from app.imports.records import Record
from app.imports.restoring import Went, typed
from app.search.index import Entry
from app.tasks import family
from app.tasks.model import Task
from app.tasks.queries import T
from app.tasks.table.standing import COLUMNS
from tenants.context import db, door
from tenants.model import Member


class _Tasks(Record):
    """A part goes with its whole; the whole of a part that goes follows from those that stay."""

    def hold(self, import_id: UUID) -> None:
        """The tasks and their wholes, these first, as whoever works on them does."""
        changed = select(ImportRow.record_id).where(ImportRow.import_id == import_id)
        mine = or_(Task.import_id == import_id, Task.id.in_(changed))
        wholes = select(Task.parent_id).where(mine)
        family.lock_where(or_(mine, Task.id.in_(wholes)))

    def reasons(self, rows: list[Any], ids: list[UUID]) -> dict[UUID, str]:
        """Parts of a task that somebody works on by now: without them it would no longer add up."""
        whole = T.alias("whole")
        joined = T.join(whole, and_(whole.c.tenant_id == T.c.tenant_id, whole.c.id == T.c.parent_id))
        mine = (T.c.tenant_id == door().tenant_id, T.c.id.in_(ids))
        touched = (whole.c.import_id == T.c.import_id, whole.c.version > 1)
        found = db.scalars(select(T.c.id).select_from(joined).where(*mine, *touched))
        return dict.fromkeys(found, _("the task it is a part of was changed since"))

    def bound(self, changes: Collection[str]) -> frozenset[str]:
        """Handed in or accepted is one thing in several columns."""
        return frozenset(COLUMNS) if "state" in changes else frozenset()

    def undo(self, record_id: UUID, undo: dict[str, Any], values: dict[str, Any]) -> bool:
        """The goal that a whole got with its part, where it still is the one."""
        if "whole" not in undo:
            return True
        whole = db.get(Task, (door().tenant_id, UUID(undo["whole"])), populate_existing=True)
        if whole is None or any(plain(getattr(whole, name)) != after for name, (_was, after) in undo["set"].items()):
            return False
        for name, (before, _after) in undo["set"].items():
            setattr(whole, name, typed(T, name, before))
        db.flush()
        return True

    def went_back(self, went: list[Went], *, by: UUID, at: datetime) -> None:
        """Their wholes follow."""
        _follow({one.stood["parent_id"] for one in went if one.values}, by, at)

    def gone(self, rows: list[Any], *, by: UUID, at: datetime) -> None:
        """The tasks follow that they had joined."""
        _follow({UUID(row.before["undo"]["joined"]) for row in rows if row.before}, by, at)


def _follow(wholes: Iterable[UUID | None], by: UUID, at: datetime) -> None:
    db.expire_all()  # rows were written past the session
    member = db.get_one(Member, (door().tenant_id, by))
    for whole_id in sorted(one for one in wholes if one is not None):
        part = db.scalars(select(Task).where(Task.parent_id == whole_id).limit(1)).first()
        if part is not None:
            family.follow(part, by=member, at=at)


def _found(ids: Iterable[UUID]) -> list[Entry]:
    wanted = [T.c.id, T.c.title, T.c.goal, T.c.note, T.c.owner_id]
    return [
        Entry("task", task["id"], task["title"], task["goal"] or "", task["owner_id"], task["note"] or "")
        for task in asked(wanted, T.c.id, ids)
    ]


TASK = _Tasks(
    "task", Task, _p("records", "Tasks"), parts=(("task_criteria", "task_id"), ("task_links", "task_id")), found=_found
)
