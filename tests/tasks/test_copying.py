"""A plan copied to a later period: which tasks, their new days, what is kept and what begins anew."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from app import periods
from app.clock import now
from app.notices.model import Notice
from app.tasks import working
from app.tasks.model import Criterion, Task, TaskLink
from app.tasks.planning import copying, titles
from app.tasks.planning.copying import Wish
from tenants.context import db
from tenants.model import Member, Tenant
from tests.factories import added, an_account
from tests.tasks.factories import a_criterion, a_task
from tests.tasks.test_series import a_series

Q1, Q2 = periods.parse("2026-Q1"), periods.parse("2026-Q2")


def member(person):
    return db.get_one(Member, (person.company.id, person.member_id))


@pytest.fixture
def acme(world):
    with world.acme.inside(world.mia):
        yield world


def the_example(world, **values):
    """Fifty customers in three parts; the second was accepted."""
    bob, mia = world.bob.member_id, world.mia.member_id
    due = {"starts_on": date(2026, 1, 1), "due_on": date(2026, 3, 31)}
    whole = a_task(bob, "Q1新客户开发", goal="开发50家新客户", goal_quantity=Decimal(50), unit="家新客户",
                   is_split=True, acceptor_id=mia, **{**due, **values})  # fmt: skip
    parts = (
        ("线上推广获取20家线索", 20, bob),
        ("展会对接获取15家线索", 15, mia),
        ("老客户转介绍获取15家线索", 15, bob),
    )
    for place, (title, quantity, owner) in enumerate(parts):
        ended = {"state": "accepted", "actual": Decimal(15), "grade": "good"} if place == 1 else {}
        a_task(owner, title, goal_quantity=Decimal(quantity), unit="家线索", parent_id=whole.id, position=place,
               effort_minutes=600, **due, **ended)  # fmt: skip
    return whole


def wishes(lines, **others):
    return {
        one.task.id: Wish(one.title, one.owner_id, others.get(one.task.title, one.task.goal_quantity))
        for top in lines for one in (top, *top.parts)
    }  # fmt: skip


def names(lines):
    return [line.task.title for line in lines]


def test_the_tasks_of_a_period_are_mine_and_of_those_i_lead_by_their_due_day(acme):
    day = {"starts_on": date(2026, 1, 5), "due_on": date(2026, 2, 1)}
    a_task(acme.bob.member_id, "of one I lead", **day)
    a_task(acme.mia.member_id, "mine", **day)
    a_task(acme.sam.member_id, "of another team", **day)
    a_task(acme.sam.member_id, "given by me to another team", created_by_id=acme.mia.member_id, **day)
    a_task(acme.bob.member_id, "called off", state="cancelled", **day)
    a_task(acme.bob.member_id, "of the next quarter", starts_on=date(2026, 1, 5), due_on=date(2026, 4, 1))
    a_task(acme.bob.member_id, "without a day", starts_on=None, due_on=None)
    whole = a_task(acme.bob.member_id, "whole without a day", starts_on=None, due_on=None, is_split=True)
    a_task(acme.bob.member_id, "its part", parent_id=whole.id, **day)

    assert names(copying.lines(member(acme.mia), Q1, Q2)) == ["of one I lead", "mine", "whole without a day"]
    assert names(copying.lines(member(acme.bob), Q1, Q2)) == ["of one I lead", "whole without a day"]


@pytest.mark.parametrize(
    ("source", "target", "day", "moved"),
    [
        ("2026-Q1", "2026-Q2", date(2026, 3, 31), date(2026, 6, 30)),
        ("2026-Q4", "2027-Q1", date(2026, 11, 30), date(2027, 2, 28)),
        ("2026-Q1", "2027-Q1", date(2026, 3, 31), date(2027, 3, 31)),
        ("2026-01", "2026-02", date(2026, 1, 31), date(2026, 2, 28)),
        ("2027-12", "2028-02", date(2027, 12, 31), date(2028, 2, 29)),
        ("2028", "2029", date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_days_move_by_whole_months(acme, source, target, day, moved):
    a_task(acme.bob.member_id, starts_on=day, due_on=day)

    (line,) = copying.lines(member(acme.mia), periods.parse(source), periods.parse(target))

    assert (line.starts_on, line.due_on) == (moved, moved)


def test_a_day_that_is_not_worked_stays_and_is_marked(acme):
    a_task(acme.bob.member_id, "to a Sunday", starts_on=None, due_on=date(2026, 2, 3))
    a_task(acme.bob.member_id, "to a Monday", starts_on=None, due_on=date(2026, 3, 8))

    found = copying.lines(member(acme.mia), Q1, Q2)

    assert [(line.due_on, line.is_off) for line in found] == [(date(2026, 5, 3), True), (date(2026, 6, 8), False)]


def test_a_fiscal_year_of_its_own_says_which_days_a_quarter_has(acme):
    db.execute(update(Tenant).where(Tenant.id == acme.acme.id).values(fiscal_month=2))
    a_task(acme.bob.member_id, "in April", starts_on=None, due_on=date(2026, 4, 30))
    first, second = periods.parse("2026-Q1", 2), periods.parse("2026-Q2", 2)

    (line,) = copying.lines(member(acme.mia), first, second)

    assert line.due_on == date(2026, 7, 30)


def test_everything_begins_anew_with_what_was_agreed(acme):
    whole = the_example(acme)
    a_criterion(whole, "非重复")
    account = an_account()
    added(TaskLink(task_id=whole.id, subject_kind="account", subject_id=account.id))
    found = copying.lines(member(acme.mia), Q1, Q2)

    batch = copying_to(acme, found, wishes(found))

    made = new_tasks(batch)
    new_whole = next(task for task in made if task.parent_id is None)
    parts = [task for task in made if task.parent_id == new_whole.id]
    assert (new_whole.title, new_whole.goal, new_whole.goal_quantity) == ("Q2新客户开发", "开发50家新客户", Decimal(50))
    assert (new_whole.starts_on, new_whole.due_on) == (date(2026, 4, 1), date(2026, 6, 30))
    assert [(part.owner_id, part.goal_quantity, part.effort_minutes) for part in parts] == [
        (acme.bob.member_id, Decimal(20), 600), (acme.mia.member_id, Decimal(15), 600),
        (acme.bob.member_id, Decimal(15), 600),
    ]  # fmt: skip
    assert {(task.state, task.actual, task.done_on, task.grade, task.created_by_id) for task in made} == {
        ("todo", None, None, None, acme.mia.member_id)
    }
    assert db.scalars(select(Criterion.text).where(Criterion.task_id == new_whole.id)).all() == ["非重复"]
    assert db.scalars(select(TaskLink.subject_id).where(TaskLink.task_id == new_whole.id)).all() == [account.id]
    assert (new_whole.acceptor_id, parts[0].acceptor_id) == (acme.mia.member_id, None)


def copying_to(world, found, wanted):
    from app.tasks.planning import together

    by = member(world.mia)
    return together.give_all(copying.plans_of(found, wanted, by=by), by=by, at=now())


def new_tasks(batch):
    from app.events import Event

    ids = select(Event.subject_id).where(Event.batch_id == batch, Event.kind == "task.assigned")
    return list(db.scalars(select(Task).where(Task.id.in_(ids)).order_by(Task.parent_id, Task.position)))


def test_another_quantity_is_another_goal_in_words_too(acme):
    the_example(acme)
    found = copying.lines(member(acme.mia), Q1, Q2)
    more = {"Q1新客户开发": Decimal(60), "线上推广获取20家线索": Decimal(30)}

    made = new_tasks(copying_to(acme, found, wishes(found, **more)))

    assert {task.goal for task in made} == {"开发60家新客户", None}
    assert "线上推广获取30家线索" in {task.title for task in made}


def test_each_owner_hears_once(acme):
    the_example(acme, created_by_id=acme.alice.member_id)
    a_task(acme.bob.member_id, "Visits", starts_on=None, due_on=date(2026, 2, 3))
    found = copying.lines(member(acme.mia), Q1, Q2)

    copying_to(acme, found, wishes(found))

    (told,) = db.scalars(select(Notice)).all()
    assert (told.member_id, told.kind, told.facts["count"]) == (acme.bob.member_id, "task.together", 3)
    assert (told.facts["first_on"], told.facts["last_on"]) == ("2026-05-03", "2026-06-30")


@pytest.mark.parametrize(
    ("title", "source", "target", "told"),
    [
        ("Q1新客户开发", "2026-Q1", "2026-Q2", "Q2新客户开发"),
        ("一季度新客户开发", "2026-Q1", "2026-Q3", "三季度新客户开发"),
        ("2026年第4季度计划 Q4", "2026-Q4", "2027-Q1", "2027年第1季度计划 Q1"),
        ("Win customers in Q1, FAQ1 and Q10", "2026-Q1", "2026-Q2", "Win customers in Q2, FAQ1 and Q10"),
        ("11月拜访", "2026-11", "2026-12", "12月拜访"),
        ("1月至11月拜访", "2026-01", "2026-02", "2月至11月拜访"),
        ("Visits of November", "2026-11", "2026-12", "Visits of December"),
        ("Plan 2026", "2026", "2027", "Plan 2027"),
        ("拜访20261客户", "2026", "2027", "拜访20261客户"),
    ],
)
def test_a_title_that_names_the_period_names_the_new_one(title, source, target, told):
    assert titles.retitled(title, periods.parse(source), periods.parse(target)) == told


@given(st.text(max_size=60), st.integers(1, 4))
def test_a_title_without_digits_or_quarters_stays(title, count):
    target = Q1
    for _number in range(count):
        target = target.next()
    plain = "".join(letter for letter in title if not letter.isdecimal() and letter not in "一二三四季度")

    assert titles.retitled(plain, Q1, target) == plain


def form(lines, **others):
    sent = {"period": "2026-Q1", "to": "2026-Q2", "id": [str(line.task.id) for line in lines]}
    for top in lines:
        for one in (top, *top.parts):
            sent[f"{one.task.id}-title"] = one.title
            sent[f"{one.task.id}-goal_quantity"] = str(one.task.goal_quantity)
    return {**sent, **others}


def test_through_the_page(world):
    with world.acme.inside(world.mia):
        the_example(world)
        found = copying.lines(member(world.mia), Q1, Q2)
    browser = world.browser(world.mia)

    page = browser.get("tasks/copy?period=2026-Q1&to=2026-Q2").text
    assert "Q2新客户开发" in page
    assert "15 / 15" in page
    part = browser.get("tasks/copy?period=2026-Q1", target="plan")
    assert part.status_code == 200
    assert "Q2新客户开发" in part.text
    assert "<html" not in part.text
    answer = browser.post("tasks/copy", form(found))

    assert answer.status_code == 303
    done = browser.client.get(answer.headers["Location"]).text
    assert "Q2新客户开发" in done
    assert "Undo" in done
    again = browser.get("tasks/copy?period=2026-Q1&to=2026-Q2").text
    assert "stands there already" in again


def test_who_has_left_is_replaced_before_anything_is_copied(world):
    with world.acme.inside(world.mia):
        the_example(world)
        a_task(world.bob.member_id, "Visits", starts_on=None, due_on=date(2026, 2, 3))
    with world.acme.inside():
        db.get_one(Member, (world.acme.id, world.bob.member_id)).state = "deactivated"
    with world.acme.inside(world.mia):
        found = copying.lines(member(world.mia), Q1, Q2)
        gone = [one.task.id for top in found for one in (top, *top.parts) if one.owner_id is None]
    browser = world.browser(world.mia)
    assert len(gone) == 4

    refused = browser.post("tasks/copy", form(found))
    assert refused.status_code == 422
    assert "Choose who does it." in refused.text
    with world.acme.inside():
        assert db.scalars(select(Task.id).where(Task.due_on > date(2026, 4, 1))).all() == []

    named = {f"{one}-owner_id": str(world.mia.member_id) for one in gone}
    assert browser.post("tasks/copy", form(found, **named)).status_code == 303
    with world.acme.inside():
        made = db.scalars(select(Task.owner_id).where(Task.due_on > date(2026, 4, 1))).all()
        assert set(made) == {world.mia.member_id}


def test_parts_that_no_longer_add_up_are_said_with_the_numbers(world):
    with world.acme.inside(world.mia):
        whole = the_example(world).id
        found = copying.lines(member(world.mia), Q1, Q2)
    browser = world.browser(world.mia)

    refused = browser.post("tasks/copy", form(found, **{f"{whole}-goal_quantity": "60"}))

    assert refused.status_code == 422
    assert "50 of 60: 10 missing" in refused.text
    assert 'value="60"' in refused.text


def test_a_task_one_does_not_see_is_not_copied_by_its_id(world):
    with world.acme.inside(world.alice):
        foreign = a_task(world.sam.member_id, "of another team", starts_on=None, due_on=date(2026, 2, 3)).id
    browser = world.browser(world.bob)

    answer = browser.post("tasks/copy", {"period": "2026-Q1", "to": "2026-Q2", "id": str(foreign)})

    assert answer.status_code == 422
    with world.acme.inside():
        assert db.scalars(select(Task.id)).all() == [foreign]


def test_a_period_that_is_none_does_not_exist(world):
    assert world.browser(world.mia).get("tasks/copy?period=2026-Q9").status_code == 404


def test_finished_and_unfinished_are_told_apart(world):
    with world.acme.inside(world.mia):
        task = a_task(world.mia.member_id, "Visits", starts_on=None, due_on=date(2026, 2, 3))
        working.progress(task, by=member(world.mia), at=now(), actual=Decimal(7))

    page = world.browser(world.mia).get("tasks/copy?period=2026-Q1").text

    assert "In progress · 7 / 20" in page


def test_what_comes_round_by_itself_is_not_copied_unless_one_asks(world):
    with world.acme.inside(world.mia):
        running, ended = (a_series(world, next_on=day) for day in (date(2026, 3, 6), None))
        for series, title in ((running, "Week in short"), (ended, "Month in short")):
            a_task(world.bob.member_id, title, starts_on=None, due_on=date(2026, 2, 3), series_id=series.id)

        found = {one.title: one.repeats for one in copying.lines(member(world.mia), Q1, Q2)}

    page = world.browser(world.mia).get("tasks/copy?period=2026-Q1&to=2026-Q2").text
    ticked = dict(re.findall(r'aria-label="Copy “([^”]+)”"([^>]*)>', page))
    assert found == {"Week in short": True, "Month in short": False}
    assert ("checked" in ticked["Week in short"], "checked" in ticked["Month in short"]) == (False, True)
    assert page.count("comes round by itself") == 1
