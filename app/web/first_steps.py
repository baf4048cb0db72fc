"""The first steps of a new company: each area brings its own, ticked off by facts and not by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement

#: In the order they are asked for: the company, who works there, what it brings, what it does, what it looks back on.
PARTS = ("company", "people", "data", "work", "review")


@dataclass(frozen=True)
class Step:
    """One step. `endpoints`: where it is done; the first one that is put up counts."""

    part: str
    name: Any
    note: Any
    done: Callable[[], ColumnElement[bool]]
    act: Any
    endpoints: tuple[str, ...]
    ends_sample: bool


def add(
    app: Flask,
    part: str,
    name: Any,
    note: Any,
    done: Callable[[], ColumnElement[bool]],
    act: Any,
    *endpoints: str,
    ends_sample: bool = False,
) -> None:
    """Put a step into `part`, in the order of calling. `done` makes the SQL that says whether it was taken.

    Whoever has taken a step that `ends_sample` is not offered sample data any more.
    """
    if part not in PARTS:
        raise ValueError(f"there is no part {part} of the first steps")
    steps = app.extensions.setdefault("first_steps", [])
    steps.append(Step(part, name, note, done, act, endpoints, ends_sample))
    steps.sort(key=lambda each: PARTS.index(each.part))


def of(app: Flask) -> list[Step]:
    """All of them in order."""
    return app.extensions.get("first_steps", [])
