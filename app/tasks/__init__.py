"""Tasks (任务): what was agreed to be done, by whom, by when, and what counts as done.

A lead gives a task with a goal and an acceptance standard; its owner works on it, hands it in with a result; whoever
accepts takes it with a grade or returns it with a reason. A large goal is split into parts that add up to it; the
whole then follows from its parts. Grades come from actual ÷ goal by the company's own bands; late is a flag of its own.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l


def install(app: Flask) -> None:
    """Put up the tasks: their pages, their notices, what search and history say of them."""
    from app.people import handover
    from app.search.sources import source
    from app.tasks import model, notices, queries, replanning, wording  # noqa: F401 - queries: who sees which
    from app.tasks.blueprint import tasks
    from app.tasks.giving import splitting  # noqa: F401 - views add their routes as they are read
    from app.tasks.giving import views as giving  # noqa: F401
    from app.tasks.links import views as links  # noqa: F401
    from app.tasks.load import views as load  # noqa: F401
    from app.tasks.page import acts, views  # noqa: F401
    from app.tasks.settings import install as put_up_rules
    from app.web import happenings, menu, violations

    app.register_blueprint(tasks, url_prefix="/<tenant_slug>/tasks")
    put_up_rules(app)
    menu.add(app, "do", "tasks.index", "square-check-big", _l("Tasks"))
    source("task", "square-check-big", "tasks.show", _l("Tasks"), model.Task)
    happenings.subjects({"task": _l("Task")})
    happenings.phrases(wording.HAPPENED)
    happenings.fields(wording.FIELDS, wording.values(), of="task")
    notices.register()
    if replanning.hand_over not in handover.takers:
        handover.takers.append(replanning.hand_over)
        handover.counters.append(replanning.held_by)
    violations.explain({"ck_tasks_accepted_by_another": _l("Nobody accepts his own work. Name somebody else.")})
