"""What hands do: the Tab key until one is there, a mouse that carries, a thumb that presses long."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

STEPS = 12  # between two points, as a hand makes them
_LIFTED = re.compile(r"\blifted\b")


def tab_to(page: Page, wanted: Locator, most: int = 80) -> None:
    """Press Tab until `wanted` has the focus."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} cannot be reached with Tab")


def focus_is_seen(page: Page) -> bool:
    """Whether the focused element looks different from when it is not focused: an outline, a shadow or a border."""
    return page.evaluate(
        """() => {
          const traits =
            ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor', 'backgroundColor'];
          const looks = element => { const s = getComputedStyle(element); return traits.map(trait => s[trait]).join() };
          const here = document.activeElement;
          const around = [here, here.parentElement, here.closest('label, article, tr, li')].filter(Boolean);
          const focused = around.map(looks).join(); here.blur();
          const plain = around.map(looks).join(); here.focus({focusVisible: true});
          return focused !== plain;
        }"""
    )


def middle(place: Locator, down: float | None = None) -> tuple[float, float]:
    """The point in the middle of `place`, or `down` pixels below its top edge."""
    box = place.bounding_box()
    assert box, f"{place} is not on the screen"
    return box["x"] + box["width"] / 2, box["y"] + (box["height"] / 2 if down is None else down)


def carry(page: Page, thing: Locator, to: Locator) -> None:
    """Drag `thing` with the mouse over `to` and let go."""
    page.mouse.move(*middle(thing, 12))
    page.mouse.down()
    page.mouse.move(*middle(to, 30), steps=STEPS)
    page.mouse.up()


class Thumb:
    """A thumb on a phone: real touches, so that the browser may still decide to scroll instead."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.screen = page.context.new_cdp_session(page)

    def press_long(self, thing: Locator) -> None:
        """Lay the thumb on `thing` until it lifts off."""
        thing.scroll_into_view_if_needed()
        self._touch("touchStart", *middle(thing, 12))
        expect(thing).to_have_class(_LIFTED)

    def slide(self, x: float, y: float) -> None:
        """Slide to a point of the screen without letting go."""
        self._touch("touchMove", x, y)

    def let_go(self) -> None:
        self.screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def _touch(self, kind: str, x: float, y: float) -> None:
        self.screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})


def overflow(page: Page) -> list[str]:
    """What sticks out of the page to the right, unless it stands in something that scrolls by itself."""
    found: Any = page.evaluate(
        """() => {
          const wide = document.documentElement.scrollWidth;
          if (wide <= innerWidth) return [];
          return [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 5).map(e => e.outerHTML.slice(0, 120)).concat(`the page is ${wide} wide`);
        }"""
    )
    return found
