"""What a company sets for itself: its lists of words and its own calendar."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.model import Model
from tenants.owned import Owned


class Choice(Owned, Model):
    """One entry of a list the company keeps: a region, a lost reason, or what else the tools have lists of."""

    __tablename__ = "choices"
    event_kind = "choice"
    is_standing = True
    constraints = (UniqueConstraint("tenant_id", "kind", "name_key", name="uq_choices_name"),)

    kind: Mapped[str]
    name: Mapped[str]
    name_key: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.name


class DayOverride(Owned, Model):
    """A day the company works or rests against the public calendar."""

    __tablename__ = "day_overrides"
    is_standing = True
    constraints = (UniqueConstraint("tenant_id", "day", name="uq_day_overrides_day"),)

    day: Mapped[date]
    works: Mapped[bool]
    name: Mapped[str] = mapped_column(default="")
