"""The verbs of a remark: write it, take it back."""

from __future__ import annotations

from datetime import datetime
from textwrap import shorten
from typing import Any

from app.events import happened
from app.notices import notify, take_back
from app.remarks import hearing
from app.remarks.model import Remark
from tenants.context import db
from tenants.model import Member
from tenants.owned import new_id


class NotYours(Exception):
    """Somebody else wrote it."""


def remark(subject: Any, said: str, *, by: Member, at: datetime) -> Remark:
    """Write `said` beside `subject`. Whoever is named with an @ hears of it, and whom the subject's area says."""
    made = Remark(id=new_id(), by_id=by.id, subject_kind=subject.event_kind, subject_id=subject.id, said=said, at=at)
    db.add(made)
    happened(subject, "remarked", by=by.id, at=at, remark_id=made.id)
    db.flush()
    _tell(subject, made, by)
    return made


def withdraw(subject: Any, made: Remark, *, by: Member, at: datetime) -> None:
    """Take one's own remark back, out of the bells too. Doing it twice changes nothing. Raises NotYours."""
    if made.by_id != by.id:
        raise NotYours
    if made.deleted_at is None:
        made.deleted_at = at
        happened(subject, "unremarked", by=by.id, at=at, remark_id=made.id)
        take_back(_key(made))
        db.flush()


def _tell(subject: Any, made: Remark, by: Member) -> None:
    facts = {"by": by.name, "name": subject.event_name, "said": shorten(made.said, 160, placeholder="…")}
    named = hearing.named(subject, made.said) - {by.id}
    for kind, people in (("mention", named), ("remark", hearing.listening(subject) - named - {by.id})):
        for member_id in people:
            notify(member_id, kind, subject=subject, key=_key(made), facts=facts)


def _key(made: Remark) -> str:
    return f"remark-{made.id}"
