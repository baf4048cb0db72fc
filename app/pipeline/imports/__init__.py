"""Bringing a company's own spreadsheets in.

Every company that starts with Dealwright already has its pipeline somewhere: an Excel file the
manager keeps, an export of the old CRM, a finance sheet of orders. Here such a file is opened
(`reading`), its columns are recognised in Chinese and English (`kinds`, `selling_kinds`, `guessing`), dates and
amounts of both countries are read exactly (`dates`, `numbers`, `values`, `converting`), names that almost match
are offered for mapping (`near`), and what cannot be read is handed back row by row with the reason
(`problems`, `writing`). A file that is broken or hostile is refused in one sentence before
anything is done with it.

What a person decides about columns and names (`decisions`, `mapping`, `words`) is thought through to the
end for every row (`planning`, `into`) before anything is written: that is the preview, and the same thought
is what `running` writes, all of it or nothing. `reverting` takes it back where nobody has built on it since.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l


def install(app: Flask) -> None:
    """Put up the wizard, its work and its command."""
    from app import notices
    from app.company.rooms import room
    from app.pipeline.imports import (  # noqa: F401 - jobs: its handlers register themselves; queries: who sees what
        commands,
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
    commands.install(app)
