"""Beside the form of a task: whose days have room for it, whom it suits, and what is too much."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from app import clock
from app.clock import now
from app.measures import registry
from app.tasks.load import figures, picker, words
from app.tasks.load.wish import Piece, Wish
from app.tasks.model import BASIC, HARD, ORDINARY, REFERRAL, Task
from tenants.context import db
from tenants.model import Member
from tenants.owned import new_id
from tests import factories
from tests.tasks.factories import a_task

MONDAY = date(2026, 11, 23)
FRIDAY = MONDAY + timedelta(days=4)
MONTH = (date(2026, 12, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def monday():
    clock.freeze(datetime(2026, 11, 23, 1, tzinfo=UTC))


@pytest.fixture
def acme(world):
    with world.acme.inside(world.alice):
        yield world


def weighed(world, whole, by="alice", **more):
    by = db.get_one(Member, (world.acme.id, getattr(world, by).member_id))
    return picker.of(Wish(whole, **more), by, MONDAY)


def of(found, person):
    return next(one for one in found.people if one.id == person.member_id)


def week(owner, hours, **values):
    return a_task(owner.member_id, starts_on=MONDAY, due_on=FRIDAY, effort_minutes=60 * hours, **values)


def test_the_load_is_told_with_and_without_the_task(acme):
    week(acme.bob, 34)

    found = weighed(acme, Piece(acme.bob.member_id, starts_on=MONDAY, due_on=FRIDAY, minutes=12 * 60))

    assert words.filled(of(found, acme.bob).load) == "34 / 40 h"
    assert words.with_it(of(found, acme.bob)) == "with this task 46: 6 h too much"
    assert words.with_it(of(found, acme.sam)) == "with this task 12: 28 h free"
    assert [words.too_much(one) for one in found.over] == ["Bob: 46 h in days of 40 h, 6 h too much."]


def test_nobody_has_too_much_by_a_task_that_somebody_else_gets(acme):
    week(acme.bob, 60)

    assert weighed(acme, Piece(acme.sam.member_id, starts_on=MONDAY, due_on=FRIDAY, minutes=600)).over == []


def test_those_are_offered_whom_one_gives_tasks(acme):
    names = {by: {one.name for one in weighed(acme, Piece(None), by).people} for by in ("alice", "bob")}

    assert names["bob"] == {"Bob"}
    assert names["alice"] >= {"Alice", "Bob", "Mia", "Sam", "Tara"}
    assert not names["alice"] & {"Vera", "Dan"}  # she only looks, he has left


def test_the_parts_lie_on_their_owners_and_the_whole_on_nobody(acme):
    parts = [
        Piece(acme.bob.member_id, starts_on=MONDAY, due_on=FRIDAY, minutes=600),
        Piece(acme.bob.member_id, starts_on=MONDAY, due_on=FRIDAY, minutes=300),
        Piece(acme.sam.member_id, starts_on=MONDAY, due_on=FRIDAY, minutes=120),
    ]

    found = weighed(acme, Piece(acme.mia.member_id, minutes=1020), parts=parts)

    added = {one.name: one.added for one in found.people if one.added}
    assert added == {"Bob": 900, "Sam": 120}
    assert {one.name for one in found.people if one.is_chosen} == {"Bob", "Sam"}


def test_the_task_that_is_planned_anew_is_not_counted_twice(acme):
    task = week(acme.bob, 20)

    again = Piece(acme.bob.member_id, starts_on=MONDAY, due_on=FRIDAY, minutes=20 * 60)
    found = weighed(acme, again, planned=[task.id])

    assert of(found, acme.bob).total == 20 * 60


def customers(owner, count, on):
    for _ in range(count):
        account = factories.an_account(owner_id=owner.member_id)
        factories.an_order(account_id=account.id, owner_id=owner.member_id, ordered_on=on)


def test_hard_tasks_suit_who_won_most_customers_in_a_year(acme):
    customers(acme.bob, 3, date(2026, 5, 5))
    customers(acme.sam, 2, date(2025, 11, 24))
    customers(acme.tara, 9, date(2025, 11, 23))  # a day too long ago

    found = weighed(acme, Piece(None), demand=HARD)

    said = {one.name: (one.suited.is_suited, words.reason(one.suited, HARD)) for one in found.people}
    of_all = len(found.people)
    assert said["Bob"] == (True, f"won 3 new customers in 12 months, 1st of {of_all}")
    assert said["Sam"] == (True, f"won 2 new customers in 12 months, 2nd of {of_all}")
    assert said["Tara"] == (False, "won no new customer in 12 months")
    assert [one.name for one in found.people][:2] == ["Bob", "Sam"]


def test_referrals_suit_those_to_whom_customers_brought_deals(acme):
    friend = factories.an_account()
    for _ in range(3):
        factories.a_deal(acme.bob.member_id, stage=factories.a_stage("won"), referred_by_id=friend.id)
    factories.a_deal(acme.sam.member_id, stage=factories.a_stage("won"))
    factories.a_deal(acme.sam.member_id, referred_by_id=friend.id)  # still open

    found = weighed(acme, Piece(None), demand=REFERRAL)

    assert words.reason(of(found, acme.bob).suited, REFERRAL) == "3 deals brought by customers"
    assert (of(found, acme.bob).suited.is_suited, of(found, acme.sam).suited.is_suited) == (True, False)


def test_basic_tasks_suit_newcomers(acme):
    db.execute(
        update(Member).where(Member.id == acme.bob.member_id).values(joined_at=datetime(2024, 10, 1, tzinfo=UTC))
    )
    db.execute(update(Member).where(Member.id == acme.sam.member_id).values(joined_at=None))
    db.execute(update(Member).where(Member.id == acme.tara.member_id).values(joined_at=now() - timedelta(days=10)))

    found = weighed(acme, Piece(None), demand=BASIC)

    suited = {one.name: one.suited.is_suited for one in found.people}
    assert (suited["Bob"], suited["Sam"], suited["Tara"]) == (False, None, True)
    assert words.reason(of(found, acme.sam).suited, BASIC) == "unknown since when here"


def test_ordinary_work_suits_nobody_in_particular(acme):
    assert [one.suited for one in weighed(acme, Piece(None), demand=ORDINARY).people if one.suited] == []


def test_what_nobody_measures_is_not_guessed(acme, monkeypatch):
    monkeypatch.delitem(registry._known, figures.WON)

    found = weighed(acme, Piece(acme.bob.member_id, Decimal(100), "x", *MONTH), demand=HARD, measure=figures.WON)

    assert not found.is_measured
    assert found.beyond == []


def beyond(world, quantity, **more):
    whole = Piece(world.bob.member_id, Decimal(quantity), more.pop("unit", "new customers"), *MONTH)
    return [words.beyond(one, None) for one in weighed(world, whole, **more).beyond]


def test_at14_a_hundred_customers_in_a_month_against_a_best_of_twelve(acme):
    customers(acme.bob, 12, date(2026, 5, 20))
    customers(acme.bob, 4, date(2026, 8, 20))
    customers(acme.sam, 100, date(2026, 6, 20))

    told = beyond(acme, 100, measure="new_customers")

    assert told == ["Bob: 100 new customers in a month; the best month was 12 (2026-05)."]
    assert beyond(acme, 12, measure="new_customers") == []


def test_who_never_won_any_is_told_so(acme):
    told = beyond(acme, 5, measure="new_customers")

    assert told == ["Bob: 5 new customers in a month; in the last 12 months there was none."]


def test_what_no_measure_counts_is_held_against_the_best_accepted_task(acme):
    march = {"starts_on": date(2026, 3, 1), "due_on": date(2026, 3, 31), "done_on": date(2026, 3, 31)}
    a_task(acme.bob.member_id, "Fair", state="accepted", actual=Decimal(15), unit="Leads", **march)
    a_task(acme.bob.member_id, "Calls", state="accepted", actual=Decimal(900), unit="calls", **march)
    a_task(acme.bob.member_id, "Open", state="doing", actual=Decimal(500), unit="leads", starts_on=date(2026, 3, 1))

    told = beyond(acme, 40, unit="leads")

    assert told == ["Bob: 40 leads in a month; the best task reached 15 in a month (“Fair”, 2026-03)."]
    assert beyond(acme, 15, unit="leads") == []
    assert beyond(acme, 40, unit="visits") == []  # nothing to hold it against


def test_less_is_better_is_never_too_much(acme):
    customers(acme.bob, 1, date(2026, 5, 20))

    assert beyond(acme, 100, measure="new_customers", lower_is_better=True) == []


# ---------------------------------------------------------------- the form


def send(world, who="alice", target=None, **more):
    browser = world.browser(getattr(world, who))
    usual = {"title": "Win customers", "owner_id": str(world.alice.member_id), "starts_on": str(MONDAY)}
    usual |= {"due_on": str(FRIDAY), "demand": "ordinary", "urgency": "", "measure": ""}
    return browser.post("tasks/", {**usual, **more}, **({"target": target} if target else {}))


def tasks(world):
    with world.acme.inside(world.alice):
        return list(db.scalars(select(Task).order_by(Task.created_at, Task.position)))


def test_a_look_answers_the_figures_alone_and_gives_nothing(world):
    with world.acme.inside(world.alice):
        week(world.bob, 34)

    owner = str(world.bob.member_id)
    answer = send(world, target="weighing", look="1", effort="12", owner_id=owner, goal="20 leads")

    assert answer.status_code == 200
    assert "<form" not in answer.text
    assert "with this task 46: 6 h too much" in answer.text
    assert "Counts 20 leads" in answer.text
    assert [one.title for one in tasks(world) if one.title == "Win customers"] == []


def test_without_a_script_a_look_keeps_everything_typed(world):
    page = send(world, look="1", effort="12", note="Ask Tara first", goal="20 leads")

    assert page.status_code == 200
    assert "Ask Tara first" in page.text
    assert re.search(r'value="12"', page.text)


def test_a_look_does_not_use_up_the_form(world):
    key = str(new_id())
    owner = str(world.bob.member_id)
    browser = world.browser(world.alice)
    typed = {"title": "Once", "owner_id": owner, "demand": "ordinary", "urgency": "", "measure": ""}

    browser.post("tasks/", {**typed, "look": "1", "_once": ""}, target="weighing")
    answer = browser.post("tasks/", {**typed, "_once": key})

    assert answer.status_code == 303
    assert [one.title for one in tasks(world)] == ["Once"]


def test_choosing_somebody_names_him_and_who_accepts_follows(world):
    alice, bob = str(world.alice.member_id), str(world.bob.member_id)

    page = send(world, choose=bob, owner_was=alice, acceptor_id="")

    assert f'<option selected value="{bob}">' in page.text
    acceptors = page.text.partition('name="acceptor_id"')[2].partition("</select>")[0]
    assert f'<option selected value="{alice}">' in acceptors


def test_an_acceptor_who_was_named_stays(world):
    alice, bob, mia = (str(one.member_id) for one in (world.alice, world.bob, world.mia))

    send(world, owner_id=bob, owner_was=alice, acceptor_id=mia)

    assert tasks(world)[0].acceptor_id == world.mia.member_id


def test_who_gives_a_task_to_another_accepts_it_unless_he_says_otherwise(world):
    alice, bob = str(world.alice.member_id), str(world.bob.member_id)

    send(world, owner_id=bob, owner_was=alice, acceptor_id="")

    assert tasks(world)[0].acceptor_id == world.alice.member_id


@pytest.mark.parametrize("other", ["charlie", "vera"])
def test_nobody_is_chosen_whom_one_gives_no_tasks(world, other):
    alice = str(world.alice.member_id)

    page = send(world, choose=str(getattr(world, other).member_id), owner_was=alice)

    assert f'<option selected value="{alice}">' in page.text
    assert str(world.charlie.member_id) not in page.text


def test_too_much_is_told_and_given_all_the_same(world):
    answer = send(world, owner_id=str(world.bob.member_id), effort="400")

    assert answer.status_code == 303
    assert tasks(world)[0].effort_minutes == 400 * 60


@pytest.mark.parametrize(
    "typed",
    [
        {"goal_quantity": "1e999999999"},
        {"goal": "9" * 250 + "家客户"},
        {"effort": "-5"},
        {"effort": "nan"},
        {"due_on": "9999-12-31"},
        {"starts_on": "2026-12-31", "due_on": "2026-12-01"},
        {"owner_id": "not an id"},
        {"demand": "nonsense", "measure": "cycle"},
    ],
)
def test_nonsense_is_looked_at_without_harm(world, typed):
    answer = send(world, target="weighing", look="1", **typed)

    assert answer.status_code == 200
    assert "Who could do it" in answer.text


def parts_of_three(world, quantities=("", "", "")):
    people = (world.bob, world.sam, world.tara)
    found = {"parts": "3", "goal": "50 new customers", "effort": "40"}
    for place, (person, quantity) in enumerate(zip(people, quantities, strict=True)):
        found |= {f"part-{place}-title": f"Part {place}", f"part-{place}-owner_id": str(person.member_id)}
        found |= {f"part-{place}-goal_quantity": quantity}
    return found


def test_fifty_split_evenly_in_three_is_17_17_16(world):
    page = send(world, even="1", target="parts", **parts_of_three(world))

    shown = re.findall(r'name="part-\d-goal_quantity"[^>]*value="(\d+)"', page.text)
    assert shown == ["17", "17", "16"]
    assert "50 of 50: it adds up" in page.text
    assert tasks(world) == []


def test_the_parts_share_the_effort_as_they_share_the_goal(world):
    send(world, **parts_of_three(world, ("25", "15", "10")))

    parts = [one for one in tasks(world) if one.parent_id]
    assert [one.effort_minutes for one in parts] == [20 * 60, 12 * 60, 8 * 60]


def test_the_fold_opens_when_something_in_it_is_wrong(world):
    fine = send(world, look="1")
    wrong = send(world, title="Fine", measure="new_customers")

    assert '<details class="more"><summary' in fine.text
    assert wrong.status_code == 422
    assert '<details class="more" open><summary' in wrong.text


def test_planning_anew_weighs_without_the_task_itself(world):
    with world.acme.inside(world.alice):
        task = week(world.bob, 30, acceptor_id=world.alice.member_id)
    browser = world.browser(world.alice)

    page = browser.get(f"tasks/{task.id}/edit?owner={world.sam.member_id}").text
    typed = {"title": "x", "owner_id": str(world.bob.member_id), "starts_on": str(MONDAY), "due_on": str(FRIDAY)}
    look = browser.post(f"tasks/{task.id}/edit", {**typed, "effort": "44", "look": "1"}, target="weighing").text

    assert f'<option selected value="{world.sam.member_id}">' in page
    assert "Bob: 44 h in days of 40 h, 4 h too much." in look


def test_without_a_due_day_the_coming_seven_days_are_weighed_and_it_is_said(acme):
    sunday = MONDAY - timedelta(days=1)
    week(acme.bob, 34)
    by = db.get_one(Member, (acme.acme.id, acme.alice.member_id))

    found = picker.of(Wish(Piece(acme.bob.member_id, starts_on=sunday)), by, sunday)

    assert (found.first, found.last, found.is_assumed) == (sunday, sunday + timedelta(days=6), True)
    assert words.filled(of(found, acme.bob).load) == "34 / 40 h"
    assert not weighed(acme, Piece(acme.bob.member_id, due_on=FRIDAY)).is_assumed
