"""Tasks against their floor: 100,000 tasks of 200 people in one company among 200 others.

The floor is the pipeline's: one indexed SELECT of 50 rows into a bare Jinja table, asked in turn with the pages.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from uuid import UUID

import psycopg
from flask import Flask, url_for

from tests.bench import running, task_companies
from tests.bench.browser import Counter, interleaved
from tests.bench.figure import Figure
from tests.bench.task_companies import Tasked

MANY = int(os.environ.get("DEALWRIGHT_BENCH_COMPANIES", "200"))
ROUNDS = int(os.environ.get("DEALWRIGHT_BENCH_ROUNDS", "60"))
BARS = {"list": 4, "my day": 4, "task": 4, "board": 6, "workload": 8}


def figures() -> Iterator[Figure]:
    """Every figure of the tasks, as it is measured."""
    with running.database("bench_tasks") as server_url, psycopg.connect(server_url, autocommit=True) as server:
        app = running.application()
        started = time.perf_counter()
        crowd = [task_companies.fill(server, f"bench-{number}", 2_000, 10) for number in range(MANY)]
        large = task_companies.fill(server, "bench-large", 100_000, 200)
        server.execute("VACUUM ANALYZE")
        print(f"     filled {MANY + 1} companies in {time.perf_counter() - started:.0f} s", flush=True)
        with running.web() as port:
            yield from _reads(app, port, large, large.owner_user, " at 100,000, sees all")
            yield from _reads(app, port, large, large.seller_user, " at 100,000, sees own")
            yield from _reads(app, port, crowd[MANY // 2], crowd[MANY // 2].owner_user, " at 2,000")
            yield from _growth(app, port, crowd[0], large)


def pages(app: Flask, filled: Tasked) -> dict[str, str]:
    """The addresses that are measured, in company `filled`."""
    slug = filled.company.slug
    with app.test_request_context():
        return {
            "list": url_for("tasks.index", tenant_slug=slug, state="open"),
            "my day": url_for("tasks.day", tenant_slug=slug),
            "task": url_for("tasks.show", tenant_slug=slug, id=filled.some_tasks[7]),
            "board": url_for("tasks.board", tenant_slug=slug),
            "workload": url_for("tasks.workload", tenant_slug=slug),
        }


def _reads(app: Flask, port: int, filled: Tasked, user: UUID, suffix: str) -> Iterator[Figure]:
    counter = Counter(port, app, user)
    asks: dict[str, object] = {"floor": lambda: counter.get(f"/floor/read?tenant={filled.company.id}")}
    for name, path in _seen(counter, pages(app, filled)).items():
        asks[name] = lambda path=path: counter.get(path)
    medians = interleaved(asks, ROUNDS)
    for name, seconds in medians.items():
        if name != "floor":
            queries = _queries(counter, pages(app, filled)[name])
            ratio = seconds / medians["floor"]
            yield Figure(f"{name}{suffix} / floor read", ratio, BARS[name], note=f"{queries} queries")


def _seen(counter: Counter, addresses: dict[str, str]) -> dict[str, str]:
    """The pages this person has; a task of another team does not exist for a seller."""
    return {name: path for name, path in addresses.items() if counter.get(path).status == 200}


def _queries(counter: Counter, path: str) -> int:
    """How many statements a page asks once each of the processes knows what the company changes seldom."""
    return min(counter.get(path).queries for _ in range(6))


def _growth(app: Flask, port: int, small: Tasked, large: Tasked) -> Iterator[Figure]:
    """That the number of queries does not follow the number of rows."""
    few, many = _all_queries(app, port, small), _all_queries(app, port, large)
    for name in few:
        counts = few[name], many[name]
        yield Figure(
            f"{name}: queries at 100,000 beyond those at 2,000",
            counts[1] - counts[0],
            1 if name == "workload" else 0,  # one more where somebody has too much: what could be given on
            " q",
            f"{counts[0]} and {counts[1]}",
        )


def _all_queries(app: Flask, port: int, filled: Tasked) -> dict[str, int]:
    counter = Counter(port, app, filled.owner_user)
    return {name: _queries(counter, path) for name, path in pages(app, filled).items()}
