"""One's tasks in one's own calendar, at an address that proves itself."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from sqlalchemy import select, text, update

from app import clock
from app.clock import now
from app.events import Event
from app.people import throttle
from app.tasks import replanning
from app.tasks.calendar import feed
from app.tasks.calendar.entries import MOST
from app.tasks.calendar.model import CalendarFeed
from app.tasks.model import Task
from tenants.context import db
from tenants.db import engine
from tenants.model import Member, Tenant
from tenants.owned import new_id
from tests.counting import statements
from tests.tasks.factories import a_criterion, a_task

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    clock.freeze(NOON)


@pytest.fixture
def program(app):
    """A calendar program: it knows an address and nothing else."""
    return app.test_client()


def address_of(world, person) -> str:
    """The path of a new address of `person`, made as he would."""
    browser = world.browser(person)
    assert browser.post("tasks/calendar/feed").status_code == 303
    found = re.search(r'value="http://localhost(/calendar/[^"]+\.ics)"', browser.get("tasks/calendar/feed").text)
    assert found
    return found[1]


def events(answer) -> dict[str, icalendar.Event]:
    """The events of a calendar, by their summaries."""
    assert answer.status_code == 200
    found = icalendar.Calendar.from_ical(answer.data)
    assert found.errors == []
    return {str(event["SUMMARY"]): event for event in found.walk("VEVENT")}


def due(person, title, day=TODAY, **values):
    return a_task(person.member_id, title, due_on=day, starts_on=day, **values)


def member(person) -> Member:
    return db.get_one(Member, (person.company.id, person.member_id))


def test_open_tasks_stand_on_their_days(world, program):
    with world.acme.inside():
        task = due(world.bob, "Win 20 leads", TODAY + timedelta(days=3), goal="Twenty, by fair", is_important=True)
        a_criterion(task, "Has a name, contact; need")

    event = events(program.get(address_of(world, world.bob)))["Win 20 leads"]

    assert event.decoded("DTSTART") == date(2026, 11, 27)
    assert event["DESCRIPTION"].split("\n")[:4] == [
        "Goal: Twenty, by fair", "State: To do", "Acceptance standard:", "- Has a name, contact; need",
    ]  # fmt: skip
    assert event["URL"] == f"http://localhost/{world.acme.slug}/tasks/{task.id}"
    assert [str(each) for each in event["CATEGORIES"].cats] == ["To do", "Important"]


def test_the_same_task_is_the_same_event_and_counts_its_changes(world, program):
    with world.acme.inside():
        task = due(world.bob, "Win 20 leads")
    where = address_of(world, world.bob)
    before = events(program.get(where))["Win 20 leads"]

    clock.freeze(NOON + timedelta(hours=1))
    with world.acme.inside(world.alice):
        changes = {"title": "Win 30 leads", "due_on": TODAY + timedelta(days=1)}
        replanning.replan(db.get_one(Task, (world.acme.id, task.id)), changes, by=member(world.alice), at=now())
    after = events(program.get(where))["Win 30 leads"]

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTAMP") > before.decoded("DTSTAMP")
    assert after.decoded("DTSTART") == TODAY + timedelta(days=1)


def test_what_waits_for_one_s_word_is_there_and_nothing_of_others(world, program):
    accepts = {"acceptor_id": world.mia.member_id}
    with world.acme.inside():
        due(world.bob, "Handed in", state="submitted", **accepts)
        due(world.bob, "Bob still works on it", state="doing", **accepts)
        due(world.mia, "Mia's own", acceptor_id=world.alice.member_id)
        due(world.mia, "Mia handed this in", state="submitted", acceptor_id=world.alice.member_id)
        due(world.sam, "Sam's")
        due(world.mia, "Done", state="accepted")
        due(world.mia, "Called off", state="cancelled")
        a_task(world.mia.member_id, "Some day", due_on=None, starts_on=None)

    found = events(program.get(address_of(world, world.mia)))

    assert set(found) == {"To accept: Handed in (Bob)", "Mia's own", "Mia handed this in"}


def test_it_speaks_the_member_s_language_and_folds_between_characters(world, program):
    long = "线上推广获取二十家线索并逐一回访确认需求，" * 6
    with world.acme.inside():
        due(world.bob, long, state="submitted", acceptor_id=world.mia.member_id)
        db.execute(update(Member).where(Member.id == world.mia.member_id).values(language="zh"))

    answer = program.get(address_of(world, world.mia))

    assert f"待验收：{long}（Bob）" in events(answer)
    assert answer.data.endswith(b"END:VCALENDAR\r\n")
    for line in answer.data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_days_are_whole_and_the_zone_is_the_company_s(world, program):
    with world.acme.inside():
        due(world.bob, "Win 20 leads")
        db.execute(update(Tenant).where(Tenant.id == world.acme.id).values(zone="America/Los_Angeles", name="Acme 东"))

    data = program.get(address_of(world, world.bob)).data.decode()

    assert "X-WR-TIMEZONE:America/Los_Angeles\r\n" in data
    assert "X-WR-CALNAME:Tasks · Acme 东\r\n" in data
    assert "DTSTART;VALUE=DATE:20261124\r\n" in data  # no moment, so no zone can shift it


def test_of_very_many_tasks_those_nearest_to_today_are_shown(world, program):
    with world.acme.inside():
        a = due(world.bob, "Task 0", TODAY)
        kept = {c.name: getattr(a, c.name) for c in Task.__table__.columns if c.name not in ("id", "is_open", "due_on")}
        rows = [
            {**kept, "id": new_id(), "title": f"Task {number}", "starts_on": None, "due_on": _far(number)}
            for number in range(1, 5000)
        ]
        db.execute(Task.__table__.insert(), rows)
    where = address_of(world, world.bob)
    few = _statements_of_one(world, program)

    found = events(program.get(where))

    assert len(found) == MOST
    assert set(found) == {f"Task {number}" for number in range(MOST)}
    assert statements(lambda: program.get(where)) <= few


def _far(number: int) -> date:
    """Now this side of today, now that, and always further."""
    return TODAY + timedelta(days=(number + 1) // 2 * (1 if number % 2 else -1))


def _statements_of_one(world, program) -> int:
    with world.acme.inside():
        due(world.sam, "Alone")
    where = address_of(world, world.sam)
    return statements(lambda: program.get(where))


def _garbage(world):
    return ["/calendar/x.ics", "/calendar/%00.ics", "/calendar/%E4%BB%BB.ics", "/calendar/..ics", "/calendar/a.b.ics"]


def _tampered(world):
    head, _dot, tail = address_of(world, world.bob).removeprefix("/calendar/").removesuffix(".ics").partition(".")
    other = address_of(world, world.charlie).removeprefix("/calendar/").partition(".")[0]
    swapped = "A" if head[5] != "A" else "B"
    return [
        f"/calendar/{head}.ics", f"/calendar/{head}..ics", f"/calendar/{other}.{tail}.ics",
        f"/calendar/{head[:5]}{swapped}{head[6:]}.{tail}.ics", f"/calendar/{head}.{tail[::-1]}.ics",
        f"/calendar/{head}.{tail}.{tail}.ics",
    ]  # fmt: skip


def _signed_by_somebody_else(world):
    address_of(world, world.bob)
    return [_sealed(world.acme, _row(world.bob), ["another-key-another-key-another-key"])]


def _row_of_another_company(world):
    address_of(world, world.charlie)
    return [_sealed(world.acme, _row(world.charlie)), _sealed(world.globex, new_id())]


def _company_that_is_none(world):
    address_of(world, world.bob)
    return [_sealed(dataclasses.replace(world.acme, id=new_id()), _row(world.bob))]


def _renewed(world):
    former = address_of(world, world.bob)
    assert address_of(world, world.bob) != former
    return [former]


def _stopped(world):
    where = address_of(world, world.bob)
    assert world.browser(world.bob).post("tasks/calendar/feed/removal").status_code == 303
    return [where]


def _deactivated(world):
    where = address_of(world, world.bob)
    with world.acme.inside():
        db.execute(update(Member).where(Member.id == world.bob.member_id).values(state="deactivated"))
    return [where]


def _suspended(world):
    return _in_state(world, "suspended")


def _closing(world):
    return _in_state(world, "closing")


def _in_state(world, state):
    where = address_of(world, world.bob)
    with engine("operator").begin() as operator:
        operator.execute(text("UPDATE app.tenants SET state = :s WHERE id = :id"), {"s": state, "id": world.acme.id})
    return [where]


def _row(person):
    with person.company.inside():
        return db.scalars(select(CalendarFeed.id).where(CalendarFeed.member_id == person.member_id)).one()


def _sealed(company, feed_id, keys=("test-secret-test-secret-test-secret-1",)):
    return f"/calendar/{feed.sealed(CalendarFeed(tenant_id=company.id, id=feed_id), keys)}.ics"


WRONG = (
    _garbage, _tampered, _signed_by_somebody_else, _row_of_another_company, _company_that_is_none, _renewed, _stopped,
    _deactivated, _suspended, _closing,
)  # fmt: skip


@pytest.mark.parametrize("way", WRONG, ids=lambda way: way.__name__.strip("_"))
def test_every_address_that_shows_nothing_gets_the_same_answer(world, program, way):
    with world.acme.inside():
        due(world.bob, "Not to be seen")
    plain = _said(program.get("/calendar/no-such-word.ics"))

    wrong = {where: _said(program.get(where)) for where in way(world)}

    assert plain[:2] == (404, b"Not found\n")
    assert wrong == dict.fromkeys(wrong, plain)


def _said(answer):
    headers = {name: value for name, value in answer.headers.items() if name not in ("X-Request-Id", "Date")}
    return answer.status_code, answer.data, headers


def test_the_address_that_is_made_is_the_one_these_wrong_ones_were_made_from(world, program):
    where = address_of(world, world.bob)

    assert _sealed(world.acme, _row(world.bob)) == where
    assert program.get(where).status_code == 200


def test_a_new_address_works_when_the_former_has_ended(world, program):
    address_of(world, world.bob)
    second = address_of(world, world.bob)

    assert program.get(second).status_code == 200
    world.browser(world.bob).post("tasks/calendar/feed/removal")
    assert program.get(second).status_code == 404
    assert program.get(address_of(world, world.bob)).status_code == 200


def test_an_address_signed_with_a_former_key_goes_on_while_keys_rotate(world, program, app, monkeypatch):
    where = address_of(world, world.bob)
    chosen = app.config["SETTINGS"]
    new = {"secret_key": "quite-another-key-of-32-characters", "former_keys": (chosen.secret_key,)}

    monkeypatch.setitem(app.config, "SETTINGS", dataclasses.replace(chosen, **new))
    assert program.get(where).status_code == 200

    monkeypatch.setitem(app.config, "SETTINGS", dataclasses.replace(chosen, **{**new, "former_keys": ()}))
    assert program.get(where).status_code == 404


def test_a_program_that_guesses_has_to_wait(world, app):
    count = throttle.CALENDAR_ADDRESS.count
    guessing = {"environ_base": {"REMOTE_ADDR": f"2001:db8::{new_id().hex[-4:]}"}}
    where = address_of(world, world.bob)

    answers = [app.test_client().get("/calendar/guess.ics", **guessing) for _number in range(count + 1)]

    assert {answer.status_code for answer in answers[:count]} == {404}
    assert answers[count].status_code == 429
    assert answers[count].headers["Retry-After"] == "900"
    assert app.test_client().get(where, **guessing).status_code == 429
    assert app.test_client().get(where).status_code == 200


def test_asking_rightly_is_not_counted(world, app):
    reading = {"environ_base": {"REMOTE_ADDR": f"2001:db8:1::{new_id().hex[-4:]}"}}
    where = address_of(world, world.bob)

    for _number in range(3):
        assert app.test_client().get(where, **reading).status_code == 200

    once = dataclasses.replace(throttle.CALENDAR_ADDRESS, count=1)
    assert not throttle.is_exceeded(once, reading["environ_base"]["REMOTE_ADDR"])


def test_no_proxy_keeps_it_and_no_cookie_comes_with_it(world, program):
    answer = program.get(address_of(world, world.bob))

    assert answer.headers["Cache-Control"] == "private, max-age=300"
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in answer.headers


def test_what_has_not_changed_is_not_sent_again(world, program):
    with world.acme.inside():
        due(world.bob, "Win 20 leads")
    where = address_of(world, world.bob)
    first = program.get(where)
    known = {"If-None-Match": first.headers["ETag"]}

    again = program.get(where, headers=known)
    with world.acme.inside():
        due(world.bob, "One more")
    later = program.get(where, headers=known)

    assert (again.status_code, again.data) == (304, b"")
    assert "One more" in events(later)
    assert later.headers["ETag"] != first.headers["ETag"]


def test_one_gets_one_s_own_address_and_nobody_else_s(world, program):
    with world.acme.inside():
        due(world.bob, "Bob's")
        due(world.alice, "Alice's")

    assert set(events(program.get(address_of(world, world.bob)))) == {"Bob's"}
    assert "/calendar/" not in world.browser(world.sam).get("tasks/calendar/feed").text.replace("tasks/calendar/", "")
    assert set(events(program.get(address_of(world, world.alice)))) == {"Alice's"}


def test_who_only_looks_gets_no_address(world):
    browser = world.browser(world.vera)

    assert browser.get("tasks/calendar/feed").status_code == 403
    assert browser.post("tasks/calendar/feed").status_code == 403


def test_making_renewing_and_ending_leave_their_traces(world):
    address_of(world, world.bob)
    address_of(world, world.bob)
    for _twice in range(2):
        world.browser(world.bob).post("tasks/calendar/feed/removal")

    with world.acme.inside():
        kinds = db.scalars(select(Event.kind).where(Event.subject_kind == "calendar_feed").order_by(Event.at, Event.id))
        assert list(kinds) == ["calendar_feed.made", "calendar_feed.renewed", "calendar_feed.stopped"]
    history = world.browser(world.alice).get("settings/history/?kind=calendar_feed").text
    assert "Calendar address" in history
    assert "was renewed" in history
