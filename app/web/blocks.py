"""The blocks of the first page: each area brings its own when it puts itself up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask

#: A template and what it needs, computed for the acting member.
Block = tuple[str, Callable[[], dict[str, Any]]]


def add(app: Flask, template: str, facts: Callable[[], dict[str, Any]]) -> None:
    """Put block `template` on the first page, in the order of calling, with what `facts` computes."""
    of(app).append((template, facts))


def of(app: Flask) -> list[Block]:
    """What stands on the first page, top to bottom."""
    return app.extensions.setdefault("home_blocks", [])
