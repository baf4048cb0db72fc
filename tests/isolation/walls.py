"""Taking a wall away, to see whether the other one stands alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import Connection, sql
from sqlalchemy import event

from tenants import db, owned
from tests.conftest import point_environment_at, with_database
from tests.isolation import catalogue

_NAMED = re.compile(r"\b((?:\w+\.)*tenant_id) = %\(\w+\)s(?:::\w+)?")


@contextmanager
def scratch(server: str, template: str) -> Iterator[Connection]:
    """The app on a database of its own, thrown away afterwards; yields a superuser there."""
    name = f"dw_scratch_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as superuser:
        superuser.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[call-overload]
        superuser.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")  # type: ignore[call-overload]
    former = {key: value for key, value in os.environ.items() if key.startswith("DATABASE_URL")}
    point_environment_at(server, name)
    _reconnect()
    try:
        with psycopg.connect(with_database(server, name), autocommit=True) as connection:
            yield connection
    finally:
        os.environ.update(former)
        _reconnect()
        with psycopg.connect(server, autocommit=True) as superuser:
            superuser.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]


def _reconnect() -> None:
    db.dispose()
    db.connect_sessions()


def without_row_security(connection: Connection) -> None:
    """Take the database's wall away, from every table there is."""
    for name in catalogue.read(connection):
        for verb in ("NO FORCE", "DISABLE"):
            connection.execute(sql.SQL(f"ALTER TABLE app.{{}} {verb} ROW LEVEL SECURITY").format(sql.Identifier(name)))


@contextmanager
def without_predicates() -> Iterator[list[str]]:
    """Take the code's wall away: no criterion is added, and those written by hand are made to mean nothing.

    Yields the statements that were changed.
    """
    muted: list[str] = []

    def mute(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> Any:
        changed = forget_company(statement)
        if changed != statement:
            muted.append(statement)
        return changed, parameters

    engine = db.engine()
    event.remove(db._Door, "do_orm_execute", owned._name_the_tenant)
    event.listen(engine, "before_cursor_execute", mute, retval=True)
    try:
        yield muted
    finally:
        event.remove(engine, "before_cursor_execute", mute)
        event.listen(db._Door, "do_orm_execute", owned._name_the_tenant)


def forget_company(statement: str) -> str:
    """`statement` with every "of this company" turned into "of any"."""
    return _NAMED.sub(r"\1 IS NOT NULL", statement)
