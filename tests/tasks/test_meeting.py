"""The morning meeting: whom it walks through, what it says of each, what is done about it in its place."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import update

from app.clock import freeze
from app.people.model import Placement
from app.tasks.meeting.circles import ALL, circles, people_of, usual
from app.tasks.meeting.queries import marks
from app.tasks.model import Task
from tenants.context import db
from tenants.model import Member
from tenants.roles import Role
from tests.counting import statements
from tests.tasks.factories import a_criterion, a_task, kept
from tests.world import add_people

MONDAY = date(2026, 11, 23)


def day(number):
    return MONDAY + timedelta(days=number)


@pytest.fixture
def acme(world):
    """It is Monday the 23rd, nine in the morning in Shanghai; the last working day was the 20th."""
    freeze(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    return world


def has(world, person, title, **values):
    with world.acme.inside():
        return a_task(person.member_id, title, **{"starts_on": None, **values}).id


def at(world, person, query=""):
    """The meeting at `person`, as the region that htmx asks for."""
    return f"tasks/meeting?{query}{'&' if query else ''}person={person.member_id}"


def section(page, head):
    """What stands in one section of the person's side."""
    return page.partition(f'id="{head}-head"')[2].partition("</section>")[0]


def seats(page):
    return re.findall(r"</i><span>([^<]*)</span></span>", page)


def names(world, person, circle=None):
    """The offered meetings, the usual one, and who sits in it."""
    with world.acme.inside(person):
        member = db.get_one(Member, (world.acme.id, person.member_id))
        offered = circles(member)
        chosen = usual(member, offered)
        return (
            [one.name.strip("　") for one in offered],
            chosen.name.strip("　"),
            [one.name for one in people_of(chosen, member)],
        )


@pytest.mark.parametrize(
    ("name", "offered", "usual_one", "people"),
    [
        ("alice", ["Sales", "East", "West", "Everybody"], "Sales", ["Bob", "Mia", "Sam"]),
        ("mia", ["East"], "East", ["Bob", "Mia"]),
        ("bob", ["East"], "East", ["Bob", "Mia"]),
        ("sam", ["West"], "West", ["Sam"]),
        ("tara", ["Everybody"], "Everybody", ["Tara"]),
        ("vera", ["Sales", "East", "West", "Everybody"], "Sales", ["Bob", "Mia", "Sam"]),
    ],
)
def test_one_meets_with_the_team_one_leads_else_ones_own(world, name, offered, usual_one, people):
    assert names(world, getattr(world, name)) == (offered, usual_one, people)


def test_who_leads_the_upper_team_walks_through_those_below(world):
    with world.acme.inside():
        person = world.mia.member_id
        db.execute(update(Placement).where(Placement.member_id == person).values(team_id=world.acme.teams["sales"]))

    assert names(world, world.mia) == (["Sales", "East", "West"], "Sales", ["Bob", "Mia", "Sam"])


def test_everybody_is_all_who_do_tasks(world):
    with world.acme.inside(world.alice):
        alice = db.get_one(Member, (world.acme.id, world.alice.member_id))
        everybody = next(one for one in circles(alice) if one.key == ALL)

        assert [one.name for one in people_of(everybody, alice)] == ["Alice", "Bob", "Mia", "Sam", "Tara"]


@pytest.mark.parametrize("query", ["team={west}", "team=nonsense", "person={sam}", "person=nonsense", "team={globex}"])
def test_other_teams_and_their_people_do_not_exist(world, query):
    with world.globex.inside():
        elsewhere = world.charlie.member_id
    asked = query.format(west=world.acme.teams["west"], sam=world.sam.member_id, globex=elsewhere)

    assert world.browser(world.bob).get(f"tasks/meeting?{asked}").status_code == 404


def test_the_marks_say_what_to_talk_about(acme):
    bob, mia = acme.bob, acme.mia
    has(acme, bob, "Late", due_on=day(-1))
    has(acme, bob, "Late too", due_on=day(-3), state="returned")
    has(acme, bob, "Asking", due_on=day(9), support="A price list")
    has(acme, bob, "Today", due_on=day(0))
    has(acme, bob, "Begun", due_on=day(20), state="doing")
    has(acme, bob, "Begins today", due_on=day(20), starts_on=day(0))
    has(acme, bob, "Later", due_on=day(20))
    has(acme, bob, "Waits", due_on=day(-1), state="submitted", done_on=day(-3))
    has(acme, bob, "Done on Friday", state="accepted", done_on=day(-3))
    has(acme, bob, "Done on Thursday", state="accepted", done_on=day(-4))
    has(acme, mia, "Later", due_on=day(20))

    with acme.acme.inside():
        found = marks([bob.member_id, mia.member_id], MONDAY, day(-3))

    bobs, mias = found[bob.member_id], found[mia.member_id]
    assert (bobs.late, bobs.asking, bobs.planned, bobs.done, bobs.nothing_planned) == (2, 1, 4, 2, False)
    assert (mias.late, mias.asking, mias.planned, mias.done, mias.nothing_planned) == (0, 0, 0, 0, True)


def test_of_each_one_hears_what_was_done_what_comes_and_what_is_late(acme):
    bob = acme.bob
    has(acme, bob, "Handed in", state="submitted", done_on=day(-3), acceptor_id=acme.mia.member_id, actual=Decimal(18))
    has(acme, bob, "Accepted", state="accepted", done_on=day(-3), actual=Decimal(24), grade="excellent")
    has(acme, bob, "Long done", state="accepted", done_on=day(-9), accepted_at=datetime(2026, 11, 14, tzinfo=UTC))
    has(acme, bob, "Judged today", state="accepted", done_on=day(-9))
    has(acme, bob, "Call today", due_on=day(0), effort_minutes=120)
    has(acme, bob, "Call late", due_on=day(-1))
    has(acme, bob, "Call on Wednesday", due_on=day(2))

    page = acme.browser(acme.mia).get(at(acme, bob)).text

    done = section(page, "done")
    assert "Done since Fri 20 Nov" in page
    assert "Handed in" in done
    assert "18 / 20 leads · 90%" in done
    assert "24 / 20 leads · 120%" in done
    assert "Accepted · Excellent" in done
    assert "Judged today" in done
    assert "Long done" not in done
    assert "Call today" in section(page, "today")
    assert "Call late" in section(page, "late")
    assert "Call on Wednesday" in section(page, "next")
    assert "Handed in" in section(page, "handed")
    assert "Accept as" in section(page, "handed")
    assert "Planned today 2 h" in page


def test_a_missing_reason_is_asked_for_in_its_place(acme):
    task = has(acme, acme.bob, "Call", due_on=day(-1))
    mia, where = acme.browser(acme.mia), f"back=meeting&person={acme.bob.member_id}"

    asks = mia.get(at(acme, acme.bob)).text
    empty = mia.post(f"tasks/{task}/delay?{where}", {"support": "A price list"}, target="meeting")
    said = mia.post(f"tasks/{task}/delay?{where}", {"reason": "No price", "support": ""}, target="meeting")

    assert re.search(rf'id="reason-{task}"[^>]*data-key="r"', asks)
    assert empty.status_code == 422
    assert re.search(rf'id="reason-{task}"[^>]*aria-invalid="true"', empty.text)
    assert re.search(rf'id="support-{task}"[^>]*>A price list<', empty.text)
    assert said.status_code == 200
    assert said.text.lstrip().startswith('<div class="meeting" id="meeting">')
    assert "No price" in section(said.text, "late")
    assert 'class="day__open"' not in said.text
    assert re.search(rf'href="[^"]*task={task}&amp;act=delay#task-{task}"[^>]*data-key="r"', said.text)
    assert kept(acme, task).delay_reason == "No price"


def test_support_is_answered_in_its_place_by_who_may(acme):
    task = has(acme, acme.bob, "Call", due_on=day(0), support="A price list")
    where = f"back=meeting&person={acme.bob.member_id}"
    bob, mia = acme.browser(acme.bob), acme.browser(acme.mia)

    his, hers = bob.get(at(acme, acme.bob)).text, mia.get(at(acme, acme.bob)).text
    answered = mia.post(f"tasks/{task}/support?{where}", {"said": "On your desk"}, target="meeting")

    assert f'id="said-answer-{task}"' in hers
    assert f'id="said-answer-{task}"' not in his
    assert "asks for support" not in answered.text
    assert kept(acme, task).support is None


def test_who_does_not_lead_looks_and_does_nothing(acme):
    has(acme, acme.mia, "Mia's", due_on=day(-1))
    has(acme, acme.mia, "Hers too", state="submitted", acceptor_id=acme.alice.member_id)

    page = acme.browser(acme.bob).get(at(acme, acme.mia)).text.partition('id="meeting"')[2].partition("</main>")[0]

    assert "Mia&#39;s" in page
    assert "<form" not in page


def test_what_waits_is_accepted_in_its_place(acme):
    task = has(acme, acme.bob, "Call", state="submitted", acceptor_id=acme.mia.member_id, actual=Decimal(20))
    open_line = has(acme, acme.bob, "Visit", state="submitted", acceptor_id=acme.mia.member_id, actual=Decimal(20))
    with acme.acme.inside():
        a_criterion(db.get_one(Task, (acme.acme.id, open_line)))
    mia = acme.browser(acme.mia)

    page = section(mia.get(at(acme, acme.bob)).text, "handed")
    after = mia.post(
        f"tasks/{task}/acceptance?back=meeting&person={acme.bob.member_id}", {"grade": "good"}, target="meeting"
    )

    assert page.count("Accept as “Good”") == 1
    assert f"tasks/{open_line}?act=grade" in page
    assert "Accepted · Good" in section(after.text, "done")


def test_without_a_script_an_act_leads_back_to_the_same_person(acme):
    task = has(acme, acme.bob, "Call", due_on=day(0))
    team = acme.acme.teams["east"]

    answer = acme.browser(acme.mia).post(f"tasks/{task}/start?back=meeting&team={team}&person={acme.bob.member_id}")

    there = answer.headers["Location"]
    assert there == f"/{acme.acme.slug}/tasks/meeting?team={team}&person={acme.bob.member_id}"
    assert acme.browser(acme.mia).get(there).status_code == 200


def test_the_neighbours_and_the_keys_are_links_of_the_page(acme):
    page = acme.browser(acme.alice).get(f"tasks/meeting?team=all&person={acme.bob.member_id}").text

    def href(key):
        return re.search(rf'href="([^"]*)"[^>]*data-key="{key}"', page).group(1)

    assert seats(page) == ["Alice", "Bob", "Mia", "Sam", "Tara"]
    assert str(acme.alice.member_id) in href("k ArrowLeft")
    assert str(acme.mia.member_id) in href("j ArrowRight")
    assert str(acme.sam.member_id) in href("4")
    assert 'id="person-head" tabindex="-1" autofocus>Bob<' in page


def test_the_turn_is_announced(acme):
    has(acme, acme.bob, "Call", due_on=day(-1))

    part = acme.browser(acme.mia).get(at(acme, acme.bob), target="meeting").text

    assert "Bob, 1 of 2, 1 late" in part.partition("<hx-partial")[2]
    assert "<html" not in part


def test_a_team_without_people_says_so(acme):
    with acme.acme.inside():
        db.execute(update(Placement).where(Placement.member_id == acme.sam.member_id).values(
            team_id=acme.acme.teams["east"]
        ))  # fmt: skip

    page = acme.browser(acme.alice).get(f"tasks/meeting?team={acme.acme.teams['west']}")

    assert page.status_code == 200
    assert "Nobody sits here yet" in page.text


def test_many_people_cost_as_many_statements_as_few(acme):
    has(acme, acme.bob, "Call", due_on=day(0))
    alice, everybody = acme.browser(acme.alice), f"tasks/meeting?team=all&person={acme.bob.member_id}"
    alice.get(everybody)
    few = statements(lambda: alice.get(everybody))
    add_people(acme.acme, {f"seller{number}": Role.SELLER for number in range(60)}, acme.acme.slug[-10:])
    for number in range(60):
        has(acme, acme.acme.people[f"seller{number}"], "Call", due_on=day(number % 5 - 2), support="Help")
    for number in range(20):
        has(acme, acme.bob, f"Call {number}", due_on=day(number % 5 - 2))
    with acme.acme.inside():
        db.add(Member(name="One more", name_key="one more", role=Role.SELLER, state="placeholder"))
    alice.get(everybody)

    page = alice.get(everybody).text
    assert len(seats(page)) == 66
    assert statements(lambda: alice.get(everybody)) == few
    assert few <= 7
