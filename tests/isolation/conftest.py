"""Two companies side by side: Acme with real records, and Globex with a twin of each, the same to the id.

A statement that forgets its company finds the twins; every text of theirs carries a mark that stands nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.conftest import with_database
from tests.isolation import catalogue
from tests.isolation.snapshot import Snapshots
from tests.isolation.tours import Tours
from tests.isolation.twins import Neighbourhood, settle


@pytest.fixture(scope="session")
def superuser(database_server: str, clean_database: str) -> Iterator[psycopg.Connection]:
    """Looks past every wall."""
    with psycopg.connect(with_database(database_server, clean_database), autocommit=True) as connection:
        connection.execute("SET lock_timeout = '10s'")
        yield connection


@pytest.fixture(scope="session")
def look(superuser: psycopg.Connection) -> Snapshots:
    """Tells whether a company's rows have changed."""
    return Snapshots(superuser)


@pytest.fixture(scope="session")
def neighbourhood(app, superuser: psycopg.Connection) -> Neighbourhood:
    """The two companies. To be looked at, not changed."""
    return settle(app, superuser)


@pytest.fixture(scope="session")
def tours(neighbourhood: Neighbourhood) -> Tours:
    """Walks through everything there is to read, one for each person, made once."""
    return Tours(neighbourhood)


@pytest.fixture(scope="session")
def fenced(superuser: psycopg.Connection) -> set[str]:
    """The names of the companies' tables."""
    return {table.name for table in catalogue.fenced(catalogue.read(superuser))}


@pytest.fixture(scope="session")
def foreign(superuser, neighbourhood) -> dict[str, str]:
    """The id of a record of Globex for every table, of those that no record of Acme shares."""
    found = {}
    for table in [*catalogue.fenced(catalogue.read(superuser)), catalogue.read(superuser)["members"]]:
        row = superuser.execute(
            f"SELECT id::text FROM app.{table.name} t WHERE tenant_id = %(b)s AND NOT EXISTS"
            f" (SELECT 1 FROM app.{table.name} o WHERE o.tenant_id = %(a)s AND o.id = t.id) LIMIT 1",
            {"a": neighbourhood.world.acme.id, "b": neighbourhood.world.globex.id},
        ).fetchone()
        assert row, f"Globex has nothing of its own in {table.name}"
        found[table.name] = row[0]
    return found
