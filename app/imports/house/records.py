"""People, teams and list entries, as imports make them and take them back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.company.model import Choice
from app.imports.batches import asked
from app.imports.records import Record
from app.people.model import Placement, Team
from app.search import colleagues
from app.search.index import Entry
from tenants.context import db, door
from tenants.model import Member
from tenants.owned import new_id


class _Members(Record):
    """People count no versions, for sign-in reads them; whoever took his name is there to stay."""

    def changed(self, ids: list[UUID]) -> Iterable[UUID]:
        here = (self.table.c.tenant_id == door().tenant_id, self.table.c.id.in_(ids))
        return db.scalars(select(self.table.c.id).where(*here, self.table.c.state != "placeholder"))

    def undo(self, record_id: UUID, undo: dict[str, Any], values: dict[str, Any]) -> bool:
        return _unseat(record_id, undo) if "seated" in undo else True


def _unseat(member_id: UUID, undo: dict[str, Any]) -> bool:
    """Back to where he sat before, unless somebody has seated him elsewhere since."""
    place = db.scalar(select(Placement).where(Placement.member_id == member_id))
    if place is None or str(place.team_id) != undo["seated"]:
        return False
    db.delete(place)
    db.flush()
    if undo["team"]:
        db.add(Placement(id=new_id(), team_id=UUID(undo["team"]), member_id=member_id))
        db.flush()
    return True


def _found(ids: Iterable[UUID]) -> list[Entry]:
    member = Member.__table__.c
    rows = asked([member.id, member.name, member.email], member.id, ids)
    return colleagues.entries((row["id"], row["name"], row["email"]) for row in rows)


MEMBER = _Members(
    "member", Member, _l("People"), parts=(("placements", "member_id"), ("notices", "member_id")), found=_found
)
TEAM = Record("team", Team, _l("Teams"))
CHOICE = Record("choice", Choice, _l("List entries"))
