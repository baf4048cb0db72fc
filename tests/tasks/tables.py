"""Tables on their way out and in, as a person would send them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.imports import decisions, mapping, planning, running, uploads
from app.imports.model import Import
from app.tasks.model import Task
from tenants.context import db
from tenants.model import Member
from tests.imports.bringing import Result
from tests.world import Person

CHINESE = (
    "任务名称", "任务目标", "子项描述", "负责人", "计划开始时间", "计划完成时间", "实际完成时间",
    "完成质量(优/良/中/差)", "验收人", "备注(如遇到的问题)",
)  # fmt: skip
ENGLISH = (
    "Task", "Goal", "Part", "Owner", "Planned start", "Planned finish", "Actual finish",
    "Completion quality (E/G/F/P)", "Acceptor", "Notes (such as problems met)",
)  # fmt: skip
MAKE_PEOPLE = {"member": {"*": "+new"}}


def member(person: Person) -> Member:
    """The person, inside of the company."""
    return db.get_one(Member, (person.company.id, person.member_id))


def table(*rows: str, heads: tuple[str, ...] = ENGLISH) -> bytes:
    """A file of rows whose cells are parted by bars."""
    text = io.StringIO()
    csv.writer(text).writerows([heads, *([cell.strip() for cell in row.split("|")] for row in rows)])
    return text.getvalue().encode()


def exported(person: Person, browser: Any, suffix: str = "csv", *, period: str = "all", state: str = "all") -> bytes:
    """What `person` gets as a file."""
    answer = browser.get(f"tasks/table.{suffix}?period={period}&state={state}")
    assert answer.status_code == 200, answer.text
    return bytes(answer.data)


def cells(content: bytes) -> list[list[str]]:
    """The cells of an exported file, without its heading."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]


def upload(person: Person, content: bytes, name: str = "table.csv", **decided: Any) -> UUID:
    """A table that was uploaded and decided about; unknown people are made."""
    by = person.member
    with person.company.inside(person):
        record = uploads.accept(content, name, by=by, kind="tasks")
        chosen = decisions.of(record)
        mapping.check(chosen, planning.table_of(record))
        meanings = {**MAKE_PEOPLE, **decided.pop("meanings", {})}
        decisions.keep(record, replace(chosen, meanings=meanings, **decided).with_match())
        record.state = "mapped"
        return record.id


def bring(person: Person, content: bytes, name: str = "table.csv", **decided: Any) -> Result:
    """Upload and bring in."""
    import_id = upload(person, content, name, **decided)
    with person.company.inside(person):
        return Result(running.run(db.get_one(Import, (person.company.id, import_id))))


def complaints(result: Result) -> list[tuple[int, str, str, str]]:
    """Row, column, code and severity of everything that was said."""
    return [
        (problem.row_number, problem.column, problem.complaint.code, problem.severity)
        for entry in result.entries
        for problem in entry.problems
    ]


def all_tasks(person: Person) -> dict[str, Any]:
    """The tasks of the company by title."""
    with person.company.inside():
        return {task.title: task for task in db.scalars(select(Task).order_by(Task.id))}


def day(month: int, number: int, year: int = 2024) -> date:
    return date(year, month, number)
