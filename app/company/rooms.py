"""The rooms of the settings: each area puts up its own with `room(…)`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, g, request, url_for

#: In the order the rooms stand: the company, who works there, how, with which words, what is kept, what runs unseen.
PARTS = ("company", "people", "work", "words", "records", "machinery")


@dataclass(frozen=True)
class Room:
    """One page of the settings, and the blueprints whose pages belong to it."""

    endpoint: str
    label: Any
    part: str
    owners: bool  # only they enter
    blueprints: tuple[str, ...]


ROOMS: dict[str, Room] = {}
#: The blueprints during which one is in the settings and nowhere else.
INSIDE: set[str] = set()


def room(
    endpoint: str, label: Any, part: str, *, owners: bool = False, also: tuple[str, ...] = (), in_rail: bool = False
) -> None:
    """Put a room into `part` of the settings, in the order of calling. `also`: further blueprints that belong to it.

    A room that stands `in_rail` by itself is not shown there as a part of the settings.
    """
    if part not in PARTS:
        raise ValueError(f"the settings have no part {part}")
    blueprints = (endpoint.partition(".")[0], *also)
    ROOMS[endpoint] = Room(endpoint, label, part, owners, blueprints)
    if not in_rail:
        INSIDE.update(blueprints)


def tabs() -> list[dict[str, Any]]:
    """The rooms the acting member may enter, for `ui.tabs`. Rooms of areas that are not put up are left out."""
    return [
        {"label": each.label, "href": url_for(each.endpoint), "current": request.blueprint in each.blueprints}
        for each in sorted(ROOMS.values(), key=lambda each: PARTS.index(each.part))
        if each.endpoint in current_app.view_functions and (g.member.is_owner or not each.owners)
    ]
