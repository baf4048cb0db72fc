"""The table on its page and as a file: whose rows, of which days, in which words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app import clock
from app.clock import now
from app.imports.problems import Unreadable
from app.imports.reading import open_table
from app.tasks import rules, working
from app.tasks.assigning import Plan, TaskDraft, assign
from app.tasks.grading import SPLIT
from app.tasks.rules import NamedBand
from app.tasks.table import quality, views
from app.tasks.table.quality import Quality
from tenants.context import db
from tenants.model import Tenant
from tests.tasks.factories import a_task
from tests.tasks.tables import CHINESE, ENGLISH, cells, exported, member

IN_NOVEMBER = datetime(2026, 11, 24, 4, tzinfo=UTC)


@pytest.fixture
def november():
    clock.freeze(IN_NOVEMBER)


def titles(browser, query=""):
    """The names of the tasks in the file that the address gives."""
    answer = browser.get(f"tasks/table.csv{query}")
    return {row[0] for row in cells(answer.data)}


def test_it_is_about_this_quarter_unless_asked_otherwise(world, november):
    bob = world.bob.member_id
    with world.acme.inside(world.bob):
        a_task(bob, "Now", starts_on=date(2026, 11, 1), due_on=date(2026, 11, 30))
        a_task(bob, "Begun before", starts_on=date(2026, 9, 1), due_on=date(2026, 10, 1))
        a_task(bob, "Before", starts_on=date(2026, 9, 1), due_on=date(2026, 9, 30))
        a_task(bob, "After", starts_on=date(2027, 1, 1), due_on=date(2027, 1, 31))
        a_task(bob, "Done now", starts_on=date(2026, 8, 1), due_on=date(2026, 8, 31), done_on=date(2026, 10, 5),
               state="submitted", acceptor_id=world.mia.member_id)  # fmt: skip
        a_task(bob, "Some day", starts_on=None, due_on=None)
        a_task(bob, "Goes on", starts_on=date(2026, 2, 1), due_on=None)
    browser = world.browser(world.bob)

    assert titles(browser) == {"Now", "Begun before", "Done now", "Some day", "Goes on"}
    assert titles(browser, "?period=last-quarter") == {"Begun before", "Before", "Done now", "Goes on"}
    assert titles(browser, "?period=days&from=2027-01-15") == {"After", "Goes on"}
    assert len(titles(browser, "?period=all")) == 7


def test_the_quarter_is_the_fiscal_year_s(world, november):
    with world.acme.inside(world.bob):
        a_task(world.bob.member_id, "January", starts_on=date(2027, 1, 10), due_on=date(2027, 1, 20))
    with world.acme.inside():
        db.get_one(Tenant, world.acme.id).fiscal_month = 2

    assert titles(world.browser(world.bob)) == {"January"}


def test_what_is_done_or_called_off_goes_by_the_state_one_asks_for(world):
    bob = world.bob.member_id
    with world.acme.inside(world.bob):
        for state in ("todo", "accepted", "cancelled"):
            a_task(bob, state, state=state)
    browser = world.browser(world.bob)

    assert titles(browser, "?period=all") == {"todo", "accepted"}
    assert titles(browser, "?period=all&state=open") == {"todo"}


def test_one_gets_the_rows_one_sees(world):
    with world.acme.inside(world.alice):
        a_task(world.sam.member_id, "Of Sam")
        a_task(world.mia.member_id, "Of Mia")
    with world.globex.inside(world.charlie):
        a_task(world.charlie.member_id, "Of Charlie")

    seen = {name: titles(world.browser(getattr(world, name))) for name in ("alice", "bob", "charlie")}

    assert seen == {"alice": {"Of Sam", "Of Mia"}, "bob": {"Of Mia"}, "charlie": {"Of Charlie"}}


def test_a_part_stands_with_its_whole_s_name_and_goal_in_the_order_of_the_parts(world):
    with world.acme.inside(world.alice):
        parts = [
            TaskDraft(title, world.bob.member_id, goal_quantity=Decimal(amount), unit="条")
            for title, amount in (("线上推广", 20), ("展会获取15条", 15))
        ]
        whole = TaskDraft("Q1", world.mia.member_id, goal_quantity=Decimal(35), unit="条")
        assign(Plan(whole, parts), by=member(world.alice), at=now())

    rows = cells(exported(world.alice, world.browser(world.alice)))

    assert [row[:3] for row in rows] == [["Q1", "35 条", "线上推广 20 条"], ["Q1", "35 条", "展会获取15条"]]


def test_the_note_says_the_problem_that_made_it_late(world):
    with world.acme.inside(world.bob):
        task = a_task(world.bob.member_id, due_on=date(2024, 1, 5), note="By phone", acceptor_id=world.mia.member_id)
        told = {"result": "Done", "actual": Decimal(20), "delay_reason": "The line was down"}
        working.submit(task, by=member(world.bob), at=now(), **told)

    assert cells(exported(world.bob, world.browser(world.bob)))[0][-1] == "By phone\nThe line was down"


@pytest.mark.parametrize(("language", "heads"), [("en", ENGLISH), ("zh", CHINESE)])
def test_the_heads_are_the_paper_s_in_the_reader_s_language(world, language, heads):
    browser = world.browser(world.bob)
    browser.post("/profile", {"profile-name": "Bob", "profile-language": language})

    assert exported(world.bob, browser).decode("utf-8-sig").splitlines() == [
        ",".join(f'"{head}"' if "," in head else head for head in heads)
    ]


def test_a_workbook_has_real_days(world):
    with world.acme.inside(world.bob):
        a_task(world.bob.member_id, "Call", starts_on=date(2024, 3, 1), due_on=date(2024, 3, 31))

    book = open_table(exported(world.bob, world.browser(world.bob), "xlsx"), "table.xlsx")
    (row,) = [list(each.cells) for each in book.rows()]

    assert row[:2] == ["Call", "20 leads"]
    assert row[4:7] == [date(2024, 3, 1), date(2024, 3, 31), None]


def test_the_page_says_a_task_once_for_all_of_its_parts_and_leads_to_each(world):
    with world.acme.inside(world.alice):
        parts = [TaskDraft(f"{count} calls", world.bob.member_id) for count in (1, 2)]
        assign(Plan(TaskDraft("Call everyone", world.mia.member_id), parts), by=member(world.alice), at=now())
        alone = a_task(world.bob.member_id, "Tidy up").id

    page = world.browser(world.alice).get("tasks/table?period=all").text

    assert page.count("Call everyone") == 1
    assert '<th scope="rowgroup" rowspan="2">Call everyone</th>' in page
    assert f'/tasks/{alone}">Tidy up</a>' in page
    assert "/tasks/table.xlsx?period=all" in page


def test_a_long_table_says_how_much_of_it_the_page_shows(world, monkeypatch):
    monkeypatch.setattr(views, "MOST_SHOWN", 2)
    with world.acme.inside(world.bob):
        for _number in range(3):
            a_task(world.bob.member_id)
    browser = world.browser(world.bob)

    assert "The first 2 of 3 rows are shown." in browser.get("tasks/table?period=all").text
    assert len(cells(exported(world.bob, browser))) == 3


def test_an_empty_table_says_what_to_do(world):
    page = world.browser(world.bob).get("tasks/table").text

    assert "No tasks in these days" in page


@pytest.fixture
def acme(world):
    with world.acme.inside(world.alice):
        yield world


@pytest.mark.parametrize(
    ("grade", "reached", "unit", "said"),
    [
        ("excellent", "25", "leads", "Excellent (25 leads)"),
        ("fair", "12.50", "家线索", "Fair (12.5家线索)"),
        ("good", None, "leads", "Good"),
        (None, "3", "calls", "(3 calls)"),
        (None, None, "calls", ""),
        ("good", "3", "200", "Good (3)"),  # a unit that is a number would be read as one
    ],
)
def test_completion_quality_is_written_so_that_it_reads_back(acme, grade, reached, unit, said):
    amount = reached and Decimal(reached)

    assert quality.written(grade, amount, unit) == said
    if said:
        found = quality.read(said)
        assert (found.grade, found.reached) == (grade, amount)


@pytest.mark.parametrize(
    ("text", "grade", "reached", "unit", "rest"),
    [
        ("优（完成25家）", "excellent", "25", "家", ""),
        ("优秀", "excellent", None, None, ""),
        ("良 完成了1,200家", "good", "1200", "家", ""),
        ("中：12/15", "fair", "12", None, ""),
        ("不合格(完成 3 家)", "poor", "3", "家", ""),
        ("e: 25 leads", "excellent", "25", "leads", ""),
        ("EXCELLENT (reached 25)", "excellent", "25", None, ""),
        ("To improve", "improve", None, None, ""),
        ("Good (as agreed)", "good", None, None, "as agreed"),
        ("Good (1 200)", "good", None, None, "1 200"),
        ("完成10家", None, "10", "家", ""),
    ],
)
def test_completion_quality_is_read_as_people_write_it(acme, text, grade, reached, unit, rest):
    assert quality.read(text) == Quality(grade, reached and Decimal(reached), unit, rest)


@pytest.mark.parametrize("text", ["优异", "Goodness", "延期", "Example", "A"])
def test_other_words_are_no_grade(acme, text):
    with pytest.raises(Unreadable, match="grade"):
        quality.read(text)


def test_the_head_offers_the_grades_that_are_in_force(acme):
    rules.set_scale([NamedBand(band) for band in SPLIT], by=member(acme.alice), at=now())

    assert quality.heading("Completion quality (E/G/F/P)") == "Completion quality (E/G/I/F/P)"
