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
