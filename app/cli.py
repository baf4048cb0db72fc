"""Management commands: `./dev flask …`."""

from __future__ import annotations

import sys

import click
from flask import Flask, current_app
from flask.cli import AppGroup

db_commands = AppGroup("db", help="The database: roles, schema, migrations.")
translation_commands = AppGroup("translations", help="The Chinese catalogues.")
dev_commands = AppGroup("dev", help="What ./dev calls.")


def install(app: Flask) -> None:
    """Offer the commands."""
    for group in (db_commands, translation_commands, dev_commands):
        app.cli.add_command(group)


@db_commands.command("bootstrap")
def bootstrap_command() -> None:
    """Create roles, schema and door on an empty database; safe to run again."""
    from app import database

    database.bootstrap()


@db_commands.command("upgrade")
@click.argument("revision", default="head")
def upgrade_command(revision: str) -> None:
    """Bring the schema to the newest (or the given) revision."""
    from app import database

    database.upgrade(revision)


@translation_commands.command("compile")
def compile_command() -> None:
    """Compile the catalogues (also done when a process starts and one is newer)."""
    from pathlib import Path

    from app import translations

    translations.compiled(Path(translations.__file__).parent)


@translation_commands.command("check")
def check_command() -> None:
    """Fail on a missing, empty, fuzzy, contradicting or unused translation."""
    from app import translations

    found = translations.problems()
    for line in found:
        click.echo(line)
    if found:
        sys.exit(1)
    click.echo("Chinese is complete.")


@translation_commands.command("missing")
def missing_command() -> None:
    """List what has no Chinese yet."""
    from app import translations

    for line in translations.problems():
        if line.startswith("missing"):
            click.echo(line)


@dev_commands.command("prepare")
def prepare_command() -> None:
    """Everything between an empty database and a first page, in one process; quick when there is nothing to do."""
    from app import database

    database.bootstrap()
    if not database.is_current():
        click.echo("Bringing the database up to date")
        database.upgrade()
    if not current_app.config["SETTINGS"].is_production:
        from app import demo

        demo.fill()
