"""What falls due: each area says what people owe and by when, with `falls_due(…)`, when it puts itself up.

The letter of the morning, the bell and the first page read all of it here, and know no tool.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ARRAY, Integer, Select, Uuid, any_, bindparam

from app.notices.kinds import Facts, kind
from tenants.context import db


class Act(NamedTuple):
    """Something one can do, by the page that does it and what its button says."""

    endpoint: str
    label: Any


@dataclass(frozen=True)
class Due:
    """One thing one member owes by a day."""

    id: UUID  # of the record that falls due; what "done" is said of
    member_id: UUID
    what: str
    due_on: date
    subject: Any = None  # the record one is led to, e.g. a deal
    about: str = ""  # what that is called, where `what` does not say it
    detail: str = ""  # more about it, for those who have room
    act_on: UUID | None = None  # what the source's further act works on, if it can

    def is_late(self, today: date) -> bool:
        """Whether it should have been done before `today`."""
        return self.due_on < today


@dataclass(frozen=True)
class Source:
    """Everything of one kind that falls due."""

    kind: str
    label: Any
    icon: str
    statement: Callable[[], Select[Any]]
    owner: Any
    day: Any
    read: Callable[[Sequence[Any]], Iterable[Due]]
    done: str | None
    act: Act | None
    begin: Act | None

    def find(self, until: date, since: date | None, member_ids: Collection[UUID] | None, most: int | None) -> list[Due]:
        """What is due from `since` until `until`, of these members, the oldest `most` of it."""
        asked = {"until": until, "since": since, "most": most, "members": list(member_ids or ())}
        wanted = _statement(self.kind, since is not None, member_ids is not None)
        return list(self.read(db.scalars(wanted, asked).all()))


sources: dict[str, Source] = {}


@cache
def _statement(kind: str, has_since: bool, has_members: bool) -> Select[Any]:
    """Made once: the first page and everybody's day ask it."""
    source = sources[kind]
    wanted = source.statement().where(source.day <= bindparam("until")).order_by(source.day)
    if has_since:
        wanted = wanted.where(source.day >= bindparam("since"))
    if has_members:
        wanted = wanted.where(source.owner == any_(bindparam("members", type_=ARRAY(Uuid))))
    return wanted.limit(bindparam("most", type_=Integer))


def falls_due(
    name: str,
    label: Any,
    *,
    icon: str,
    statement: Callable[[], Select[Any]],
    owner: Any,
    day: Any,
    read: Callable[[Sequence[Any]], Iterable[Due]],
    done: str | None = None,
    act: Act | None = None,
    begin: Act | None = None,
) -> None:
    """Let people be reminded of what `statement` finds: records not done yet, owed by column `owner` until `day`.

    `read` makes a `Due` of each. `label` is what several are called. `done` is the endpoint one posts to, with the id
    of the Due, to say it is done; `act` opens a dialog about its `act_on`; `begin` is where to go while there is none.
    Its notices are of the kinds `<name>.due` and `<name>.late`.
    """
    sources[name] = Source(name, label, icon, statement, owner, day, read, done, act, begin)
    kind(f"{name}.due", _saying(_l("Due tomorrow: %(what)s")), icon="calendar-clock", note=_note, to_do=True)
    kind(f"{name}.late", _saying(_l("Overdue: %(what)s")), icon="clock", note=_note, to_do=True)


def owed(
    until: date,
    *,
    since: date | None = None,
    member_ids: Collection[UUID] | None = None,
    most: int | None = None,
) -> list[tuple[Source, Due]]:
    """Everything that is due until `until`, the oldest first; everybody's, unless `member_ids` says whose.

    Left out is what was due before `since`. No more than `most` of each kind.
    """
    found = [(source, due) for source in sources.values() for due in source.find(until, since, member_ids, most)]
    return sorted(found, key=lambda each: (each[1].due_on, each[1].id))


def _saying(words: Any) -> Callable[[Facts], str]:
    """Notices from before anything else than promises fell due say `promise` for `what`."""
    return lambda facts: str(words) % {"what": facts.get("what") or facts["promise"]}


def _note(facts: Facts) -> str:
    if facts.get("about"):
        return _("%(about)s, due %(due_on)s", about=facts["about"], due_on=facts["due_on"])
    return _("due %(due_on)s", due_on=facts["due_on"])
