"""A month as a sheet of weeks: days in, boxes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.tasks.calendar import month

NOVEMBER = date(2026, 11, 1)
MONTHS = st.dates(date(1950, 1, 1), date(2150, 12, 31)).map(lambda day: day.replace(day=1))
WEEKDAYS = st.integers(1, 7)


@dataclass(frozen=True)
class Due:
    due_on: date
    of_day: int = 1


@given(MONTHS, WEEKDAYS)
def test_a_sheet_is_whole_weeks_that_hold_the_month_and_no_week_besides(first, week_start):
    days = month.days(first, week_start)

    assert len(days) % 7 == 0
    assert {day.isoweekday() for day in days[::7]} == {week_start}
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert days[0] <= first < days[7]
    assert days[-7] <= month.after(first) - timedelta(days=1) <= days[-1]


@given(MONTHS)
def test_the_month_after_the_month_before_is_the_month_itself(first):
    assert month.after(month.before(first)) == month.before(month.after(first)) == first


@given(MONTHS)
def test_a_month_is_read_as_it_was_written(first):
    assert month.read(month.written(first), today=date(2026, 11, 24)) == first


@pytest.mark.parametrize(
    "text", [None, "", "2026", "2026-13", "1066-10", "9999-12", "2026-11-24", "now", "２０２６-11x"]
)
def test_what_is_no_month_is_this_month(text):
    assert month.read(text, today=date(2026, 11, 24)) == NOVEMBER


def test_a_box_knows_its_day():
    saturday, today = date(2026, 11, 7), date(2026, 11, 24)
    days = month.days(NOVEMBER, 1)
    workdays = [day for day in days if day.isoweekday() < 6]

    boxes = {
        box.day: box
        for box in month.sheet(
            NOVEMBER, days, today, workdays=workdays, names={saturday: "Founders' day"},
            tasks=[Due(today, 9), Due(today, 9), Due(date(2026, 12, 1))],
        )
    }  # fmt: skip

    assert len(boxes) == len(days)
    assert [day for day, box in boxes.items() if box.is_today] == [today]
    assert (boxes[saturday].works, boxes[saturday].name) == (False, "Founders' day")
    assert (boxes[today].works, boxes[today].total, boxes[today].more) == (True, 9, 7)
    assert (boxes[saturday].total, boxes[saturday].more) == (0, 0)
    assert not boxes[date(2026, 10, 26)].is_inside
    assert not boxes[date(2026, 12, 1)].is_inside
    assert boxes[date(2026, 12, 1)].total == 1
    assert sum(box.is_inside for box in boxes.values()) == 30


def test_the_same_month_of_another_year_is_outside():
    december = date(2026, 12, 1)

    inside = [box.day for box in month.sheet(december, [december, date(2025, 12, 1)], december, workdays=(), names={},
                                             tasks=())if box.is_inside]  # fmt: skip

    assert inside == [december]
