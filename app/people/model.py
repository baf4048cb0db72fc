"""Teams and who is in them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.model import Model
from tenants.owned import Owned, owned_relationship


class Team(Owned, Model):
    """A node of the team tree. Its region is what its people's deals count for when the customer has none."""

    __tablename__ = "teams"
    belongs_to = {"parent_id": "teams", "region_id": "choices"}
    event_kind = "team"
    is_standing = True

    name: Mapped[str]
    parent_id: Mapped[UUID | None]
    region_id: Mapped[UUID | None]
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    parent: Mapped[Team | None] = owned_relationship("Team.parent_id", "Team")

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.name


class Placement(Owned, Model):
    """A member's place in a team; a member has at most one."""

    __tablename__ = "placements"
    is_standing = True
    belongs_to = {"team_id": ("teams", "CASCADE"), "member_id": ("members", "CASCADE")}
    constraints = (UniqueConstraint("tenant_id", "member_id", name="uq_placements_member"),)

    team_id: Mapped[UUID]
    member_id: Mapped[UUID]
    leads: Mapped[bool] = mapped_column(default=False)
