"""Companies, seen by whoever runs the installation: `./dev flask tenants …`."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tenants.db import engine
from tenants.model import Tenant

commands = AppGroup("tenants", help="The companies of this installation.")


@commands.command("list")
def list_command() -> None:
    """Every company: address, state, since when, name."""
    with Session(engine("operator")) as session:
        for one in session.scalars(select(Tenant).order_by(Tenant.slug)):
            click.echo(f"{one.slug}\t{one.state}\t{one.created_at:%Y-%m-%d}\t{one.name}")


@commands.command("suspend")
@click.argument("slug")
def suspend_command(slug: str) -> None:
    """Shut a company: nobody comes in, no work of its is done, nothing is lost."""
    _put(slug, "suspended")


@commands.command("resume")
@click.argument("slug")
def resume_command(slug: str) -> None:
    """Open a suspended company again."""
    _put(slug, "active")


def _put(slug: str, state: str) -> None:
    with Session(engine("operator")) as session, session.begin():
        found = session.scalar(update(Tenant).where(Tenant.slug == slug).values(state=state).returning(Tenant.name))
    if found is None:
        raise click.ClickException(f"There is no company at the address {slug}.")
    click.echo(f"{found} is {state}.")
