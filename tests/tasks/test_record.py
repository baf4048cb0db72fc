"""What tasks say in a person's record, against figures one can add up by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import update

from app import clock
from app.clock import now
from app.measures import Cut, NotCut, measure
from app.periods import of, parse
from app.tasks import accepting, record, rules, working
from app.tasks.grading import EXCELLENT, FAIR, GOOD, IMPROVE, POOR, Band
from app.tasks.model import CANCELLED, DOING, SUBMITTED
from app.tasks.rules import NamedBand
from tenants.context import db
from tenants.model import Member, Tenant
from tests.counting import statements
from tests.tasks.factories import a_task

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
FALL = parse("2026-Q4")
FORMULA = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture
def acme(world):
    clock.freeze(NOON)
    with world.acme.inside(world.alice):
        yield world


def accepted(world, who, day, grade=GOOD, **values):
    """A task of `who` that Alice accepted, done on `day` of November and due on the 15th."""
    alice = world.alice.member_id
    usual = {
        "state": "accepted", "acceptor_id": alice, "accepted_by_id": alice, "done_on": date(2026, 11, day),
        "due_on": date(2026, 11, 15), "is_late": day > 15, "grade": grade, "proposed_grade": grade,
        "actual": Decimal(20), "starts_on": date(2026, 11, 1),
    }  # fmt: skip
    return a_task(getattr(world, who).member_id, **{**usual, **values})


def a_fall(world):
    """Bob's: five accepted, of which four were due on a day, one late, two returned three times in all."""
    accepted(world, "bob", 2, EXCELLENT, actual=Decimal(25))
    accepted(world, "bob", 3, GOOD, returned_count=2)
    accepted(world, "bob", 16, GOOD, returned_count=1, delay_reason="The platform was slow")
    accepted(world, "bob", 4, FAIR, actual=Decimal(16))
    accepted(world, "bob", 5, None, due_on=None, goal_quantity=None, actual=None, unit=None)


def figures(person, period=FALL):
    return record.load(person.member_id, period)["figures"]


def test_the_figures_are_those_one_adds_up_by_hand(acme):
    a_fall(acme)

    found = figures(acme.bob)

    assert (found.accepted, found.timed, found.on_time, found.late) == (5, 4, 3, 1)
    assert (found.returned, found.returned_times) == (2, 3)
    assert found.grades == {EXCELLENT: 1, GOOD: 2, FAIR: 1, None: 1}


def test_grades_stand_best_first_with_those_nobody_got_and_those_without(acme):
    a_fall(acme)

    assert record.load(acme.bob.member_id, FALL)["grades"] == [
        (EXCELLENT, "Excellent", 1), (GOOD, "Good", 2), (FAIR, "Fair", 1), (POOR, "Poor", 0),
        (None, "Without a grade", 1),
    ]  # fmt: skip


def test_a_grade_that_is_no_longer_given_is_still_told_in_the_company_s_own_words(acme):
    accepted(acme, "bob", 2, IMPROVE)
    own = [NamedBand(Band(EXCELLENT, 11_000), "甲"), NamedBand(Band(GOOD, 0), "乙")]
    rules.set_scale(own, by=db.get_one(Member, (acme.acme.id, acme.alice.member_id)), at=now())

    shown = record.load(acme.bob.member_id, FALL)["grades"]

    assert shown == [(EXCELLENT, "甲", 0), (GOOD, "乙", 0), (IMPROVE, "To improve", 1)]


def test_only_what_was_accepted_and_done_in_the_period_counts(acme):
    accepted(acme, "bob", 2, done_on=date(2026, 9, 30), is_late=False)
    accepted(acme, "bob", 2, done_on=date(2026, 10, 1))
    accepted(acme, "bob", 2, done_on=date(2026, 12, 31))
    accepted(acme, "bob", 2, done_on=date(2027, 1, 1))
    accepted(acme, "bob", 2, grade=None, proposed_grade=None, state=SUBMITTED, accepted_at=None)
    accepted(acme, "sam", 2)

    assert figures(acme.bob).accepted == 2


def test_a_note_to_oneself_is_no_work_one_is_judged_by(acme):
    accepted(acme, "bob", 2, grade=None, acceptor_id=None, accepted_by_id=None)

    assert figures(acme.bob).accepted == 0


def test_a_graded_task_counts_though_an_import_does_not_say_who_accepted_it(acme):
    accepted(acme, "bob", 2, FAIR, acceptor_id=None, accepted_by_id=None)

    assert figures(acme.bob).grades == {FAIR: 1}


def test_parts_count_for_their_owners_and_a_whole_for_its_own(acme):
    whole = accepted(acme, "mia", 16, is_split=True)
    accepted(acme, "bob", 2, parent_id=whole.id)
    accepted(acme, "mia", 3, EXCELLENT, parent_id=whole.id)

    assert figures(acme.bob).grades == {GOOD: 1}
    assert figures(acme.mia).grades == {EXCELLENT: 1, GOOD: 1}


def test_one_who_splits_his_own_task_for_himself_does_not_count_it_twice(acme):
    whole = accepted(acme, "bob", 16, is_split=True)
    accepted(acme, "bob", 2, parent_id=whole.id)
    accepted(acme, "bob", 3, EXCELLENT, parent_id=whole.id)
    a_task(acme.sam.member_id, parent_id=whole.id, state=CANCELLED)

    assert figures(acme.bob).grades == {GOOD: 1, EXCELLENT: 1}
    assert measure("tasks_accepted", Cut(FALL.first, FALL.last)).total == 2


def test_what_is_overdue_is_told_as_of_today_whatever_the_period(acme):
    alice = acme.alice.member_id
    a_task(acme.bob.member_id, acceptor_id=alice, state=DOING, due_on=date(2026, 11, 19))
    a_task(acme.bob.member_id, acceptor_id=alice, due_on=date(2026, 11, 20), starts_on=None)
    a_task(acme.bob.member_id, acceptor_id=alice, state=SUBMITTED, due_on=date(2026, 11, 1), done_on=date(2026, 11, 1))
    a_task(acme.bob.member_id, due_on=date(2026, 11, 1))  # a note to himself

    assert record.load(acme.bob.member_id, parse("2020"))["overdue"] == 1


def test_what_is_handed_in_after_midnight_of_the_company_counts_for_the_next_year(acme):
    bob = db.get_one(Member, (acme.acme.id, acme.bob.member_id))
    alice = db.get_one(Member, (acme.acme.id, acme.alice.member_id))
    task = a_task(bob.id, acceptor_id=alice.id, state=DOING, due_on=date(2027, 1, 31))
    clock.freeze(datetime(2026, 12, 31, 16, 30, tzinfo=UTC))  # 00:30 on 1 January in Shanghai

    working.submit(task, by=bob, at=now(), result="Done", actual=Decimal(20))
    accepting.accept(task, by=alice, at=now())

    assert figures(acme.bob, parse("2026")).accepted == 0
    assert figures(acme.bob, parse("2027-01")).accepted == 1


def test_a_quarter_is_the_company_s_own(acme):
    accepted(acme, "bob", 2, done_on=date(2026, 10, 31))
    accepted(acme, "bob", 2, done_on=date(2026, 11, 1))

    assert figures(acme.bob, of(date(2026, 11, 20), "quarter", 2)).accepted == 1


def test_the_headlines_of_a_team_say_what_each_page_says(acme):
    a_fall(acme)
    accepted(acme, "sam", 16, POOR)
    a_task(acme.sam.member_id, acceptor_id=acme.alice.member_id, due_on=date(2026, 11, 1))
    ids = [acme.bob.member_id, acme.sam.member_id, acme.tara.member_id]

    found = record.headlines(ids, FALL)

    assert found.names == [
        "Accepted", "Excellent", "Good", "Fair", "Poor", "Without a grade", "Late", "Returned before", "Overdue today",
    ]  # fmt: skip
    assert [list(found.counts(one)) for one in ids] == [
        [5, 1, 2, 1, 0, 1, 1, 2, 0], [1, 0, 0, 0, 1, 0, 1, 0, 1], [0] * 9,
    ]  # fmt: skip


def test_a_record_costs_as_many_statements_full_as_empty(acme):
    ids = [person.member_id for person in acme.acme.people.values()]
    record.headlines(ids, FALL)
    empty = statements(lambda: record.load(acme.bob.member_id, FALL)), statements(lambda: record.headlines(ids, FALL))
    for _number in range(10):
        a_fall(acme)
        accepted(acme, "sam", 3)

    full = statements(lambda: record.load(acme.bob.member_id, FALL)), statements(lambda: record.headlines(ids, FALL))

    assert full == empty == (2, 1)


def test_accepted_and_timely_tasks_can_be_asked_for_by_later_tools(acme):
    a_fall(acme)
    accepted(acme, "sam", 16)
    by_person = measure("tasks_accepted", Cut(FALL.first, FALL.last, "person"))
    by_team = measure("tasks_on_time", Cut(FALL.first, FALL.last, "team"))
    bob_s = measure("tasks_on_time", Cut(FALL.first, FALL.last, owner_ids=(acme.bob.member_id,)))

    assert {row.part: row.value for row in by_person.rows} == {acme.bob.member_id: 5, acme.sam.member_id: 1}
    assert {row.part: row.value for row in by_team.rows} == {
        acme.acme.teams["east"]: Fraction(3, 4), acme.acme.teams["west"]: Fraction(0),
    }  # fmt: skip
    assert bob_s.total == Fraction(3, 4)
    assert measure("tasks_accepted", Cut(date(2020, 1, 1), date(2020, 1, 31))).total == 0
    assert measure("tasks_on_time", Cut(date(2020, 1, 1), date(2020, 1, 31))).total is None
    with pytest.raises(NotCut):
        measure("tasks_accepted", Cut(FALL.first, FALL.last, "region"))


def page(world, who="bob", period="2026-Q4", viewer=None):
    browser = world.browser(getattr(world, viewer or who))
    return browser.get(f"people/{getattr(world, who).member_id}/record?period={period}")


def test_the_page_shows_figures_grades_and_tasks(world):
    clock.freeze(NOON)
    with world.acme.inside(world.alice):
        a_fall(world)
        accepted(world, "bob", 6, GOOD, title="Call the fair", proposed_grade=FAIR, grade_reason="The fair was moved")

    shown = page(world).text

    assert "4 of 5" in shown
    assert "1 was due on no day" in shown
    assert "Call the fair" in shown
    assert "proposed: Fair · The fair was moved" in shown
    assert "1 day late" in shown
    assert "125%" in shown


def test_who_did_nothing_yet_reads_so(world):
    shown = page(world).text

    assert "Nothing was accepted in this period" in shown


def workbook(answer):
    book = CalamineWorkbook.from_filelike(BytesIO(answer.data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_holds_the_same(world):
    clock.freeze(NOON)
    with world.acme.inside(world.alice):
        db.execute(update(Tenant).where(Tenant.id == world.acme.id).values(name="Acme East"))
        a_fall(world)
        accepted(world, "bob", 17, POOR, title=FORMULA, proposed_grade=GOOD, grade_reason="Two were copies")

    answer = world.browser(world.bob).get(f"people/{world.bob.member_id}/record.xlsx?period=2026-Q4")
    sheets = workbook(answer)
    cover = {row[0]: row[1] for row in sheets["Work record"]}

    assert list(sheets) == ["Work record", "Tasks"]
    assert sheets["Work record"][0][0] == "Work record of Bob"
    assert (cover["Company"], cover["Person"], cover["Period"]) == ("Acme East", "Bob", "Q4 2026")
    assert (cover["First day"], cover["Last day"]) == (date(2026, 10, 1), date(2026, 12, 31))
    assert cover["Made at"] == datetime(2026, 11, 20, 12, 0)
    assert (cover["Tasks: Accepted"], cover["Tasks: Good"], cover["Tasks: Late"]) == (6, 2, 2)
    heads, first = sheets["Tasks"][:2]
    line = dict(zip(heads, first, strict=True))
    assert len(sheets["Tasks"]) == 1 + 6
    assert line["Task"] == FORMULA
    assert (line["Quantity"], line["Unit"], line["Reached"], line["Of the goal (%)"]) == (20, "leads", 20, 100)
    assert (line["Grade"], line["Proposed"], line["Reason for the grade"]) == ("Poor", "Good", "Two were copies")
    assert (line["Done"], line["Late"], line["Accepted by"]) == (date(2026, 11, 17), "late", "Alice")
    assert "2026-Q4" in answer.headers["Content-Disposition"]
