"""The rail: the five stations of the loop, and what each area puts under them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

#: In the product's order. "today" has no name, "foot" stands at the bottom.
STATIONS: dict[str, Any] = {
    "today": "",
    "plan": _l("Plan"),
    "advance": _l("Advance"),
    "do": _l("Do"),
    "train": _l("Train"),
    "review": _l("Review"),
    "foot": "",
}
#: How many entries a phone's bar has room for, besides the one that shows all of them.
TABS = 4


def add(
    app: Flask,
    station: str,
    endpoint: str,
    icon: str,
    label: Any,
    *,
    owns: Collection[str] = (),
    managers: bool = False,
    sellers: bool = False,
    tab: bool = False,
    alone: bool = False,
    pages: Collection[str] = (),
) -> None:
    """Put an entry under `station`, in the order of calling.

    `owns`: further blueprints during which it is current; areas put up later may still add theirs. `tab`: on a phone it
    stands in the bar, which has room for TABS. `alone`: a further entry of a blueprint, current on its
    own page only, where the first is not, and on further `pages`, by their endpoints.
    """
    item = {
        "endpoint": endpoint, "icon": icon, "label": label, "owns": owns, "managers": managers, "sellers": sellers,
        "tab": tab, "alone": (endpoint, *pages) if alone else (),
    }  # fmt: skip
    added = app.extensions.setdefault("menu", {})
    if tab and sum(each["tab"] for items in added.values() for each in items) == TABS:
        raise ValueError(f"{endpoint} is one tab too many: the bar of a phone has {TABS}")
    added.setdefault(station, []).append(item)


def menu(app: Flask, member: Any) -> list[dict[str, Any]]:
    """The stations with the entries `member` may use, as `layouts/app.html` expects them."""
    added: dict[str, list[dict[str, Any]]] = app.extensions.get("menu", {})
    groups = []
    for station, name in STATIONS.items():
        items = [item for item in added.get(station, []) if _may(member, item)]
        if items:
            groups.append({"station": name, "foot": station == "foot", "items": items})
    return groups


def here(app: Flask, endpoint: str | None, blueprint: str | None) -> str:
    """What entries of the rail compare themselves with: the page that has an entry of its own, else the blueprint."""
    added: dict[str, list[dict[str, Any]]] = app.extensions.get("menu", {})
    own = (item["endpoint"] for items in added.values() for item in items if endpoint in item["alone"])
    return next(own, blueprint) or ""


def _may(member: Any, item: dict[str, Any]) -> bool:
    """Managers find some pages in the settings; `sellers` puts them into the rail of those who have no settings."""
    if item["managers"]:
        return bool(member.can_manage)
    return not item["sellers"] or bool(member.can_write and not member.can_manage)
