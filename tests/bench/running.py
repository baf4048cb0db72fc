"""A database and web processes of the bench's own, tuned as they run for real."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask import Flask

from tests.conftest import with_database

ROOT = Path(__file__).resolve().parent.parent.parent
ROLES = ("app", "relay", "operator", "janitor")


@contextmanager
def database(name: str) -> Iterator[str]:
    """A fresh database at the newest revision; the environment points at it. Yields a superuser's URL."""
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[call-overload]
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    former = {key: value for key, value in os.environ.items() if key.startswith("DATABASE_URL")}
    for key, value in former.items():
        os.environ[key] = with_database(value, name)
    from app import database as schema

    schema.bootstrap()
    schema.upgrade()
    try:
        yield os.environ["DATABASE_URL"]
    finally:
        from tenants import db

        db.dispose()
        os.environ.update(former)
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[call-overload]


def application() -> Flask:
    """The product in this process, for making addresses, sign-ins and companies."""
    from app import create_app

    return create_app()


@contextmanager
def web() -> Iterator[int]:
    """The production web server with product and floor; yields its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "-k", "gthread", "--workers", "2", "--threads", "4", "--log-level", "error",
        "--bind", f"127.0.0.1:{port}", "tests.bench.server:app",
    ]  # fmt: skip
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "DEALWRIGHT_BENCH": "1", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web server did not start")
