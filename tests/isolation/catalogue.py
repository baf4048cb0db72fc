"""What PostgreSQL itself says about the tables in the schema. Nothing here is listed by hand: a new table is in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from psycopg import Connection

from tenants.fence import GLOBAL_TABLES, SCHEMA


@dataclass(frozen=True)
class Column:
    """A column, as far as one must know it to fill it."""

    name: str
    type: str
    required: bool  # NOT NULL and without a default


@dataclass(frozen=True)
class Key:
    """A foreign key."""

    name: str
    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]

    @property
    def reference(self) -> str:
        """The column that says which parent; the other one is the company."""
        return next(column for column in self.columns if column != "tenant_id")


@dataclass
class Table:
    """A table, with what its constraints allow."""

    name: str
    columns: dict[str, Column] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)
    unique: set[str] = field(default_factory=set)  # columns that stand in a unique key
    allowed: dict[str, list[str]] = field(default_factory=dict)  # column -> the words a CHECK lets through

    @property
    def is_global(self) -> bool:
        return self.name in GLOBAL_TABLES

    @property
    def has_tenant(self) -> bool:
        return "tenant_id" in self.columns


_COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, NULL), a.attnotnull AND NOT a.atthasdef
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
 WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
 ORDER BY c.relname, a.attnum"""
_KEYS = """
SELECT k.conname, c.relname, p.relname,
       ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(n, i)
               JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.i),
       ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(n, i)
               JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.i)
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
 WHERE k.contype = 'f' AND c.relnamespace = %s::regnamespace ORDER BY k.conname"""
_UNIQUE = """
SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey::int2[])
 WHERE i.indisunique AND c.relnamespace = %s::regnamespace"""
_CHECKS = """
SELECT c.relname, pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
 WHERE k.contype = 'c' AND c.relnamespace = %s::regnamespace"""
_ONE_OF = re.compile(r"\((\w+) = ANY \(ARRAY\[(.*?)\]\)\)")


def read(connection: Connection) -> dict[str, Table]:
    """Every table of the schema by its name, as the catalogue has it now."""
    tables: dict[str, Table] = {}
    for table, column, kind, required in _rows(connection, _COLUMNS):
        tables.setdefault(table, Table(table)).columns[column] = Column(column, kind, required)
    for name, table, parent, columns, parent_columns in _rows(connection, _KEYS):
        tables[table].keys.append(Key(name, tuple(columns), parent, tuple(parent_columns)))
    for table, column in _rows(connection, _UNIQUE):
        tables[table].unique.add(column)
    for table, definition in _rows(connection, _CHECKS):
        for column, words in _ONE_OF.findall(definition):
            tables[table].allowed[column] = re.findall(r"'([^']*)'", words)
    return tables


def of_companies(tables: dict[str, Table]) -> list[Table]:
    """The tables that hold companies' rows, the shared ones with a company in each row among them."""
    return [table for table in tables.values() if table.has_tenant]


def fenced(tables: dict[str, Table]) -> list[Table]:
    """The tables of companies alone, each behind the one policy."""
    return [table for table in of_companies(tables) if not table.is_global]


def _rows(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query, [SCHEMA]).fetchall()  # type: ignore[call-overload]
