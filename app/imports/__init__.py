"""Bringing a company's own spreadsheets in.

Every company that starts with Dealwright already has its work somewhere: an Excel file the manager keeps, an export of
the old CRM, a finance sheet of orders. Here such a file is opened (`reading`), its columns are recognised in Chinese
and English (`kinds`, `guessing`), dates and amounts of both countries are read exactly (`dates`, `numbers`, `values`,
`converting`), names that almost match are offered for mapping (`near`), and what cannot be read is handed back row by
row with the reason (`problems`, `writing`). A file that is broken or hostile is refused in one sentence before
anything is done with it.

What a person decides about columns and names (`decisions`, `mapping`, `words`) is thought through to the end for every
row (`planning`, `into`) before anything is written: that is the preview, and the same thought is what `running` writes,
all of it or nothing. `reverting` takes it back where nobody has built on it since.

None of this knows a tool. A tool that has a list to bring in says so in one file and calls `register()` in its
`install`; wizard, command, templates, history and taking back follow. Say, in `app/tasks/bringing.py`:

    TASKS = Kind(
        "tasks", _l("Tasks"),                       # ./dev flask import tasks FILE
        (
            # key, label, heading of the empty sheet in both languages, shape, what it is called elsewhere
            field_of("title", _l("Task"), ("Task", "任务"), "text", "to do | subject | 待办 | 事项", required=True),
            field_of("owner", _l("Owner"), ("Owner", "负责人"), "text", "assignee | who | 执行人"),
            field_of("due_on", _l("Due"), ("Due", "截止日期"), "date", "deadline | due date | 到期日"),
        ),
        match_keys=(("title", "owner"), ("title",)),  # what a row is recognised by when it comes in again, best first
        telling=("due_on",), identity=("title",),     # what gives such a file away; what a row cannot do without
        naming={"owner": "member"},                   # columns that name something, and the vocabulary it is in
        note=_l("what is to be done, by whom and when"), page="tasks.index", position=70,
    )

    class IntoTasks(Into):                            # one for a file; see `into.Into` for all it may say
        record, noun = Task, "task"                   # the model, and what its events are called
        plain = {"title": "title", "due_on": "due_on"}    # field -> column, as it is
        named = {"owner": "owner_id"}                     # field -> column of the id that `naming` found
        key_columns = {"owner": "owner_id"}               # where a field of a match key is not called as its column

        def prepare(self): ...                        # look up once what all rows need
        def complete(self, entry): ...                # what a row gives beyond single columns; `entry.refuse(...)`
        def create(self, entry):                      # what a new record needs and the row does not give
            entry.given.setdefault("owner_id", self.context.by.id)
        def compare(self, entry, record): ...         # what follows from a change of an existing one
        def insert(self, entries, tick): ...          # rows of other tables come after super().insert()
        def change(self, entries): ...                # the same for changes; leave what undoes it in extra["undo"]

    def register():
        task = Record("task", Task, _l("Tasks"), parts=(("task_steps", "task_id"),), found=_found)
        kinds.register(TASKS, IntoTasks, records=(task,))

A model with `import_id` (`belongs_to = {"import_id": "imports"}`) and `version` needs nothing more to be taken back. A
subclass of `Record` says what else keeps a record or comes back with it; a subclass of `Vocabulary`, given to
`register(vocabularies=…)`, is a list of names of the tool's own, `house.names.choice_list` one of the company's
settings. Vocabularies are named by key, so a tool may name another's (`"account"`, `"deal"`) without importing it.
`tests/imports/test_another_tool.py` does all of this with a tool nobody has heard of, `tests/imports/test_kinds.py`
looks through what is registered.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l


def install(app: Flask) -> None:
    """Put up the wizard, its work and its command."""
    from app import notices
    from app.company.rooms import room
    from app.imports import (  # noqa: F401 - jobs: its handlers register themselves; queries: who sees what
        commands,
        house,
        jobs,
        queries,
        views,
        views_steps,
        wording,
    )
    from app.search.commands import can_write, command
    from app.web import first_steps, happenings, menu

    app.register_blueprint(views.imports, url_prefix="/<tenant_slug>/imports")
    menu.add(app, "foot", "imports.index", "upload", _l("Import"), sellers=True)
    room("imports.index", _l("Import"), "records")
    command("imports.index", "upload", _l("Import"), "import upload excel csv 导入 上传 表格", may=can_write)
    notices.page("import", "imports.show", _l("See the result"))
    first_steps.add(
        app, "data", _l("Bring your pipeline in"), _l("CSV or Excel, as it is today"), queries.any_came_in,
        _l("Import"), "imports.new", "imports.index",
    )  # fmt: skip
    wording.tell_of_imports()
    happenings.phrases(wording.HAPPENED)
    happenings.fields(wording.FIELDS, of="import")
    house.register()
    commands.install(app)
