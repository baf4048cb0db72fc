"""Months, and goals beyond them; the days one looks at."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.tasks.load import pace, spans
from app.tasks.load.pace import Best

TODAY = date(2026, 11, 25)  # a Wednesday
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2024, 3, 1), date(2024, 3, 31), 1),
        (date(2024, 1, 1), date(2024, 3, 31), 3),
        (date(2026, 2, 1), date(2026, 2, 14), Fraction(1, 2)),
        (date(2026, 4, 16), date(2026, 5, 31), Fraction(3, 2)),
        (date(2026, 4, 7), date(2026, 4, 7), Fraction(1, 30)),
    ],
)
def test_a_whole_month_is_one_and_a_part_its_share_of_the_days(first, last, months):
    assert pace.months(first, last) == months


@given(days, st.integers(0, 400), st.integers(1, 400))
def test_months_add_up_however_one_cuts_them(first, length, rest):
    middle, last = first + timedelta(days=length), first + timedelta(days=length + rest)

    parts = pace.months(first, middle) + pace.months(middle + timedelta(days=1), last)

    assert parts == pace.months(first, last)


@pytest.mark.parametrize(
    ("quantity", "first", "last", "beyond"),
    [
        (100, date(2026, 12, 1), date(2026, 12, 31), True),  # the source's bad example
        (13, date(2026, 12, 1), date(2026, 12, 31), True),
        (12, date(2026, 12, 1), date(2026, 12, 31), False),
        (36, date(2026, 10, 1), date(2026, 12, 31), False),
        (37, date(2026, 10, 1), date(2026, 12, 31), True),
        (1, date(2026, 12, 1), date(2026, 12, 1), False),  # thirty a month only in name
        (5, date(2026, 12, 1), date(2026, 12, 3), True),
    ],
)
def test_a_goal_is_held_against_the_best_month_by_its_days(quantity, first, last, beyond):
    best = Best(Fraction(12), date(2026, 5, 1))

    assert pace.is_beyond(Decimal(quantity), first, last, best) == beyond


def test_the_last_months_end_today():
    assert pace.last_months(date(2026, 3, 15), 3) == [
        (date(2026, 3, 1), date(2026, 3, 15)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 1, 1), date(2026, 1, 31)),
    ]


@pytest.mark.parametrize(("first_weekday", "begins"), [(1, date(2026, 11, 23)), (7, date(2026, 11, 22))])
def test_weeks_begin_as_the_company_has_it(first_weekday, begins):
    assert spans.week_of(TODAY, first_weekday) == (begins, begins + timedelta(days=6))


@pytest.mark.parametrize(
    ("first", "last", "window"),
    [
        (None, None, (TODAY, TODAY + timedelta(days=6))),  # no days: the coming seven
        (date(2026, 11, 2), date(2026, 11, 30), (TODAY, date(2026, 11, 30))),  # begun: what is left of it
        (date(2026, 12, 1), None, (date(2026, 12, 1), date(2026, 12, 7))),
        (date(2026, 11, 2), date(2026, 11, 9), (TODAY, TODAY)),  # over
        (None, date(2199, 1, 1), (TODAY, TODAY + spans.LONGEST)),
        (None, date(9999, 12, 31), (TODAY, TODAY + timedelta(days=6))),  # nobody means that
    ],
)
def test_the_days_of_a_task_are_looked_at_from_today_on(first, last, window):
    assert spans.window_of(first, last, TODAY) == window


@given(st.none() | days, st.none() | days, days)
def test_any_days_make_a_window_that_is_not_over(first, last, today):
    begins, ends = spans.window_of(first, last, today)

    assert today <= begins <= ends <= begins + spans.LONGEST
