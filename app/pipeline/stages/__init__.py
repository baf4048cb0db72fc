"""The company's ways of selling: pipelines, their stages in order, and what each stage allows and demands.

A sales manager sets here how long a deal may stay in a stage, how long it may be quiet, and what must be known before
it may enter. A stage is never deleted: it is archived, and its deals move to another one first.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l


def install(app: Flask) -> None:
    """Put up the settings of pipelines."""
    from app.company.rooms import room
    from app.pipeline.stages import views
    from app.web import violations

    app.register_blueprint(views.stages, url_prefix="/<tenant_slug>/settings/pipelines")
    room("stages.index", _l("Pipelines"), "work")
    violations.explain(
        {
            "uq_pipelines_name": _l("There is a pipeline of this name already."),
            "uq_stages_name": _l("There is a stage of this name already."),
        }
    )
