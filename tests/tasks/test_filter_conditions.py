"""Each condition of a filter against tasks of every kind, told by plain Python."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import and_, select

from app import days
from app.scene import Scene
from app.tasks import urgency
from app.tasks.filtering import conditions
from app.tasks.filtering.filters import TaskFilter
from app.tasks.finding import make_new_findable
from app.tasks.listing.listing import TASKS
from app.tasks.model import ACCEPTED, DEMANDS, DOING, OPEN, STATES, SUBMITTED, WORKING, Task, TaskLink
from app.tasks.quadrants import places
from tenants.context import db
from tenants.model import Member
from tests.factories import added, an_account
from tests.tasks.factories import a_task

DUE = (-30, -1, 0, 2, 3, 4, 12, None)


@pytest.fixture
def acme(world):
    with world.acme.inside(world.alice):
        yield world


@pytest.fixture
def tasks(acme):
    """A hundred and twenty tasks in which states, days, people and kinds are mixed."""
    people = [acme.bob.member_id, acme.sam.member_id, acme.tara.member_id, acme.mia.member_id]
    count, today = 120, days.today()
    made = []
    for place in range(count):
        due, state = DUE[place * 7 % 8], STATES[place % 6]
        handed_in = state in (SUBMITTED, ACCEPTED)
        due_on = None if due is None else today + timedelta(days=due)
        owner, acceptor = people[place % 4], (acme.alice.member_id, people[3], None)[place // 5 % 3]
        acceptor = acceptor if acceptor != owner else None
        grade = ("good", "fair", None)[place // 6 % 3] if state == ACCEPTED else None
        made.append(
            a_task(
                owner, f"Task {place} {'red' if place % 5 == 0 else 'blue'}", state=state, acceptor_id=acceptor,
                due_on=due_on, starts_on=None, created_by_id=acceptor or owner,
                is_late=handed_in and place % 2 == 0 and due is not None and due < 0,
                is_important=place % 3 == 0, is_urgent=(None, None, True, False)[place // 6 % 4],
                demand=DEMANDS[place // 3 % 4], grade=grade,
                parent_id=made[0].id if place in (7, 13, 20) else None,
            )
        )  # fmt: skip
    make_new_findable(*made)
    return made


def found(query, world, person=None):
    """The ids of the list at `query`, as `person` sees it."""
    person = person or world.alice
    member = db.get_one(Member, (person.company.id, person.member_id))
    return set(TASKS.read_text(query).ids(Scene(member, days.today(), "CNY"), 1000))


def those(tasks, holds):
    return {task.id for task in tasks if holds(task)}


CASES = {
    "": lambda t, w: t.state in OPEN,
    "state=all": lambda t, w: True,
    **{f"state={state}": lambda t, w, state=state: t.state == state for state in STATES},
    "late=1": lambda t, w: t.state in OPEN and urgency.is_late(t, days.today()),
    "late=1&state=all": lambda t, w: urgency.is_late(t, days.today()),
    "late=1&state=accepted": lambda t, w: t.state == ACCEPTED and t.is_late,
    "urgent=1": lambda t, w: t.state in OPEN and urgency.is_urgent(t, days.today()),
    "urgent=1&state=all": lambda t, w: urgency.is_urgent(t, days.today()),
    "important=1": lambda t, w: t.state in OPEN and t.is_important,
    "important=1&urgent=1&state=all": lambda t, w: t.is_important and urgency.is_urgent(t, days.today()),
    "due=overdue": lambda t, w: t.state in OPEN and t.due_on is not None and t.due_on < days.today(),
    "due=today": lambda t, w: t.state in OPEN and t.due_on == days.today(),
    "due=unknown&state=all": lambda t, w: t.due_on is None,
    "demand=hard&demand=basic": lambda t, w: t.state in OPEN and t.demand in ("hard", "basic"),
    "grade=good": lambda t, w: t.grade == "good",
    "parts=only": lambda t, w: t.state in OPEN and t.parent_id is not None,
    "parts=hide": lambda t, w: t.state in OPEN and t.parent_id is None,
    "creator=me": lambda t, w: t.state in OPEN and t.created_by_id == w.alice.member_id != t.owner_id,
    "acceptor=me&state=submitted": lambda t, w: t.state == SUBMITTED and t.acceptor_id == w.alice.member_id,
    "owner=me": lambda t, w: t.state in OPEN and t.owner_id == w.alice.member_id,
    **{
        f"quadrant={name}": lambda t, w, name=name: t.state in OPEN and places.place_of(t, days.today()) == name
        for name in places.QUADRANTS
    },
    "owner=led&state=all": lambda t, w: t.owner_id != w.alice.member_id,
    "q=red": lambda t, w: t.state in OPEN and "red" in t.title,
}


@pytest.mark.parametrize("query", CASES)
def test_a_condition_finds_what_python_finds(acme, tasks, query):
    expected = those(tasks, lambda task: CASES[query](task, acme))

    assert found(query, acme) == expected
    assert expected or query == "owner=me"


def test_a_stretch_of_days_includes_both_ends(acme, tasks):
    first, last = days.today(), days.today() + timedelta(days=3)

    assert found(f"due_from={first}&due_to={last}&state=all", acme) == those(
        tasks, lambda task: task.due_on is not None and first <= task.due_on <= last
    )


def test_people_teams_and_wholes_narrow(acme, tasks):
    bob, mia, east = acme.bob.member_id, acme.mia.member_id, acme.acme.teams["east"]

    assert found(f"owner={bob}&state=all", acme) == those(tasks, lambda task: task.owner_id == bob)
    assert found(f"acceptor={mia}&state=all", acme) == those(tasks, lambda task: task.acceptor_id == mia)
    assert found(f"team={east}&state=all", acme) == those(tasks, lambda task: task.owner_id in (bob, mia))
    assert found(f"whole={tasks[0].id}", acme) == {tasks[place].id for place in (7, 13, 20)}
    assert found(f"owner={bob}&owner={mia}", acme) == those(
        tasks, lambda task: task.owner_id in (bob, mia) and task.state in OPEN
    )


@pytest.mark.parametrize("who", ["mia", "bob"])
def test_those_one_leads_are_found_by_a_word(acme, tasks, who):
    led = {"mia": {acme.bob.member_id}, "bob": set()}[who]

    assert found("owner=led&state=all", acme, getattr(acme, who)) == those(tasks, lambda task: task.owner_id in led)


def test_it_is_the_turn_of_the_owner_then_of_who_accepts(acme, tasks):
    mia = acme.mia.member_id

    def is_turn(task):
        waits = task.state == SUBMITTED
        return task.acceptor_id == mia if waits else task.owner_id == mia and task.state in WORKING

    assert found(f"owner={mia}&turn=1", acme) == those(tasks, is_turn)
    assert found("owner=me&turn=1", acme, acme.mia) == those(tasks, is_turn)


def test_what_a_task_is_about_finds_it(acme, tasks):
    customer = an_account()
    added(TaskLink(task_id=tasks[0].id, subject_kind="account", subject_id=customer.id))

    assert found(f"about={customer.id}", acme) == {tasks[0].id}


@pytest.mark.parametrize("query", ["state=all", "", "state=doing", "late=1", "creator=me", "acceptor=me&state=all"])
@pytest.mark.parametrize("who", ["bob", "sam", "mia", "vera"])
def test_one_sees_ones_own_ones_teams_and_what_one_gave_or_accepts(acme, tasks, query, who):
    """The indexes that help each of them must not change what is found."""
    person = getattr(acme, who)
    member = db.get_one(Member, (acme.acme.id, person.member_id))
    seen = {task.id for task in tasks if sees(acme, member, task)}
    holds = {
        "state=all": lambda task: True,
        "": lambda task: task.state in OPEN,
        "state=doing": lambda task: task.state == "doing",
        "late=1": lambda task: task.state in OPEN and urgency.is_late(task, days.today()),
        "creator=me": lambda task: task.state in OPEN and task.created_by_id == member.id != task.owner_id,
        "acceptor=me&state=all": lambda task: task.acceptor_id == member.id,
    }[query]

    assert found(query, acme, person) == seen & those(tasks, holds)


def sees(world, member, task):
    team = {world.bob.member_id, world.mia.member_id}
    near = team if member.id in team else {member.id}
    return member.sees == "all" or task.owner_id in near or member.id in (task.acceptor_id, task.created_by_id)


def test_nobody_elses_company_is_found(world):
    with world.acme.inside():
        a_task(world.bob.member_id)
    with world.globex.inside(world.charlie):
        assert found("state=all", world, world.charlie) == set()


@given(
    st.sampled_from(STATES), st.none() | st.integers(-5, 5), st.none() | st.booleans(), st.booleans(),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)  # fmt: skip
def test_urgent_and_late_are_what_is_said_of_them(state, due, said, was_late, today):
    task = Task(
        state=state, due_on=None if due is None else today + timedelta(days=due), is_urgent=said,
        is_late=was_late and state not in WORKING,
    )  # fmt: skip

    assert urgency.is_late(task, today) == (due is not None and due < 0 and (state in WORKING or task.is_late))
    assert urgency.is_urgent(task, today) == (
        said if said is not None else state in OPEN and due is not None and due <= 3
    )


@pytest.mark.parametrize("one_of", [0, 25])  # who sees much, and who does not
@pytest.mark.parametrize("state", [None, *STATES])
def test_a_page_in_its_order_finds_what_the_filter_finds(acme, tasks, monkeypatch, one_of, state):
    monkeypatch.setattr(conditions, "ONE_OF", one_of)
    wanted = TaskFilter(state=state)

    for person in (acme.alice, acme.mia, acme.vera, acme.tara, acme.bob):
        scene = Scene(db.get_one(Member, (acme.acme.id, person.member_id)), days.today(), "CNY")
        found, walked = (
            set(db.scalars(select(Task.id).where(*said(wanted, scene))))
            for said in (conditions.of, conditions.in_order)
        )
        assert found == walked
    bobs = str(and_(*conditions.in_order(wanted.but(state=DOING), scene)))  # he sees some
    assert ("IS true" in bobs.replace("is_open IS true", "")) == bool(one_of)
