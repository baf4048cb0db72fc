"""The people of the company one is in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select

from app.people.members.rules import takes_a_seat
from app.people.model import Placement, Team
from tenants.context import db
from tenants.model import Member, Token
from tenants.roles import Role

ORDER = {"active": 0, "invited": 1, "placeholder": 2, "deactivated": 3}


@dataclass(frozen=True)
class Row:
    """A member with his team and, while he is invited, his open invitation."""

    member: Member
    team: Team | None
    leads: bool
    invitation: Token | None

    @property
    def takes_a_seat(self) -> bool:
        return takes_a_seat(self.member)


def roster() -> list[Row]:
    """Everybody, those at work first, in two statements."""
    rank = case(ORDER, value=Member.state, else_=9)
    statement = (
        select(Member, Team, Placement.leads)
        .outerjoin(Placement, and_(Placement.tenant_id == Member.tenant_id, Placement.member_id == Member.id))
        .outerjoin(Team, and_(Team.tenant_id == Placement.tenant_id, Team.id == Placement.team_id))
        .order_by(rank, Member.name_key, Member.id)
    )
    open_ones = open_invitations()
    return [Row(member, team, bool(leads), open_ones.get(member.id)) for member, team, leads in db.execute(statement)]


def open_invitations() -> dict[UUID, Token]:
    """The newest invitation of each member who is invited, also when it has expired."""
    statement = (
        select(Token)
        .join(Member, and_(Member.id == Token.member_id, Member.tenant_id == Token.tenant_id))
        .where(Token.kind == "invitation", Token.used_at.is_(None), Member.state == "invited")
        .order_by(Token.created_at)
    )
    return {token.member_id: token for token in db.scalars(statement) if token.member_id}


def owners_at_work(*, lock: bool = False) -> list[UUID]:
    """The active owners; locked when one of them is about to stop being one."""
    statement = select(Member.id).where(Member.role == Role.OWNER, Member.state == "active").order_by(Member.id)
    return list(db.scalars(statement.with_for_update() if lock else statement))


def successors(member: Member) -> list[tuple[UUID, str]]:
    """Who may take over the records of `member`."""
    statement = select(Member.id, Member.name).where(Member.state == "active", Member.role != Role.VIEWER)
    return list(db.execute(statement.where(Member.id != member.id).order_by(Member.name_key)))


def placement_of(member_id: UUID) -> Placement | None:
    """Where the member sits."""
    return db.scalar(select(Placement).where(Placement.member_id == member_id))


def are_three() -> ColumnElement[bool]:
    """Whether the company is three people, those invited counted."""
    people = select(func.count(Member.id)).where(Member.state.in_(("active", "invited")))
    return people.scalar_subquery() >= 3
