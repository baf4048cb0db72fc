"""A real browser on a real server: one Chromium kept open, a worker in the next thread, letters that arrive.

Every page a journey opens is looked at by axe, and a page that writes to the console fails its journey.
"""

from __future__ import annotations

import gettext
import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sqlalchemy import text, update
from werkzeug.serving import make_server

from app import translations
from tenants.context import at_the_doorway
from tenants.model import User
from tests.world import Person, sign_in

AXE = Path(__import__("axe_playwright_python").__file__).parent / "axe.min.js"
CHROMIUM = os.environ.get("DEALWRIGHT_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PICTURES = os.environ.get("DEALWRIGHT_PICTURES")  # a folder that keeps how each window looked in the end
PATIENCE = 15_000  # milliseconds until a busy machine has answered
#: What the console may say although nothing is wrong.
EXPECTED = re.compile(r"the server responded with a status of (422|409)")


@dataclass
class Mailbox:
    """Letters as they arrive."""

    letters: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"

    def wait_for(
        self, address: str, count: int = 1, within: float = 30, such_as: Callable[[EmailMessage], bool] = bool
    ) -> list[EmailMessage]:
        """The letters to `address` `such_as` those one looks for, once there are `count` of them."""
        until = time.monotonic() + within
        while True:
            mine = [letter for letter in self.letters if address in str(letter["To"]) and such_as(letter)]
            if len(mine) >= count:
                return mine
            assert time.monotonic() < until, f"{len(mine)} of {count} letters reached {address}"
            time.sleep(0.1)


@dataclass
class Live:
    """The product at work."""

    app: Any
    address: str
    mailbox: Mailbox


@pytest.fixture(scope="package")
def live(clean_database: str) -> Iterator[Live]:
    """Web, worker and mail on this worker's database, while journeys last: other tests do their work themselves."""
    mailbox = Mailbox()
    post = Controller(mailbox, hostname="127.0.0.1", port=_free_port())
    post.start()
    nowhere = os.environ["SMTP_URL"]
    os.environ["SMTP_URL"] = f"smtp://127.0.0.1:{post.port}"
    from app import create_app

    app = create_app()
    chinese()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    address = f"http://127.0.0.1:{server.server_port}"
    app.config["SETTINGS"] = type(app.config["SETTINGS"])(**{**vars(app.config["SETTINGS"]), "address": address})
    over = threading.Event()
    threads = [threading.Thread(target=server.serve_forever), threading.Thread(target=_work, args=(app, over))]
    for thread in threads:
        thread.start()
    yield Live(app, address, mailbox)
    over.set()
    server.shutdown()
    for thread in threads:
        thread.join()
    server.server_close()
    post.stop()
    os.environ["SMTP_URL"] = nowhere


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _work(app: Any, over: threading.Event) -> None:
    """Do what the outbox asks for from now on, as relay and worker would."""
    from tenants.db import engine
    from worker.perform import perform

    waiting = text(
        "SELECT id, tenant_id, user_id FROM app.outbox WHERE done_at IS NULL AND failed_at IS NULL"
        " AND run_after <= now() AND created_at >= :since ORDER BY created_at LIMIT 20"
    )
    since = datetime.now(UTC)
    while not over.wait(0.1):
        with engine("relay").begin() as connection:
            rows = connection.execute(waiting, {"since": since}).all()
        for row_id, tenant_id, user_id in rows:
            perform(str(row_id), tenant_id and str(tenant_id), user_id and str(user_id), app)


@pytest.fixture(scope="package")
def app(live: Live) -> Any:
    """The application that is at work: the cast lives in it."""
    return live.app


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys of this worker."""
    if not CHROMIUM or not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed; ./dev test installs it as root")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


#: What htmx marks while something is being fetched or put in its place.
UNDER_WAY = ".htmx-request, .htmx-swapping, .htmx-settling"


@dataclass
class Window:
    """A window one person looks through."""

    live: Live
    context: BrowserContext
    page: Page
    language: str
    complaints: list[str] = field(default_factory=list)

    def say(self, words: str, **values: object) -> str:
        """What the product's English `words` are in the language of this window."""
        said = chinese().gettext(words) if self.language == "zh" else words
        return said % values if values else said

    def say_many(self, one: str, many: str, count: int, **values: object) -> str:
        """The same for words that count something."""
        said = chinese().ngettext(one, many, count) if self.language == "zh" else many if count != 1 else one
        return said % (values or {"num": count})

    def open(self, path: str) -> Page:
        """Open `path` and have axe look at it."""
        self.page.goto(self.live.address + path)
        self.check()
        return self.page

    def check(self) -> None:
        """Fail on what axe finds on the page as it is now."""
        assert self.found() == [], self.page.url

    def found(self, *only: str) -> list[str]:
        """What axe finds on the page, by all its rules or `only` some."""
        self.settle()
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(AXE.read_text("utf-8"))
        options = {"resultTypes": ["violations"], **({"runOnly": only} if only else {})}
        return self.page.evaluate(
            "options => axe.run(document, options).then(r => r.violations.map(v =>"
            " v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))",
            options,
        )

    def settle(self) -> None:
        """Wait until nothing is on its way any more."""
        self.page.wait_for_load_state()
        expect(self.page.locator(UNDER_WAY)).to_have_count(0)

    def sign_in(self, person: Person) -> None:
        """Put the cookie of a new sign-in of `person`, who reads the window's language, into the window."""
        self.belongs_to(person)
        client = self.live.app.test_client()
        sign_in(client, person.user_id)
        cookie = client.get_cookie(self.live.app.config["SESSION_COOKIE_NAME"])
        assert cookie
        self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.live.address}])

    def belongs_to(self, person: Person) -> None:
        """Let `person` read the language of the window."""
        with at_the_doorway(user_id=person.user_id) as doorway:
            doorway.execute(update(User).where(User.id == person.user_id).values(language=self.language))


@pytest.fixture
def window(live: Live, chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Any]:
    """`window(language="zh", width=390)` opens a window; its console must stay silent."""
    opened: list[Window] = []

    def open_window(language: str = "en", width: int = 1440, touch: bool = False) -> Window:
        context = chromium.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            locale="zh-CN" if language == "zh" else "en-GB",
            timezone_id="Asia/Shanghai" if language == "zh" else "Europe/London",
            has_touch=touch, is_mobile=touch, bypass_csp=False,
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        made = Window(live, context, context.new_page(), language)
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        made.page.on(
            "console",
            lambda said: (
                made.complaints.append(said.text) if said.type == "error" and not EXPECTED.search(said.text) else None
            ),
        )
        opened.append(made)
        return made

    yield open_window
    complaints = [complaint for each in opened for complaint in each.complaints]
    for number, each in enumerate(opened):
        if PICTURES:
            each.page.screenshot(path=Path(PICTURES) / f"{request.node.name}-{number}.png", full_page=True)
        each.context.close()
    assert complaints == []


@cache
def chinese() -> gettext.NullTranslations:
    """The product's Chinese, as it was when the server started."""
    folder = translations.compiled(Path(translations.__file__).parent)
    return gettext.translation("messages", str(folder), [translations.LOCALE])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
