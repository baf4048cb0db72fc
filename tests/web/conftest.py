"""The kit's page in a real browser."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import make_server

from tests.web.kit_server import CHROMIUM, Server, app_of


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    known = Server()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    http = make_server("127.0.0.1", 0, app_of(known), threaded=True)
    known.address = f"http://127.0.0.1:{http.port}"
    thread = Thread(target=http.serve_forever)
    thread.start()
    yield known
    http.shutdown()
    thread.join()
    http.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(server: Server, chromium: Any) -> Iterator[Any]:
    server.answer = 200
    server.moves.clear()
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(server.address)
    yield page
    context.close()
    assert broken == []
