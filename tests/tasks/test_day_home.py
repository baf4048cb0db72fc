"""The first page: what waits for one's word, what one's people are late with, and the way to my day."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.tasks.model import Task
from tenants.context import db
from tests.counting import statements
from tests.tasks.factories import a_task

LATE = date(2020, 1, 6)


@pytest.fixture
def acme(world):
    with world.acme.inside():
        waits = {"state": "submitted", "acceptor_id": world.mia.member_id, "actual": Decimal(20)}
        world.waiting = a_task(world.bob.member_id, "Handed to Mia", **waits).id
        a_task(world.bob.member_id, "Bob let it lapse", due_on=LATE)
        a_task(world.bob.member_id, "Bob said why", due_on=LATE, delay_reason="The fair was moved")
        a_task(world.bob.member_id, "A whole of Bob's", due_on=LATE, is_split=True)
        a_task(world.sam.member_id, "Sam let it lapse", due_on=LATE)
        a_task(world.mia.member_id, "Mia let it lapse", due_on=LATE)
    return world


def block(world, person):
    page = world.browser(person).get("").text
    return page.partition('aria-labelledby="home-tasks-head"')[2].partition("</section>")[0]


def test_a_lead_finds_what_waits_and_what_his_people_are_late_with(acme):
    found = block(acme, acme.mia)

    assert "Handed to Mia" in found
    assert "Accept as “Good”" in found
    assert "Bob let it lapse" in found
    assert "no reason yet" in found
    assert "The fair was moved" in found
    assert "tasks/meeting" in found
    for other in ("Sam let it lapse", "Mia let it lapse", "A whole of Bob"):
        assert other not in found


def test_what_one_s_people_are_late_with_leads_to_exactly_those(acme):
    mia = acme.browser(acme.mia)

    address = re.search(r'href="/[^/]+/(tasks/\?[^"]*late=1[^"]*)"', mia.get("").text)[1]
    listed = mia.get(html.unescape(address)).text

    assert "Bob let it lapse" in listed
    assert len(re.findall("data-row[ >]", listed)) == 2
    for other in ("Sam let it lapse", "Mia let it lapse", "A whole of Bob"):
        assert other not in listed


def test_who_leads_everybody_finds_everybody_s_but_not_his_own(acme):
    with acme.acme.inside():
        a_task(acme.alice.member_id, "Alice let it lapse", due_on=LATE - timedelta(days=1))

    found = block(acme, acme.alice)

    assert "Sam let it lapse" in found
    assert "Alice let it lapse" not in found


def test_who_leads_nobody_finds_the_way_to_his_day(acme):
    found = block(acme, acme.bob)

    assert f"/{acme.acme.slug}/tasks/day" in found
    assert "tasks/meeting" not in found
    assert "Late in my team" not in found
    assert "Nothing waits for your word." in found


def test_who_only_looks_finds_nothing_to_do(acme):
    assert block(acme, acme.vera) == ""


def test_what_is_accepted_there_leads_back_there(acme):
    answer = acme.browser(acme.mia).post(f"tasks/{acme.waiting}/acceptance?back=home", {"grade": "good"})

    assert answer.headers["Location"] == f"/{acme.acme.slug}/"
    assert "Handed to Mia" not in block(acme, acme.mia)


def test_what_is_refused_there_stands_on_the_task_s_page(acme):
    answer = acme.browser(acme.mia).post(f"tasks/{acme.waiting}/acceptance?back=home", {"grade": "poor"})

    assert answer.status_code == 422
    assert "Say why it is another." in answer.text
    with acme.acme.inside():
        assert db.get_one(Task, (acme.acme.id, acme.waiting)).state == "submitted"


def test_more_of_it_costs_no_more_statements(acme):
    mia = acme.browser(acme.mia)
    mia.get("")
    few = statements(lambda: mia.get(""))
    with acme.acme.inside():
        for _number in range(20):
            a_task(acme.bob.member_id, due_on=LATE)
            a_task(acme.bob.member_id, state="submitted", acceptor_id=acme.mia.member_id)

    assert statements(lambda: mia.get("")) == few
