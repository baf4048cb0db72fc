"""What imports make and change: each tool says how its records are found afterwards, and how they are taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.web import happenings
from tenants.context import db, door
from tenants.model import Model

if TYPE_CHECKING:
    from app.imports.restoring import Went
    from app.search.index import Entry

#: The columns records are called by, the first that a table has.
CALLED = ("title", "name", "number")


@dataclass(frozen=True)
class Record:
    """A kind of record. What is said here is right for a record that stands alone; subclasses add their own.

    `parts` are rows that belong to the record and go with it, by table and the column that points at it; `goes_with`
    are models whose rows go with it when the same import made them.
    """

    noun: str  # what its events are called, e.g. "deal"
    model: Any
    label: Any  # what several are called
    parts: tuple[tuple[str, str], ...] = ()
    goes_with: tuple[Any, ...] = ()
    found: Callable[[Iterable[UUID]], list[Entry]] | None = None  # records as search finds them
    loose: tuple[str, ...] = ()  # columns that are set back whatever became of them

    @property
    def table(self) -> Any:
        """The table of the records."""
        return self.model.__table__

    def changed(self, ids: list[UUID]) -> Iterable[UUID]:
        """Those of new records that somebody has changed since."""
        table = self.table
        if "version" not in table.c:
            return ()
        return db.scalars(
            select(table.c.id).where(table.c.tenant_id == door().tenant_id, table.c.id.in_(ids), table.c.version > 1)
        )

    def reasons(self, rows: list[Any], ids: list[UUID]) -> dict[UUID, str]:
        """Why some new records have to stay, besides having been changed and being pointed at."""
        return {}

    def bound(self, changes: Collection[str]) -> frozenset[str]:
        """Columns that are one thing together when these were changed: all of them are set back, or none."""
        return frozenset()

    def stands(self, undo: dict[str, Any]) -> bool:
        """Whether the bound columns stay as they are, because of what the change brought with it."""
        return False

    def undo(self, record_id: UUID, undo: dict[str, Any], values: dict[str, Any]) -> bool:
        """Take back what a change brought with it in other tables. False when a part of it has to stay.

        `undo` is what `Into.change` left in `entry.extra["undo"]`, `values` what is set back in the record itself.
        """
        return True

    def hold(self, import_id: UUID) -> None:
        """Before anything is taken back: keep others from what the import made or changed, in the order in which they
        would keep it themselves."""

    def gone(self, rows: list[Any], *, by: UUID, at: datetime) -> None:
        """Some new records were removed, given as the import kept their rows; see to what follows from it."""

    def went_back(self, went: list[Went], *, by: UUID, at: datetime) -> None:
        """Some records are as they were; see to what follows from it."""


RECORDS: dict[str, Record] = {}


def record(one: Record) -> None:
    """Let imports make and change records of a kind. Raises ValueError when another kind has that noun."""
    if RECORDS.setdefault(one.noun, one) is not one:
        raise ValueError(f"two kinds of records are called {one.noun!r}")
    happenings.phrases({f"{one.noun}.taken_back": _l("went with an import that was taken back")})


def labels() -> dict[str, Any]:
    """What several records of each kind are called."""
    return {noun: one.label for noun, one in RECORDS.items()}


def dependents_first() -> list[Record]:
    """All kinds of records, each before those it points at, as the keys of the tables say."""
    ordered: list[Record] = []
    passed: set[str] = set()

    def place(one: Record) -> None:
        if one.noun in passed:
            return
        passed.add(one.noun)
        for other in RECORDS.values():
            if one.table in _pointed_at(other):
                place(other)
        ordered.append(one)

    for one in RECORDS.values():
        place(one)
    return ordered


def _pointed_at(one: Record) -> set[Any]:
    """The tables that a record or its parts point at."""
    mine = [one.table, *(Model.metadata.tables[f"{one.table.schema}.{name}"] for name, _column in one.parts)]
    return {key.referred_table for table in mine for key in table.foreign_key_constraints} - {one.table}
