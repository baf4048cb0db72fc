"""A table comes in once more: what its rows change, which task they mean, and what taking back gives back."""

from __future__ import annotations

from decimal import Decimal

from app.clock import now
from app.imports import removing
from app.notices.model import Notice
from app.tasks import calling_off, working
from tests.imports.bringing import all_of
from tests.tasks.factories import a_task
from tests.tasks.tables import (
    SOURCE,
    all_tasks,
    bring,
    called,
    complaints,
    day,
    member,
    names,
    table,
    take_back,
)


def test_rows_change_what_is_there_and_taking_back_sets_it_as_it_was(world):
    with world.acme.inside(world.mia):
        call = a_task(
            world.bob.member_id, "Call", acceptor_id=world.mia.member_id, created_by_id=world.mia.member_id,
            goal="5 calls", goal_quantity=Decimal(5), unit="calls", starts_on=day(1, 1), due_on=day(1, 5),
            state="doing", actual=Decimal(2),
        ).id  # fmt: skip

    result = bring(
        world.mia, table("Call | 6 calls | | Bob | 2024-01-02 | 2024-01-08 | 2024-01-09 | Good (6 calls) | Mia | Late")
    )

    after = all_tasks(world.alice)["Call"]
    assert (result.outcomes, after.id) == (["updated"], call)
    assert (after.goal_quantity, after.starts_on, after.due_on, after.note) == (6, day(1, 2), day(1, 8), "Late")
    assert (after.state, after.grade, after.actual, after.is_late) == ("accepted", "good", 6, True)

    take_back(world.mia, result)

    again = all_tasks(world.alice)["Call"]
    assert (again.goal_quantity, again.goal, again.due_on, again.note) == (5, "5 calls", day(1, 5), None)
    assert (again.state, again.grade, again.actual, again.done_on, again.is_late) == ("doing", None, 2, None, False)
    assert again.accepted_at is again.submitted_at is again.accepted_by_id is None


def test_taking_back_the_example_leaves_nothing_of_it(world):
    people = len(names(world.alice))
    result = bring(world.alice, SOURCE)

    counts = take_back(world.alice, result)

    assert counts == {"removed": 3 + 1 + 4, "restored": 0, "kept": 0}
    assert all_tasks(world.alice) == {}
    assert len(names(world.alice)) == people


def test_a_task_somebody_works_on_stays_with_all_of_its_parts(world):
    source = table(
        "Q1 | 30 leads | 20 leads from the web | Bob | | | | | Mia |",
        " | | 10 leads by phone | Sam | | | | | Mia |",
        "Alone | 5 calls | | Sam | | | | | Mia |",
    )
    result = bring(world.alice, source)
    with world.acme.inside(world.bob):
        part = called("20 leads from the web")
        working.start(part, by=member(world.bob), at=now())

    counts = take_back(world.alice, result)

    assert counts == {"removed": 1, "restored": 0, "kept": 3}
    assert set(all_tasks(world.alice)) == {"Q1", "20 leads from the web", "10 leads by phone"}


def test_many_parts_go_with_their_whole_over_more_than_one_batch(world, monkeypatch):
    monkeypatch.setattr(removing, "BATCH", 2)
    rows = [f"Q1 | 5 leads | {number} leads by way {number} | Bob | | | | | |" for number in range(1, 8)]
    result = bring(world.alice, table(*rows))

    assert take_back(world.alice, result) == {"removed": 8, "restored": 0, "kept": 0}


def test_a_new_row_joins_the_task_of_its_name_and_leaves_it_when_taken_back(world):
    first = "Q1 | 30 leads | 20 leads from the web | Bob | | | 2024-01-04 | Excellent (25 leads) | Mia |"
    bring(world.alice, table(first))
    assert all_tasks(world.alice)["Q1"].state == "submitted"

    result = bring(world.alice, table(first, "Q1 | 30 leads | 10 leads by phone | Sam | | | | | Mia |"))

    tasks = all_tasks(world.alice)
    assert result.outcomes == ["unchanged", "created"]
    assert result.sentences == []  # twenty that are there and ten are thirty
    assert (tasks["10 leads by phone"].parent_id, tasks["10 leads by phone"].position) == (tasks["Q1"].id, 1)
    assert (tasks["Q1"].state, tasks["Q1"].actual) == ("doing", 25)

    take_back(world.alice, result)

    assert "10 leads by phone" not in all_tasks(world.alice)
    assert all_tasks(world.alice)["Q1"].state == "submitted"


def test_a_part_that_is_finished_by_a_row_takes_its_whole_along(world):
    row = "Q1 | 20 leads | 20 leads from the web | Bob | | | {done} | {quality} | Mia |"
    bring(world.alice, table(row.format(done="", quality="")))

    result = bring(world.alice, table(row.format(done="2024-01-04", quality="E (25)")))

    assert result.outcomes == ["updated"]
    whole = all_tasks(world.alice)["Q1"]
    assert (whole.state, whole.actual, whole.done_on) == ("submitted", 25, day(1, 4))
    told = all_of(world.alice, Notice, Notice.kind == "task.submitted", Notice.subject_id == whole.id)
    assert [one.member_id for one in told] == [world.mia.member_id]

    take_back(world.alice, result)

    assert (all_tasks(world.alice)["Q1"].state, all_tasks(world.alice)["Q1"].actual) == ("doing", None)


def test_rows_give_their_whole_another_goal_once_and_taking_back_gives_it_back(world):
    part = "20 leads from the web | Bob | | | | | Mia |"
    other = "10 leads by phone | Sam | | | | | Mia |"
    bring(world.alice, table(f"Q1 | 20 leads | {part}", f"Q1 | 20 leads | {other}"))

    result = bring(world.alice, table(f"Q1 | 30 leads | {part}", f"Q1 | 40 leads | {other}"))

    assert result.outcomes == ["updated", "failed"]
    assert "Another row gives this task another goal." in result.sentences
    assert all_tasks(world.alice)["Q1"].goal_quantity == 30

    take_back(world.alice, result)

    assert all_tasks(world.alice)["Q1"].goal_quantity == 20


def test_what_is_accepted_stays_as_it_was_agreed(world):
    row = "Call | 5 calls | | Bob | 2024-01-01 | 2024-01-05 | 2024-01-05 | {quality} | Mia | {note}"
    bring(world.alice, table(row.format(quality="Good (5 calls)", note="")))

    other = bring(world.alice, table(row.format(quality="Excellent (9 calls)", note="")))
    note = bring(world.alice, table(row.format(quality="Good (5 calls)", note="Well done")))

    assert other.outcomes == ["failed"]
    assert "Reopen it first." in other.sentences[0]
    assert note.outcomes == ["updated"]
    call = all_tasks(world.alice)["Call"]
    assert (call.grade, call.actual, call.note) == ("good", 5, "Well done")


def test_a_task_that_comes_round_is_told_apart_by_its_days(world):
    january = "Report | | | Bob | 2024-01-29 | 2024-01-31 | 2024-01-31 | Good | Mia |"
    february = "Report | | | Bob | 2024-02-26 | 2024-02-29 | | | Mia |"
    bring(world.alice, table(january))

    second = bring(world.alice, table(january, february))
    third = bring(world.alice, table(february, january))

    assert second.outcomes == ["unchanged", "created"]
    assert third.outcomes == ["unchanged", "unchanged"]


def test_an_open_task_with_other_days_is_the_same_planned_anew(world):
    bring(world.alice, table("Report | | | Bob | 2024-01-29 | 2024-01-31 | | | Mia |"))

    result = bring(world.alice, table("Report | | | Bob | 2024-01-29 | 2024-02-02 | | | Mia |"))

    assert result.outcomes == ["updated"]
    assert all_tasks(world.alice)["Report"].due_on == day(2, 2)


def test_of_several_open_tasks_with_other_days_none_is_chosen(world):
    bring(world.alice, table(*(f"Report | | | Bob | | 2024-0{month}-28 | | | Mia |" for month in (1, 2))))

    result = bring(world.alice, table("Report | | | Bob | | 2024-03-28 | | | Mia |"))

    assert complaints(result) == [(2, "", "ambiguous", "error")]


def test_what_was_cancelled_stays_so(world):
    row = table("Fair | 15 leads | | Bob | | | | | Mia |")
    bring(world.alice, row)
    with world.acme.inside(world.alice):
        calling_off.cancel(called("Fair"), by=member(world.alice), at=now(), reason="No fair this year")

    result = bring(world.alice, row)

    assert result.outcomes == ["skipped"]
    assert all_tasks(world.alice)["Fair"].state == "cancelled"
