"""The reports a member asked for."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, func, select

from app.reports.model import Report
from tenants.model import Member

SHOWN = 60
MOST_UNDER_WAY = 10


def read_by(member: Member) -> ColumnElement[bool]:
    """His own: a report holds what its reader may see."""
    return Report.for_id == member.id


Report.sight = staticmethod(read_by)


def newest(member: Member) -> Select[Report]:
    """His reports, the newest first."""
    order = (Report.created_at.desc(), Report.id.desc())
    return select(Report).where(read_by(member)).order_by(*order).limit(SHOWN)


def under_way(member: Member) -> Select[int]:
    """How many of his are being made."""
    unfinished = Report.state.in_(("waiting", "making"))
    return select(func.count()).select_from(Report).where(read_by(member), unfinished)
