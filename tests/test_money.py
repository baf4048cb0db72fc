"""Money: typed as people type it, exact, rounded once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import money


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("380000", 38_000_000),
        ("380,000", 38_000_000),
        ("¥1 054.5", 105_450),
        ("38万", 38_000_000),
        ("38.5 万元", 38_500_000),
        ("3.2亿", 32_000_000_000),
        ("０．０１", 1),
        ("0.005", 1),
    ],
)
def test_amounts_are_read_as_people_type_them(typed, minor):
    assert money.parse(typed, "CNY") == minor


@pytest.mark.parametrize("typed", ["ample", "预算充足", "1-2", "NaN", "Infinity", "1e40", "--5", ""])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValueError):
        money.parse(typed, "CNY")


def test_a_currency_without_cents_has_none():
    assert money.parse("1054.5", "JPY") == 1055
    assert money.plain(1055, "JPY") == "1055"


@given(st.integers(0, money.LARGEST))
def test_what_stands_in_a_field_is_read_back_as_it_was(minor):
    assert money.parse(money.plain(minor, "CNY"), "CNY") == minor


@given(st.decimals(0, 10**9, places=6))
def test_rounding_is_half_up_and_within_half_a_fen(amount):
    minor = money.to_minor(amount, "CNY")

    assert abs(Decimal(minor) - amount * 100) <= Decimal("0.5")
