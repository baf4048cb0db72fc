"""People hear of their tasks: assigned, due tomorrow, overdue, submitted to me, returned to me, accepted. Each once, in
the bell and by letter, in the language they read, with the way there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select, update

from app import outbox
from app.clock import freeze, now
from app.notices.model import Notice
from app.tasks import accepting, due, working
from app.tasks.assigning import TaskDraft, assign
from app.tasks.model import Task
from app.tasks.refusals import NotNow
from tenants.context import at_the_doorway, db
from tenants.model import Member, User
from tenants.owned import new_id
from tests.jobs import caught_letters, work_off
from tests.tasks.factories import a_task

TODAY = date(2026, 11, 25)
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
#: What each of the six says, and to whom, in both languages.
SAID = {
    "assigned": ("bob", {"en": "Mia assigned you a task: Call Hengda", "zh": "Mia 给你派了任务：Call Hengda"}),
    "submitted": ("mia", {"en": "Bob submitted “Call Hengda”", "zh": "Bob 提交了「Call Hengda」"}),
    "returned": ("bob", {"en": "Mia returned “Call Hengda”", "zh": "Mia 退回了「Call Hengda」"}),
    "accepted": ("bob", {"en": "Mia accepted “Call Hengda” as “Good”", "zh": "Mia 验收了「Call Hengda」，评为「良」"}),
}


@pytest.fixture
def letters(monkeypatch):
    return caught_letters(monkeypatch)


@pytest.fixture
def acme(world):
    freeze(datetime(2026, 11, 25, 0, 1, tzinfo=UTC))  # eight in the morning in Shanghai
    return world


def member(person):
    return db.get_one(Member, (person.company.id, person.member_id))


def reads(world, language):
    for person in (world.bob, world.mia):
        with at_the_doorway(user_id=person.user_id) as doorway:
            doorway.execute(update(User).where(User.id == person.user_id).values(language=language))


def given(world):
    draft = TaskDraft(
        "Call Hengda", world.bob.member_id, world.mia.member_id, goal_quantity=Decimal(20), unit="calls", due_on=TODAY
    )
    return assign(draft, by=member(world.mia), at=now())


def hand_in(world, task):
    working.submit(task, by=member(world.bob), at=now(), result="All reached", actual=Decimal(20))


def send_back(world, task):
    accepting.return_(task, by=member(world.mia), at=now(), reason="Two numbers are wrong")


def bring_to(world, state):
    """Whatever makes `state` be told, the way people do it."""
    with world.acme.inside(world.mia):
        task = given(world)
        if state != "assigned":
            hand_in(world, task)
        if state == "returned":
            send_back(world, task)
        if state == "accepted":
            accepting.accept(task, by=member(world.mia), at=now())
        return task.id


def told(world, person, kind):
    with world.acme.inside(person):
        notices = select(func.count()).where(Notice.member_id == person.member_id, Notice.kind == kind)
        return db.scalar(notices)


@LANGUAGES
@pytest.mark.parametrize("state", SAID)
def test_it_is_told_in_the_bell_and_by_letter_with_the_way_there(app, acme, letters, state, language):
    name, sentences = SAID[state]
    person = getattr(acme, name)
    reads(acme, language)

    task_id = bring_to(acme, state)
    work_off(app, acme.acme.id)

    bell = acme.browser(person).get("notices/")
    assert sentences[language] in bell.text
    mine = [letter for letter in letters if letter["To"] == person.email]
    letter = next(one for one in mine if sentences[language] in one.get_body(("plain",)).get_content())
    for kind in ("plain", "html"):
        assert f"/{acme.acme.slug}/tasks/{task_id}" in letter.get_body((kind,)).get_content()


def test_who_does_it_himself_is_not_told(app, acme, letters):
    with acme.acme.inside(acme.mia):
        own = TaskDraft("A note", acme.mia.member_id)
        assign(own, by=member(acme.mia), at=now())

    work_off(app, acme.acme.id)

    assert told(acme, acme.mia, "task.assigned") == 0
    assert letters == []


def test_what_comes_twice_is_told_once_and_what_happens_again_is_told_again(acme):
    with acme.acme.inside(acme.mia):
        task = given(acme)
        hand_in(acme, task)
        hand_in(acme, task)
        send_back(acme, task)
        with pytest.raises(NotNow):
            send_back(acme, task)
        freeze(now() + timedelta(minutes=1))
        hand_in(acme, task)
        send_back(acme, task)

    assert told(acme, acme.mia, "task.submitted") == 2
    assert told(acme, acme.bob, "task.returned") == 2
    assert told(acme, acme.bob, "task.assigned") == 1


@pytest.fixture
def owed(acme):
    """Bob's tasks around today, the 25th."""
    with acme.acme.inside():
        bob = acme.bob.member_id
        for day in (1, 24, 25, 26, 27):
            a_task(bob, f"Task of the {day}th", due_on=date(2026, 11, day), starts_on=None)
        late = {"due_on": date(2026, 11, 24), "starts_on": None}
        a_task(bob, "Handed in", state="submitted", done_on=TODAY, acceptor_id=acme.mia.member_id, **late)
        a_task(bob, "Accepted", state="accepted", done_on=TODAY, **late)
        a_task(bob, "Called off", state="cancelled", **late)
        a_task(bob, "A whole", is_split=True, **late)
        a_task(bob, "On no day", due_on=None, starts_on=None)
        a_task(bob, "Sent back", state="returned", **late)
    return acme


def morning(app, world, at=None):
    if at is not None:
        freeze(at)
    with world.acme.inside():
        outbox.later("reminders.morning")
    work_off(app, world.acme.id)


@LANGUAGES
def test_the_morning_tells_what_is_due_tomorrow_and_what_is_late(app, owed, letters, language):
    reads(owed, language)
    morning(app, owed)

    bell = owed.browser(owed.bob).get("notices/").text
    due, late = ("Due tomorrow", "Overdue") if language == "en" else ("明天到期", "逾期")
    assert due in bell
    assert late in bell
    assert told(owed, owed.bob, "task.due") == 1
    assert told(owed, owed.bob, "task.late") == 2  # of the 24th, and the one that was sent back
    for silent in (
        "Handed in",
        "Accepted",
        "Called off",
        "A whole",
        "On no day",
        "Task of the 25th",
        "Task of the 1th",
    ):
        assert silent not in bell


@LANGUAGES
def test_the_letter_of_the_morning_holds_them(app, owed, letters, language):
    reads(owed, language)
    morning(app, owed)

    (letter,) = letters
    plain, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert letter["To"] == owed.bob.email
    for text in (plain, html):
        assert "Task of the 24th" in text
        assert "Task of the 25th" in text
        assert "Task of the 26th" in text
        assert "Task of the 27th" not in text
        assert "Handed in" not in text
        assert f"/{owed.acme.slug}/" in text
    assert ("Overdue" in plain) == (language == "en")


def test_a_second_morning_tells_nothing_twice(app, owed, letters):
    morning(app, owed)
    letters.clear()

    morning(app, owed, datetime(2026, 11, 25, 3, 0, tzinfo=UTC))

    assert told(owed, owed.bob, "task.late") == 2
    assert letters == []


def test_a_day_that_was_moved_is_told_anew(app, owed, letters):
    morning(app, owed)
    with owed.acme.inside():
        moved = db.scalars(select(Task).where(Task.title == "Task of the 27th")).one()
        moved.due_on = date(2026, 11, 26)

    morning(app, owed)

    assert told(owed, owed.bob, "task.due") == 2


def test_what_one_owes_stands_on_the_first_page_with_the_way_to_hand_it_in(owed):
    page = owed.browser(owed.bob).get("").text

    assert "Task of the 26th" in page
    assert "A whole" not in page.partition('id="owed"')[2].partition("</section>")[0]
    with owed.acme.inside():
        task_id = db.scalar(select(Task.id).where(Task.title == "Task of the 26th"))
    assert f"/{owed.acme.slug}/tasks/{task_id}/submission" in page


def test_a_goal_that_the_title_says_already_is_not_said_twice(owed):
    with owed.acme.inside():
        said = [
            due.read([Task(id=new_id(), owner_id=new_id(), due_on=date(2026, 11, 26), **values)])
            for values in (
                {"title": "开发50家新客户", "goal_quantity": Decimal(50), "unit": "家新客户"},
                {"title": "Q1", "goal": "开发50家新客户"},
            )
        ]

    assert [one.detail for found in said for one in found] == ["", "开发50家新客户"]
