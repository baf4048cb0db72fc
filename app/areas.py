"""Every blueprint and its address, in menu order. An area offers `install(app)`; nothing else knows its insides."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

AREAS = (
    "app.web.pages",
    "app.people",
    "app.home",
    "app.lists",
    "app.imports",
    "app.notices",
    "app.pipeline",
    "app.tasks",
    "app.remarks",
    "app.reports",
    "app.jobs",
    "app.search",
    "app.company",
    "app.demo",
)


def install(app: Flask) -> None:
    """Let each area put itself up: blueprints, menu entries, measures, notices, search sources, home blocks."""
    for name in AREAS:
        import_module(name).install(app)
