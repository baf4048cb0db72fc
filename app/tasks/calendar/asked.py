"""Whose month one looks at, as the address says it, and the same words for the list of one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from app.tasks.calendar import month
from app.web.asking import ALL, MINE, Args, Filter, one_id, one_of
from tenants.model import Member

Person = UUID | str


@dataclass(frozen=True)
class Asked(Filter):
    """The month and the people; what is not said goes without saying for whoever looks."""

    month: str | None = None
    person: Person | None = None
    team: UUID | None = None

    def of(self, member: Member) -> Person:
        """Whose tasks `member` looks at: sellers begin with their own, whoever leads with everyone he sees."""
        if self.person is not None:
            return self.person
        return ALL if member.can_manage or not member.can_write or self.team else MINE

    def at(self, first: date) -> str:
        """The query string that shows the same people in another month."""
        return self.but(month=month.written(first)).query()

    def list_of(self, day: date, member: Member) -> str:
        """The query string by which the list of tasks shows this day of these people, whatever their state."""
        person = self.of(member)
        pairs = [("due_from", str(day)), ("due_to", str(day)), ("state", ALL)]
        pairs += [("owner", str(person))] if person != ALL else []
        return urlencode([*pairs, *([("team", str(self.team))] if self.team else [])])


def read(args: Args) -> Asked:
    """What an address asks for; what cannot be understood is left out."""
    person = args.get("person")
    return Asked(args.get("month"), one_of(person, (MINE, ALL)) or one_id(person), one_id(args.get("team")))
