"""What search knows of a deal."""

from __future__ import annotations

from collections.abc import Callable

from app.pipeline.opportunities.model import Deal

#: Called with every deal that was made or whose words changed, and with None in its place once it is removed.
indexers: list[Callable[[Deal], None]] = []
forgetters: list[Callable[[Deal], None]] = []


def make_findable(deal: Deal) -> None:
    """Let search know the deal's present words."""
    for index in indexers:
        index(deal)


def forget(deal: Deal) -> None:
    """Let search forget the deal."""
    for drop in forgetters:
        drop(deal)
