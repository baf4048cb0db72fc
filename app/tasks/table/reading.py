"""What a row that comes in says, before anybody knows which task it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l

from app.imports.converting import Converted
from app.imports.entries import Entry
from app.imports.into import Into
from app.imports.problems import Problem, Unreadable
from app.people import colleagues
from app.people.names import name_key
from app.tasks import goals
from app.tasks.model import LONGEST
from app.tasks.table import cells, quality
from app.tasks.table.quality import Quality
from app.tasks.table.rows import Row
from tenants.owned import new_id

MOST = {"goal": LONGEST, "part": LONGEST}
_MERGED = ("title", "goal", "acceptor")  # what merged cells say for the rows under them


def filled_down(rows: Iterable[Converted]) -> Iterator[Converted]:
    """Rows with what merged cells above say for them: a row without a task's name goes on with the one above, and a
    row of the same task without a goal has the same."""
    above: dict[str, Any] = {}
    for row in rows:
        values = dict(row.values)
        if not values.get("title"):
            values |= {name: above.get(name) for name in _MERGED if not _speaks(name, values, above)}
        elif values["title"] == above.get("title") and not values.get("goal"):
            values["goal"] = above.get("goal")
        above = values
        yield row._replace(values=values)


def _speaks(name: str, values: dict[str, Any], above: dict[str, Any]) -> bool:
    """Whether a row says that by itself; nobody accepts his own work, merged cell or not."""
    return bool(values.get(name)) or (name == "acceptor" and above.get(name) == values.get("owner"))


def read(into: Into, entry: Entry) -> None:
    """Put what the row says into `entry.extra["row"]`, and what is wrong with it at its cells."""
    texts = {name: cells.settled(entry.row.values.get(name)) for name in ("title", "goal", "part")}
    for name, most in MOST.items():
        if len(texts[name]) > most:
            entry.refuse(into.headers[name], _l("This is longer than %(limit)s characters."), "too_long", limit=most)
    note = cells.lines(entry.row.values.get("note"))
    if note:
        entry.given["note"] = note
    found = _quality(into, entry)
    entry.extra["row"] = row = Row(
        id=new_id(), title=texts["title"], goal=texts["goal"], part=texts["part"],
        owner=_named(into, entry, "owner_id"), acceptor=_named(into, entry, "acceptor_id"),
        starts_on=entry.given.get("starts_on"), due_on=entry.given.get("due_on"),
        done_on=entry.row.values.get("done_on"), grade=found.grade, reached=found.reached, note=note,
    )  # fmt: skip
    if found.unit and found.unit.startswith("%") and not (row.unit or "").startswith("%"):
        found = Quality(found.grade, rest=f"{goals.plain(found.reached)}%")  # of the goal, not of what is counted
        entry.extra["row"] = row = replace(row, reached=None)
    _check(into, entry, row)
    _weigh(into, entry, row, found)


def _named(into: Into, entry: Entry, column: str) -> str:
    found = into.words.get("member", entry.given.get(column))
    return cells.settled(found.name) if found else ""


def _quality(into: Into, entry: Entry) -> Quality:
    text = entry.row.values.get("quality")
    if text is None:
        return Quality()
    try:
        return quality.read(text)
    except Unreadable as complaint:
        entry.problems.append(Problem(entry.number, into.headers["quality"], text, complaint))
        return Quality()


def _check(into: Into, entry: Entry, row: Row) -> None:
    """What keeps a row out."""
    if row.acceptor and entry.given.get("acceptor_id") == entry.given.get("owner_id"):
        entry.refuse(into.headers["acceptor"], _l("Nobody accepts his own work."), "own_work")
    if row.starts_on and row.due_on and row.due_on < row.starts_on:
        entry.refuse(into.headers["due_on"], _l("It would be due before it starts."), "order")
    if row.done_on and row.done_on > into.context.today:
        entry.refuse(into.headers["done_on"], _l("This day is still to come."), "future")


def _weigh(into: Into, entry: Entry, row: Row, found: Quality) -> None:
    """What is worth a word although the row comes in."""
    acceptor = entry.given.get("acceptor_id")
    named = colleagues.members().get(acceptor) if acceptor else None
    if not row.grade and named is not None and (named.state == "deactivated" or not named.can_write):
        told = _l("%(value)s cannot accept (any more); whoever leads the owner can.")
        entry.warn(into.headers["acceptor"], told, value=named.name)
    if row.done_on and row.starts_on and row.done_on < row.starts_on:
        entry.note(into.headers["done_on"], _l("It was finished before it was to begin."))
    if found.rest:
        entry.warn(into.headers["quality"], _l("“%(value)s” is not a figure of what was reached."), value=found.rest)
    if row.grade and not row.done_on:
        entry.warn(into.headers["quality"], _l("It has a grade, but no day on which it was finished: it stays open."))
    if found.unit and row.unit and not _is_alike(found.unit, row.unit):
        words = _l("“%(reached)s” was reached of “%(unit)s”: the figure is taken as it is.")
        entry.note(into.headers["quality"], words, reached=found.unit, unit=row.unit)


def _is_alike(one: str, other: str) -> bool:
    """Whether one is the other said shorter: 家 and 家线索."""
    one, other = name_key(one), name_key(other)
    return one in other or other in one
