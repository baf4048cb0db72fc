"""A database per worker, cloned from a template that real migrations made; tests commit for real as the app's role.

Nothing is rolled back, so nothing is pretended: each test works in companies of its own.
"""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from hypothesis import HealthCheck, settings

LONG = os.environ.get("DEALWRIGHT_LONG") == "1"
ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PASSWORDS = {"app": "test-app", "relay": "test-relay", "operator": "test-operator", "janitor": "test-janitor"}

settings.register_profile(
    "short", max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("long" if LONG else "short")


def with_database(url: str, name: str, user: str | None = None, password: str | None = None) -> str:
    """`url` for another database and, if given, another role."""
    parts = urlsplit(url)
    where = parts.netloc.rpartition("@")[2]
    who = f"{user}:{password}" if user else parts.netloc.rpartition("@")[0]
    return urlunsplit(parts._replace(netloc=f"{who}@{where}" if who else where, path=f"/{name}"))


def point_environment_at(server: str, database: str) -> None:
    """Set the variables the product reads, for `database` on `server`."""
    os.environ["DATABASE_URL"] = with_database(server, database)
    for role, password in PASSWORDS.items():
        os.environ[f"DATABASE_URL_{role.upper()}"] = with_database(server, database, f"dealwright_{role}", password)


def pytest_configure(config: pytest.Config) -> None:
    os.environ.update(
        DEALWRIGHT_ENV="test",
        SECRET_KEY="test-secret-test-secret-test-secret-1",
        DEALWRIGHT_PASSWORDS=json.dumps(PASSWORDS),
        DEALWRIGHT_DATA=tempfile.mkdtemp(prefix="dealwright-test-"),
        DEALWRIGHT_URL="http://localhost",
        DEALWRIGHT_POOL="12",
        FLASK_APP="app",
        REDIS_URL=os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:1/0"),
        SMTP_URL="smtp://127.0.0.1:1",
    )
    for role in PASSWORDS:
        os.environ.setdefault(f"DATABASE_URL_{role.upper()}", "postgresql://nowhere.invalid/none")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest goes first: at the end nobody waits for one process that walks through a last long journey."""
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in ("journey", "kill")))


@pytest.fixture(scope="session")
def database_server() -> str:
    """The address of a superuser on the test server; tests that need it are skipped where there is none."""
    url = os.environ.get("TEST_DATABASE_URL")
    if not url:
        pytest.skip("TEST_DATABASE_URL is not set; run through ./dev test")
    return url


@pytest.fixture(scope="session")
def template(database_server: str) -> str:
    """The name of a database at the newest revision, made once by whichever worker comes first."""
    revisions = sorted((ROOT / "migrations" / "versions").glob("*.py"))
    fence = ROOT / "tenants" / "fence.py"
    stamp = f"{sum(path.stat().st_mtime_ns for path in [*revisions, fence]):x}"[-12:]
    name = f"dw_template_{stamp}"
    with open(Path(tempfile.gettempdir()) / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(database_server, autocommit=True) as server:
            if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                _make_template(server, database_server, name)
    return name


def _make_template(server: psycopg.Connection, url: str, name: str) -> None:
    from app import database

    unfinished = f"{name}_making"
    server.execute(f"DROP DATABASE IF EXISTS {unfinished}")  # type: ignore[call-overload]
    server.execute(f"CREATE DATABASE {unfinished}")  # type: ignore[call-overload]
    os.environ["DATABASE_URL"] = with_database(url, unfinished)
    database.bootstrap()
    database.upgrade()
    server.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def clean_database(database_server: str, template: str, worker_id: str) -> Iterator[str]:
    """This worker's own clone; the environment points at it."""
    name = f"dw_test_{worker_id}_{os.getpid()}"
    with psycopg.connect(database_server, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")  # type: ignore[call-overload]
    point_environment_at(database_server, name)
    yield name
    from tenants import db

    db.dispose()
    with psycopg.connect(database_server, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """xdist's name of this process, "main" without it."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(scope="session")
def app(clean_database: str):
    """The web application on this worker's database."""
    from app import create_app

    made = create_app()
    made.config["TESTING"] = False  # errors become pages, as for people
    return made


@pytest.fixture
def world(app):
    """A fresh cast: Acme and Globex, new for this test."""
    from tests.world import make_world

    return make_world(app)


@pytest.fixture(autouse=True)
def _running_clock() -> Iterator[None]:
    from app import clock

    yield
    clock.freeze(None)


@pytest.fixture
def maven() -> Path:
    """The real pipeline everyone has at hand; skipped where it is absent."""
    folder = SHARED / "data" / "maven_crm"
    if not folder.is_dir():
        pytest.skip("../shared/data/maven_crm is not here")
    return folder
