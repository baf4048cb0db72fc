"""How many statements an act sends to the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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


def statements_of_page(ask: Callable[[], Any]) -> int:
    """The same of a page, once what the company changes seldom is known; it must answer 200."""
    answers = [ask()]
    count = statements(lambda: answers.append(ask()))
    assert [one.status_code for one in answers] == [200, 200]
    return count
