"""Telling a member something, once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from app import outbox
from app.clock import now
from app.events import plain
from app.notices.kinds import kinds
from app.notices.model import Notice
from tenants.context import db, door
from tenants.model import Member
from tenants.owned import new_id


def notify(
    member_id: UUID,
    kind: str,
    *,
    subject: Any = None,
    key: str,
    facts: Mapping[str, Any] | None = None,
    due_at: datetime | None = None,
) -> bool:
    """Tell member `member_id` in his bell and by e-mail, unless he was told under `key` before. Whether it is news.

    `subject` is the record it is about (or nothing); `facts` are what the sentence names, JSON-ready or days. With
    `due_at` he is told from that moment on.
    """
    known = kinds[kind]
    row = {
        "id": new_id(), "tenant_id": door().tenant_id, "member_id": member_id, "kind": kind, "key": key,
        "subject_kind": subject.event_kind if subject is not None else None,
        "subject_id": subject.id if subject is not None else None,
        "facts": {name: plain(value) for name, value in (facts or {}).items()},
        "due_at": due_at, "created_at": now(),
    }  # fmt: skip
    statement = insert(Notice).values(row)
    once = statement.on_conflict_do_nothing(index_elements=["tenant_id", "member_id", "key"])
    notice_id = db.scalar(once.returning(Notice.id))
    if notice_id is not None and known.by_email:
        outbox.later("notices.letter", subject_id=notice_id, key=f"notice:{notice_id}", at=due_at)
    return notice_id is not None


def settle(subject: Any, *kinds_of: str) -> None:
    """What these kinds told anybody to do about `subject` is done: it counts as read, and letters not sent yet stay."""
    everybody = Notice.member_id.in_(select(Member.id))  # an index begins with the member
    told = (everybody, Notice.read_at.is_(None), Notice.subject_id == subject.id, Notice.kind.in_(kinds_of))
    db.execute(update(Notice).where(*told).values(read_at=now()), execution_options={"synchronize_session": False})


def take_back(key: str) -> None:
    """Have nobody told what was told under `key`: out of the bells, and out of letters not sent yet."""
    everybody = Notice.member_id.in_(select(Member.id))  # an index begins with the member, not with the key
    db.execute(delete(Notice).where(everybody, Notice.key == key), execution_options={"synchronize_session": False})
