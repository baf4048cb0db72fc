"""`./dev flask import deals FILE --tenant SLUG`: the same import without a browser."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.imports import decisions, mapping, running, uploads, words
from app.imports.decisions import MODES, REST, Decisions
from app.imports.entries import FAILED
from app.imports.kinds import KINDS, may_import
from app.imports.model import Import
from app.imports.planning import Plan, table_of
from app.imports.problems import Refused
from app.imports.table import Table
from app.imports.unknown import unknown_names
from app.imports.vocabularies import LEAVE, NEW, VOCABULARIES
from app.imports.writing import bad_rows_csv, reasons
from app.people.names import email_key
from tenants.context import acting_in, db
from tenants.db import engine
from tenants.model import Member, Tenant
from tenants.roles import Role

_A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OK, SOME_FAILED, REFUSED = 0, 1, 2


class _OneOfTheKinds(click.ParamType):
    """A kind by its key: one of those that are registered when the command is given."""

    name = "kind"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        return click.Choice(list(KINDS)).get_metavar(param, ctx)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return click.Choice(list(KINDS)).convert(value, param, ctx)


def install(app: Flask) -> None:
    """Offer the command."""
    app.cli.add_command(import_command)


@click.command("import")
@click.argument("kind", type=_OneOfTheKinds())
@click.argument("path", metavar="FILE", type=_A_FILE)
@click.option("--tenant", "slug", required=True, help="The company's address, as in its web address.")
@click.option("--map", "map_path", type=_A_FILE, help="Decisions as JSON.")
@click.option("--mode", type=click.Choice(MODES), default="both", show_default=True)
@click.option("--match", "match", help="What rows are recognised by: a field or a heading.")
@click.option("--by", "email", help="Act as the member with this e-mail address; the owner by default.")
@click.option("--sheet", help="The sheet of a workbook.")
@click.option("--bad", "bad_path", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the bad rows.")
def import_command(
    kind: str, path: Path, slug: str, map_path: Path | None, mode: str, match: str | None, email: str | None,
    sheet: str | None, bad_path: Path | None,
) -> None:  # fmt: skip
    """Bring a CSV or XLSX file into a company.

    KIND is one of the lists above. Names that differ only in spelling are taken for the known ones, unknown stages,
    products, customers and list entries are made, unknown owners become placeholders.
    """
    tenant_id = _tenant(slug)
    with acting_in(tenant_id):
        by = _member(email)
        language = by.language
        by_id = by.id
    try:
        with force_locale("zh_Hans_CN" if language == "zh" else "en"), acting_in(tenant_id, by_id):
            thought = _import(kind, path, map_path, mode, match, sheet)
            _report(thought, bad_path)
            failed = sum(entry.outcome == FAILED for entry in thought.entries)
    except Refused as refusal:
        click.echo(refusal.sentence, err=True)
        sys.exit(REFUSED)
    sys.exit(SOME_FAILED if failed else OK)


def _tenant(slug: str) -> UUID:
    with Session(engine("operator")) as session:
        found = session.scalar(select(Tenant.id).where(Tenant.slug == slug))
    if found is None:
        raise click.ClickException(f"There is no company at {slug!r}.")
    return found


def _member(email: str | None) -> Member:
    people = db.scalars(select(Member).where(Member.state == "active").order_by(Member.joined_at, Member.id)).all()
    for one in people:
        if one.role == Role.OWNER if email is None else email_key(one.email or "") == email_key(email):
            return one
    raise click.ClickException(f"Nobody active here has the address {email}." if email else "The company has no owner.")


def _import(kind: str, path: Path, map_path: Path | None, mode: str, match: str | None, sheet: str | None) -> Plan:
    from tenants.context import door

    by = db.get_one(Member, (door().tenant_id, door().member_id))
    if not may_import(kind, by):
        raise click.ClickException(f"{by.name} may not import {kind}.")
    record = uploads.accept(path.read_bytes(), path.name, by=by, kind=kind, sheet=sheet)
    table = table_of(record)
    mapped = json.loads(map_path.read_text("utf-8")) if map_path else {}
    decided = _decided(record, table, mapped, mode, match)
    decisions.keep(record, decided)
    _say_columns(table, decided)
    for vocabulary, text, meaning in _settle_unknown(record, decided):
        click.echo(f"  {vocabulary}: {text} -> {meaning}")
    return running.run(record)


def _decided(record: Import, table: Table, mapped: dict[str, Any], mode: str, match: str | None) -> Decisions:
    decided = decisions.of(record)
    if "columns" in mapped:
        decided = mapping.with_headers(decided, table, mapped["columns"])
    mapping.check(decided, table)
    meanings = mapping.meanings_from(decided.kind.key, mapped.get("values", {}))
    for vocabulary in {*decided.kind.asked.values()}:
        is_made = mapped.get("create_missing", True) or not VOCABULARIES[vocabulary].is_optional
        meanings.setdefault(vocabulary, {}).setdefault(REST, NEW if is_made else LEAVE)
    decided = replace(decided, meanings=meanings, mode=mode)
    if match is None:
        return decided.with_match()
    called = {table.headers[column.index]: column.field.key for column in decided.columns}
    wanted = tuple(called.get(part, part) for part in match.split("+"))
    if wanted not in decisions.matches(decided.kind, decided.fields):
        raise click.ClickException(f"The file cannot be matched by {match}.")
    return replace(decided, match=wanted).with_match()


def _settle_unknown(record: Import, decided: Decisions) -> list[tuple[str, str, str]]:
    """Decide what nobody decided: certain likes are taken, the rest is made. Returns what to say about it."""
    said = []
    for one in (name for group in unknown_names(record, decided) for name in group.asked):
        given = decided.meanings.setdefault(one.vocabulary, {})
        if one.text in given:
            continue
        certain = next((near for near in one.near if near.certain), None)
        given[one.text] = str(certain.id) if certain else given[REST]
        said.append((one.vocabulary, one.text, certain.name if certain else words.WAY_NAMES[given[one.text]]))
    decisions.keep(record, decided)
    return said


def _say_columns(table: Table, decided: Decisions) -> None:
    click.echo(f"{table.filename}: {table.row_count:,} rows")
    for column in decided.columns:
        click.echo(f"  {table.headers[column.index]} -> {column.field.key}")


def _report(thought: Plan, bad_path: Path | None) -> None:
    counts = {name: sum(entry.outcome == name for entry in thought.entries) for name in
              ("created", "updated", "unchanged", "skipped", "failed")}  # fmt: skip
    click.echo(", ".join(f"{name} {count:,}" for name, count in counts.items()))
    bad = [entry for entry in thought.entries if entry.outcome == FAILED]
    for entry in bad[:50]:
        click.echo(f"row {entry.number}: {reasons(entry.problems)}", err=True)
    if len(bad) > 50:
        click.echo(_("and %(num)s more", num=f"{len(bad) - 50:,}"), err=True)
    if bad_path is not None and bad:
        problems = {entry.number: entry.problems for entry in bad}
        rows = ((row.cells, problems[row.number]) for row in thought.table.rows() if row.number in problems)
        bad_path.write_bytes(bad_rows_csv(thought.table.headers, rows))
