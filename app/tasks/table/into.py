"""Rows of the table on their way to tasks: each one new, a task that changes, or one that stays as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.imports.converting import Converted
from app.imports.entries import CREATED, SKIPPED, UNCHANGED, UPDATED, Entry
from app.imports.into import Existing, Into
from app.people import colleagues
from app.people.names import name_key
from app.tasks import family, goals, rules
from app.tasks.model import CANCELLED, Task
from app.tasks.table import allowed, reading, standing
from app.tasks.table.pairing import Known, pairs
from app.tasks.table.rows import Row
from app.tasks.table.wholes import GOAL, Wholes, goal_columns
from tenants.context import db

_PLAN = ("title", "goal", "goal_quantity", "unit", "owner_id", "acceptor_id", "starts_on", "due_on", "note")
_PLACE = ("parent_id", "position", "created_by_id")


class IntoTasks(Into):
    """The table: one part a row, or one task without parts."""

    record = Task
    noun = "task"
    plain = {"starts_on": "starts_on", "due_on": "due_on"}
    named = {"owner": "owner_id", "acceptor": "acceptor_id"}
    unsaid = frozenset({"submitted_at", "accepted_at", "accepted_by_id", "is_late", "proposed_grade"})

    def prepare(self) -> None:
        """Who is called how: also those for whom one may enter nothing stand in tables one is shown. A name that two
        people have is nobody's here: the importer knows which of them works, or says that it cannot tell."""
        named = Counter(name_key(one.name) for one in colleagues.members().values())
        everybody = {name_key(one.name): one.id for one in colleagues.members().values()}
        self.people = {name: one for name, one in everybody.items() if named[name] == 1}
        self.scale = rules.scale()

    def judge(self, rows: Iterable[Converted]) -> list[Entry]:
        """Rows are told apart by all they say, not by a key alone: tasks come round with the same name."""
        self.prepare()
        entries = [self.read(row) for row in reading.filled_down(rows)]
        good = [entry for entry in entries if not entry.is_bad]
        self.known = Known(self, {entry.extra["row"].title for entry in good})
        match = self.decisions.match
        found = pairs(good, self.known, match) if match else {}
        for entry in good:
            self.decide(entry, found.get(entry.number, []))
        self.wholes = Wholes(self, self.known)
        self.wholes.gather(good)
        return entries

    def complete(self, entry: Entry) -> None:
        """All that the row says."""
        reading.read(self, entry)

    def _name(self, entry: Entry, field: str, vocabulary: str, column: str, text: str) -> None:
        """Whose task it is and who accepts it is asked of rights, when there is something to write."""
        decided = self.decisions.meanings.get(vocabulary, {}).get(text)
        known = None if decided else self.people.get(name_key(text))
        if known is None:
            super()._name(entry, field, vocabulary, column, text)
        else:
            entry.given[column] = known

    # -- new ones ------------------------------------------------------------------------------------------

    def create(self, entry: Entry) -> None:
        """A task as the row has it, given by whoever brings it in."""
        row: Row = entry.extra["row"]
        given, by = entry.given, self.context.by
        if not allowed.to_give(by, given["owner_id"]):
            entry.refuse(self.headers["owner"], _l("You cannot assign tasks to this person."), "not_given")
            return
        given |= self._called(row) | {"created_by_id": by.id, "parent_id": None, "position": 0}
        plan = {**dict.fromkeys(_PLAN), **given, "measure": None, "lower_is_better": False}
        moment = self.context.morning(row.done_on) if row.done_on else self.context.at
        given |= standing.follows(row, plan | standing.beginning(), moment, self.scale)
        if given["grade"]:
            self._may_grade(entry, plan)
            self._compare_grade(entry, given)

    def _called(self, row: Row) -> dict[str, Any]:
        """What a new task is called, and what of it counts."""
        called = {"title": row.part or row.title, **goal_columns(row.part or row.goal)}
        return called | {"goal": None} if row.part else called

    def _may_grade(self, entry: Entry, task: dict[str, Any]) -> None:
        if not allowed.to_grade(self.context.by, task):
            words = _l("Who accepts this task or leads its owner brings in its grade.")
            entry.refuse(self.headers["quality"], words, "not_yours")

    def _compare_grade(self, entry: Entry, given: dict[str, Any]) -> None:
        proposed = given["proposed_grade"]
        if proposed and given["grade"] != proposed:
            words = _l("The figures propose “%(grade)s”.")
            entry.note(self.headers["quality"], words, grade=rules.grade_name(proposed))

    # -- those that are there ------------------------------------------------------------------------------

    def compare(self, entry: Entry, record: Existing) -> None:
        """What the row says otherwise than the task. People go by their names, texts as they are written."""
        row, was = entry.extra["row"], record["row"]
        entry.changes = {name: pair for name, pair in entry.changes.items() if name in ("starts_on", "due_on")}
        if row.acceptor and name_key(row.acceptor) != name_key(was.acceptor):
            self._set(entry, record, acceptor_id=entry.given["acceptor_id"])
        if row.note and row.note != was.note:
            self._set(entry, record, note=row.note)
        if not row.part and row.goal and row.goal != was.goal:
            self._set(entry, record, **{name: self._called(row)[name] for name in GOAL})
        if _says_more(row, was) or entry.changes.keys() & {"due_on", "acceptor_id"}:
            now = record | {name: after for name, (_before, after) in entry.changes.items()}
            self._set(entry, record, **standing.follows(row, now, self.context.at, self.scale))
        complaint = allowed.refusal(self.context.by, record, entry.changes) if entry.changes else None
        if complaint:
            entry.refuse("", complaint.words, complaint.code)
        elif "grade" in entry.changes:
            self._may_grade(entry, record)

    @staticmethod
    def _set(entry: Entry, record: Existing, **values: Any) -> None:
        entry.changes |= {name: [record[name], value] for name, value in values.items() if record[name] != value}

    def decide(self, entry: Entry, found: list[Existing]) -> None:
        """What was called off stays so."""
        super().decide(entry, found)
        if found and found[0]["state"] == CANCELLED and entry.outcome in (UPDATED, UNCHANGED):
            entry.outcome, entry.changes = SKIPPED, {}
            entry.note("", _l("This task was cancelled here; the row is left out."))

    def told(self, entry: Entry) -> dict[str, list[Any]]:
        """With the goal that the whole of a part gets; quantities without zeros nobody needs."""
        told = {**entry.extra.get("whole", {}).get("set", {}), **entry.changes}
        return {name: [_spelled(value) for value in pair] for name, pair in told.items()}

    # -- writing -------------------------------------------------------------------------------------------

    def columns(self) -> Iterable[str]:
        """Every column an import may fill."""
        return (*_PLAN, *_PLACE, *standing.COLUMNS)

    def write(self, entries: list[Entry], tick: Callable[[int], None]) -> None:
        """What is there is locked first, wholes before their parts, as whoever works on them does."""
        family.lock_ids(self._concerned(entries))
        super().write(entries, tick)

    def _concerned(self, entries: list[Entry]) -> set[UUID]:
        """The tasks that change, and the wholes that follow."""
        joined = {entry.given.get("parent_id") for entry in entries if entry.outcome == CREATED}
        changed = [entry.extra["record"] for entry in entries if entry.outcome == UPDATED]
        found = joined | {record[name] for record in changed for name in ("id", "parent_id")}
        return {one for one in found if one is not None}

    def insert(self, entries: list[Entry], tick: Callable[[int], None]) -> None:
        """New tasks; the wholes of new parts are there by now."""
        super().insert(entries, tick)
        self._follow({entry.given["parent_id"] for entry in entries} & self.known.wholes.keys())

    def change(self, entries: list[Entry]) -> None:
        """Changes of tasks, of the goals of wholes, and what follows from them for the wholes."""
        changed = [entry for entry in entries if entry.changes]
        super().change(changed)
        done = [entry for entry in entries if entry.outcome == UPDATED]
        self.wholes.change(done)
        self._follow({entry.extra["record"]["parent_id"] for entry in done if entry.changes} - {None})

    def _follow(self, wholes: set[UUID]) -> None:
        db.expire_all()  # rows were written past the session
        for whole_id in sorted(wholes):
            part = db.scalars(select(Task).where(Task.parent_id == whole_id).limit(1)).one()
            family.follow(part, by=self.context.by, at=self.context.at)


def _says_more(row: Row, was: Row) -> bool:
    """Whether a row has another end, figure or grade than the task; a blank cell says nothing."""
    pairs = ((row.done_on, was.done_on), (row.reached, was.reached), (row.done_on and row.grade, was.grade))
    return any(said is not None and said != before for said, before in pairs)


def _spelled(value: Any) -> Any:
    return goals.plain(value) if isinstance(value, Decimal) else value
