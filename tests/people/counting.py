"""How many statements an act sends to the database."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import event

from tenants.db import engine


def statements(act: Callable[[], object]) -> int:
    """The number of statements while `act` runs."""
    count = 0

    def one(*_args: object) -> None:
        nonlocal count
        count += 1

    event.listen(engine("app"), "before_cursor_execute", one)
    try:
        act()
    finally:
        event.remove(engine("app"), "before_cursor_execute", one)
    return count
