"""Files of a few rows, brought in as a person or a worker would."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.imports import decisions, mapping, planning, running, uploads
from app.imports.decisions import Decisions
from app.imports.entries import Entry, counted
from app.imports.model import Import, ImportRow
from app.imports.planning import Plan
from app.pipeline.opportunities.model import Deal
from tenants.context import db
from tests.world import Person

MAKE_ALL = {name: {"*": "+new"} for name in (
    "stage", "member", "product", "account", "channel", "region", "industry", "lost_reason", "product_line", "team",
)}  # fmt: skip


def sheet(*rows: str) -> bytes:
    """A CSV file of rows whose cells are parted by bars."""
    text = io.StringIO()
    csv.writer(text).writerows([cell.strip() for cell in row.split("|")] for row in rows)
    return text.getvalue().encode()


def uploaded(person: Person, kind: str, *rows: str, **decided: Any) -> UUID:
    """A file that was uploaded and decided about; unknown names are made unless told otherwise."""
    member = person.member
    with person.company.inside(person):
        record = uploads.accept(sheet(*rows), "list.csv", by=member, kind=kind)
        chosen = decisions.of(record)
        meanings = {**MAKE_ALL, **decided.pop("meanings", {})}
        decisions.keep(record, replace(chosen, meanings=meanings, **decided).with_match())
        record.state = "mapped"
        return record.id


def columns(person: Person, import_id: UUID, **chosen: str) -> None:
    """Choose columns by their headings."""
    with person.company.inside(person):
        record = db.get_one(Import, (person.company.id, import_id))
        decided = mapping.with_headers(decisions.of(record), planning.table_of(record), chosen)
        decisions.keep(record, decided)


def run(person: Person, import_id: UUID) -> Result:
    """Bring it in, at once."""
    with person.company.inside(person):
        return Result(running.run(db.get_one(Import, (person.company.id, import_id))))


def bring(person: Person, kind: str, *rows: str, **decided: Any) -> Result:
    """Upload and bring in."""
    return run(person, uploaded(person, kind, *rows, **decided))


class Result:
    """What became of the rows."""

    def __init__(self, thought: Plan) -> None:
        self.entries: list[Entry] = thought.entries
        self.decisions: Decisions = thought.decisions
        self.import_id = thought.context.import_id

    @property
    def outcomes(self) -> list[str]:
        return [entry.outcome for entry in self.entries]

    @property
    def counts(self) -> dict[str, int]:
        return {name: count for name, count in counted(self.entries).items() if count}

    @property
    def sentences(self) -> list[str]:
        return [problem.sentence for entry in self.entries for problem in entry.problems]


def all_of(person: Person, cls: Any, *conditions: Any) -> list[Any]:
    """Every record of a class in the person's company."""
    with person.company.inside():
        return list(db.scalars(select(cls).where(*conditions).order_by(cls.id)))


def the_deal(person: Person, external_id: str) -> Deal:
    """The deal of that number."""
    return all_of(person, Deal, Deal.external_id == external_id)[0]


def rows_of(person: Person, import_id: UUID) -> list[ImportRow]:
    """What was kept of the import's rows."""
    return all_of(person, ImportRow, ImportRow.import_id == import_id)
