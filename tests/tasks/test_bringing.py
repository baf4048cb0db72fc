"""The assignment and tracking table comes in: the paper's own example, what rows change, and what is refused where."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.clock import now
from app.imports import removing, reverting
from app.imports.guessing import guess_columns, guess_kind
from app.imports.model import Import
from app.notices.model import Notice
from app.people.leading import lead_of
from app.tasks import accepting, replanning, working
from app.tasks.bringing import TASKS
from app.tasks.grading import Band
from app.tasks.model import Task
from app.tasks.rules import NamedBand, set_scale
from tenants.context import db
from tenants.model import Member
from tests.imports.bringing import all_of
from tests.tasks.factories import a_task
from tests.tasks.tables import (
    CHINESE,
    ENGLISH,
    all_tasks,
    bring,
    cells,
    complaints,
    day,
    exported,
    member,
    table,
    upload,
)

SOURCE = table(
    "Q1新客户开发 | 开发50家新客户 | 线上推广获取20家线索 | 张* | 2024-03-01 | 2024-03-31 | 2024-03-28 |"
    " 优(完成25家) | 李* |"
    " 平台审核延迟3天,已协调解决",
    " | | 展会对接获取15家线索 | 王* | 2024-03-10 | 2024-03-25 | 2024-03-25 | 良(完成15家) | 李* |"
    " 展会人流低于预期,主动陌拜补充",
    " | | 老客户转介绍获取15家线索 | 赵* | 2024-03-01 | 2024-03-31 | 2024-03-30 | 中(完成12家) | 李* |"
    " 部分老客户对转介绍奖励不清楚",
    heads=CHINESE,
)
IN_ENGLISH = table(
    "Q1 new customers | Win 50 new customers | 20 leads from the web | Zhang | 2024-03-01 | 2024-03-31 | 2024-03-28 |"
    " Excellent (25 leads) | Li | The platform checked for 3 days longer",
    " | | 15 leads at the fair | Wang | 2024-03-10 | 2024-03-25 | 2024-03-25 | Good (15 leads) | Li | Fewer visitors",
    " | | 15 leads by referral | Zhao | 2024-03-01 | 2024-03-31 | 2024-03-30 | F (12) | Li | The reward was not clear",
)


def called(title):
    """The task of that title, inside of its company."""
    return db.scalars(select(Task).where(Task.title == title)).one()


def names(person):
    return {one.id: one.name for one in all_of(person, Member)}


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
        "Done — 2024-01-04", "Goal — Win 20 leads", "Grade — Good", "Reached — 20", "State To do Accepted",
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


def take_back(person, result):
    with person.company.inside(person):
        record = db.get_one(Import, (person.company.id, result.import_id))
        return reverting.revert(record, by=person.member_id)


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
        replanning.cancel(called("Fair"), by=member(world.alice), at=now(), reason="No fair this year")

    result = bring(world.alice, row)

    assert result.outcomes == ["skipped"]
    assert all_tasks(world.alice)["Fair"].state == "cancelled"


def test_the_company_s_own_grades_are_read_first(world):
    with world.acme.inside(world.alice):
        bands = [NamedBand(Band("excellent", 10_000), "Made it"), NamedBand(Band("fair", 5_000), "Good"),
                 NamedBand(Band("poor", 0), "3 stars")]  # fmt: skip
        set_scale(bands, by=member(world.alice), at=now())
    row = "{title} | 4 calls | | Bob | | | 2024-01-04 | {quality} | Mia |"
    bring(
        world.alice,
        table(
            row.format(title="One", quality="made it (4)"), row.format(title="Two", quality="Good（2 calls）"),
            row.format(title="Three", quality="3 stars (1)"), row.format(title="Four", quality="优(完成4)"),
        ),
    )  # fmt: skip

    tasks = all_tasks(world.alice)
    assert [(tasks[title].grade, tasks[title].actual) for title in ("One", "Two", "Three", "Four")] == [
        ("excellent", 4), ("fair", 2), ("poor", 1), ("excellent", 4),
    ]  # fmt: skip
    content = exported(world.alice, world.browser(world.alice))
    assert b"Completion quality (M/G/3)" in content
    assert bring(world.alice, content).counts == {"unchanged": 4}


def test_nobody_grades_himself_by_a_table(world):
    own = "Call | 5 calls | | Bob | | | 2024-01-04 | Excellent (9 calls) | Mia |"

    result = bring(world.bob, table(own))

    assert [(column, code) for _row, column, code, _severity in complaints(result)][-1] == (ENGLISH[7], "not_yours")
    assert all_tasks(world.alice) == {}


def test_a_seller_brings_in_his_own_work_and_nobody_else_s(world):
    result = bring(world.bob, table("Call | 5 calls | | Bob | | | | | Mia |", "Sell | 5 deals | | Sam | | | | | Mia |"))

    assert result.outcomes == ["created", "failed"]
    assert complaints(result) == [(3, "Owner", "not_given", "error")]
    assert all_tasks(world.alice)["Call"].acceptor_id == world.mia.member_id


def test_a_seller_says_by_a_table_that_he_is_done_but_plans_nothing_anew(world):
    bring(world.mia, table("Call | 5 calls | | Bob | | 2024-01-05 | | | Mia |"))

    later = bring(world.bob, table("Call | 5 calls | | Bob | | 2024-02-05 | | | Mia |"))
    done = bring(world.bob, table("Call | 5 calls | | Bob | | 2024-01-05 | 2024-01-04 | (5 calls) | Mia |"))

    assert complaints(later) == [(2, "", "not_yours", "error")]
    assert done.outcomes == ["updated"]
    assert all_tasks(world.alice)["Call"].state == "submitted"


def test_the_whole_is_whose_table_it_is_and_accepted_by_another(world):
    part = "{title} | 5 calls | 5 calls | Bob | | | | | {acceptor} |"
    rows = [part.format(title=title, acceptor=acceptor) for title, acceptor in (("One", "Tara"), ("Two", "Mia"))]
    mixed = [part.format(title="Three", acceptor=acceptor) for acceptor in ("Tara", "Mia")]
    with world.acme.inside(world.mia):
        lead = lead_of(world.mia.member_id)

    bring(world.mia, table(*rows, *mixed))

    tasks = all_tasks(world.alice)
    assert {tasks[title].owner_id for title in ("One", "Two", "Three")} == {world.mia.member_id}
    assert [tasks[title].acceptor_id for title in ("One", "Two", "Three")] == [world.tara.member_id, lead, lead]


def test_a_colleague_s_row_comes_back_untouched_and_does_not_change_by_it(world):
    bring(world.alice, table("Call | 5 calls | | Mia | | 2024-01-05 | | | Alice |"))  # goals are open to the team
    content = exported(world.bob, world.browser(world.bob))
    assert len(cells(content)) == 1

    same = bring(world.bob, content)
    other = bring(world.bob, content.replace(b"2024-01-05", b"2024-01-06"))

    assert same.counts == {"unchanged": 1}
    assert complaints(other) == [(2, "", "not_yours", "error")]


def test_names_and_tasks_of_another_company_never_match(world):
    row = "Call | 5 calls | | Bob | 2024-01-01 | 2024-01-05 | 2024-01-05 | Good (5 calls) | Mia |"
    bring(world.alice, table(row))

    result = bring(world.charlie, table(row))

    assert result.counts == {"created": 1}
    theirs, ours = all_tasks(world.charlie)["Call"], all_tasks(world.alice)["Call"]
    assert theirs.id != ours.id
    assert names(world.charlie)[theirs.owner_id] == "Bob"
    assert theirs.owner_id != world.bob.member_id
    assert names(world.alice).keys().isdisjoint({theirs.owner_id, theirs.acceptor_id, theirs.created_by_id})


def test_it_comes_in_by_the_command_too(world, tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(SOURCE)

    result = world.app.test_cli_runner().invoke(args=["import", "tasks", str(path), "--tenant", world.acme.slug])

    assert result.exit_code == 0, result.output
    assert "created 3, updated 0, unchanged 0, skipped 0, failed 0" in result.output
    assert all_tasks(world.alice)["Q1新客户开发"].actual == 52


def test_whoever_accepts_the_parts_then_grades_the_whole(world):
    bring(world.alice, IN_ENGLISH.replace(b",Li,", b",Mia,"))
    with world.acme.inside(world.mia):
        accepting.accept(called("Q1 new customers"), by=member(world.mia), at=now())

    assert all_tasks(world.alice)["Q1 new customers"].grade == "good"  # 52 of 50


def test_a_name_that_two_people_have_is_given_to_neither(world):
    with world.acme.inside(world.alice):
        member(world.sam).name, member(world.sam).name_key = "Bob", "bob"

    result = bring(world.alice, table("Calls | 5 calls | | Bob | | 2024-03-10 | | | Mia | "))

    assert complaints(result) == [(2, "Owner", "ambiguous", "error")]


def test_a_name_that_somebody_had_who_left_is_that_of_who_works_here(world):
    with world.acme.inside(world.alice):
        member(world.dan).name, member(world.dan).name_key = "Bob", "bob"

    bring(world.alice, table("Calls | 5 calls | | Bob | | 2024-03-10 | | | Mia | "))

    assert all_tasks(world.alice)["Calls"].owner_id == world.bob.member_id


def test_the_result_leads_to_exactly_what_came_in(world):
    with world.acme.inside():
        a_task(world.alice.member_id, "Here before")
    result = bring(world.alice, SOURCE)
    with world.acme.inside():
        record = db.get_one(Import, (world.acme.id, result.import_id))
        record.state, record.created, record.finished_at = "done", 3, now()
    alice = world.browser(world.alice)

    page = alice.get(f"imports/{result.import_id}").text
    listed = alice.get(re.search(r'href="/[^/]+/(tasks/\?import=[^"]+)"', page)[1]).text

    assert "老客户转介绍获取15家线索" in listed
    assert "Here before" not in listed
    assert "a customer with a new deal" not in page
