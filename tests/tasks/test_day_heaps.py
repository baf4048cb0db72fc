"""In which heap of a day a task lies: the rule, and that the statement says the same."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from types import SimpleNamespace

import pytest

from app.tasks.day.heaps import GOING, HANDED, LATE, NEXT, REST, TODAY, heap_of
from app.tasks.day.queries import MOST, MOST_FOR_TODAY, agenda, waiting_for
from app.tasks.model import OPEN
from tests.tasks.factories import a_criterion, a_task

FRIDAY = date(2026, 11, 20)
NEXT_FRIDAY = date(2026, 11, 27)


@pytest.fixture
def acme(world):
    with world.acme.inside(world.alice):
        yield world


def due(days, state="todo", starts=None):
    begins = None if starts is None else FRIDAY + timedelta(days=starts)
    return SimpleNamespace(
        state=state, starts_on=begins, due_on=None if days is None else FRIDAY + timedelta(days=days)
    )


@pytest.mark.parametrize(
    ("task", "heap"),
    [
        (due(-1), LATE),
        (due(-1, "returned"), LATE),
        (due(-1, "submitted"), HANDED),
        (due(0), TODAY),
        (due(1), NEXT),
        (due(7, "doing"), NEXT),
        (due(8), REST),
        (due(8, "doing"), GOING),
        (due(30, "returned"), GOING),
        (due(30, starts=0), GOING),
        (due(30, starts=1), REST),
        (due(None), REST),
        (due(None, "doing"), GOING),
    ],
)
def test_a_task_lies_in_one_heap(task, heap):
    assert heap_of(task, FRIDAY, NEXT_FRIDAY) == heap


def test_the_statement_says_what_the_rule_says(acme):
    bob = acme.bob.member_id
    made = []
    for state, days, starts in product(OPEN, (-30, -1, 0, 1, 7, 8, 40, None), (-3, 0, 5, None)):
        begins = None if starts is None else FRIDAY + timedelta(days=min(starts, 40 if days is None else days))
        ends = None if days is None else FRIDAY + timedelta(days=days)
        done = {"done_on": FRIDAY} if state == "submitted" else {}
        made.append(a_task(bob, state=state, due_on=ends, starts_on=begins, **done))

    found = agenda(bob, FRIDAY, NEXT_FRIDAY)

    expected = {}
    for task in made:
        expected.setdefault(heap_of(task, FRIDAY, NEXT_FRIDAY), set()).add(task.id)
    assert found.counts == {heap: len(ids) for heap, ids in expected.items()}
    for heap, ids in expected.items():
        shown = {row.id for row in found.rows[heap]}
        assert shown <= ids
        room = 1 if heap == REST else MOST_FOR_TODAY if heap in (LATE, TODAY) else MOST
        assert len(shown) == min(len(ids), room)


def test_the_longest_overdue_comes_first_and_the_important_before_its_like(acme):
    bob = acme.bob.member_id
    for title, days, important in (("b", -1, False), ("a", -1, True), ("oldest", -9, False)):
        a_task(bob, title, due_on=FRIDAY + timedelta(days=days), is_important=important)

    assert [row.title for row in agenda(bob, FRIDAY, NEXT_FRIDAY).rows[LATE]] == ["oldest", "a", "b"]


def test_more_than_a_page_holds_is_counted(acme):
    for _number in range(MOST_FOR_TODAY + 5):
        a_task(acme.bob.member_id, due_on=FRIDAY, starts_on=None)

    found = agenda(acme.bob.member_id, FRIDAY, NEXT_FRIDAY)

    assert (len(found.rows[TODAY]), found.counts[TODAY]) == (MOST_FOR_TODAY, MOST_FOR_TODAY + 5)


def test_days_to_come_are_counted_without_what_is_handed_in(acme):
    bob, monday = acme.bob.member_id, FRIDAY + timedelta(days=3)
    a_task(bob, due_on=monday, starts_on=None)
    a_task(bob, due_on=monday, starts_on=None, state="submitted", done_on=FRIDAY)
    a_task(bob, due_on=None, starts_on=None)

    found = agenda(bob, FRIDAY, NEXT_FRIDAY, [FRIDAY + timedelta(days=1), monday])

    assert list(found.due.values()) == [0, 1]
    assert found.later == 1


def test_of_others_of_wholes_and_of_what_has_ended_nothing_is_said(acme):
    bob = acme.bob.member_id
    a_task(acme.sam.member_id, due_on=FRIDAY)
    a_task(bob, due_on=FRIDAY, is_split=True)
    a_task(bob, due_on=FRIDAY, state="cancelled")
    a_task(bob, due_on=FRIDAY, state="accepted", done_on=FRIDAY)

    assert sum(agenda(bob, FRIDAY, NEXT_FRIDAY).counts.values()) == 0


def test_who_asks_for_support_is_told_wherever_the_task_lies(acme):
    bob = acme.bob.member_id
    for days in (-1, 60):
        a_task(bob, f"In {days} days", due_on=FRIDAY + timedelta(days=days), starts_on=None, support="Help")

    found = agenda(bob, FRIDAY, NEXT_FRIDAY)

    assert {row.title for row in found.asking} == {"In -1 days", "In 60 days"}


def test_work_without_an_effort_is_counted_up_to_today(acme):
    bob = acme.bob.member_id
    a_task(bob, due_on=FRIDAY)
    a_task(bob, due_on=FRIDAY, effort_minutes=60)
    a_task(bob, due_on=NEXT_FRIDAY)

    assert agenda(bob, FRIDAY, NEXT_FRIDAY).unweighed == 1


def test_what_waits_longest_comes_first_and_says_what_is_not_met(acme):
    mia, bob = acme.mia.member_id, acme.bob.member_id
    a_task(bob, "First", acceptor_id=mia, state="submitted")
    second = a_task(bob, "Second", acceptor_id=mia, state="submitted")
    a_criterion(second, is_met=True)
    a_criterion(second)
    a_task(bob, "Another's", acceptor_id=acme.alice.member_id, state="submitted")
    a_task(bob, "Still worked on", acceptor_id=mia)

    found = waiting_for(mia)

    assert [(row.title, row.unmet) for row in found.rows] == [("First", False), ("Second", True)]
    assert found.count == 2
