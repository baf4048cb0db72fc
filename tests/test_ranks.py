"""Places in a column."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import ranks


def test_the_first_card_of_a_column_has_a_short_key():
    assert ranks.between(None, None) == "a0"


@given(st.lists(st.integers(0, 10_000), max_size=60))
def test_a_card_put_anywhere_stands_between_its_neighbours(places: list[int]):
    column: list[str] = []

    for place in places:
        at = place % (len(column) + 1)
        low = column[at - 1] if at else None
        high = column[at] if at < len(column) else None
        column.insert(at, ranks.between(low, high))

    assert column == sorted(set(column))
    assert all(ranks.is_key(key) for key in column)


def test_a_thousand_cards_put_on_top_keep_short_keys():
    key = None
    for _ in range(1000):
        key = ranks.between(None, key)

    assert key is not None
    assert len(key) <= 4


def test_a_thousand_cards_put_at_the_end_keep_short_keys():
    keys = ranks.spread(1000)

    assert keys == sorted(keys)
    assert len(keys[-1]) <= 4


def test_what_is_newest_stands_above_all_that_was_made_before():
    before = ["a0", *ranks.spread(3), "Zz", ranks.newest()]
    for _ in range(50):
        before.append(ranks.between(None, min(before)))
    time.sleep(0.001)
    newest = ranks.newest()

    assert ranks.is_key(newest)
    assert newest < min(before)
    assert newest < ranks.between(newest, min(before)) < min(before)


def test_always_between_the_same_two_grows_slowly():
    low, high = "a0", "a1"
    for _ in range(100):
        high = ranks.between(low, high)

    assert low < high < "a1"
    assert len(high) <= ranks.LONGEST


@pytest.mark.parametrize("pair", [("a1", "a0"), ("a1", "a1"), ("?", None), ("", "a0"), ("a00", "a1"), (None, "b1")])
def test_keys_out_of_order_or_not_made_here_are_refused(pair: tuple[str | None, str | None]):
    with pytest.raises(ranks.Crowded):
        ranks.between(*pair)
