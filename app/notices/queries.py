"""What a member finds in his bell."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, Update, bindparam, func, or_, select, update

from app.clock import now
from app.notices.model import Notice
from tenants.model import Member

N = Notice.__table__
SHOWN = 100


def told_to(member: Member) -> ColumnElement[bool]:
    """His notices whose time has come."""
    return (Notice.member_id == member.id) & or_(Notice.due_at.is_(None), Notice.due_at <= now())


def newest(member: Member) -> Select[Notice]:
    """His notices, unread ones first, the newest first."""
    order = (Notice.read_at.is_not(None), Notice.created_at.desc(), Notice.id.desc())
    return select(Notice).where(told_to(member)).order_by(*order).limit(SHOWN)


#: How many a member has not read. Made once: every page of the product asks.
UNREAD = (
    select(func.count())
    .where(N.c.tenant_id == bindparam("tenant"), N.c.member_id == bindparam("member"), N.c.read_at.is_(None))
    .where(or_(N.c.due_at.is_(None), N.c.due_at <= bindparam("now")))
)


def read_all(member: Member) -> Update:
    """Marks everything he was told as read."""
    return update(Notice).where(told_to(member), Notice.read_at.is_(None)).values(read_at=now())


Notice.sight = staticmethod(told_to)
