"""Acme with real records, and Globex with a twin of each: same id, same parents, and a canary for every text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from psycopg import Connection

from tenants.owned import new_id
from tests.isolation import catalogue
from tests.isolation.catalogue import Column, Table
from tests.isolation.routes import in_company
from tests.isolation.rows import Rows
from tests.isolation.scenes import PARAMETERS, Scene, address
from tests.world import World, make_world

#: Words a twin keeps, because statements choose by them: a twin that no statement would choose proves nothing.
KEPT = {"kind", "subject_kind", "area", "language", "zone", "queue", "rank", "gram", "color", "query", "works_key"}


@dataclass
class Neighbourhood:
    """Acme and its evil twin."""

    world: World
    mark: str  # begins every text of Globex
    scenes: list[Scene]

    @property
    def canary(self) -> re.Pattern[str]:
        """A text of Globex; the bare mark, as one may type it into a search, is none."""
        return re.compile(rf"{self.mark}[rt]\w*", re.I)

    def canaries_in(self, text: str) -> set[str]:
        """Texts of Globex that stand in `text`."""
        return set(self.canary.findall(text))

    def addresses(self, slug: str | None = None) -> list[str]:
        """Every address inside Acme that can be looked at, with its records; or the same in company `slug`."""
        rules = [route.rule for route in in_company(self.world.app) if route.is_safe]
        found = sorted({address(rule, scene) for rule in rules for scene in self.scenes})
        return [each.replace(self.world.acme.slug, slug or self.world.acme.slug, 1) for each in found]


def settle(app: Flask, connection: Connection) -> Neighbourhood:
    """Make both companies; `connection` is a superuser's."""
    world = make_world(app)
    mark = f"zq{new_id().hex[-10:]}"
    scenes = [Scene(world), Scene(world, world.alice)]
    for scene in scenes:
        for make in PARAMETERS.values():
            make(scene)
        scene.make_everything()
    tables = catalogue.read(connection)
    _empty(connection, tables, world.globex.id)
    copy_across(connection, tables, world.acme.id, world.globex.id, mark)
    rows = Rows(connection, tables, world.globex.id, f"{mark}r")
    rows.make_all([table.name for table in catalogue.of_companies(tables)])
    connection.execute("UPDATE app.tenants SET name = %s WHERE id = %s", [f"{mark}rname", world.globex.id])
    return Neighbourhood(world, mark, scenes)


def _empty(connection: Connection, tables: dict[str, Table], tenant_id: UUID) -> None:
    """Take away what a company begins with, where the twins will stand."""
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        for table in catalogue.fenced(tables):
            connection.execute(f"DELETE FROM app.{table.name} WHERE tenant_id = %s", [tenant_id])  # type: ignore[call-overload]


def copy_across(connection: Connection, tables: dict[str, Table], source: UUID, target: UUID, mark: str) -> None:
    """Give company `target` a twin of every row of company `source`."""
    with connection.transaction():
        # Twins are copied table by table; their parents may come later.
        connection.execute("SET LOCAL session_replication_role = replica")
        for table in catalogue.of_companies(tables):
            if "tenant_id" not in table.unique or table.name == "timetables":
                continue  # its key is the id alone, so there cannot be two
            if table.name in ("outbox", "tokens", "sign_ins"):
                continue
            columns = list(table.columns.values())
            names = ", ".join(f'"{column.name}"' for column in columns)
            values = ", ".join(_twin_of(table, column, mark) for column in columns)
            connection.execute(
                f"INSERT INTO app.{table.name} ({names}) SELECT {values} FROM app.{table.name}"  # type: ignore[call-overload]
                " WHERE tenant_id = %(source)s ON CONFLICT DO NOTHING",
                {"source": source, "target": target},
            )


def _twin_of(table: Table, column: Column, mark: str) -> str:
    if column.name == "tenant_id":
        return "%(target)s"
    if (table.name, column.name) == ("members", "user_id"):
        return "NULL"
    if (table.name, column.name) == ("members", "state"):
        return "'placeholder'"
    if column.name in table.allowed or column.name in KEPT or column.name.endswith("_key"):
        return f'"{column.name}"'
    canary = f"'{mark}t' || right(\"id\"::text, 6) || '{table.name}{column.name}'"
    return {
        "text": canary,
        "text[]": f"ARRAY[{canary}]",
        "jsonb": f"jsonb_build_object('canary', {canary})",
    }.get(column.type, f'"{column.name}"')
