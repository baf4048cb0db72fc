"""Kinds of work that exist only in these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app import outbox


@pytest.fixture
def handlers() -> Iterator[dict[str, outbox.Handler]]:
    """Whatever a test registers is gone afterwards."""
    before = dict(outbox.handlers)
    yield outbox.handlers
    outbox.handlers.clear()
    outbox.handlers.update(before)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The kills last longest, mostly waiting: they begin, and everything else runs beside them."""
    items.sort(key=lambda item: item.get_closest_marker("kill") is None)
