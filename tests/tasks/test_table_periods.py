"""The table's days: quarters and years as the company counts them."""

from __future__ import annotations

from datetime import date

import pytest

from app.tasks.table import periods
from app.web.asking import Words

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("query", "fiscal_month", "first", "last"),
    [
        ("", 1, (2026, 10, 1), (2026, 12, 31)),
        ("period=nonsense", 1, (2026, 10, 1), (2026, 12, 31)),
        ("", 2, (2026, 11, 1), (2027, 1, 31)),
        ("", 3, (2026, 9, 1), (2026, 11, 30)),
        ("", 12, (2026, 9, 1), (2026, 11, 30)),
        ("period=last-quarter", 1, (2026, 7, 1), (2026, 9, 30)),
        ("period=last-quarter", 2, (2026, 8, 1), (2026, 10, 31)),
        ("period=next-quarter", 1, (2027, 1, 1), (2027, 3, 31)),
        ("period=this-year", 1, (2026, 1, 1), (2026, 12, 31)),
        ("period=this-year", 4, (2026, 4, 1), (2027, 3, 31)),
        ("period=this-year", 12, (2025, 12, 1), (2026, 11, 30)),
        ("period=last-year", 4, (2025, 4, 1), (2026, 3, 31)),
        ("period=days&from=2024-01-01&to=2024-03-31", 1, (2024, 1, 1), (2024, 3, 31)),
        ("period=days", 1, (2026, 10, 1), (2026, 12, 31)),
        ("period=last-quarter&from=2024-01-01", 1, (2026, 7, 1), (2026, 9, 30)),
    ],
)
def test_a_period_has_its_first_and_last_day(query, fiscal_month, first, last):
    found = periods.read(Words(query), TODAY, fiscal_month)

    assert (found.first, found.last) == (date(*first), date(*last))


def test_a_stretch_may_be_open_on_one_side_or_both():
    some = periods.read(Words("period=days&to=2024-03-31"), TODAY, 1)

    assert (some.first, some.last) == (None, date(2024, 3, 31))
    assert periods.read(Words("period=all"), TODAY, 1) == periods.Period("all", None, None)
