"""What one can do from anywhere: commands of the palette, found by their words in either language.

Each area offers its own with `command(…)` when it puts itself up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.search.grams import normal
from tenants.model import Member

#: The palette's order: what one makes, where one goes, what one sets up.
PLACES = ("make", "go", "settle")


@dataclass(frozen=True)
class Command:
    """Something to do or a page to go to. `words` are its names in both languages, whichever one reads."""

    endpoint: str
    icon: str
    label: Any
    words: str
    may: Callable[[Member], bool]
    place: str


COMMANDS: dict[str, Command] = {}


def command(
    endpoint: str, icon: str, label: Any, words: str, *, may: Callable[[Member], bool] = bool, place: str = "go"
) -> None:
    """Offer a command at its `place` among PLACES, in the order of calling; one whose page is not there is not shown.

    `may` says who may use it: anybody, `can_write` or `can_manage`.
    """
    if place not in PLACES:
        raise ValueError(f"there is no place {place} for commands")
    COMMANDS[endpoint] = Command(endpoint, icon, label, words, may, place)


def can_write(member: Member) -> bool:
    """Whoever enters records."""
    return member.can_write


def can_manage(member: Member) -> bool:
    """Whoever runs the company."""
    return member.can_manage


def matching(q: str, member: Member) -> list[Command]:
    """The commands `member` may use that `q` names; all of them when nothing is asked."""
    wanted = normal(q)
    return [
        each
        for each in sorted(COMMANDS.values(), key=lambda each: PLACES.index(each.place))
        if each.may(member) and (not wanted or wanted in normal(f"{each.words} {each.label}"))
    ]
