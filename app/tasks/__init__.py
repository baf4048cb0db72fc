"""Tasks (任务): what was agreed to be done, by whom, by when, and what counts as done.

A lead gives a task with a goal and an acceptance standard; its owner works on it, hands it in with a result; whoever
accepts takes it with a grade or returns it with a reason. A large goal is split into parts that add up to it; the
whole then follows from its parts. Grades come from actual ÷ goal by the company's own bands; late is a flag of its own.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _p


def install(app: Flask) -> None:
    """Put up the tasks: their pages, their notices, what search and history say of them."""
    from app.tasks import bringing, calendar, due, handing_over, history, measures, notices, planning, record, settings
    from app.tasks.blueprint import tasks
    from app.web import violations

    calendar.install(app)
    planning.install()
    _read_views()
    app.register_blueprint(tasks, url_prefix="/<tenant_slug>/tasks")
    settings.install(app)
    _lead_there(app)
    _begin_there(app)
    history.register()
    notices.register()
    due.register()
    measures.install()
    record.install()
    bringing.register()
    handing_over.register()
    violations.explain({"ck_tasks_accepted_by_another": _l("Nobody accepts his own work. Name somebody else.")})


def _read_views() -> None:
    """Views add their routes to the blueprint as they are read."""
    from app.tasks.board import moves  # noqa: F401
    from app.tasks.day import submission  # noqa: F401
    from app.tasks.day import views as day  # noqa: F401
    from app.tasks.giving import splitting  # noqa: F401
    from app.tasks.giving import views as giving  # noqa: F401
    from app.tasks.links import views as links  # noqa: F401
    from app.tasks.listing import layouts  # noqa: F401
    from app.tasks.listing import views as listing  # noqa: F401
    from app.tasks.load import views as load  # noqa: F401
    from app.tasks.meeting import views as meeting  # noqa: F401
    from app.tasks.page import acts, views  # noqa: F401
    from app.tasks.quadrants import views as quadrants  # noqa: F401
    from app.tasks.table import views as table  # noqa: F401


def _lead_there(app: Flask) -> None:
    """The ways to the pages: the rail, the palette, what search finds."""
    from app.search.commands import can_write, command
    from app.search.sources import source
    from app.tasks.model import Task
    from app.web import menu

    menu.add(app, "do", "tasks.index", "square-check-big", _l("Tasks"), tab=True)
    menu.add(app, "do", "tasks.day", "list-checks", _l("My day"), alone=True, pages=("tasks.meeting",))
    command("tasks.new", "plus", _l("Assign a task"), "new task assign 新任务 派任务", may=can_write, place="make")
    command("tasks.index", "square-check-big", _l("Tasks"), "tasks to do acceptance 任务 待办 验收")
    command(
        "tasks.table",
        "file-spreadsheet",
        _l("Task assignment and tracking"),
        "task table print export 任务表 跟踪表 打印 导出",
    )
    source("task", "square-check-big", "tasks.show", _p("records", "Tasks"), Task)


def _begin_there(app: Flask) -> None:
    """What the first page says of tasks, and the first step of a new company."""
    from sqlalchemy import exists, select

    from app.imports.queries import not_sample
    from app.tasks.day import block
    from app.tasks.model import Task
    from app.web import blocks, first_steps

    blocks.add(app, "tasks/_day_home.html", block.of_home)
    first_steps.add(
        app, "work", _l("Assign the first task"), _l("who does what by when, and what counts as done"),
        lambda: exists(select(Task.id).where(not_sample(Task))), _l("Assign a task"), "tasks.new",
    )  # fmt: skip
