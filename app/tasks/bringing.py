"""The assignment and tracking table for the importer: the ten columns of the paper, in either language.

A row is a part of a task, or a task without parts. Rows of one task name and goal make one task, whose owner is
whoever brings the table in: the paper names no other. Who accepts all of its parts accepts the task; where that is the
owner himself, or several do, his lead does.
"""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _p

from app.imports.kinds import Kind, field_of

TASKS = Kind(
    "tasks",
    _p("records", "Tasks"),
    (
        field_of(
            "title", _l("Task"), ("Task", "任务名称"), "text",
            "task name | subject | to do | todo | 任务 | 工作任务 | 任务标题 | 待办 | 事项",
        ),
        field_of("goal", _l("Goal"), ("Goal", "任务目标"), "note", "target | objective | 目标 | 工作目标"),
        field_of(
            "part", _l("Part"), ("Part", "子项描述"), "note",
            "sub-item | subitem | subtask | part description | 子项 | 子任务 | 子任务描述 | 任务分解",
        ),
        field_of(
            "owner", _l("Owner"), ("Owner", "负责人"), "text",
            "assignee | assigned to | responsible | 执行人 | 责任人", required=True,
        ),
        field_of(
            "starts_on", _l("Planned start"), ("Planned start", "计划开始时间"), "date",
            "start | start date | planned start date | 开始时间 | 开始日期 | 计划开始日期",
        ),
        field_of(
            "due_on", _l("Planned finish"), ("Planned finish", "计划完成时间"), "date",
            "due | due date | deadline | planned end | 计划完成日期 | 计划结束时间 | 截止日期 | 截止时间 | 到期日",
        ),
        field_of(
            "done_on", _l("Actual finish"), ("Actual finish", "实际完成时间"), "date",
            "finished | finished on | completed on | completion date | 实际完成日期 | 完成日期",
        ),
        field_of(
            "quality", _l("Completion quality"), ("Completion quality (E/G/F/P)", "完成质量(优/良/中/差)"), "note",
            "quality | grade | rating | 质量 | 完成情况 | 评级 | 考核等级",
        ),
        field_of(
            "acceptor", _l("Acceptor"), ("Acceptor", "验收人"), "text",
            "accepted by | reviewer | checked by | 验收 | 验收者",
        ),
        field_of(
            "note", _l("Note"), ("Notes (such as problems met)", "备注(如遇到的问题)"), "note",
            "notes | note | remarks | comments | problems | 说明 | 问题",
        ),
    ),
    match_keys=(("title", "part", "owner"), ("title", "owner")),
    telling=("part", "quality", "acceptor"),
    identity=("title",),
    naming={"owner": "member", "acceptor": "member"},
    note=_l("what was agreed to be done, by whom and when, and how well it was done"),
    page="tasks.index",
    position=70,
)  # fmt: skip


def register() -> None:
    """Let tasks come in."""
    from app.imports import kinds
    from app.tasks.table.back import TASK
    from app.tasks.table.into import IntoTasks
    from app.tasks.table.wholes import WHOLES

    kinds.register(TASKS, IntoTasks, records=(TASK,), vocabularies=(WHOLES,))
