"""Teams and who sits in them."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import and_, select

from app.people.model import Placement, Team
from app.people.teams.tree import Node, grow, walk
from tenants.context import db
from tenants.model import Member


def the_tree() -> list[Node]:
    """The whole tree with its people, in two statements."""
    return grow(db.scalars(select(Team)).all(), people_by_team())


def people_by_team() -> dict[UUID, list[tuple[UUID, str, bool]]]:
    """Who sits where, the lead first; those who left are not counted."""
    statement = (
        select(Placement.team_id, Member.id, Member.name, Placement.leads)
        .join(Member, and_(Member.tenant_id == Placement.tenant_id, Member.id == Placement.member_id))
        .where(Member.state != "deactivated")
        .order_by(Placement.leads.desc(), Member.name_key)
    )
    found: dict[UUID, list[tuple[UUID, str, bool]]] = defaultdict(list)
    for team_id, member_id, name, leads in db.execute(statement):
        found[team_id].append((member_id, name, leads))
    return found


def indented() -> list[tuple[UUID, str]]:
    """Teams for a select, set in by their depth."""
    return [(node.team.id, f"{'　' * depth}{node.team.name}") for depth, node in walk(the_tree())]


def people() -> list[tuple[UUID, str]]:
    """Everybody who can sit in a team."""
    statement = select(Member.id, Member.name).where(Member.state != "deactivated").order_by(Member.name_key)
    return list(db.execute(statement))
