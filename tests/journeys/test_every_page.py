"""Every page one can walk to: axe finds nothing, the console is silent, and the Chinese pages speak Chinese."""

from __future__ import annotations

import re
from collections import Counter
from random import Random
from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import HTTPException

from app.clock import now, today_in
from app.demo import telling
from app.demo.story import Story
from app.demo.words import WORDS
from app.lists import saved_views
from app.pipeline.opportunities.listing.listing import DEALS
from app.reports import acts
from app.reports.weeks import last_full_week
from tenants.context import db
from tenants.model import Member
from tests.conftest import LONG
from tests.journeys.conftest import chinese

MOST = 60  # pages of one walk
OF_A_KIND = 2 if LONG else 1  # addresses of one page
FILES = re.compile(r"(export(_\w+)?|download|template|problems|logo)$")
LEADS_TO = "all => all.map(one => one.href || one.getAttribute('hx-get'))"
SAYS = """() => [document.title, document.body.innerText,
  ...[...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap(
    one => ['aria-label', 'title', 'placeholder'].map(name => one.getAttribute(name) ?? ''))].join('\\n')"""
LONG_ENOUGH = 13  # shorter words may be names
#: Who walks in which language; the other two ways in the long run.
WALKS = [("zh", "alice"), ("en", "bob"), ("zh", "bob"), ("en", "alice")][: 4 if LONG else 2]


@pytest.fixture
def told(world, language):
    """Acme after a short story in the language, with a saved view and a report."""
    zone = "Asia/Shanghai"
    with world.acme.inside(world.alice):
        alice = db.get_one(Member, (world.acme.id, world.alice.member_id))
        telling.tell(Story(WORDS[language], today_in(zone), zone, Random(5), size=0.08))
        saved_views.keep(DEALS, WORDS[language].company, "state=open", is_shared=True, by=alice, at=now())
        acts.ask(alice, last_full_week(today_in(zone), 1), language)
    return world


@pytest.mark.parametrize(("language", "person"), WALKS)
def test_every_page_is_clean(window, told, language, person):
    eyes = window(language)
    eyes.sign_in(getattr(told, person))
    english = sentences() if language == "zh" else []

    troubles = []
    for number, address in enumerate(walk(eyes, f"/{told.acme.slug}/")):
        if LONG or language == "zh" or number % 2:  # the short run has axe look at half of what the other walk saw
            troubles += [f"{address}: {trouble}" for trouble in eyes.found()]
        said = words_on(eyes.page) if english else ""
        troubles += [f"{address}: English {sentence!r}" for sentence in english if sentence in said]

    assert troubles == []


def walk(eyes, start: str):
    """Open page after page, each kind of page at most twice, and yield its address while it is open."""
    ahead, seen, kinds = [start], {start}, Counter()
    visited = 0
    while ahead and visited < MOST:
        address = ahead.pop(0)
        kind = page_kind(eyes.live.app, address)
        if kind is None or kinds[kind] == OF_A_KIND:
            continue
        kinds[kind] += 1
        visited += 1
        answer = eyes.page.goto(eyes.live.address + address)
        assert answer
        assert answer.status == 200, address
        yield address
        for link in eyes.page.eval_on_selector_all("a[href], [hx-get]", LEADS_TO):
            there = urlsplit(link)
            path = there.path + (f"?{there.query}" if there.query else "")
            if link.startswith(("/", eyes.live.address)) and path not in seen:
                seen.add(path)
                ahead.append(path)
    assert len(kinds) > 20, "hardly a page was found"


def page_kind(app, address: str) -> str | None:
    """The endpoint behind an address; None for files and for parts of pages."""
    try:
        endpoint, _values = app.url_map.bind("").match(urlsplit(address).path)
    except HTTPException:
        return None
    is_part = endpoint in {
        "opportunities.cards", "opportunities.totals", "opportunities.list_totals", "opportunities.timeline",
        "opportunities.customer_names", "opportunities.fact", "accounts.fact", "accounts.alike", "accounts.timeline",
        "reports.progress", "front.asset",
    }  # fmt: skip
    return None if is_part or FILES.search(endpoint) else endpoint


def words_on(page) -> str:
    """Everything a page says, to eyes and to ears."""
    return page.evaluate(SAYS)


def sentences() -> list[str]:
    """The longest piece of each English sentence the product says otherwise in Chinese."""
    found = set()
    for key, said in chinese()._catalog.items():  # type: ignore[attr-defined]
        english = (key[0] if isinstance(key, tuple) else key).rpartition("\x04")[2]
        piece = max(re.split(r"%\(\w+\)[sd]", english), key=len).strip()
        if len(piece) >= LONG_ENOUGH and re.search("[A-Za-z]", piece) and piece not in said:
            found.add(piece)
    return sorted(found)
