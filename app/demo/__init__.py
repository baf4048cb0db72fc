"""Believable companies, in Chinese and in English: people, three years of deals with seasons, ending today.

The same seed and day tell the same story. Each tool adds its own part: a module here, named in `PARTS`.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import click
from flask import Flask
from flask.cli import AppGroup

PASSWORD = "dealwright-demo"  # noqa: S105 - printed at start and never valid in production
SLUGS = {"zh": "demo-zh", "en": "demo-en"}
#: What is told, in order. Each part writes its own tables from the story so far with `tell(story)`, and names those
#: that sample data is removed from in `REMOVED`, children before parents.
PARTS = ("customers", "deals", "tasks", "task_plans")
commands = AppGroup("demo", help="The demo companies.")


def parts() -> list[ModuleType]:
    """The parts of the story, in the order they are told."""
    return [import_module(f"{__name__}.{name}") for name in PARTS]


def install(app: Flask) -> None:
    """Offer the sample data, and the demo companies outside of production."""
    from app.demo import views

    app.register_blueprint(views.demo, url_prefix="/<tenant_slug>/demo")
    if not app.config["SETTINGS"].is_production:
        app.cli.add_command(commands)


@commands.command("fill")
@click.option("--seed", default=7, help="Another seed tells another story.")
def fill_command(seed: int) -> None:
    """Found and fill the demo companies that are not there yet."""
    fill(seed)


def fill(seed: int = 7) -> None:
    """Found and fill both demo companies, once, saying so."""
    from app.demo import telling

    for language in SLUGS:
        if telling.fill(language, seed=seed):
            click.echo(f"Filled the demo company {SLUGS[language]}")
