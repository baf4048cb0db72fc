"""Tables on their way out and in, as a person would send them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.imports import decisions, mapping, planning, reverting, running, uploads
from app.imports.model import Import
from app.tasks.model import Task
from tenants.context import db
from tenants.model import Member
from tests.imports.bringing import Result, all_of
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


#: The paper's own example, and the same in English.
SOURCE = table(
    "Q1新客户开发 | 开发50家新客户 | 线上推广获取20家线索 | 张* | 2024-03-01 | 2024-03-31 | 2024-03-28 |"
    " 优(完成25家) | 李* |"
    " 平台审核延迟3天,已协调解决",
    " | | 展会对接获取15家线索 | 王* | 2024-03-10 | 2024-03-25 | 2024-03-25 | 良(完成15家) | 李* |"
    " 展会人流低于预期,主动陌拜补充",
    " | | 老客户转介绍获取15家线索 | 赵* | 2024-03-01 | 2024-03-31 | 2024-03-30 | 中(完成12家) | 李* |"
    " 部分老客户对转介绍奖励不清楚",
    heads=CHINESE,
)
IN_ENGLISH = table(
    "Q1 new customers | Win 50 new customers | 20 leads from the web | Zhang | 2024-03-01 | 2024-03-31 | 2024-03-28 |"
    " Excellent (25 leads) | Li | The platform checked for 3 days longer",
    " | | 15 leads at the fair | Wang | 2024-03-10 | 2024-03-25 | 2024-03-25 | Good (15 leads) | Li | Fewer visitors",
    " | | 15 leads by referral | Zhao | 2024-03-01 | 2024-03-31 | 2024-03-30 | F (12) | Li | The reward was not clear",
)


def called(title):
    """The task of that title, inside of its company."""
    return db.scalars(select(Task).where(Task.title == title)).one()


def names(person):
    """What the people of a company are called."""
    return {one.id: one.name for one in all_of(person, Member)}


def take_back(person, result):
    """Take an import back; what became of it."""
    with person.company.inside(person):
        record = db.get_one(Import, (person.company.id, result.import_id))
        return reverting.revert(record, by=person.member_id)
