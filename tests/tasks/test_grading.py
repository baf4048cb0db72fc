"""Grades by the company's bands: left-closed, without gap or overlap, exact to the last fraction."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.tasks import grading
from app.tasks.grading import GRADES, SPLIT, USUAL, Band, attainment, faults, grade_of, percent

floors = st.lists(st.integers(0, 1_000_000), min_size=1, max_size=5, unique=True).map(lambda some: sorted(some)[::-1])
ratios = st.fractions(min_value=0, max_value=200, max_denominator=10_000)


@pytest.mark.parametrize(
    ("actual", "goal", "shown", "grade"),
    [(25, 20, 125, "excellent"), (15, 15, 100, "good"), (12, 15, 80, "fair")],
)
def test_at13_the_worked_example_of_the_toolbox(actual, goal, shown, grade):
    ratio = attainment(actual, goal)

    assert percent(ratio) == shown
    assert grade_of(ratio, USUAL) == grade


def test_at14_a_whole_follows_from_its_parts():
    assert 20 + 15 + 15 == 50
    ratio = attainment(25 + 15 + 12, 50)

    assert percent(ratio) == 104
    assert grade_of(ratio, USUAL) == "good"


@pytest.mark.parametrize(
    ("ratio", "usual", "split"),
    [
        (Fraction(12, 10), "excellent", "excellent"),
        (Fraction(11_999_999, 10_000_000), "good", "good"),
        (Fraction(1), "good", "good"),
        (Fraction(9_999_999, 10_000_000), "fair", "improve"),
        (Fraction(9, 10), "fair", "improve"),
        (Fraction(8_999_999, 10_000_000), "fair", "fair"),
        (Fraction(8, 10), "fair", "fair"),
        (Fraction(7_999_999, 10_000_000), "poor", "poor"),
        (Fraction(0), "poor", "poor"),
    ],
)
def test_bands_begin_at_their_floor_and_end_before_the_next(ratio, usual, split):
    assert grade_of(ratio, USUAL) == usual
    assert grade_of(ratio, SPLIT) == split


def test_less_is_better_counts_what_is_spared_and_never_falls_below_zero():
    assert attainment(8, 10, lower_is_better=True) == Fraction(12, 10)
    assert attainment(10, 10, lower_is_better=True) == 1
    assert attainment(12, 10, lower_is_better=True) == Fraction(8, 10)
    assert attainment(25, 10, lower_is_better=True) == 0


def test_a_third_is_not_rounded_into_a_better_grade():
    ratio = attainment(Decimal("79.99"), Decimal(100))

    assert percent(ratio) == 80
    assert grade_of(ratio, USUAL) == "poor"


@pytest.mark.parametrize(("actual", "goal"), [(1, 0), (1, -5), (-1, 5)])
def test_a_goal_of_nothing_and_a_negative_actual_are_no_ratio(actual, goal):
    with pytest.raises(ValueError, match="goal"):
        attainment(actual, goal)


@given(floors, ratios)
def test_bands_without_fault_give_every_ratio_exactly_one_grade(some, ratio):
    bands = [Band(grade, floor) for grade, floor in zip(GRADES, some, strict=False)]
    bands[-1] = Band(bands[-1].grade, 0)
    assume(not faults(bands))  # the last but one may begin at zero too

    edges = [None, *(band.floor for band in bands)]
    holding = [
        band.grade
        for band, above in zip(bands, edges, strict=False)
        if band.begins <= ratio and (above is None or ratio < Fraction(above, 10_000))
    ]

    assert holding == [grade_of(ratio, bands)]


@given(st.lists(st.integers(-100, 20_000), min_size=1, max_size=5))
def test_bands_with_a_fault_leave_a_ratio_with_none_or_two_or_in_disorder(some):
    bands = [Band(grade, floor) for grade, floor in zip(GRADES, some, strict=False)]

    is_sound = some[-1] == 0 and all(above > here for above, here in pairwise(some))

    assert (faults(bands) == []) == is_sound


@given(ratios, ratios)
def test_who_reaches_more_is_never_graded_worse(one, other):
    better, worse = max(one, other), min(one, other)

    assert GRADES.index(grade_of(better, SPLIT)) <= GRADES.index(grade_of(worse, SPLIT))


def test_each_fault_is_named_with_its_place():
    assert faults([]) == [(0, "none")]
    assert faults([Band("good", 10_000), Band("poor", 10_000)]) == [(1, "same"), (1, "gap")]
    assert faults([Band("good", 8_000), Band("fair", 9_000), Band("poor", 0)]) == [(1, "order")]
    assert faults([Band("good", 10_000), Band("poor", -1)]) == [(1, "negative")]
    assert faults([Band("good", 10_000), Band("fair", 100)]) == [(1, "gap")]
    assert faults(USUAL) == faults(SPLIT) == []


@pytest.mark.parametrize(
    ("ratio", "digits", "shown"),
    [
        (Fraction(10666, 10000), 0, "107"),
        (Fraction(1, 3), 1, "33.3"),
        (Fraction(5, 1000), 0, "1"),
        (Fraction(0), 0, "0"),
    ],
)
def test_percent_is_rounded_half_up_once(ratio, digits, shown):
    assert str(percent(ratio, digits)) == shown


def test_a_band_ends_where_the_better_one_begins():
    assert [grading.ceiling_of(place, USUAL) for place in range(4)] == [None, 12_000, 10_000, 8_000]
