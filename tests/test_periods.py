"""Months, quarters and years, wherever the company's fiscal year begins; and what people call them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from app.periods import KINDS, Period, of, parse, shift
from app.web.periods import label

DAYS = st.dates(date(1902, 1, 1), date(2990, 12, 31))
MONTHS = st.integers(1, 12)
A_KIND = st.sampled_from(KINDS)


@pytest.mark.parametrize(
    ("day", "kind", "fiscal_month", "first", "last", "word"),
    [
        (date(2026, 11, 22), "month", 4, date(2026, 11, 1), date(2026, 11, 30), "2026-11"),
        (date(2028, 2, 29), "month", 1, date(2028, 2, 1), date(2028, 2, 29), "2028-02"),
        (date(2026, 12, 31), "quarter", 1, date(2026, 10, 1), date(2026, 12, 31), "2026-Q4"),
        (date(2027, 1, 1), "quarter", 4, date(2027, 1, 1), date(2027, 3, 31), "2026-Q4"),
        (date(2027, 4, 1), "quarter", 4, date(2027, 4, 1), date(2027, 6, 30), "2027-Q1"),
        (date(2026, 12, 31), "quarter", 2, date(2026, 11, 1), date(2027, 1, 31), "2026-Q4"),
        (date(2026, 1, 31), "quarter", 2, date(2025, 11, 1), date(2026, 1, 31), "2025-Q4"),
        (date(2026, 6, 1), "year", 1, date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2026, 3, 31), "year", 4, date(2025, 4, 1), date(2026, 3, 31), "2025"),
        (date(2026, 4, 1), "year", 4, date(2026, 4, 1), date(2027, 3, 31), "2026"),
    ],
)
def test_a_day_lies_in_its_period(day, kind, fiscal_month, first, last, word):
    found = of(day, kind, fiscal_month)

    assert (found.first, found.last, found.word) == (first, last, word)


@given(DAYS, A_KIND, MONTHS)
def test_every_day_lies_in_exactly_one_period_of_a_kind(day, kind, fiscal_month):
    found = of(day, kind, fiscal_month)

    assert day in found
    assert day not in found.previous()
    assert day not in found.next()
    assert of(found.first, kind, fiscal_month) == of(found.last, kind, fiscal_month) == found


@given(DAYS, A_KIND, MONTHS)
def test_periods_follow_each_other_without_a_gap(day, kind, fiscal_month):
    found = of(day, kind, fiscal_month)

    assert found.next().first == found.last + timedelta(days=1)
    assert found.next().previous() == found
    assert found.previous().last + timedelta(days=1) == found.first


@given(DAYS, A_KIND, MONTHS)
def test_a_period_is_found_again_by_its_word(day, kind, fiscal_month):
    found = of(day, kind, fiscal_month)

    assert parse(found.word, fiscal_month) == found


@given(DAYS, MONTHS)
def test_a_year_is_its_four_quarters_and_a_quarter_its_three_months(day, fiscal_month):
    year, quarter = of(day, "year", fiscal_month), of(day, "quarter", fiscal_month)
    quarters = [parse(f"{year.word}-Q{number}", fiscal_month) for number in (1, 2, 3, 4)]
    months = [of(shift(quarter.first, "month", number), "month", fiscal_month) for number in (0, 1, 2)]

    assert quarter in quarters
    assert (quarters[0].first, quarters[3].last) == (year.first, year.last)
    assert (months[0].first, months[2].last) == (quarter.first, quarter.last)


@pytest.mark.parametrize(
    "word",
    ["", "2026-Q5", "2026-Q0", "2026-13", "2026-00", "2026-1", "2026-q4", "2026-11-22", "26", "0000", "1899", "3000-01",
     "2026 ", "２０２６", "2026-Q4\n", "last"],
)  # fmt: skip
def test_other_words_are_no_period(word):
    assert parse(word) is None


@pytest.mark.parametrize(
    ("day", "kind", "count", "expected"),
    [
        (date(2026, 1, 31), "month", 1, date(2026, 2, 28)),
        (date(2028, 1, 31), "month", 1, date(2028, 2, 29)),
        (date(2026, 3, 31), "month", -1, date(2026, 2, 28)),
        (date(2028, 2, 29), "year", 1, date(2029, 2, 28)),
        (date(2026, 11, 30), "quarter", 1, date(2027, 2, 28)),
        (date(2026, 12, 15), "month", 1, date(2027, 1, 15)),
        (date(2026, 1, 15), "quarter", -1, date(2025, 10, 15)),
        (date(2026, 5, 5), "year", 0, date(2026, 5, 5)),
    ],
)
def test_a_day_is_moved_by_whole_months(day, kind, count, expected):
    assert shift(day, kind, count) == expected


@given(DAYS, A_KIND, MONTHS, st.integers(-4, 4))
def test_what_is_moved_lands_as_many_periods_on(day, kind, fiscal_month, count):
    target = of(day, kind, fiscal_month)
    for _step in range(abs(count)):
        target = target.next() if count > 0 else target.previous()

    assert shift(day, kind, count) in target


@given(DAYS, DAYS, A_KIND, st.integers(-8, 8))
def test_moving_keeps_the_order_of_days(one, other, kind, count):
    earlier, later = sorted((one, other))

    assert shift(earlier, kind, count) <= shift(later, kind, count)


@given(DAYS, A_KIND, st.integers(-8, 8))
def test_moving_there_and_back_loses_days_only_at_the_end_of_a_month(day, kind, count):
    back = shift(shift(day, kind, count), kind, -count)

    assert back == day or (day.day > 28 and back < day and back.month == day.month)


@pytest.mark.parametrize(
    ("period", "english", "chinese"),
    [
        (Period("month", date(2026, 11, 1)), "November 2026", "2026 年 11 月"),
        (Period("quarter", date(2026, 10, 1)), "Q4 2026", "2026 年第 4 季度"),
        (Period("year", date(2026, 1, 1)), "Year 2026", "2026 年"),
        (Period("month", date(2027, 1, 1), 4), "January 2027", "2027 年 1 月"),
        (Period("quarter", date(2027, 1, 1), 4), "Q4 of fiscal year 2026/27", "2026/27 财年第 4 季度"),
        (Period("year", date(2099, 4, 1), 4), "Fiscal year 2099/00", "2099/00 财年"),
    ],
)
def test_periods_are_called_as_people_call_them(app, period, english, chinese):
    with app.test_request_context():
        with force_locale("en"):
            assert label(period) == english
        with force_locale("zh_Hans_CN"):
            assert label(period) == chinese
