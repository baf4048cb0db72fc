"""Important × urgent: where tasks stand, what the quadrants come to and advise, and moving a task to another one."""

from __future__ import annotations

import html
import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.clock import now
from app.events import Event
from app.tasks.model import ACCEPTED, DOING, RETURNED, SUBMITTED, Task
from app.tasks.quadrants import advice, places, shown
from tenants.context import db
from tenants.model import Member
from tests.counting import statements_of_page
from tests.tasks.factories import a_task

TODAY = date(2026, 11, 23)  # a Monday
QUADRANTS = places.QUADRANTS


def a_note(**values) -> Task:
    return Task(title="x", state=values.pop("state", "todo"), **{"is_important": False, **values})


@pytest.mark.parametrize(
    ("important", "urgent", "days", "expected"),
    [
        (True, None, 3, "do"),
        (True, None, 4, "plan"),
        (True, None, None, "plan"),
        (False, None, -2, "hand"),
        (False, None, 30, "drop"),
        (True, True, 30, "do"),
        (True, False, -2, "plan"),
        (False, True, None, "hand"),
        (False, False, 0, "drop"),
    ],
)
def test_urgent_is_what_one_says_else_what_is_due_within_three_days(important, urgent, days, expected):
    due = None if days is None else TODAY + timedelta(days=days)

    assert places.place_of(a_note(is_important=important, is_urgent=urgent, due_on=due), TODAY) == expected


@pytest.mark.parametrize("quadrant", QUADRANTS)
@pytest.mark.parametrize("days", [None, -1, 2, 30])
@pytest.mark.parametrize("urgent", [None, True, False])
def test_what_a_move_says_puts_the_task_there(quadrant, days, urgent):
    due = None if days is None else TODAY + timedelta(days=days)
    task = a_note(is_urgent=urgent, due_on=due)

    for name, value in places.changes_to(task, quadrant, TODAY).items():
        setattr(task, name, value)

    assert places.place_of(task, TODAY) == quadrant


def test_only_importance_changes_while_the_date_says_the_same():
    assert places.changes_to(a_note(due_on=TODAY), "do", TODAY) == {"is_important": True}
    assert places.changes_to(a_note(due_on=None), "do", TODAY) == {"is_important": True, "is_urgent": True}


@pytest.fixture
def mine(world):
    """What Bob has to do, one task in each quadrant; Mia gave it and accepts it."""
    with world.acme.inside():
        soon, later = date.today() + timedelta(days=1), date.today() + timedelta(days=20)
        for title, important, due, hours in (
            ("Call the director", True, soon, 2),
            ("Quote template", True, later, 4),
            ("Claim the costs", False, soon, 1),
            ("Old cupboard", False, later, 3),
        ):
            a_task(world.bob.member_id, title, is_important=important, due_on=due, effort_minutes=60 * hours,
                   acceptor_id=world.mia.member_id, created_by_id=world.mia.member_id)  # fmt: skip
    return world.browser(world.bob)


def quadrant(page: str, name: str) -> str:
    return page.split(f'data-column="{name}"')[1].split("</section>")[0]


@pytest.mark.parametrize(
    ("name", "title", "sums"),
    [("do", "Call the director", "1 task · 2 h"), ("plan", "Quote template", "1 task · 4 h"),
     ("hand", "Claim the costs", "1 task · 1 h"), ("drop", "Old cupboard", "1 task · 3 h")],
)  # fmt: skip
def test_each_quadrant_has_its_tasks_and_says_how_many_hours(mine, name, title, sums):
    page = mine.get("tasks/quadrants").text

    assert [title in quadrant(page, each) for each in QUADRANTS] == [each == name for each in QUADRANTS]
    assert sums in quadrant(page, name)


def test_what_is_to_be_done_today_comes_first(mine):
    page = mine.get("tasks/quadrants").text

    assert re.findall(r'data-column="(\w+)"', page) == ["do", "plan", "hand", "drop"]


def test_one_sees_what_one_has_to_do_accepting_too_and_nothing_that_has_ended(world, mine):
    with world.acme.inside():
        handed = {"state": SUBMITTED, "actual": Decimal(20), "acceptor_id": world.mia.member_id}
        a_task(world.bob.member_id, "Leads of the fair", **handed, effort_minutes=600)
        a_task(world.bob.member_id, "Done long ago", state=ACCEPTED)

    bob = mine.get("tasks/quadrants").text
    mia = world.browser(world.mia).get("tasks/quadrants").text

    assert "Leads of the fair" not in bob
    assert "Done long ago" not in bob
    assert "Accept: Leads of the fair" in mia
    assert "10 h" not in mia
    assert "Call the director" not in mia


def test_a_person_or_a_team_is_chosen(world, mine):
    mia = world.browser(world.mia)
    with world.acme.inside():
        a_task(world.mia.member_id, "Mia's own")
    page = mia.get("tasks/quadrants").text
    team = re.search(r'href="(\?team=[^"]+)"', page)

    person = mia.get(f"tasks/quadrants?owner={world.bob.member_id}").text
    together = mia.get(f"tasks/quadrants{team[1]}").text

    assert f'href="?owner={world.bob.member_id}"' in page
    assert "Call the director" in person
    assert "Mia&#39;s own" not in person
    assert "Call the director" in together
    assert "Mia&#39;s own" in together


def test_tasks_one_does_not_see_are_not_shown_by_naming_their_owner(world, mine):
    page = world.browser(world.sam).get(f"tasks/quadrants?owner={world.bob.member_id}")

    assert page.status_code == 200
    assert "Call the director" not in page.text


def test_the_quadrants_do_not_exist_for_strangers(world, mine):
    assert world.browser(world.charlie, world.acme).get("tasks/quadrants").status_code == 404


def test_at_most_fifty_stand_in_a_quadrant_and_the_rest_is_in_the_list(world, mine):
    with world.acme.inside():
        for _ in range(shown.CARDS + 2):
            a_task(world.bob.member_id, due_on=date.today() + timedelta(days=30), effort_minutes=60)

    page = quadrant(mine.get("tasks/quadrants").text, "drop")

    assert page.count("ticket--row") == shown.CARDS
    assert "3 more in the list" in page
    assert f"{shown.CARDS + 3} tasks · {shown.CARDS + 5} h" in page


def test_the_rest_leads_to_exactly_what_stands_in_the_quadrant(world, mine, monkeypatch):
    monkeypatch.setattr(shown, "CARDS", 3)
    with world.acme.inside():
        for _ in range(shown.CARDS + 2):
            a_task(world.bob.member_id, due_on=date.today() + timedelta(days=30))
        a_task(world.bob.member_id, "An important one", due_on=date.today() + timedelta(days=30), is_important=True)
        a_task(world.mia.member_id, "To be accepted by Bob", due_on=date.today() + timedelta(days=30), state=SUBMITTED,
               acceptor_id=world.bob.member_id)  # fmt: skip

    page = quadrant(mine.get("tasks/quadrants").text, "drop")
    listed = mine.get(html.unescape(re.search(r'href="/[^/]+/(tasks/\?[^"]*quadrant=drop[^"]*)"', page)[1])).text

    assert "7 tasks" in page
    assert len(re.findall("data-row[ >]", listed)) == 7
    assert "To be accepted by Bob" in listed
    assert "An important one" not in listed


def test_the_number_of_queries_does_not_depend_on_the_tasks(world, mine):
    few = statements_of_page(lambda: mine.get("tasks/quadrants"))
    with world.acme.inside():
        for number in range(80):
            a_task(world.bob.member_id, due_on=date.today() + timedelta(days=number % 9), effort_minutes=60,
                   is_important=number % 2 == 0)  # fmt: skip

    assert statements_of_page(lambda: mine.get("tasks/quadrants")) == few
    assert few <= 6


def put(browser, task, name, **more):
    return browser.post(f"tasks/{task.id}/quadrant", {"quadrant": name, **more}, target="quadrants")


def the(world, title) -> Task:
    with world.acme.inside():
        return db.scalars(select(Task).where(Task.title == title)).one()


def test_who_gave_a_task_moves_it_without_a_reason_and_the_history_keeps_it(world, mine):
    task = the(world, "Old cupboard")
    mia = world.browser(world.mia)

    answer = mia.post(
        f"tasks/{task.id}/quadrant", {"quadrant": "do", "version": task.version}, target="quadrants",
        headers={"HX-Current-URL": f"http://localhost/acme/tasks/quadrants?owner={world.bob.member_id}"},
    )  # fmt: skip

    assert answer.status_code == 200
    assert "Old cupboard" in quadrant(answer.text, "do")
    assert "2 tasks · 5 h" in quadrant(answer.text, "do")
    assert "Old cupboard: Important and urgent" in answer.headers["HX-Trigger"]
    assert "<html" not in answer.text
    found = the(world, "Old cupboard")
    assert (found.is_important, found.is_urgent) == (True, True)
    with world.acme.inside():
        event = db.scalars(select(Event).where(Event.subject_id == task.id, Event.kind == "task.changed")).one()
    assert event.changes["is_important"] == [False, True]


def test_work_that_has_begun_is_moved_without_a_reason_too(world, mine):
    with world.acme.inside():
        task = a_task(world.bob.member_id, "Begun", state=DOING, due_on=None, starts_on=None)

    assert put(mine, task, "plan").status_code == 200
    assert the(world, "Begun").is_important


def test_the_owner_of_a_given_task_does_not_say_how_important_it_is(world, mine):
    task = the(world, "Old cupboard")

    answer = put(mine, task, "do")

    assert answer.status_code == 403
    assert "Only who gave or accepts it" in json.loads(answer.headers["HX-Trigger"])["toast"]["text"]
    assert not the(world, "Old cupboard").is_important
    assert f'data-card="{task.id}"' not in mine.get("tasks/quadrants").text


@pytest.mark.parametrize("stranger", ["charlie", "sam"])
def test_a_task_one_does_not_see_does_not_exist(world, mine, stranger):
    task = the(world, "Old cupboard")
    browser = world.browser(getattr(world, stranger), world.acme)

    assert browser.get(f"tasks/{task.id}/quadrant").status_code == 404
    assert put(browser, task, "do").status_code == 404


def test_the_looker_moves_nothing(world, mine):
    task = the(world, "Old cupboard")

    assert put(world.browser(world.vera), task, "do").status_code == 403


@pytest.mark.parametrize(("wish", "status"), [("nonsense", 422), ("", 422)])
def test_a_quadrant_that_is_none_is_refused(world, mine, wish, status):
    assert put(world.browser(world.mia), the(world, "Old cupboard"), wish).status_code == status


def test_the_second_of_two_is_told_and_sees_how_it_is(world, mine):
    task = the(world, "Old cupboard")
    mia, alice = world.browser(world.mia), world.browser(world.alice)
    put(mia, task, "do", version=task.version)

    answer = put(alice, task, "plan", version=task.version)

    assert answer.status_code == 409
    assert "Mia changed this task" in json.loads(answer.headers["HX-Trigger"])["toast"]["text"]
    assert the(world, "Old cupboard").is_urgent is True


def test_what_has_ended_stays_where_it_was(world, mine):
    with world.acme.inside():
        task = a_task(world.bob.member_id, "Ended", state=ACCEPTED)

    assert put(world.browser(world.bob), task, "do").status_code == 409
    assert not the(world, "Ended").is_important


def test_without_scripts_the_menu_leads_back(world, mine):
    task = the(world, "Old cupboard")
    mia = world.browser(world.mia)

    page = mia.get(f"tasks/{task.id}/quadrant?source=board").text
    fragment = mia.get(f"tasks/{task.id}/quadrant?source=board", target="dialog").text
    answer = mia.post(f"tasks/{task.id}/quadrant", {"quadrant": "do", "version": task.version, "source": "board"})

    assert re.findall(r'name="quadrant" value="(\w+)"', page) == ["do", "plan", "hand"]
    assert re.findall(r'name="quadrant" value="(\w+)"', fragment) == ["do", "plan", "hand"]
    assert "<html" not in fragment
    assert answer.headers["Location"].endswith("/tasks/quadrants")


@pytest.fixture
def acme(world):
    with world.acme.inside(world.mia):
        yield world


def member(person) -> Member:
    return db.get_one(Member, (person.company.id, person.member_id))


def test_what_is_left_of_today_is_the_day_less_what_else_lies_on_it(acme):
    bob = acme.bob.member_id
    day = {"starts_on": TODAY, "due_on": TODAY, "goal_quantity": None}
    first = a_task(bob, effort_minutes=300, **day)
    a_task(bob, effort_minutes=180, **day)

    assert advice.left_today([bob], [first], TODAY) == 300
    assert advice.left_today([bob], [], TODAY) == 0
    assert advice.left_today([bob, acme.sam.member_id], [first], TODAY) == 780


def test_of_a_day_nobody_works_nothing_is_left_to_tell(acme):
    assert advice.left_today([acme.bob.member_id], [], date(2026, 11, 22)) is None


def test_whoever_has_most_time_is_offered_for_what_can_be_handed_over(acme):
    mia = member(acme.mia)
    bob = acme.bob.member_id
    a_task(bob, effort_minutes=600, starts_on=TODAY, due_on=TODAY + timedelta(days=4), goal_quantity=None)
    task = a_task(mia.id, "Book the room", effort_minutes=60, due_on=TODAY)

    offer = advice.who_could(mia, [task], TODAY)

    assert offer is not None
    assert (offer.person_id, offer.minutes, offer.task.title) == (bob, 40 * 60 - 600, "Book the room")


def test_nobody_is_offered_who_accepts_it_or_has_no_time_or_is_not_ones_to_ask(acme):
    mia, sam = member(acme.mia), member(acme.sam)
    bob = acme.bob.member_id
    his = a_task(mia.id, acceptor_id=bob, effort_minutes=60, due_on=TODAY)
    large = a_task(mia.id, effort_minutes=41 * 60, due_on=TODAY)
    own = a_task(sam.id, effort_minutes=60, due_on=TODAY)

    assert advice.who_could(mia, [his], TODAY) is None
    assert advice.who_could(mia, [large], TODAY) is None
    assert advice.who_could(sam, [own], TODAY) is None


def test_what_nobody_touches_for_a_month_is_asked_about(acme):
    lying = a_task(acme.bob.member_id, updated_at=now() - timedelta(days=40))
    fresh = a_task(acme.bob.member_id)
    today = date.today()

    assert advice.lies([fresh, lying], today) == (lying, 40)
    assert advice.lies([fresh], today) is None
    assert advice.lies([], today) is None


def test_the_page_says_what_it_advises(world, monkeypatch):
    with world.acme.inside():
        old = {"due_on": date.today() + timedelta(days=60), "updated_at": now() - timedelta(days=31)}
        a_task(world.mia.member_id, "Old cupboard", **old)
        task = a_task(world.mia.member_id, "Book the room", due_on=date.today(), effort_minutes=60)
        a_task(world.mia.member_id, "Review", is_important=True, due_on=date.today(), effort_minutes=540)
    monkeypatch.setattr("app.tasks.quadrants.views.advice.left_today", lambda *_asked: 300)
    monkeypatch.setattr(
        "app.tasks.quadrants.views.advice.who_could", lambda *_asked: advice.Offer(world.bob.member_id, 720, task)
    )

    page = world.browser(world.mia).get("tasks/quadrants").text

    assert "only 5 h left today" in quadrant(page, "do")
    assert "Bob has 12 h free in seven days" in quadrant(page, "hand")
    assert "and could take “Book the room”." in quadrant(page, "hand")
    assert "“Old cupboard” has lain for 31 days. Is it still wanted?" in quadrant(page, "drop")


def test_returned_work_is_still_to_be_done(world, mine):
    with world.acme.inside():
        a_task(world.bob.member_id, "Referrals", state=RETURNED, return_reason="x", returned_count=1)

    assert "Referrals" in mine.get("tasks/quadrants").text
