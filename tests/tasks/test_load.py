"""How full somebody's days are, and whom a task suits."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.tasks.load import queries, spread, suitability
from app.tasks.load.spread import Window, between, share, still_open
from app.tasks.load.workdays import last_workday, next_workday, workdays
from tests.tasks.factories import a_task

MONDAY = date(2026, 11, 23)
WEEK = tuple(MONDAY + timedelta(days=number) for number in range(60) if number % 7 < 5)


def day(number):
    return MONDAY + timedelta(days=number)


def this_week(today=MONDAY):
    return Window(MONDAY, day(6), today, WEEK)


@pytest.mark.parametrize(
    ("starts", "due", "today", "expected"),
    [
        (0, 4, 0, 600),  # all of it this week
        (0, 11, 0, 300),  # half of it
        (7, 11, 0, 0),  # none of it
        (-20, 4, 0, 600),  # begun long ago: what is left lies on the days left
        (-20, -3, 0, 600),  # overdue: today
        (0, 4, 3, 600),  # on Thursday all of what is left
        (5, 5, 0, 600),  # due on a Saturday
        (5, 12, 0, 0),  # begins on a Saturday, is worked next week
        (None, 4, 0, 600),  # no start: on its due day
    ],
)
def test_what_is_left_lies_on_the_working_days_left(starts, due, today, expected):
    begins = None if starts is None else day(starts)

    assert share(600, begins, day(due), this_week(day(today))) == expected


def test_a_task_without_a_day_burdens_no_day():
    assert share(600, MONDAY, None, this_week()) == 0


@given(st.integers(-30, 40), st.integers(0, 40), st.integers(1, 6000))
def test_a_task_is_shared_out_without_loss(starts, length, minutes):
    begins, ends = day(starts), day(starts + length)
    weeks = [Window(day(7 * number), day(7 * number + 6), MONDAY, WEEK) for number in range(20)]

    assert sum(share(minutes, begins, ends, week) for week in weeks) == minutes


def test_what_is_reached_is_no_longer_to_do():
    assert still_open(600, Decimal(15), Decimal(20)) == 150
    assert still_open(600, Decimal(25), Decimal(20)) == 0
    assert still_open(600, None, Decimal(20)) == still_open(600, Decimal(3), None) == 600


def test_capacity_counts_the_working_days_that_are_left():
    assert this_week().length == 5
    assert this_week(day(3)).length == 2
    assert between(WEEK, day(5), day(6)) == 0


@pytest.fixture
def acme(world):
    with world.acme.inside(world.alice):
        yield world


@pytest.mark.parametrize("offset", [0, 2, 5])
def test_the_statement_says_what_the_arithmetic_says(acme, offset):
    today = MONDAY + timedelta(days=offset)
    stretches = [(begins, length) for begins in (-40, -3, 0, 1, 4, 9) for length in (0, 1, 6, 20)]
    made = [_a_stretch(acme, today, place, *stretch) for place, stretch in enumerate(stretches)]
    for first, last in ((0, 6), (3, 12), (-5, 30), (5, 6)):
        begins, ends = today + timedelta(days=first), today + timedelta(days=last)
        found = queries.loads([acme.bob.member_id, acme.sam.member_id], begins, ends, today)
        expected = sum((_share_of(one, found.window) for one in made), Fraction(0))

        assert abs(found.of[acme.bob.member_id].minutes - expected) <= 1
        assert found.of[acme.sam.member_id].minutes == 0


def _a_stretch(acme, today, place, begins, length):
    days = {"starts_on": today + timedelta(days=begins), "due_on": today + timedelta(days=begins + length)}
    effort = {"effort_minutes": 60 * (place + 1), "actual": Decimal(place), "state": "doing"}
    return a_task(acme.bob.member_id, **days, **effort)


def _share_of(task, window):
    minutes = still_open(task.effort_minutes, task.actual, task.goal_quantity)
    return share(minutes, task.starts_on, task.due_on, window)


def test_parts_burden_their_owners_and_wholes_nobody(acme):
    whole = a_task(acme.bob.member_id, effort_minutes=600, is_split=True, starts_on=MONDAY, due_on=day(4))
    a_task(acme.sam.member_id, effort_minutes=120, parent_id=whole.id, starts_on=MONDAY, due_on=day(4))

    found = queries.loads([acme.bob.member_id, acme.sam.member_id], MONDAY, day(6), MONDAY)

    assert [found.of[one].minutes for one in (acme.bob.member_id, acme.sam.member_id)] == [0, 120]


def test_a_full_week_is_five_days_of_eight_hours_and_more_is_too_much(acme):
    a_task(acme.bob.member_id, effort_minutes=46 * 60, starts_on=MONDAY, due_on=day(4))

    load = queries.loads([acme.bob.member_id], MONDAY, day(6), MONDAY).of[acme.bob.member_id]

    assert (load.minutes, load.capacity, load.is_over, load.free) == (46 * 60, 40 * 60, True, -6 * 60)


def test_the_task_that_is_being_planned_is_left_out(acme):
    task = a_task(acme.bob.member_id, effort_minutes=600, starts_on=MONDAY, due_on=day(4))

    found = queries.loads([acme.bob.member_id], MONDAY, day(6), MONDAY, without=[task.id])

    assert found.of[acme.bob.member_id].minutes == 0


def test_the_spring_festival_is_no_working_time(acme):
    found, unknown = workdays(date(2026, 2, 14), date(2026, 2, 24))

    assert date(2026, 2, 14) in found  # a Saturday worked for the holidays
    assert date(2026, 2, 17) not in found
    assert unknown == ()


def test_a_year_nobody_has_published_is_said(acme):
    _found, unknown = workdays(date(2035, 1, 1), date(2035, 1, 31))

    assert unknown == (2035,)


def test_the_working_days_beside_a_weekend(acme):
    assert next_workday(date(2026, 11, 20)) == MONDAY
    assert last_workday(MONDAY) == date(2026, 11, 20)


def test_hard_tasks_go_to_the_best_three_of_ten():
    people = [uuid4() for _ in range(10)]
    suited = suitability.for_hard(dict(zip(people, (12, 9, 7, 5, 4, 3, 2, 1, 0, 0), strict=True)), 30)

    assert [suited[one].is_suited for one in people] == [True] * 3 + [False] * 7
    assert (suited[people[1]].why, suited[people[1]].value, suited[people[1]].place) == ("top", 9, 2)
    assert suited[people[9]].why == "none"


def test_equal_figures_are_equal_and_nothing_won_is_never_strong():
    people = [uuid4() for _ in range(4)]

    level = suitability.for_hard(dict.fromkeys(people, 3), 30)
    empty = suitability.for_hard(dict.fromkeys(people, 0), 30)

    assert all(one.is_suited for one in level.values())
    assert not any(one.is_suited for one in empty.values())


def test_basic_tasks_go_to_those_who_came_lately():
    new, old, unknown = uuid4(), uuid4(), uuid4()
    suited = suitability.for_basic({new: day(-89), old: day(-90), unknown: None}, MONDAY, 90)

    assert [suited[one].is_suited for one in (new, old, unknown)] == [True, False, None]
    assert suited[new].since == day(-89)


def test_referrals_go_to_those_to_whom_customers_brought_others():
    liked, other = uuid4(), uuid4()
    suited = suitability.for_referrals({liked: 4, other: 0})

    assert (suited[liked].is_suited, suited[other].is_suited) == (True, False)
    assert spread.between((), MONDAY, MONDAY) == 0
