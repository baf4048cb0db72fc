"""The timelines of deals and customers: every entry once, whatever its source, and only what one may see."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from app.clock import now
from app.events import happened
from app.pipeline.opportunities.model import OPEN, StageChange
from tenants.context import db
from tests import factories as make


@pytest.fixture
def account(world):
    with world.acme.inside():
        return make.an_account("Kunshan Detai", owner_id=world.bob.member_id)


@pytest.fixture
def deal(world, account):
    with world.acme.inside():
        return make.a_deal(world.bob.member_id, "Pumps", account_id=account.id, at=now() - timedelta(days=9))


def read(browser, address: str, pattern: str) -> list[str]:
    """What is found on the page and on all older stretches of its timeline."""
    seen = []
    while address:
        page = browser.get(address).text.partition('id="timeline"')[2] or browser.get(address).text
        seen += re.findall(pattern, page)
        older = re.search(r'hx-get="([^"]+/timeline\?before=[^"]+)"', page)
        address = older.group(1) if older else ""
    return seen


def test_what_happened_at_one_moment_is_told_across_stretches_once_each(world, deal):
    with world.acme.inside():
        at = now() - timedelta(hours=1)
        for number in range(70):
            happened(deal, "attached", by=world.bob.member_id, at=at, file=f"file-{number:02}.pdf")

    told = read(world.browser(world.bob), f"deals/{deal.id}", r"file-(\d\d)\.pdf")

    assert sorted(told) == [f"{number:02}" for number in range(70)]


def test_a_move_is_told_once_by_its_event_or_by_itself(world, deal):
    with world.acme.inside():
        first, second, third = (make.a_stage(OPEN, place) for place in range(3))
        unsaid = {"from_stage_id": first.id, "to_stage_id": second.id, "at": now() - timedelta(days=2), "rebuilt": True}
        make.added(StageChange(deal_id=deal.id, **unsaid))
    bob = world.browser(world.bob)
    bob.post(f"deals/{deal.id}/stage", {"stage": third.id, "version": 1})

    page = bob.get(f"deals/{deal.id}").text

    assert page.count(f"<strong>{third.name}</strong>") == 1
    assert page.count(f"<strong>{second.name}</strong>") == 1
    assert page.count("from imported dates") == 1


def test_a_customers_timeline_tells_contacts_with_their_deals_and_changes(world, account, deal):
    with world.acme.inside():
        make.a_follow_up(deal, world.bob.member_id, said="Five percent too dear")
    bob = world.browser(world.bob)
    bob.post(f"customers/{account.id}/facts/location", {"location": "Kunshan"})

    page = bob.get(f"customers/{account.id}").text

    assert re.search(rf'Five percent too dear.*?href="[^"]+/deals/{deal.id}">Pumps</a>', page, re.S)
    assert "Customer was changed" in page


def test_a_customers_timeline_is_silent_of_deals_one_does_not_see(world, account, deal):
    with world.acme.inside():
        make.a_deal(world.sam.member_id, "Deal of Sam", account_id=account.id)
        make.a_follow_up(deal, world.bob.member_id, said="Not for Sam to read")
    sam = world.browser(world.sam)

    assert "Deal of Sam" in sam.get(f"customers/{account.id}").text
    assert "Not for Sam to read" not in sam.get(f"customers/{account.id}").text
    assert "Not for Sam to read" not in sam.get(f"customers/{account.id}/timeline").text
    assert world.browser(world.charlie, world.acme).get(f"customers/{account.id}/timeline").status_code == 404


def test_a_customers_timeline_is_read_in_stretches(world, account, deal):
    with world.acme.inside():
        for number in range(70):
            at = now() - timedelta(hours=number + 1)
            make.a_follow_up(deal, world.bob.member_id, at=at, said=f"Word no {number:02}")
        db.flush()

    told = read(world.browser(world.bob), f"customers/{account.id}", r"Word no (\d\d)")

    assert told == [f"{number:02}" for number in range(70)]


@pytest.mark.parametrize("junk", ["junk", "2026-01-01T00:00:00+00:00", "W10", "%00", "WzEsIngiLCJ5Il0"])
def test_a_place_that_is_none_shows_the_newest(world, deal, junk):
    with world.acme.inside():
        make.a_follow_up(deal, world.bob.member_id, said="The newest word")

    answer = world.browser(world.bob).get(f"deals/{deal.id}/timeline?before={junk}")

    assert answer.status_code == 200
    assert "The newest word" in answer.text
