"""Colleagues on their way in: names that may own records before anyone signs in, and the teams they sit in.

A manager leads a team that bears his name until somebody calls it better; an office is a region and the team above it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.imports.batches import delete_many, insert_many
from app.imports.entries import CREATED, UNCHANGED, UPDATED, Entry
from app.imports.into import Existing, Into
from app.imports.lists import Named
from app.people.model import Placement
from app.people.names import name_key
from tenants.context import db
from tenants.model import Member
from tenants.owned import new_id
from tenants.roles import DEFAULT_SIGHT, Role


class IntoPeople(Into):
    """A list of staff: one person a row."""

    record = Member
    noun = "member"
    plain = {"name": "name", "email": "email"}
    named: ClassVar[dict[str, str]] = {}
    probes = {("email",): None, ("name",): None}

    def prepare(self) -> None:
        """Who sits where now, and who is a manager according to the file."""
        self.places = dict(db.execute(select(Placement.member_id, Placement.team_id)).all())
        self.teams_led: dict[UUID, UUID] = {
            team.about["leader_id"]: team.id for team in self.words.named("team") if team.about["leader_id"]
        }
        self.leaders: dict[UUID, UUID] = {}  # a new team's leader -> the team

    def complete(self, entry: Entry) -> None:
        """The name as it is compared."""
        if entry.given.get("name"):
            entry.given["name_key"] = name_key(entry.given["name"])

    def finish(self, entries: list[Entry]) -> None:
        """Seat everyone once all names are known: a manager may stand below his people, or not in the file at all."""
        for entry in entries:
            if entry.outcome == CREATED:
                about = {"region_id": None, "state": "placeholder"}
                self.words.add("member", Named(entry.record_id, entry.given["name"], about=about))
        for entry in entries:
            if entry.outcome in (CREATED, UPDATED, UNCHANGED):
                self.words.row = entry.number
                entry.extra["seat"] = self._team(entry)
        for entry in entries:
            if "seat" in entry.extra:
                self._seat(entry)

    def _seat(self, entry: Entry) -> None:
        team_id = entry.extra.pop("seat")
        if entry.record_id in self.teams_led:
            return  # whoever leads a team already stays with it
        own = self._leads(entry)
        if own is not None:  # who leads a team sits in it, and his team stands below the one he would sit in
            if team_id not in (None, own):
                self.words.made[own].about["parent_id"] = team_id
            team_id = own
        if team_id is None or self.places.get(entry.record_id) == team_id:  # type: ignore[arg-type]
            return
        entry.extra["team_before"] = self.places.get(entry.record_id)  # type: ignore[arg-type]
        entry.extra["team_id"] = team_id
        if entry.outcome == UNCHANGED:
            entry.outcome = UPDATED

    def _team(self, entry: Entry) -> UUID | None:
        values = entry.row.values
        office = self._office(values.get("region"))
        leader = self._manager(entry, values.get("manager"))
        if values.get("team"):
            return self._team_called(values["team"], office, leader)
        if leader is not None:
            led = self.teams_led.get(leader) or self.leaders.get(leader)
            named = self.words.get("member", leader)
            return led or self._team_called(named.name if named else values["manager"], office, leader)
        return office

    def _team_called(self, name: str, office: UUID | None, leader: UUID | None) -> UUID:
        above = self.words.get("team", office)
        region = above.about.get("region_id") if above else None
        team_id = self.words.make("team", name, parent_id=office, region_id=region, leader_id=leader)
        if leader is not None and team_id in self.words.made:
            self.leaders.setdefault(leader, team_id)
        return team_id

    def _office(self, name: str | None) -> UUID | None:
        """The team of a region, made with the region where there is none."""
        if name is None:
            return None
        region_id = self.words.make("region", name)
        return self.words.make("team", name, parent_id=None, region_id=region_id, leader_id=None)

    def _manager(self, entry: Entry, name: str | None) -> UUID | None:
        if name is None:
            return None
        if name_key(name) == entry.given.get("name_key"):
            entry.warn(self.headers["manager"], _l("Nobody reports to himself."))
            return None
        return self.words.make("member", name, role=Role.MANAGER)

    def insert(self, entries: list[Entry], tick: Callable[[int], None]) -> None:
        """New colleagues as names without a login, each on his seat."""
        super().insert(entries, tick)
        self._place(entries)
        self._place_leaders({entry.record_id for entry in entries})

    def change(self, entries: list[Entry]) -> None:
        """Names and seats; the table of people counts no versions, for sign-in reads it."""
        super().change([entry for entry in entries if entry.changes])
        moved = [entry for entry in entries if "team_id" in entry.extra and entry.outcome == UPDATED]
        delete_many(Placement.__table__, "member_id", [entry.record_id for entry in moved if entry.record_id])
        self._place(moved)
        for entry in moved:
            before = entry.extra["team_before"]
            entry.extra["undo"] = {"team": str(before) if before else None, "seated": str(entry.extra["team_id"])}

    def _leads(self, entry: Entry) -> UUID | None:
        """The new team the person leads."""
        return self.leaders.get(entry.record_id) if entry.record_id else None

    def row_of(self, entry: Entry) -> dict[str, Any]:
        """A member who leads others sees their records."""
        role = Role.MANAGER if self._leads(entry) else Role.SELLER
        return {**super().row_of(entry), **placeholder(role, self.context.by.language)}

    def columns(self) -> Any:
        """Those of every kind, and the name as it is compared."""
        return [*super().columns(), "name_key"]

    def compare(self, entry: Entry, record: Existing) -> None:
        """Whoever signs in says himself how he is called and reached."""
        if record["user_id"] is not None:
            for name in ("name", "name_key", "email"):
                entry.changes.pop(name, None)

    def _place_leaders(self, in_file: set[UUID | None]) -> None:
        """Leaders the file only names in passing sit in their teams, unless they sit somewhere already."""
        insert_many(
            Placement.__table__,
            [
                {"id": new_id(), "team_id": team_id, "member_id": leader, "leads": True}
                for leader, team_id in self.leaders.items()
                if leader not in in_file and leader not in self.places
            ],
        )

    def _place(self, entries: list[Entry]) -> None:
        rows = [
            {
                "id": new_id(), "team_id": entry.extra["team_id"], "member_id": entry.record_id,
                "leads": self._leads(entry) == entry.extra["team_id"],
            }
            for entry in entries
            if "team_id" in entry.extra
        ]  # fmt: skip
        insert_many(Placement.__table__, rows)


def placeholder(role: Role, language: str) -> dict[str, Any]:
    """What a member is who is only a name so far."""
    return {
        "user_id": None, "state": "placeholder", "role": role, "sees": DEFAULT_SIGHT[role], "language": language,
        "is_trainer": False, "is_approver": False,
    }  # fmt: skip
