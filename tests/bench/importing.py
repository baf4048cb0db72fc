"""Bringing in 100,000 deals by the importer, against a bare executemany of the same rows into the same table."""

from __future__ import annotations

import csv
import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask

from tenants import db
from tenants.owned import new_id
from tests.bench import companies
from tests.bench.companies import Filled
from tests.bench.figure import Figure

ROWS = int(os.environ.get("DEALWRIGHT_BENCH_ROWS", "100000"))
HEAD = ["opportunity_id", "sales_agent", "product", "account", "deal_stage", "engage_date", "close_date", "close_value"]


def figures(app: Flask, server: psycopg.Connection) -> Iterator[Figure]:
    """The import's figure: reading, checking and writing everything that follows from a deal, over the bare rows."""
    filled = companies.fill(server, "bench-import", 100)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pipeline.csv"
        _write(file)
        started = time.perf_counter()
        said = app.test_cli_runner().invoke(args=["import", "deals", str(file), "--tenant", filled.company.slug])
        spent = time.perf_counter() - started
    assert said.exit_code == 0, said.output[-2000:]
    server.execute("ANALYZE app.deals")
    bare = _bare(server, filled)
    yield Figure(
        f"import of {ROWS:,} rows / bare executemany", spent / bare, 10, note=f"{spent:.0f} s and {bare:.1f} s"
    )


def _write(file: Path) -> None:
    """A pipeline as companies have it: a third open, the rest won or lost, 500 customers, 8 products."""
    dice = random.Random(1)
    with file.open("w", newline="", encoding="utf-8") as target:
        rows = csv.writer(target)
        rows.writerow(HEAD)
        for number in range(ROWS):
            stage = dice.choice(("Prospecting", "Engaging", "Won", "Won", "Lost", "Lost"))
            opened = f"2025-{dice.randrange(1, 13):02}-{dice.randrange(1, 28):02}"
            ended = stage in ("Won", "Lost")
            closed = f"2026-{dice.randrange(1, 11):02}-{dice.randrange(1, 28):02}" if ended else ""
            value = dice.randrange(100, 90_000) if stage == "Won" else 0 if stage == "Lost" else ""
            rows.writerow(
                [f"B{number:07}", f"Person {dice.randrange(10)}", f"Product {dice.randrange(8)}",
                 f"Customer {dice.randrange(500)}", stage, opened, closed, value]
            )  # fmt: skip


def _bare(server: psycopg.Connection, filled: Filled) -> float:
    """Seconds that one executemany takes for the same rows under new ids, as the app's own role, in one transaction."""
    cursor = server.execute(
        "SELECT * FROM app.deals WHERE tenant_id = %s AND external_id LIKE 'B%%'", [filled.company.id]
    )
    names = [column.name for column in cursor.description or ()]
    rows: list[Any] = [list(row) for row in cursor]
    assert len(rows) == ROWS
    for row in rows:
        row[names.index("id")] = new_id()
        row[names.index("external_id")] = f"C{row[names.index('external_id')]}"
    marks = ", ".join(["%s"] * len(names))
    with db.engine("app").raw_connection().driver_connection as connection:  # type: ignore[union-attr]
        connection.execute("SELECT app.set_tenant(%s)", [filled.company.id])
        started = time.perf_counter()
        connection.cursor().executemany(f"INSERT INTO app.deals ({', '.join(names)}) VALUES ({marks})", rows)
        connection.commit()
        return time.perf_counter() - started
