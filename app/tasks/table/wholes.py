"""The tasks whose parts stand in the rows: found, made along the way, and given the goals that the rows say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _p

from app.events import happened, plain
from app.imports.batches import insert_many
from app.imports.context import Context
from app.imports.entries import CREATED, FAILED, UNCHANGED, UPDATED, Entry
from app.imports.into import Existing, Into
from app.imports.vocabularies import Growing
from app.imports.words import Made
from app.people import colleagues
from app.people.leading import lead_of
from app.tasks.model import OPEN, WORKING, Task
from app.tasks.queries import T
from app.tasks.rules import scale
from app.tasks.table import allowed, cells, standing, sums
from app.tasks.table.pairing import Known
from app.tasks.table.rows import Row, goal_of
from tenants.context import db
from tenants.owned import new_id

GOAL = ("goal", "goal_quantity", "unit")


class _Wholes(Growing):
    """Tasks that come in because rows are parts of them. Nobody looks them up by name: rows bring them."""

    def write(self, context: Context, made: list[Made]) -> None:
        """Write them, before their parts."""
        insert_many(T, [{"id": one.id, "title": one.name, **one.about} for one in made])


WHOLES = _Wholes("task_whole", _p("records", "Tasks"), noun="task")


class Wholes:
    """The wholes of one file."""

    def __init__(self, into: Into, known: Known) -> None:
        self.into, self.known, self.context = into, known, into.context
        self.agreed: dict[UUID, str] = {}  # a whole -> the goal its rows give it
        self.alike: dict[tuple[str, str], list[Existing]] = defaultdict(list)  # those worked on, by name and goal
        for whole in known.wholes.values():
            if whole["state"] in WORKING:
                self.alike[cells.name(whole["title"]), goal_of(whole)].append(whole)

    def gather(self, entries: Iterable[Entry]) -> None:
        """Give each new part its whole, and say what it comes to. Rows of one name and goal are one task."""
        groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in entries:
            row: Row = entry.extra["row"]
            if row.part and entry.outcome in (CREATED, UPDATED, UNCHANGED):
                groups[row.title, row.goal].append(entry)
        for rows in groups.values():
            for entry in rows:
                self._agree(entry)
            good = [entry for entry in rows if entry.outcome != FAILED]
            new = [entry for entry in good if entry.outcome == CREATED]
            if new or any("whole" in entry.extra for entry in good):
                self._place(good, new)

    def _place(self, rows: list[Entry], new: list[Entry]) -> None:
        there = self._there(rows)
        if new and there:
            self._join(new, there)
        elif new:
            self._make(new)
        column = self.into.headers.get("goal", "")
        sums.weigh(rows, there, self.known.parts[there["id"]] if there else (), column)

    # -- those that are there ------------------------------------------------------------------------------

    def _agree(self, entry: Entry) -> None:
        """A row of a task that is there may give its whole another goal; all rows of it give the same."""
        goal: str = entry.extra["row"].goal
        whole = self._of(entry)
        if whole is None or not goal:
            return
        agreed = self.agreed.get(whole["id"])
        if agreed is not None and agreed != goal:
            self._refuse(entry, _l("Another row gives this task another goal."))
        elif agreed is None and goal != goal_of(whole):
            self._change_goal(entry, whole, goal)
        self.agreed.setdefault(whole["id"], goal)

    def _change_goal(self, entry: Entry, whole: Existing, goal: str) -> None:
        if whole["state"] not in OPEN:
            self._refuse(entry, allowed.ACCEPTED_ALREADY)
        elif not self._may_change(whole):
            self._refuse(entry, allowed.NOT_YOURS)
        else:
            wanted = goal_columns(goal)
            changes = {name: [whole[name], value] for name, value in wanted.items() if whole[name] != value}
            entry.extra["whole"] = {"id": whole["id"], "set": changes}
            entry.outcome = UPDATED

    def _refuse(self, entry: Entry, words: Any) -> None:
        entry.refuse(self.into.headers["goal"], words)
        entry.outcome = FAILED

    def _may_change(self, whole: Existing) -> bool:
        return bool(whole["visible"]) and allowed.to_change(self.context.by, whole)

    def _of(self, entry: Entry) -> Existing | None:
        record = entry.extra.get("record")
        return self.known.wholes.get(record["parent_id"]) if record else None

    def _there(self, rows: list[Entry]) -> Existing | None:
        """The whole that new parts join: that of other rows, else one of the same name and goal that is worked on."""
        row: Row = rows[0].extra["row"]
        of_others = [whole for entry in rows if (whole := self._of(entry)) and whole["state"] in OPEN]
        alike = self.alike.get((row.title, row.goal), [])
        return next((whole for whole in (*of_others, *alike) if self._may_change(whole)), None)

    def _join(self, new: list[Entry], whole: Existing) -> None:
        places = [task["position"] for task in self.known.parts[whole["id"]]]
        for place, entry in enumerate(new, start=max(places, default=-1) + 1):
            entry.given |= {"parent_id": whole["id"], "position": place}
            entry.extra["undo"] = {"joined": str(whole["id"])}

    # -- those that come along -----------------------------------------------------------------------------

    def _make(self, new: list[Entry]) -> None:
        first: Row = new[0].extra["row"]
        made = Made(WHOLES.key, new_id(), first.title, new[0].number, self._about(new, first.goal))
        self.into.words.made[made.id] = made
        for place, entry in enumerate(new):
            entry.given |= {"parent_id": made.id, "position": place}

    def _about(self, new: list[Entry], goal: str) -> dict[str, Any]:
        here = self.context
        acceptor = self._acceptor(new)
        parts = [{"starts_on": None, "due_on": None, **entry.given} for entry in new]
        whose = {"owner_id": here.by.id, "acceptor_id": acceptor, "created_by_id": here.by.id, "is_split": True}
        stamps = {"import_id": here.import_id, "created_at": here.at, "updated_at": here.at, "version": 1}
        said, waits = goal_columns(goal), _works_here(acceptor)
        return {**whose, **said, **standing.whole(parts, said, acceptor, scale(), waits=waits), **stamps}

    def _acceptor(self, new: list[Entry]) -> UUID | None:
        """Who accepts every part accepts the whole; not whoever brings it in, for the whole is his own."""
        named = {entry.given.get("acceptor_id") for entry in new}
        only = named.pop() if len(named) == 1 else None
        return only if only not in (None, self.context.by.id) else lead_of(self.context.by.id)

    # -- writing -------------------------------------------------------------------------------------------

    def change(self, entries: Iterable[Entry]) -> None:
        """Give wholes the goals their rows say, with the history and what undoes it."""
        for entry in entries:
            wanted = entry.extra.get("whole")
            if wanted:
                whole = db.get_one(Task, (self.context.tenant_id, wanted["id"]), populate_existing=True)
                for name, (_before, after) in wanted["set"].items():
                    setattr(whole, name, after)
                whole.updated_at = self.context.at
                told = {name: plain(pair) for name, pair in wanted["set"].items()}
                here = self.context
                happened(whole, "replanned", by=here.by.id, at=here.at, batch=here.import_id, **told)
                entry.extra["undo"] = {"whole": str(wanted["id"]), "set": told}
        db.flush()


def _works_here(member_id: UUID | None) -> bool:
    known = colleagues.members().get(member_id) if member_id else None
    return known is not None and known.state in ("active", "invited")


def goal_columns(goal: str) -> dict[str, Any]:
    """The columns of a goal as it is written."""
    found = cells.read(goal)
    figure = (found.quantity.quantize(Decimal("0.01")), found.unit) if found else (None, None)
    return dict(zip(GOAL, (cells.words_of(goal), *figure), strict=True))
