"""Changing many tasks at once, and taking it back as one."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.clock import now
from app.events import Event
from app.tasks import replanning
from app.tasks.model import Task
from tenants.context import db
from tenants.model import Member
from tests.tasks.factories import a_task, kept


def day(number):
    return date.today() + timedelta(days=number)


@pytest.fixture
def tasks(world):
    """Mia gave Bob two that nobody has begun, one he began, one he handed in, one accepted; Sam's Alice gave."""
    with world.acme.inside():
        bob, mia = world.bob.member_id, world.mia.member_id
        given = {"acceptor_id": mia, "created_by_id": mia, "due_on": day(7)}
        return {
            "first": a_task(bob, "First", **given).id,
            "second": a_task(bob, "Second", **given).id,
            "begun": a_task(bob, "Begun", state="doing", actual=Decimal(5), **given).id,
            "waits": a_task(bob, "Waits", state="submitted", actual=Decimal(20), **given).id,
            "done": a_task(bob, "Done", state="accepted", actual=Decimal(20), **given).id,
            "sams": a_task(world.sam.member_id, "Of Sam", created_by_id=world.alice.member_id).id,
        }


def change(browser, ids, **values):
    done = browser.post("tasks/list/changes", {"id": [str(each) for each in ids], **values})
    page = browser.get(done.headers["Location"]).text if done.status_code == 303 else done.text
    return done, page


def undo(browser, done):
    batch = done.headers["Location"].partition("undo=")[2]
    back = browser.post(f"tasks/list/changes/{batch}/undo")
    return browser.get(back.headers["Location"]).text


def test_tasks_get_another_owner_and_are_given_back(world, tasks):
    browser, ids = world.browser(world.mia), [tasks["first"], tasks["second"]]

    done, page = change(browser, ids, owners=str(world.mia.member_id), acceptor_id=str(world.alice.member_id))
    assert "2 tasks changed." in page
    assert "Undo" in page
    assert {(kept(world, one).owner_id, kept(world, one).acceptor_id) for one in ids} == {
        (world.mia.member_id, world.alice.member_id)
    }

    assert "2 tasks are as they were." in undo(browser, done)
    assert {(kept(world, one).owner_id, kept(world, one).acceptor_id) for one in ids} == {
        (world.bob.member_id, world.mia.member_id)
    }


def test_several_owners_take_turns_in_the_order_of_the_list(world):
    with world.acme.inside():
        alice = world.alice.member_id
        made = [a_task(alice, f"Call {number}", created_by_id=alice, due_on=day(5 - number)).id for number in range(5)]
    bob, sam = world.bob.member_id, world.sam.member_id

    world.browser(world.alice).post(
        "tasks/list/changes", {"which": "all", "query": "owner=me", "owners": [str(bob), str(sam)]}
    )

    owners = [kept(world, one).owner_id for one in reversed(made)]  # the one due first comes first
    assert owners == [bob, sam, bob, sam, bob]


def test_days_move_and_the_start_of_what_nobody_has_begun_with_them(world, tasks):
    browser = world.browser(world.mia)

    done, _page = change(browser, [tasks["first"], tasks["begun"]], days="10", reason="The fair is later")

    first, begun = kept(world, tasks["first"]), kept(world, tasks["begun"])
    assert (first.starts_on, first.due_on) == (day(10), day(17))
    assert (begun.starts_on, begun.due_on) == (day(0), day(17))

    undo(browser, done)
    assert {kept(world, tasks[one]).due_on for one in ("first", "begun")} == {day(7)}
    assert kept(world, tasks["first"]).starts_on == day(0)


def test_importance_and_a_day_are_set_together(world, tasks):
    change(world.browser(world.mia), [tasks["first"], tasks["second"]], importance="yes", due_on=str(day(3)))

    assert {(kept(world, tasks[one]).is_important, kept(world, tasks[one]).due_on) for one in ("first", "second")} == {
        (True, day(3))
    }


def test_what_may_not_be_changed_is_left_alone_and_named_with_the_reason(world, tasks):
    ids = [tasks[one] for one in ("first", "begun", "done")]

    _done, page = change(world.browser(world.mia), ids, days="3")

    assert "1 task changed." in page
    assert "2 tasks were left alone: Begun: work has begun: say why; Done: already ended" in page
    assert kept(world, tasks["begun"]).due_on == day(7)


def test_nobody_plans_what_others_gave(world, tasks):
    _done, page = change(world.browser(world.bob), [tasks["first"]], days="3")

    assert "First: you cannot plan it" in page
    assert kept(world, tasks["first"]).due_on == day(7)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"acceptor_id": "bob"}, "First: nobody accepts his own work"),
        ({"due_on": str(day(-3))}, "First: it would end before it starts"),
    ],
)
def test_what_the_database_would_refuse_is_left_alone(world, tasks, values, said):
    given = {name: str(world.bob.member_id) if value == "bob" else value for name, value in values.items()}

    _done, page = change(world.browser(world.mia), [tasks["first"]], **given)

    assert said in page


def test_a_foreign_record_is_neither_changed_nor_named(world, tasks):
    with world.globex.inside():
        foreign = a_task(world.charlie.member_id, "Secret of Globex").id

    _done, page = change(world.browser(world.alice), [foreign, tasks["first"]], importance="yes")

    assert "1 task changed." in page
    assert "Secret" not in page
    with world.globex.inside():
        assert not db.get_one(Task, (world.globex.id, foreign)).is_important


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Choose at least one thing to set."),
        ({"reason": "Just so"}, "Choose at least one thing to set."),
        ({"days": "3", "due_on": "2027-01-05"}, "Name a day or a number of days, not both."),
        ({"cancel": "y"}, "Say why they are cancelled."),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(world, tasks, values, sentence):
    done, page = change(world.browser(world.mia), [tasks["first"]], **values)

    assert done.status_code == 422
    assert sentence in page
    assert kept(world, tasks["first"]).state == "todo"


def test_tasks_are_cancelled_with_a_reason_and_taken_up_as_they_were(world, tasks):
    browser, ids = world.browser(world.mia), [tasks[one] for one in ("first", "begun", "waits")]
    with world.acme.inside():
        db.get_one(Task, (world.acme.id, tasks["begun"])).support = "A car"

    done, page = change(browser, ids, cancel="y", reason="The fair is cancelled")
    assert "2 tasks changed." in page
    assert "Waits: submitted: accept or return it first" in page
    assert [kept(world, one).state for one in ids] == ["cancelled", "cancelled", "submitted"]

    assert "2 tasks are as they were." in undo(browser, done)
    assert [kept(world, one).state for one in ids] == ["todo", "doing", "submitted"]
    assert kept(world, tasks["begun"]).support == "A car"


def test_a_whole_is_cancelled_with_its_parts_and_taken_up_with_them(world):
    with world.acme.inside():
        mia, bob = world.mia.member_id, world.bob.member_id
        given = {"created_by_id": mia, "acceptor_id": mia}
        whole = a_task(bob, "Whole", is_split=True, state="doing", **given).id
        states = ("todo", "doing", "returned", "accepted")
        parts = [a_task(bob, state, parent_id=whole, state=state, **given).id for state in states]
    browser = world.browser(world.mia)

    done, page = change(browser, [whole, *parts[:2]], cancel="y", reason="No fair")
    assert "1 task changed." in page
    assert [kept(world, one).state for one in (whole, *parts)] == ["cancelled"] * 4 + ["accepted"]

    undo(browser, done)
    assert [kept(world, one).state for one in (whole, *parts)] == ["doing", *states]


def test_a_whole_with_a_part_that_waits_is_not_cancelled_by_the_way(world):
    with world.acme.inside():
        mia, bob = world.mia.member_id, world.bob.member_id
        whole = a_task(bob, "Whole", is_split=True, state="doing", created_by_id=mia).id
        a_task(bob, "Part", parent_id=whole, state="submitted", created_by_id=mia, acceptor_id=mia)

    _done, page = change(world.browser(world.mia), [whole], cancel="y", reason="No fair")

    assert "Whole: submitted: accept or return it first" in page
    assert kept(world, whole).state == "doing"


def test_undoing_leaves_alone_what_somebody_changed_since(world, tasks):
    browser = world.browser(world.mia)
    done, _page = change(browser, [tasks["first"], tasks["second"]], days="3")
    with world.acme.inside():
        alice = db.get_one(Member, (world.acme.id, world.alice.member_id))
        second = db.get_one(Task, (world.acme.id, tasks["second"]))
        replanning.replan(second, {"due_on": day(30)}, by=alice, at=now())

    page = undo(browser, done)

    assert "Second: changed by somebody since" in page
    assert (kept(world, tasks["first"]).due_on, kept(world, tasks["second"]).due_on) == (day(7), day(30))


def test_undoing_gives_nothing_back_to_who_has_left_since(world, tasks):
    browser = world.browser(world.mia)
    done, _page = change(
        browser, [tasks["first"]], owners=str(world.mia.member_id), acceptor_id=str(world.alice.member_id)
    )
    with world.acme.inside():
        db.get_one(Member, (world.acme.id, world.bob.member_id)).state = "deactivated"

    page = undo(browser, done)

    assert "First: you cannot assign tasks to this person" in page
    assert kept(world, tasks["first"]).owner_id == world.mia.member_id


def test_undoing_is_for_who_did_it(world, tasks):
    done, _page = change(world.browser(world.mia), [tasks["first"]], days="3")
    batch = done.headers["Location"].partition("undo=")[2]

    assert world.browser(world.alice).post(f"tasks/list/changes/{batch}/undo").status_code == 404
    assert world.browser(world.vera).post("tasks/list/changes", {"days": "3"}).status_code == 403


def test_each_change_is_an_event_of_its_own_with_one_batch(world, tasks):
    done, _page = change(world.browser(world.mia), [tasks["first"], tasks["second"]], days="3")
    batch = done.headers["Location"].partition("undo=")[2]

    with world.acme.inside():
        events = select(func.count(), func.count(Event.subject_id.distinct())).where(
            Event.batch_id == batch, Event.kind == "task.replanned"
        )
        assert tuple(db.execute(events).one()) == (2, 2)


def test_the_dialog_offers_whom_one_may_give_tasks_and_counts_the_list(world, tasks):
    page = (
        world.browser(world.mia).post("tasks/list/selection", {"id": [str(tasks["first"])], "query": "state=open"}).text
    )

    assert 'name="owners"' in page
    assert ">Bob<" in page
    assert "all 4 of the list" in page
    assert f'value="{world.sam.member_id}"' not in page.partition('name="acceptor_id"')[0]
