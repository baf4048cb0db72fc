"""What each area puts into the rail, and into the bar of a phone."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app.web import menu


def tabs_of(page: str) -> list[str]:
    bar = page[page.index('class="tabbar"') : page.index('popovertarget="more-menu"')]
    return re.findall(r'class="tabbar__link" href="[^"]*/([^/"]*)/"', bar)


@pytest.mark.parametrize("name", ["alice", "bob", "vera"])
def test_the_bar_of_a_phone_holds_what_says_it_is_a_tab(world, name):
    page = world.browser(getattr(world, name)).get("deals/").text

    assert tabs_of(page) == [world.acme.slug, "deals", "customers", "tasks"]


def test_an_entry_under_an_earlier_station_pushes_no_tab_out(app, world, monkeypatch):
    monkeypatch.setitem(app.extensions, "menu", {key: [*items] for key, items in app.extensions["menu"].items()})
    menu.add(app, "plan", "reports.index", "file-text", "Targets")

    page = world.browser(world.alice).get("deals/").text

    assert "Targets" in page
    assert tabs_of(page) == [world.acme.slug, "deals", "customers", "tasks"]


def test_a_fifth_tab_is_refused():
    app = Flask("empty")
    for number in range(menu.TABS):
        menu.add(app, "do", f"tool{number}.index", "house", "Tool", tab=True)

    with pytest.raises(ValueError, match="too many"):
        menu.add(app, "do", "tasks.index", "house", "Tasks", tab=True)
    menu.add(app, "do", "tasks.index", "house", "Tasks")
