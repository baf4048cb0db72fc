"""A browser that only counts: one kept connection, one signed-in person, the time each answer takes."""

from __future__ import annotations

import gzip
import http.client
import re
import statistics
import time
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from flask import Flask

from tests.world import sign_in


@dataclass
class Answer:
    """What came back."""

    status: int
    body: bytes
    headers: dict[str, str]
    seconds: float

    @property
    def queries(self) -> int:
        return int(self.headers.get("X-Queries", "0"))

    @property
    def compressed(self) -> int:
        return len(gzip.compress(self.body, 6))


class Counter:
    """One person at one server."""

    def __init__(self, port: int, app: Flask, user_id: UUID | None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookie = ""
        if user_id is not None:
            client = app.test_client()
            sign_in(client, user_id)
            cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
            assert cookie
            self.cookie = f"{cookie.key}={cookie.value}"
        self.token = ""

    def ask(self, method: str, path: str, form: dict[str, object] | None = None, **headers: str) -> Answer:
        """Ask once and time it."""
        body = urlencode(form, doseq=True) if form is not None else None
        sent = {"Cookie": self.cookie, "Accept-Encoding": "identity", **headers}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        self.connection.request(method, path, body, sent)
        response = self.connection.getresponse()
        content = response.read()
        spent = time.perf_counter() - start
        for each in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = each.partition("=")
            if name == self.cookie.partition("=")[0]:
                self.cookie = f"{name}={rest.partition(';')[0]}"
        return Answer(response.status, content, dict(response.headers), spent)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, form: dict[str, object], **headers: str) -> Answer:
        """Post with a CSRF token of this session."""
        if not self.token:
            found = re.search(rb'name="csrf_token" value="([^"]+)"', self.get("/sign-up").body)
            assert found
            self.token = found.group(1).decode()
        return self.ask("POST", path, {"csrf_token": self.token, **form}, **headers)


def median_of(times: list[float]) -> float:
    return statistics.median(times)


def interleaved(asks: dict[str, object], rounds: int, warm: int = 5) -> dict[str, float]:
    """The median seconds of each ask, all asked in turn so that a noisy moment hits them alike."""
    taken: dict[str, list[float]] = {name: [] for name in asks}
    for number in range(rounds + warm):
        for name, ask in asks.items():
            answer = ask()  # type: ignore[operator]
            assert answer.status < 400, f"{name}: {answer.status} {answer.body[:300]!r}"
            if number >= warm:
                taken[name].append(answer.seconds)
    return {name: median_of(times) for name, times in taken.items()}
