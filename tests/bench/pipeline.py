"""The pipeline against its floor: 200 companies of 2,000 deals, one of 100,000, one of 1,000, one before all others.

Floor read: one indexed SELECT of 50 rows into a bare Jinja table. Floor write: a bare view, one INSERT, a commit. Both
are asked in turn with the pages, on the same server in the same run, so that a noisy moment hits them alike.
"""

from __future__ import annotations

import gzip
import os
import re
import time
from collections.abc import Callable, Iterator
from uuid import UUID

import psycopg
from flask import Flask, url_for

from tests.bench import companies, importing, running
from tests.bench.browser import Answer, Counter, interleaved
from tests.bench.companies import Filled
from tests.bench.figure import Figure

MANY = int(os.environ.get("DEALWRIGHT_BENCH_COMPANIES", "200"))
ROUNDS = int(os.environ.get("DEALWRIGHT_BENCH_ROUNDS", "60"))
BARS = {"list": 4, "board": 6, "totals": 20, "deal": 6, "search": 12}


def figures() -> Iterator[Figure]:
    """Every figure of the pipeline, as it is measured."""
    with running.database("bench_pipeline") as server_url, psycopg.connect(server_url, autocommit=True) as server:
        app = running.application()
        alone = companies.fill(server, "bench-alone", 2_000)
        server.execute("VACUUM ANALYZE")
        with running.web() as port:
            lonely = _medians(app, port, alone)
        started = time.perf_counter()
        crowd = [companies.fill(server, f"bench-{number}", 2_000) for number in range(MANY)]
        small, large = companies.fill(server, "bench-small", 1_000), companies.fill(server, "bench-large", 100_000)
        server.execute("VACUUM ANALYZE")
        print(f"     filled {MANY + 3} companies in {time.perf_counter() - started:.0f} s", flush=True)
        with running.web() as port:
            yield from _reads(app, port, crowd[MANY // 2], "")
            yield from _reads(app, port, large, " at 100,000")
            yield from _sizes(app, port, crowd[0], large)
            yield from _writes(app, port, crowd[1])
            yield from _growth(app, port, lonely, crowd[2], small, large)
            yield from _first_load(app, port, crowd[0])
        yield from importing.figures(app, server)


def pages(app: Flask, filled: Filled) -> dict[str, str]:
    """The addresses that are measured, in company `filled`."""
    slug = filled.company.slug
    with app.test_request_context():
        listed = url_for("opportunities.list", tenant_slug=slug, state="open", sort="-amount")
        return {
            "list": listed,
            "board": url_for("opportunities.board", tenant_slug=slug),
            "totals": url_for("opportunities.totals", tenant_slug=slug),
            "deal": url_for("opportunities.show", tenant_slug=slug, id=filled.some_deals[7]),
            "search": url_for("search.index", tenant_slug=slug, q="spindle sen"),
        }


def _floor(counter: Counter, filled: Filled) -> Callable[[], Answer]:
    return lambda: counter.get(f"/floor/read?tenant={filled.company.id}")


def _medians(app: Flask, port: int, filled: Filled) -> dict[str, float]:
    """The median of each page over the floor's, for company `filled`."""
    counter = Counter(port, app, filled.owner_user)
    asks: dict[str, object] = {"floor": _floor(counter, filled)}
    for name, path in pages(app, filled).items():
        asks[name] = lambda path=path: counter.get(path)
    medians = interleaved(asks, ROUNDS)
    return {name: seconds / medians["floor"] for name, seconds in medians.items() if name != "floor"}


def _reads(app: Flask, port: int, filled: Filled, suffix: str) -> Iterator[Figure]:
    counter = Counter(port, app, filled.owner_user)
    for name, ratio in _medians(app, port, filled).items():
        queries = _queries(counter, pages(app, filled)[name])
        yield Figure(f"{name}{suffix} / floor read", ratio, BARS[name], note=f"{queries} queries")


def _queries(counter: Counter, path: str) -> int:
    """How many statements a page asks once each of the processes knows what the company changes seldom."""
    return min(counter.get(path).queries for _ in range(6))


def _sizes(app: Flask, port: int, filled: Filled, large: Filled) -> Iterator[Figure]:
    """Bytes over the wire, and that the number of queries does not follow the number of rows."""
    small_counter, large_counter = Counter(port, app, filled.owner_user), Counter(port, app, large.owner_user)
    small_pages, large_pages = pages(app, filled), pages(app, large)
    for name in ("list", "board"):
        answer = large_counter.get(large_pages[name])
        yield Figure(f"{name}, compressed", answer.compressed / 1024, 60, " KB")
    for name in small_pages:
        few, many = _queries(small_counter, small_pages[name]), _queries(large_counter, large_pages[name])
        yield Figure(f"{name}: queries at 100,000 beyond those at 2,000", many - few, 0, " q", f"{few} and {many}")


def _writes(app: Flask, port: int, filled: Filled) -> Iterator[Figure]:
    counter = Counter(port, app, filled.owner_user)
    counter.post(f"/floor/write?tenant={filled.company.id}", {})
    create, move = _creating(app, counter, filled), _moving(app, counter, filled)
    asks = {
        "floor": lambda: counter.post(f"/floor/write?tenant={filled.company.id}", {}),
        "create": create,
        "move": move,
    }
    medians = interleaved(asks, ROUNDS)
    for name in ("create", "move"):
        yield Figure(f"{name} a deal / floor write", medians[name] / medians["floor"], 4)


def _creating(app: Flask, counter: Counter, filled: Filled) -> Callable[[], Answer]:
    with app.test_request_context():
        path = url_for("opportunities.create", tenant_slug=filled.company.slug)
        page = url_for("opportunities.new", tenant_slug=filled.company.slug)
    form = _form_of(counter.get(page).body.decode())
    numbers = iter(range(1_000_000))

    def create() -> Answer:
        number = next(numbers)
        filling = {
            **form, "title": f"Bench deal {number}", "account_name": "", "amount": "1000", "promise": "Send the quote",
            "due_on": "2099-01-04", "_once": "",
        }  # fmt: skip
        answer = counter.post(path, filling)
        assert answer.status in (204, 303), re.findall(r"field__error.*?</p>", answer.body.decode(), re.S)
        counter.get(answer.headers["Location"])  # as a browser does; what was to be said is said there
        return answer

    return create


def _moving(app: Flask, counter: Counter, filled: Filled) -> Callable[[], Answer]:
    """Move open deals to and fro between the first two stages."""
    with app.test_request_context():
        path = {
            deal: url_for("opportunities.move", tenant_slug=filled.company.slug, id=deal) for deal in filled.some_deals
        }
    versions: dict[UUID, int] = dict.fromkeys(filled.some_deals, 1)
    turn = iter(range(1_000_000))

    def move() -> Answer:
        number = next(turn)
        deal = filled.some_deals[number % 100]
        stage = filled.stages[(number // 100) % 2]
        answer = counter.post(
            path[deal], {"stage": stage, "version": versions[deal]},
            **{"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": f"article#deal-{deal}"},
        )  # fmt: skip
        assert answer.status < 300, (answer.status, answer.body[:2000])
        versions[deal] += 1
        return answer

    return move


def _form_of(html: str) -> dict[str, str]:
    """The hidden and selected values of the last form on a page."""
    found = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', html))
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', html, re.S):
        offered = re.findall(r"<option([^>]*)>", options)
        chosen = next((each for each in offered if "selected" in each), offered[0] if offered else "")
        value = re.search(r'value="([^"]*)"', chosen)
        found[name] = value.group(1) if value else ""
    found.pop("csrf_token", None)
    return found


def _growth(
    app: Flask, port: int, lonely: dict[str, float], crowded: Filled, small: Filled, large: Filled
) -> Iterator[Figure]:
    small_counter, large_counter = Counter(port, app, small.owner_user), Counter(port, app, large.owner_user)
    small_pages, large_pages = pages(app, small), pages(app, large)
    for name in ("list", "board", "deal", "search"):
        medians = interleaved(
            {
                "small": lambda name=name: small_counter.get(small_pages[name]),
                "large": lambda name=name: large_counter.get(large_pages[name]),
            },
            ROUNDS,
        )
        yield Figure(f"{name}: 100,000 deals / 1,000 deals", medians["large"] / medians["small"], 1.3)
    among = _medians(app, port, crowded)
    for name in ("list", "board", "deal", "search"):
        yield Figure(f"{name}: among {MANY} companies / alone", among[name] / lonely[name], 1.2)


def _first_load(app: Flask, port: int, filled: Filled) -> Iterator[Figure]:
    """The board and everything it links, as a browser fetches them the first time."""
    counter = Counter(port, app, filled.owner_user)
    answer = counter.get(pages(app, filled)["board"])
    linked = set(re.findall(r'(?:href|src)="(/assets/[^"#]+)', answer.body.decode()))
    total = answer.compressed + sum(len(gzip.compress(counter.get(path).body, 9)) for path in linked)
    yield Figure("first load of the board with all CSS and JS", total / 1024, 120, " KB")
