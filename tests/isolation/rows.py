"""Rows made from the catalogue: every column a row needs, its parents before it, and a canary in every text.

A table that cannot be filled this way makes the sweeps red: its area's part says in `rows` what its checks want.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import Connection, sql

from tenants.owned import new_id
from tests.isolation.areas import PARTS
from tests.isolation.catalogue import Column, Key, Table
from tests.isolation.parts import together

TODAY = date(2026, 3, 2)
#: What a check between columns wants, where a single column's rule does not say it.
KNOWN: dict[str, dict[str, Any]] = together(PARTS, "rows")
_NUMBERS = {"bigint", "integer", "smallint", "numeric", "double precision"}


class Rows:
    """Makes rows of one company. Every text it writes carries `mark`, so that it can be found anywhere else."""

    def __init__(self, connection: Connection, tables: dict[str, Table], tenant_id: UUID, mark: str) -> None:
        self.connection, self.tables, self.tenant_id, self.mark = connection, tables, tenant_id, mark
        self.made: dict[str, dict[str, Any]] = {}  # the newest row of each table
        self._count = 0

    def make(self, name: str, **given: Any) -> dict[str, Any]:
        """A new row of table `name`, in the database."""
        row = self.values(name, **given)
        insert(self.connection, name, row)
        self.made[name] = row
        return row

    def make_all(self, names: list[str]) -> None:
        """A row in each table, parents made by the way."""
        for name in names:
            if name not in self.made:
                self.make(name)

    def values(self, name: str, **given: Any) -> dict[str, Any]:
        """What a new row of table `name` would hold. Its parents exist after this."""
        table = self.tables[name]
        row = {column.name: self._value(table, column) for column in table.columns.values() if _is_filled(column)}
        for key in table.keys:
            row.update(self._reference(table, key))
        row.update(KNOWN.get(name, {}))
        if table.has_tenant:
            row["tenant_id"] = self.tenant_id
        return {**row, **given}

    def _reference(self, table: Table, key: Key) -> dict[str, Any]:
        if key.parent == "tenants" or key.reference in KNOWN.get(table.name, {}):
            return {}
        if key.parent == table.name:
            return {key.reference: None}  # a tree: this row is a root
        if key.reference in table.unique or key.parent not in self.made:
            self.make(key.parent)
        parent = self.made[key.parent]
        return {mine: parent[theirs] for mine, theirs in zip(key.columns, key.parent_columns, strict=True)}

    def _value(self, table: Table, column: Column) -> Any:
        if column.name in table.allowed:
            return table.allowed[column.name][0]
        self._count += 1
        kind, canary = column.type, self.canary(table.name, column.name)
        plain: dict[str, Any] = {
            "uuid": new_id(),
            "text": canary,
            "text[]": [canary],
            "jsonb": json.dumps({"canary": canary}),
            "bytea": canary.encode(),
            "boolean": False,
            "date": TODAY + timedelta(days=self._count),
            "timestamp with time zone": datetime.now(UTC),
            **dict.fromkeys(_NUMBERS, 1),
        }
        if kind not in plain:
            raise NotImplementedError(f"{table.name}.{column.name} is a {kind}; teach Rows to fill it")
        return plain[kind]

    def canary(self, table: str, column: str) -> str:
        """A text nothing else holds, that says where it was put."""
        return f"{self.mark}{self._count:04d}{table.replace('_', '')}{column.replace('_', '')}"


def _is_filled(column: Column) -> bool:
    return column.required or column.type in ("text", "text[]", "jsonb", "bytea")


def insert(connection: Connection, name: str, row: dict[str, Any]) -> None:
    """Write `row` to table `name` as whoever `connection` acts."""
    statement = sql.SQL("INSERT INTO app.{} ({}) VALUES ({})").format(
        sql.Identifier(name),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join([sql.Placeholder()] * len(row)),
    )
    connection.execute(statement, list(row.values()))


def a_tenant(connection: Connection, mark: str) -> UUID:
    """A bare company."""
    tenant_id = new_id()
    connection.execute(
        "INSERT INTO app.tenants (id, slug, name, language, zone, currency, country, week_start, fiscal_month,"
        " workdays, revenue_source, revenue_stage, state, is_demo, version) VALUES"
        " (%s, %s, %s, 'en', 'UTC', 'CNY', '', 1, 1, '12345', 'pipeline', 'signed', 'active', false, 1)",
        [tenant_id, f"{mark}-{tenant_id.hex[-8:]}".lower(), f"{mark} company"],
    )
    return tenant_id
