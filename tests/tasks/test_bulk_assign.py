"""One task for several people at once: shares of a goal, one notice each, all or nothing, and the way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.clock import now
from app.events import Event
from app.notices.model import Notice
from app.tasks import working
from app.tasks.assigning import Plan, TaskDraft
from app.tasks.model import Criterion, Task
from app.tasks.planning import templates, together
from app.tasks.planning.model import TaskTemplate
from app.tasks.planning.pieces import Kept, Piece
from app.tasks.planning.together import TooSmall, divided
from app.tasks.refusals import DoesNotAddUp, NotGiven
from tenants.context import db
from tenants.model import Member
from tenants.owned import new_id
from tests.tasks.factories import a_task
from tests.tasks.filled import filled


def member(person):
    return db.get_one(Member, (person.company.id, person.member_id))


def plan_for(owner_id, quantities=(20, 15, 15)):
    whole = TaskDraft("Win 50 new customers", owner_id, goal_quantity=Decimal(sum(quantities)), unit="customers")
    return Plan(whole, [replace(whole, title=f"{one} leads", goal_quantity=Decimal(one)) for one in quantities])


@pytest.fixture
def acme(world):
    with world.acme.inside(world.alice):
        yield world


def people(world, *names):
    return [getattr(world, name).member_id for name in names]


@given(st.integers(1, 12), st.lists(st.integers(12, 400), max_size=5))
def test_shares_add_up_to_what_one_would_have_had(count, quantities):
    plans = [plan_for(new_id(), quantities or (50,)) for _person in range(count)]

    shares = divided(plans)

    assert sum(plan.whole.goal_quantity for plan in shares) == plans[0].whole.goal_quantity
    for place, quantity in enumerate(quantities):
        assert sum(plan.parts[place].goal_quantity for plan in shares) == quantity
    for plan in shares:
        assert plan.sum() is None or plan.sum().adds_up
        assert all(draft.goal_quantity > 0 for draft in (plan.whole, *plan.parts))
    reached = [plan.whole.goal_quantity for plan in shares]
    assert max(reached) - min(reached) <= 1


def test_what_cannot_be_divided_is_refused():
    with pytest.raises(TooSmall):
        divided([plan_for(new_id(), (2,)) for _person in range(3)])


def test_a_share_is_named_in_the_words():
    plans = [Plan(plan_for(new_id()).whole) for _person in range(3)]

    assert [plan.whole.title for plan in divided(plans)] == [
        "Win 17 new customers", "Win 17 new customers", "Win 16 new customers",
    ]  # fmt: skip


def test_each_gets_his_own_under_one_batch_and_hears_once(acme):
    owners = people(acme, "bob", "sam", "alice")

    batch = together.give_all([plan_for(one) for one in owners], by=member(acme.alice), at=now())

    wholes = db.scalars(select(Task).where(Task.parent_id.is_(None))).all()
    assert sorted(task.owner_id for task in wholes) == sorted(owners)
    events = db.execute(select(Event.kind, Event.batch_id).where(Event.subject_kind == "task")).all()
    assert len(events) == 12
    assert set(events) == {("task.assigned", batch)}
    told = db.execute(select(Notice.member_id, Notice.kind)).all()
    assert sorted(told) == sorted([(owners[0], "task.together"), (owners[1], "task.together")])


def test_a_single_task_is_told_as_ever(acme):
    together.give_all([Plan(TaskDraft("Call", acme.bob.member_id))], by=member(acme.alice), at=now())

    assert db.scalars(select(Notice.kind)).all() == ["task.assigned"]


def test_all_or_none(world):
    plans = [Plan(TaskDraft("Call", one)) for one in people(world, "bob", "sam")]
    with pytest.raises(NotGiven), world.acme.inside(world.mia):  # Sam is not hers
        together.give_all(plans, by=member(world.mia), at=now())
    with world.acme.inside():
        assert db.scalar(select(Task.id)) is None

    sam = plan_for(world.sam.member_id)
    odd = Plan(replace(sam.whole, goal_quantity=Decimal(51)), sam.parts)
    with pytest.raises(DoesNotAddUp), world.acme.inside(world.alice):
        together.give_all([plans[0], odd], by=member(world.alice), at=now())
    with world.acme.inside():
        assert db.scalar(select(Task.id)) is None
        assert db.scalar(select(Notice.id)) is None


def test_a_batch_is_taken_back_with_its_notices(acme):
    alice = member(acme.alice)
    batch = together.give_all([plan_for(one) for one in people(acme, "bob", "sam")], by=alice, at=now())

    outcome = together.undo(batch, by=alice, at=now())

    assert (outcome.changed, outcome.skipped) == (2, [])
    assert set(db.scalars(select(Task.state))) == {"cancelled"}
    assert db.scalars(select(Notice.id)).all() == []
    assert together.undo(batch, by=alice, at=now()).changed == 0


def test_what_somebody_has_begun_is_left_alone_with_its_whole(acme):
    alice = member(acme.alice)
    batch = together.give_all([plan_for(one) for one in people(acme, "bob", "sam")], by=alice, at=now())
    part = db.scalars(select(Task).where(Task.owner_id == acme.bob.member_id, Task.parent_id.is_not(None))).first()
    working.start(part, by=member(acme.bob), at=now())

    outcome = together.undo(batch, by=alice, at=now())

    assert (outcome.changed, [why for _name, why in outcome.skipped]) == (1, ["begun"])
    assert set(db.scalars(select(Task.state).where(Task.owner_id == acme.bob.member_id))) == {"todo", "doing"}
    assert db.scalars(select(Notice.member_id).where(Notice.kind == "task.together")).all() != []


def test_only_who_gave_it_takes_it_back_and_only_for_a_day(acme):
    batch = together.give_all([plan_for(acme.bob.member_id)], by=member(acme.alice), at=now())

    assert together.is_undoable(batch, member(acme.alice), now())
    assert not together.is_undoable(batch, member(acme.mia), now())
    assert not together.is_undoable(batch, member(acme.alice), now() + timedelta(days=2))
    assert together.undo(batch, by=member(acme.mia), at=now()).changed == 0


def sent(owners, **values):
    plain = {
        "title": "Win 50 new customers", "goal_quantity": "50", "unit": "customers", "share": "same", "effort": "10",
        "demand": "ordinary", "urgency": "", "starts_on": "2026-12-01", "due_on": "2026-12-31",
    }  # fmt: skip
    return {**plain, "owner": [str(one) for one in owners], **values}


def test_through_the_page(world):
    browser = world.browser(world.alice)

    answer = browser.post("tasks/several", sent(people(world, "bob", "sam"), share="divided"))

    assert answer.status_code == 303
    with world.acme.inside():
        made = db.scalars(select(Task)).all()
        assert {task.goal_quantity for task in made} == {Decimal(25)}
        assert {task.effort_minutes for task in made} == {300}
        assert {task.acceptor_id for task in made} == {world.alice.member_id}
    page = browser.client.get(answer.headers["Location"]).text
    assert "Win 25 new customers" in page
    undone = browser.client.post(answer.headers["Location"] + "/undo", data={"csrf_token": browser.token})
    assert undone.status_code == 303
    with world.acme.inside():
        assert set(db.scalars(select(Task.state))) == {"cancelled"}


def test_one_who_accepts_does_not_accept_his_own(world):
    accepts = str(world.mia.member_id)

    world.browser(world.alice).post("tasks/several", sent(people(world, "bob", "mia"), acceptor_id=accepts))

    with world.acme.inside():
        by = {task.owner_id: task.acceptor_id for task in db.scalars(select(Task))}
    assert by == {world.bob.member_id: world.mia.member_id, world.mia.member_id: world.alice.member_id}


def test_nobody_ticked_nobody_led_and_goals_too_small_are_said(world):
    mia = world.browser(world.mia)

    nobody = mia.post("tasks/several", sent([]))
    not_led = mia.post("tasks/several", sent(people(world, "sam")))
    small = mia.post("tasks/several", sent(people(world, "bob", "mia"), share="divided", goal_quantity="1"))

    assert [answer.status_code for answer in (nobody, not_led, small)] == [422, 422, 422]
    assert "Tick at least one person." in nobody.text
    assert "too small to be divided" in small.text
    with world.acme.inside():
        assert db.scalar(select(Task.id)) is None


def test_how_full_each_one_s_days_are_stands_beside_his_name(world):
    first = date.today() + timedelta(days=1)
    days = {"starts_on": first.isoformat(), "due_on": (first + timedelta(days=13)).isoformat()}
    with world.acme.inside():
        span = {"starts_on": first, "due_on": first + timedelta(days=13)}
        a_task(world.bob.member_id, effort_minutes=60 * 100, goal_quantity=None, **span)

    page = world.browser(world.mia).post(
        "tasks/several", sent(people(world, "bob"), look="1", effort="10", **days)
    ).text  # fmt: skip

    assert "100 / " in page
    assert "too much" in page


def a_template(world, **more):
    whole = Piece("Win 50 new customers", quantity=Decimal(50), begins=0, due=20, criteria=("No duplicate",))
    web = Piece("20 leads from the web", quantity=Decimal(20), begins=0, due=10, effort_minutes=600, measure="leads")
    fair = Piece("30 leads from the fair", quantity=Decimal(30), begins=5, due=20, owner_id=world.bob.member_id,
                 note="Hall 3")  # fmt: skip
    kept = Kept(whole, (web, fair))
    return templates.keep(more.get("name", "New customers"), kept, by=member(world.mia), at=now())


def test_a_template_is_given_with_all_it_keeps(world):
    with world.acme.inside(world.mia):
        template = a_template(world).id
    browser = world.browser(world.mia)

    page = browser.get(f"tasks/several?template={template}&start=2026-12-01&owner={world.mia.member_id}").text
    assert 'value="2026-12-29"' in page  # twenty working days later
    answer = browser.post("tasks/several", filled(page, "several-form"))

    assert answer.status_code == 303
    with world.acme.inside():
        whole, web, fair = db.scalars(select(Task).order_by(Task.parent_id.nulls_first(), Task.position)).all()
        assert (whole.owner_id, web.owner_id, fair.owner_id) == (
            world.mia.member_id, world.mia.member_id, world.bob.member_id,
        )  # fmt: skip
        assert (web.effort_minutes, web.measure, fair.note) == (600, "leads", "Hall 3")
        assert (fair.starts_on, fair.due_on) == (date(2026, 12, 8), date(2026, 12, 29))
        assert db.scalars(select(Criterion.text).where(Criterion.task_id == whole.id)).all() == ["No duplicate"]


def test_a_task_is_kept_as_a_template_and_changed(world):
    with world.acme.inside(world.mia):
        task = a_task(world.bob.member_id, "Visit ten customers", goal_quantity=Decimal(10), unit="visits",
                      starts_on=date(2026, 3, 2), due_on=date(2026, 3, 9)).id  # fmt: skip
    browser = world.browser(world.mia)

    assert f"tasks/templates/new?task={task}" in browser.get(f"tasks/{task}").text
    page = browser.get(f"tasks/templates/new?task={task}").text
    assert 'value="Visit ten customers"' in page
    kept = {"name": "Visits", "title": "Visit ten customers", "goal_quantity": "10", "begins": "0", "due": "5",
            "counted_in": "working", "demand": "ordinary", "urgency": "", "task": str(task)}  # fmt: skip
    assert browser.post("tasks/templates", kept).status_code == 303
    assert browser.post("tasks/templates", kept).status_code == 422  # the name is taken
    listed = browser.get("tasks/templates").text
    assert "5 working days after" in listed

    with world.acme.inside():
        template = db.scalars(select(TaskTemplate)).one().id
    changed = {**kept, "name": "Visits in March", "due": "3", "version": "1"}
    assert browser.post(f"tasks/templates/{template}", changed).status_code == 303
    assert browser.post(f"tasks/templates/{template}", {**changed, "due": "4"}).status_code == 409
    assert world.browser(world.bob).post(f"tasks/templates/{template}", changed).status_code == 403
    assert world.browser(world.bob).post(f"tasks/templates/{template}/removal").status_code == 403
    assert browser.post(f"tasks/templates/{template}/removal").status_code == 303
    assert "No templates yet" in browser.get("tasks/templates").text


def test_parts_of_a_template_add_up_to_its_whole(world):
    kept = {"name": "Visits", "title": "Visit customers", "goal_quantity": "10", "counted_in": "working", "parts": "1",
            "part-0-title": "Old ones", "part-0-goal_quantity": "4", "demand": "ordinary", "urgency": ""}  # fmt: skip

    refused = world.browser(world.mia).post("tasks/templates", kept)

    assert refused.status_code == 422
    assert "4 of 10: 6 missing" in refused.text


@pytest.mark.parametrize("plan", [{}, [], {"whole": 3, "parts": {"a": 1}}, {"whole": {"title": ["x"], "due": "x"}}])
def test_a_template_whose_plan_is_odd_is_still_shown_and_used(world, plan):
    with world.acme.inside(world.mia):
        template = a_template(world)
        template.plan = plan
        template_id = template.id
    browser = world.browser(world.mia)

    for address in ("tasks/templates", f"tasks/templates/{template_id}", f"tasks/several?template={template_id}"):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert "New customers" in answer.text


def test_a_template_from_which_tasks_come_round_is_not_removed(world):
    with world.acme.inside(world.mia):
        template = a_template(world).id
    browser = world.browser(world.mia)
    first = (date.today() + timedelta(days=3)).isoformat()
    browser.post("tasks/series", {"template_id": template, "owner_id": world.bob.member_id, "every": "week",
                                  "weekday": "1", "first_on": first})  # fmt: skip

    refused = browser.post(f"tasks/templates/{template}/removal")

    assert refused.status_code == 409
    assert "End them first" in refused.text
