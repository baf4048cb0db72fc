"""The company's ways of selling: pipelines, their stages in order, and what each stage allows and demands.

A sales manager sets here how long a deal may stay in a stage, how long it may be quiet, and what must be known before
it may enter. A stage is never deleted: it is archived, and its deals move to another one first.
"""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Put up the settings of pipelines."""
    from app.pipeline.stages import views

    app.register_blueprint(views.stages, url_prefix="/<tenant_slug>/settings/pipelines")
