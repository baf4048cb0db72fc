"""Cards and teams carried by mouse, thumb and keyboard, over the pieces of the kit. No database."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.kit_server import CHROMIUM

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium at /usr/bin/chromium"),
]


def test_a_card_is_carried_by_keyboard_and_told_aloud(page, server):
    page.focus("#card-1")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    told = page.inner_text("#announcer")
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/move/1"):
        page.keyboard.press("Space")

    assert told == "Qualified, place 1 of 2"
    assert server.moves == [("1", {"stage": "qualified", "before": "", "version": "1"})]
    assert page.evaluate("document.activeElement.id") == "card-1"


def test_a_card_let_go_is_where_it_was_and_nothing_is_sent(page, server):
    page.focus("#card-1")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")

    assert stage_of(page, "1") == "contacted"
    assert page.evaluate("document.querySelector('[data-cards]').firstElementChild.id") == "card-1"
    assert server.moves == []


def test_a_card_is_dragged_above_another(page, server):
    drag(page, "#card-2", "#card-3", rise=60)
    with page.expect_response("**/move/2"):
        page.mouse.up()

    assert server.moves == [("2", {"stage": "qualified", "before": "3", "version": "1"})]


@pytest.mark.parametrize("status", [403, 409, 500])
def test_a_refused_card_goes_back(page, server, status):
    server.answer = status
    drag(page, "#card-2", "[data-column=proposal] [data-cards]")
    with page.expect_response("**/move/2"):
        page.mouse.up()
    page.wait_for_function("() => document.querySelector('[data-column=contacted] #card-2')")

    assert page.locator(".toast--bad").count() == (0 if status == 409 else 1)


def test_escape_ends_a_drag(page, server):
    drag(page, "#card-3", "[data-column=proposal] [data-cards]")
    page.keyboard.press("Escape")
    page.mouse.up()

    assert stage_of(page, "3") == "qualified"
    assert page.locator(".lift-gap").count() == 0
    assert server.moves == []


def test_a_thumb_scrolls_at_once_and_carries_after_a_long_press(chromium, server):
    server.answer, server.moves[:] = 200, []
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    page = context.new_page()
    page.goto(server.address)
    page.evaluate("document.querySelector('#card-1').scrollIntoView({block: 'center'})")
    box = page.locator("#card-1").bounding_box()
    hand = context.new_cdp_session(page)

    def touch(kind: str, dy: int = 0) -> None:
        points = [] if kind == "touchEnd" else [{"x": box["x"] + 60, "y": box["y"] + 60 + dy}]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart")
    page.wait_for_selector("#card-1.lifted")
    for step in range(1, 10):
        touch("touchMove", step * 28)
    with page.expect_response("**/move/1"):
        touch("touchEnd")
    context.close()

    assert server.moves == [("1", {"stage": "contacted", "before": "", "version": "1"})]


def test_a_team_is_put_under_another_by_keyboard(page, server):
    page.focus("#node-t3 > .team-tree__row")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    with page.expect_response("**/move/t3"):
        page.keyboard.press("Enter")

    assert server.moves == [("t3", {"parent": "t1", "before": "", "version": ""})]


def stage_of(page: Any, card: str) -> str:
    return page.evaluate(f"document.getElementById('card-{card}').closest('[data-column]').dataset.column")


def drag(page: Any, card: str, onto: str, rise: int = 0) -> None:
    """Hold `card` over `onto`; the test lets go."""
    page.locator(card).scroll_into_view_if_needed()
    start, end = page.locator(card).bounding_box(), page.locator(onto).bounding_box()
    page.mouse.move(start["x"] + 40, start["y"] + 60)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + 70)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2 - rise, steps=6)
