"""A page that asks by itself stays calm when the answer fails; what a person asked for is said to have failed."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

SAID = {"failed": {"status": 500, "request": "abc"}}
BROKEN = {"status": 500, "headers": {"HX-Trigger": json.dumps(SAID)}, "body": ""}


@pytest.fixture
def eyes(window, world):
    """A window of Alice's on the board of deals, in which nothing but new deals and notices fails."""
    opened = window("en")
    opened.sign_in(world.alice)
    page = opened.open(f"/{world.acme.slug}/deals/")
    for path in ("**/notices/**", "**/deals/new**"):
        page.route(path, lambda route: route.fulfill(**BROKEN))
    yield opened
    opened.complaints = [said for said in opened.complaints if "500" not in said]


def test_the_bell_does_not_complain(eyes):
    with eyes.page.expect_response("**/notices/**"):
        eyes.page.evaluate("document.body.dispatchEvent(new Event('visible-tick'))")
    eyes.settle()

    expect(eyes.page.get_by_role("status").locator(".toast")).to_have_count(0)


def test_what_was_asked_for_is_said_to_have_failed(eyes):
    eyes.page.get_by_role("link", name="New deal").click()

    expect(eyes.page.get_by_role("status")).to_contain_text("Something went wrong on our side")
    expect(eyes.page.get_by_role("status")).to_contain_text("(abc)")
