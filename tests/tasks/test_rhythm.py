"""On which days what comes round is due: once a period."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.tasks.planning import rhythm


@pytest.mark.parametrize(
    ("every", "on_day", "first", "fiscal_month", "day"),
    [
        ("week", 1, date(2026, 3, 2), 1, date(2026, 3, 2)),
        ("week", 1, date(2026, 3, 3), 1, date(2026, 3, 9)),
        ("month", 31, date(2026, 1, 31), 1, date(2026, 1, 31)),
        ("month", 31, date(2026, 2, 1), 1, date(2026, 2, 28)),
        ("month", 31, date(2028, 2, 1), 1, date(2028, 2, 29)),  # a leap year
        ("month", 29, date(2028, 2, 29), 1, date(2028, 2, 29)),
        ("month", 30, date(2027, 2, 28), 1, date(2027, 2, 28)),
        ("month", 15, date(2026, 12, 16), 1, date(2027, 1, 15)),
        ("quarter", 5, date(2026, 1, 6), 1, date(2026, 4, 5)),
        ("quarter", 31, date(2026, 4, 1), 1, date(2026, 4, 30)),
        ("quarter", 5, date(2026, 1, 6), 2, date(2026, 2, 5)),  # the fiscal year begins in February
        ("quarter", 31, date(2027, 12, 1), 3, date(2027, 12, 31)),
    ],
)
def test_the_next_day(every, on_day, first, fiscal_month, day):
    assert rhythm.next_on(every, on_day, first, fiscal_month) == day


@given(
    st.sampled_from(rhythm.EVERY), st.integers(1, 31), st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 12)
)
def test_days_follow_each_other_one_a_period(every, on_day, first, fiscal_month):
    on_day = (on_day - 1) % 7 + 1 if every == "week" else on_day
    day = rhythm.next_on(every, on_day, first, fiscal_month)
    after = rhythm.next_on(every, on_day, day + timedelta(days=1), fiscal_month)

    assert first <= day < after
    least, most = {"week": (7, 7), "month": (28, 31), "quarter": (89, 92)}[every]
    assert least <= (after - day).days <= most
