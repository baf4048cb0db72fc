"""The assignment and tracking table comes in: the paper's own example, and what is refused where."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from app.imports.guessing import guess_columns, guess_kind
from app.tasks.bringing import TASKS
from tests.tasks.tables import (
    CHINESE,
    ENGLISH,
    IN_ENGLISH,
    SOURCE,
    all_tasks,
    bring,
    cells,
    complaints,
    day,
    exported,
    names,
    table,
    upload,
)


@pytest.mark.parametrize(("heads", "language"), [(CHINESE, "zh"), (ENGLISH, "en")])
def test_the_paper_is_recognised_by_its_headings_in_either_language(app, heads, language):
    assert guess_kind(heads) is TASKS
    assert [guess.field.key for guess in guess_columns(TASKS, heads).values()] == [one.key for one in TASKS.fields]


@pytest.mark.parametrize(
    ("source", "title", "part"),
    [(SOURCE, "Q1新客户开发", "老客户转介绍获取15家线索"), (IN_ENGLISH, "Q1 new customers", "15 leads by referral")],
)
def test_the_example_comes_in_as_it_stands_in_the_book(world, source, title, part):
    result = bring(world.alice, source)

    assert result.counts == {"created": 3}
    tasks = all_tasks(world.alice)
    whole, last = tasks[title], tasks[part]
    parts = [task for task in tasks.values() if task.parent_id == whole.id]
    assert [(task.grade, task.actual, task.state) for task in parts] == [
        ("excellent", Decimal(25), "accepted"), ("good", Decimal(15), "accepted"), ("fair", Decimal(12), "accepted"),
    ]  # fmt: skip
    assert (whole.is_split, whole.goal_quantity, whole.actual, whole.done_on) == (True, 50, 52, day(3, 30))
    assert (whole.owner_id, whole.starts_on, whole.due_on) == (world.alice.member_id, day(3, 1), day(3, 31))
    assert (whole.state, whole.grade) == ("accepted", "good")  # 104 %; who accepted the parts does not work here
    assert (last.goal_quantity, last.done_on, last.is_late, last.proposed_grade) == (15, day(3, 30), False, "fair")
    assert names(world.alice)[last.acceptor_id] == names(world.alice)[last.accepted_by_id] in ("李*", "Li")


def test_the_example_goes_out_again_with_every_cell_and_its_figures(world):
    bring(world.alice, SOURCE)
    browser = world.browser(world.alice)
    browser.post("/profile", {"profile-name": "Alice", "profile-language": "zh"})

    rows = cells(exported(world.alice, browser))

    assert rows == [
        ["Q1新客户开发", "开发50家新客户", "线上推广获取20家线索", "张*", "2024-03-01", "2024-03-31", "2024-03-28",
         "优(完成25家线索)", "李*", "平台审核延迟3天,已协调解决"],
        ["Q1新客户开发", "开发50家新客户", "展会对接获取15家线索", "王*", "2024-03-10", "2024-03-25", "2024-03-25",
         "良(完成15家线索)", "李*", "展会人流低于预期,主动陌拜补充"],
        ["Q1新客户开发", "开发50家新客户", "老客户转介绍获取15家线索", "赵*", "2024-03-01", "2024-03-31", "2024-03-30",
         "中(完成12家线索)", "李*", "部分老客户对转介绍奖励不清楚"],
    ]  # fmt: skip


def test_what_went_out_changes_nothing_when_it_comes_back(world):
    bring(world.alice, SOURCE)
    before = exported(world.alice, world.browser(world.alice))

    result = bring(world.alice, before)

    assert result.counts == {"unchanged": 3}
    assert result.sentences == []
    assert exported(world.alice, world.browser(world.alice)) == before


def test_a_workbook_comes_back_as_well(world):
    bring(world.alice, IN_ENGLISH)

    result = bring(world.alice, exported(world.alice, world.browser(world.alice), "xlsx"), "table.xlsx")

    assert result.counts == {"unchanged": 3}


def test_the_preview_says_what_does_not_add_up_and_which_units_differ(world):
    result = bring(
        world.alice,
        table(
            "Q1 | 开发50家新客户 | 线上推广获取20家线索 | Bob | | | | | Mia |",
            " | | 展会对接获取15家线索 | Sam | | | | | Mia |",
        ),
    )

    assert result.counts == {"created": 2}
    assert result.sentences == [
        "The parts are 35 of 50: 15 missing.",
        "The parts count 家线索, the whole 家新客户: this presumes that each one becomes one.",
    ]
    assert {severity for *_rest, severity in complaints(result)} == {"note"}


def test_the_preview_tells_what_is_left_out_from_what_is_only_worth_a_word(world):
    import_id = upload(
        world.alice,
        table(
            "Sum | 50 leads | 20 leads from the web | Bob | | | | | Mia |",
            "Call | 5 calls | | Bob | | | 2024-01-04 | Good (as agreed) | Mia |",
        ),
    )

    page = world.browser(world.alice).get(f"imports/{import_id}/preview").text

    assert "The parts are 20 of 50: 30 missing.</span></p>" in page
    assert "“as agreed” is not a figure of what was reached. The row comes in without it.</span></p>" in page


def test_the_preview_tells_what_would_change_in_words_with_the_goal_of_the_whole(world):
    part = "20 leads from the web | Bob | | | | | Mia |"
    bring(world.alice, table(f"Q1 | 20 leads | {part}"))

    part = part.replace("| | | | |", "| | | 2024-01-04 | G (20) |")
    import_id = upload(world.alice, table(f"Q1 | Win 20 leads | {part}"))
    page = world.browser(world.alice).get(f"imports/{import_id}/preview").text

    told = [re.sub(r"<[^>]+>", " ", one).split() for one in re.findall(r"<span>([^<]+<del>.*?</ins>)", page)]
    assert sorted(" ".join(words) for words in told) == [
        "Done — 4 Jan 2024", "Goal — Win 20 leads", "Grade — Good", "Reached — 20", "State To do Accepted",
    ]  # fmt: skip


def test_merged_cells_speak_for_the_rows_below_them(world):
    bring(
        world.alice,
        table(
            "Q1 | 30 leads | 20 leads from the web | Bob | | | | | Mia |",
            " | | 10 leads by phone | Mia | | | | | |",
            "Q1 | | 5 leads by chance | Sam | | | | | Tara |",
            "Tidy up | | | Sam | | | | | |",
        ),
    )  # fmt: skip

    tasks = all_tasks(world.alice)
    whole = tasks["Q1"]
    parts = [task for task in tasks.values() if task.parent_id == whole.id]
    assert [(part.title, part.position) for part in parts] == [
        ("20 leads from the web", 0), ("10 leads by phone", 1), ("5 leads by chance", 2),
    ]  # fmt: skip
    mia, tara = world.mia.member_id, world.tara.member_id
    assert [part.acceptor_id for part in parts] == [mia, None, tara]  # Mia does not accept her own work
    assert tasks["Tidy up"].goal is None


def test_a_row_stands_where_its_finish_and_grade_put_it(world):
    bring(
        world.alice,
        table(
            "To begin | 5 calls | | Bob | 2024-01-01 | 2024-01-05 | | | Mia |",
            "Begun | 5 calls | | Bob | 2024-01-01 | 2024-01-05 | | (2 calls) | Mia |",
            "Handed in | 5 calls | | Bob | 2024-01-01 | 2024-01-05 | 2024-01-06 | (5 calls) | Mia |",
            "Accepted | 5 calls | | Bob | 2024-01-01 | 2024-01-05 | 2024-01-05 | G (5 calls) | Mia |",
            "For myself | 5 calls | | Bob | 2024-01-01 | 2024-01-05 | 2024-01-05 | (5 calls) | |",
        ),
    )

    tasks = all_tasks(world.alice)
    assert {name: (task.state, task.is_late, task.grade) for name, task in tasks.items()} == {
        "To begin": ("todo", False, None), "Begun": ("doing", False, None), "Handed in": ("submitted", True, None),
        "Accepted": ("accepted", False, "good"), "For myself": ("accepted", False, None),
    }  # fmt: skip
    assert tasks["Accepted"].accepted_by_id == world.mia.member_id
    assert {task.created_by_id for task in tasks.values()} == {world.alice.member_id}


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (" | 5 calls | | Bob | | | | | |", "", "refused"),
        ("Call | 5 calls | | | | | | | |", "Owner", "required"),
        ("Call | 5 calls | | Bob | 2024-02-01 | 2024-01-01 | | | |", "Planned finish", "order"),
        ("Call | 5 calls | | Bob | soon | | | | |", "Planned start", "date"),
        ("Call | 5 calls | | Bob | | | 2099-01-01 | | Mia |", "Actual finish", "future"),
        ("Call | 5 calls | | Bob | | | 2024-01-01 | Splendid (5) | Mia |", ENGLISH[7], "grade"),
        ("Call | 5 calls | | Bob | | | 2024-01-01 | Good (5.123) | Mia |", ENGLISH[7], "decimals"),
        ("Call | 5 calls | | Bob | | | 2024-01-01 | Good (9999999999999999) | Mia |", ENGLISH[7], "too_large"),
        ("Call | 5 calls | | Bob | | | | | Bob |", "Acceptor", "own_work"),
        (f"{'x' * 201} | 5 calls | | Bob | | | | | |", "Task", "too_long"),
        (f"Call | {'x' * 401} | | Bob | | | | | |", "Goal", "too_long"),
        (f"Call | 5 calls | {'x' * 401} | Bob | | | | | |", "Part", "too_long"),
    ],
)
def test_a_bad_cell_keeps_its_row_out_and_says_which_it_is(world, row, column, code):
    result = bring(world.alice, table(row, "Fine | 5 calls | | Sam | | | | | Mia |"))

    assert (2, column, code, "error") in complaints(result)
    assert result.outcomes == ["failed", "created"]
    assert list(all_tasks(world.alice)) == ["Fine"]


@pytest.mark.parametrize(
    ("quality", "finish", "column", "severity"),
    [
        ("Good (5 calls)", "", ENGLISH[7], "warning"),
        ("Good (as agreed)", "2024-01-04", ENGLISH[7], "warning"),
        ("Good (100%)", "2024-01-04", ENGLISH[7], "warning"),
        ("Good (5 leads)", "2024-01-04", ENGLISH[7], "note"),
        ("Poor (5 calls)", "2024-01-04", ENGLISH[7], "note"),
        ("Good (5 calls)", "2023-12-31", "Actual finish", "note"),
    ],
)
def test_what_is_odd_is_said_and_the_row_comes_in(world, quality, finish, column, severity):
    result = bring(
        world.alice, table(f"Call | 5 calls | | Bob | 2024-01-01 | 2024-01-05 | {finish} | {quality} | Mia |")
    )

    assert result.outcomes == ["created"]
    assert [(one[1], one[3]) for one in complaints(result)] == [(column, severity)]


def test_a_grade_without_a_finish_leaves_the_task_open_with_what_was_reached(world):
    bring(world.alice, table("Call | 5 calls | | Bob | | | | Good (4 calls) | Mia |"))

    call = all_tasks(world.alice)["Call"]
    assert (call.state, call.grade, call.actual) == ("doing", None, 4)


def test_a_share_of_the_goal_is_not_taken_for_what_was_reached(world):
    bring(world.alice, table("Call | 5 calls | | Bob | | | 2024-01-04 | Good 120% | Mia |"))
    bring(world.alice, table("Ask back | 95 % | | Bob | | | 2024-01-04 | Good (96 %) | Mia |"))

    tasks = all_tasks(world.alice)
    assert (tasks["Call"].actual, tasks["Ask back"].actual) == (None, 96)
