"""The database wall, asked table by table: what can the app's role do, standing in A, with what belongs to B?

Every question answers with the leaks it found, as sentences; an empty list is a wall that holds. All of it runs in
one transaction of a superuser who steps into the roles and rolls back, so that a mutant may be tried beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection, errors, sql

from tenants.fence import APP, APPEND_ONLY, RELAY, UNFENCED_READERS
from tests.isolation import catalogue
from tests.isolation.catalogue import Table
from tests.isolation.rows import Rows, a_tenant, insert

Leaks = list[str]


@dataclass
class Neighbours:
    """Two companies with a row in every table each, and the tables."""

    connection: Connection
    tables: dict[str, Table]
    a: Rows
    b: Rows

    @contextmanager
    def acting_as(self, role: str, tenant: Rows | None) -> Iterator[Connection]:
        """Step into `role`, in the company of `tenant` or in none; what was done is undone."""
        with self.connection.transaction(force_rollback=True):
            self.connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))
            if tenant is not None:
                self.connection.execute("SELECT app.set_tenant(%s)", [tenant.tenant_id])
            yield self.connection


def neighbours(connection: Connection) -> Neighbours:
    """Two new companies in the open transaction of superuser `connection`."""
    tables = catalogue.read(connection)
    names = [table.name for table in catalogue.of_companies(tables)]
    made = []
    for mark in ("aaaa", "bbbb"):
        rows = Rows(connection, tables, a_tenant(connection, mark), mark)
        rows.make_all(names)
        made.append(rows)
    return Neighbours(connection, tables, *made)


def reading(two: Neighbours, table: Table) -> Leaks:
    """A row of B can be read; or, so that the question means something, A's own cannot."""
    with two.acting_as(APP, two.a) as connection:
        foreign = _count(connection, table, "tenant_id IS DISTINCT FROM %s", two.a)
        own = _count(connection, table, "tenant_id = %s", two.a)
    found = [f"{table.name}: {foreign} foreign rows read"] if foreign else []
    return found if own else [*found, f"{table.name}: own row unseen"]


def changing(two: Neighbours, table: Table) -> Leaks:
    """A row of B can be changed or deleted."""
    leaks = []
    for verb, statement in (
        ("changed", "UPDATE app.{} SET tenant_id = tenant_id WHERE tenant_id = %s"),
        ("deleted", "DELETE FROM app.{} WHERE tenant_id = %s"),
    ):
        touched = _attempt(two, two.a, statement, table, [two.b.tenant_id])
        if isinstance(touched, int) and touched > 0:
            leaks.append(f"{table.name}: foreign row {verb}")
    return leaks


def planting(two: Neighbours, table: Table) -> Leaks:
    """A row can be put into B, or one's own moved there."""
    leaks = []
    row = two.b.values(table.name)
    if not _is_refused(_insertion(two, two.a, table, row)):
        leaks.append(f"{table.name}: row inserted for B")
    moved = "UPDATE app.{} SET tenant_id = %s WHERE tenant_id = %s"
    if not _is_refused(_attempt(two, two.a, moved, table, [two.b.tenant_id, two.a.tenant_id])):
        leaks.append(f"{table.name}: own row moved to B")
    return leaks


def referring(two: Neighbours, table: Table) -> Leaks:
    """A's row can point at B's record, through any foreign key."""
    leaks = []
    for key in table.keys:
        if "tenant_id" not in two.tables[key.parent].columns:
            continue
        if key.parent not in two.b.made or key.parent_columns[-1] == "tenant_id":
            leaks.append(f"{table.name}: {key.name} cannot be asked")
            continue
        theirs = two.b.made[key.parent][dict(zip(key.columns, key.parent_columns, strict=True))[key.reference]]
        outcome = _insertion(two, two.a, table, two.a.values(table.name, **{key.reference: theirs}))
        if not isinstance(outcome, errors.ForeignKeyViolation):
            leaks.append(f"{table.name}: {key.name} takes B's record ({outcome})")
    return leaks


def nowhere(two: Neighbours, table: Table) -> Leaks:
    """Without a company, anything is seen, changed or put in."""
    leaks = []
    with two.acting_as(APP, None) as connection:
        if _count(connection, table, "true"):
            leaks.append(f"{table.name}: read without a company")
    for verb, statement in (
        ("changed", "UPDATE app.{} SET tenant_id = tenant_id"),
        ("deleted", "DELETE FROM app.{}"),
    ):
        touched = _attempt(two, None, statement, table, [])
        if isinstance(touched, int) and touched > 0:
            leaks.append(f"{table.name}: {verb} without a company")
    if not _is_refused(_insertion(two, None, table, two.a.values(table.name))):
        leaks.append(f"{table.name}: inserted without a company")
    return leaks


def forgetting(two: Neighbours, table: Table) -> Leaks:
    """Own history can be edited, or an own row that is no history cannot."""
    leaks = []
    for verb, statement in (
        ("changed", "UPDATE app.{} SET tenant_id = tenant_id WHERE tenant_id = %s"),
        ("deleted", "DELETE FROM app.{} WHERE tenant_id = %s"),
    ):
        refused = _is_refused(_attempt(two, two.a, statement, table, [two.a.tenant_id]))
        if refused != (table.name in APPEND_ONLY) and not table.is_global:
            leaks.append(f"{table.name}: {'may not' if refused else 'may'} be {verb}")
    return leaks


def relaying(two: Neighbours, table: Table) -> Leaks:
    """The relay reads a table that is not about work to hand on."""
    with two.acting_as(RELAY, two.a) as connection:
        try:
            _count(connection, table, "true")
            reads = True
        except errors.InsufficientPrivilege:
            reads = False
    allowed = RELAY in UNFENCED_READERS.get(table.name, ())
    return [f"{table.name}: {'read' if reads else 'not read'} by the relay"] * (reads != allowed)


QUESTIONS: dict[str, Callable[[Neighbours, Table], Leaks]] = {
    "reading": reading,
    "changing": changing,
    "planting": planting,
    "referring": referring,
    "nowhere": nowhere,
    "forgetting": forgetting,
    "relaying": relaying,
}


def leaks(two: Neighbours, table: Table) -> Leaks:
    """All leaks of one table, whatever the question."""
    return [leak for ask in QUESTIONS.values() for leak in ask(two, table)]


def _count(connection: Connection, table: Table, where: str, tenant: Rows | None = None) -> int:
    query = sql.SQL("SELECT count(*) FROM app.{} WHERE " + where).format(sql.Identifier(table.name))  # type: ignore[arg-type]
    row = connection.execute(query, [tenant.tenant_id] if tenant else None).fetchone()
    assert row
    return int(row[0])


def _attempt(
    two: Neighbours, tenant: Rows | None, statement: str, table: Table, values: list[Any]
) -> int | psycopg.Error:
    """Rows touched by `statement` as the app in the company of `tenant`, or how it was refused."""
    try:
        with two.acting_as(APP, tenant) as connection:
            done = connection.execute(sql.SQL(statement).format(sql.Identifier(table.name)), values)  # type: ignore[arg-type]
            return done.rowcount
    except psycopg.Error as refusal:
        return refusal


def _insertion(two: Neighbours, tenant: Rows | None, table: Table, row: dict[str, Any]) -> psycopg.Error | None:
    try:
        with two.acting_as(APP, tenant) as connection:
            insert(connection, table.name, row)
    except psycopg.Error as refusal:
        return refusal
    return None


def _is_refused(outcome: int | psycopg.Error | None) -> bool:
    """By the wall itself: a row policy or a missing right, not by some other mistake in the row."""
    return isinstance(outcome, errors.InsufficientPrivilege)
