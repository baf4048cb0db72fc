"""People, teams and entries of the company's lists, as columns of files name them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.company.model import Choice
from app.imports.batches import insert_many
from app.imports.context import Context
from app.imports.decisions import Decisions
from app.imports.house.into import placeholder
from app.imports.lists import Named, biggest_position, named_row
from app.imports.vocabularies import LEAVE, NEW, OUT, Growing
from app.imports.words import Made
from app.people.model import Placement, Team
from app.people.sight import visible_owners
from tenants.context import db
from tenants.model import Member
from tenants.roles import Role


class _Members(Growing):
    """Whoever may look at somebody's records may enter some for him."""

    def entries(self, context: Context, decisions: Decisions) -> Iterable[Named]:
        seen = None if context.by.can_manage else visible_owners(context.by)
        places: dict[UUID, UUID | None] = dict(
            db.execute(
                select(Placement.member_id, Team.region_id).join(
                    Team, (Team.tenant_id == Placement.tenant_id) & (Team.id == Placement.team_id)
                )
            ).all()
        )
        people = sorted(db.scalars(select(Member)), key=lambda one: (one.state == "deactivated", one.name_key, one.id))
        here = {one.name_key for one in people if one.state != "deactivated"}
        for one in people:
            about = {"region_id": places.get(one.id), "state": one.state}
            is_meant = one.state != "deactivated" or one.name_key not in here  # of two alike who works here
            yield Named(one.id, one.name, is_meant and (seen is None or one.id in seen), about)

    def write(self, context: Context, made: list[Made]) -> None:
        language = context.by.language
        rows = [{**named_row(one), "email": None, **placeholder(_role(one), language)} for one in made]
        insert_many(Member.__table__, rows)


def _role(made: Made) -> Role:
    role: Role = made.about.get("role", Role.SELLER)
    return role


class _Teams(Growing):
    """Teams, with who leads each."""

    def entries(self, context: Context, decisions: Decisions) -> Iterable[Named]:
        led = dict(db.execute(select(Placement.team_id, Placement.member_id).where(Placement.leads)).all())
        for team in db.scalars(select(Team).order_by(Team.position, Team.id)):
            yield Named(team.id, team.name, True, {"leader_id": led.get(team.id), "region_id": team.region_id})

    def write(self, context: Context, made: list[Made]) -> None:
        """Upper teams before those under them."""
        last = biggest_position(Team)
        written: set[UUID] = set()
        waiting = list(made)
        ids = {one.id for one in made}
        while waiting:
            ready = [one for one in waiting if one.about.get("parent_id") not in ids - written] or waiting[:1]
            rows = [
                {
                    "id": one.id, "name": one.name, "parent_id": _standing(one, ids - written),
                    "region_id": one.about.get("region_id"), "position": last + len(written) + place, "version": 1,
                }
                for place, one in enumerate(ready, start=1)
            ]  # fmt: skip
            insert_many(Team.__table__, rows)
            written |= {one.id for one in ready}
            waiting = [one for one in waiting if one.id not in written]


def _standing(made: Made, unwritten: set[UUID]) -> UUID | None:
    """The team above; two that would stand above each other both stand at the top."""
    parent = made.about.get("parent_id")
    return None if parent in unwritten else parent


class ChoiceList(Growing):
    """One of the lists in the company's settings; its key is the kind of its entries."""

    def entries(self, context: Context, decisions: Decisions) -> Iterable[Named]:
        statement = select(Choice.id, Choice.name).where(Choice.kind == self.key)
        statement = statement.order_by(Choice.archived_at, Choice.position)
        return [Named(choice_id, name) for choice_id, name in db.execute(statement)]

    def write(self, context: Context, made: list[Made]) -> None:
        last = biggest_position(Choice, Choice.kind == self.key)
        rows: list[dict[str, Any]] = [
            {**named_row(one), "kind": self.key, "position": last + place, "version": 1}
            for place, one in enumerate(made, start=1)
        ]
        insert_many(Choice.__table__, rows)


def choice_list(kind: str, label: Any) -> ChoiceList:
    """A list of the company's settings as a vocabulary."""
    return ChoiceList(kind, label, (NEW, LEAVE, OUT), "choice")


MEMBERS = _Members(
    "member", _l("Owners"), (NEW, OUT), "member",
    is_careful=True,  # without an owner a record is nobody's: a guess that is only likely is not made for a person
    new=_l("a name without a login, for now"),
    unknown=_l("Nobody here is called “%(value)s”."),
    not_yours=_l("You cannot enter records for “%(value)s”. Ask a manager."),
    twice=_l("Several people here are called “%(value)s”. Give one of them another name first."),
)  # fmt: skip
TEAMS = _Teams("team", _l("Teams"), (NEW, LEAVE, OUT), "team")
LISTS = (choice_list("region", _l("Regions")),)
