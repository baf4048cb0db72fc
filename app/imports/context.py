"""Where an import takes place: in whose name, when, in which calendar and money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from app.clock import now, today_in
from app.imports.model import Import
from tenants.context import db, door
from tenants.model import Member, Tenant


@dataclass(frozen=True)
class Context:
    """Whatever the rows of a file cannot say themselves."""

    tenant_id: UUID
    import_id: UUID
    by: Member
    at: datetime
    zone: ZoneInfo
    today: date
    currency: str

    def morning(self, day: date) -> datetime:
        """The moment `day` began in the company, as the database gives moments back."""
        return datetime(day.year, day.month, day.day, tzinfo=self.zone).astimezone(UTC)


def of(record: Import) -> Context:
    """The context of `record`, in the name of whoever uploaded it."""
    tenant_id = door().tenant_id
    tenant = db.get_one(Tenant, tenant_id)
    by = db.get_one(Member, (tenant_id, record.by_id))
    return Context(tenant_id, record.id, by, now(), ZoneInfo(tenant.zone), today_in(tenant.zone), tenant.currency)
