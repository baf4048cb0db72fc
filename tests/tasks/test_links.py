"""What a task is about: found, linked and shown as far as one may see it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.clock import now
from app.events import Event
from app.pipeline.accounts.acts import add_account
from app.tasks.links import acts
from app.tasks.model import TaskLink
from tenants.context import db
from tenants.model import Member
from tenants.owned import new_id
from tests import factories
from tests.counting import statements
from tests.tasks.factories import a_task


@pytest.fixture
def about(world):
    """A task that Mia gave Bob, a deal of Bob's and one of Sam's, whom Bob does not see."""
    with world.acme.inside(world.alice):
        task = a_task(world.bob.member_id, acceptor_id=world.mia.member_id, created_by_id=world.mia.member_id)
        mine = factories.a_deal(world.bob.member_id, "Spindle sensors")
        other = factories.a_deal(world.sam.member_id, "Secret merger")
    return task, mine, other


def link(world, task, subject, who="bob", **kw):
    return world.browser(getattr(world, who)).post(f"tasks/{task.id}/links", {"subject": subject}, **kw)


def linked(world):
    with world.acme.inside(world.alice):
        return [(one.subject_kind, one.subject_id) for one in db.scalars(select(TaskLink))]


def test_a_task_is_linked_to_a_deal_and_shows_it(world, about):
    task, deal, _other = about

    answer = link(world, task, f"deal:{deal.id}")
    page = world.browser(world.bob).get(f"tasks/{task.id}").text

    assert answer.status_code == 303
    assert "Spindle sensors" in page
    assert f"deals/{deal.id}" in page


def test_linking_twice_is_once_and_the_history_tells_the_kind_alone(world, about):
    task, deal, _other = about
    link(world, task, f"deal:{deal.id}")
    link(world, task, f"deal:{deal.id}")

    assert linked(world) == [("deal", deal.id)]
    with world.acme.inside(world.alice):
        events = list(db.scalars(select(Event).where(Event.subject_id == task.id, Event.kind == "task.linked")))
    assert [event.changes["about"] for event in events] == [[None, "deal"]]


def test_what_one_does_not_see_is_neither_found_nor_linked_nor_shown(world, about):
    task, _deal, other = about
    browser = world.browser(world.bob)

    assert link(world, task, f"deal:{other.id}").status_code == 404
    link(world, task, f"deal:{other.id}", who="alice")

    assert linked(world) == [("deal", other.id)]
    assert "Secret merger" not in browser.get(f"tasks/{task.id}").text
    assert "Secret merger" not in browser.get(f"tasks/{task.id}/links?q=Secret").text
    assert "Secret merger" in world.browser(world.alice).get(f"tasks/{task.id}").text


@pytest.mark.parametrize(
    ("subject", "status"),
    [("", 422), ("deal:", 422), ("deal:x", 422), ("nonsense:01a202aa-7230-70a7-b9f9-4daaccf697d3", 404)],
)
def test_what_cannot_be_linked_is_refused(world, about, subject, status):
    assert link(world, about[0], subject).status_code == status
    assert linked(world) == []


def test_a_task_is_not_about_a_task_or_a_person(world, about):
    task = about[0]
    with world.acme.inside(world.alice):
        another = a_task(world.bob.member_id)

    assert link(world, task, f"task:{another.id}").status_code == 404
    assert link(world, task, f"member:{world.bob.member_id}").status_code == 404


def test_another_company_s_record_is_never_linked(world, about):
    with world.globex.inside(world.charlie):
        foreign = factories.an_account("Foreign Foods")

    assert link(world, about[0], f"account:{foreign.id}", who="alice").status_code == 404
    assert linked(world) == []


def test_what_is_found_is_offered_and_what_is_linked_already_is_not(world, about):
    task = about[0]
    with world.acme.inside(world.alice):
        alice = db.get_one(Member, (world.acme.id, world.alice.member_id))
        account = add_account({"name": "Brecknell Foods", "owner_id": world.bob.member_id}, by=alice, at=now())
        value = f"account:{account.id}"
    browser = world.browser(world.bob)

    before = browser.get(f"tasks/{task.id}/links?q=Brecknell", target="link-results").text
    answer = link(world, task, value, target="about").text
    after = browser.get(f"tasks/{task.id}/links?q=Brecknell", target="link-results").text

    assert value in before
    assert "Brecknell Foods" in answer
    assert "<html" not in before + answer
    assert value not in after


def test_a_link_is_taken_away_and_the_record_stays(world, about):
    task, deal, _other = about
    link(world, task, f"deal:{deal.id}")
    with world.acme.inside(world.alice):
        one = db.scalars(select(TaskLink)).one()
    browser = world.browser(world.mia)

    answer = browser.post(f"tasks/{task.id}/links/{one.id}/removal", target="about")

    assert answer.status_code == 200
    assert linked(world) == []
    assert browser.get(f"deals/{deal.id}").status_code == 200


def test_a_link_one_does_not_see_is_not_taken_away(world, about):
    task, _deal, other = about
    link(world, task, f"deal:{other.id}", who="alice")
    with world.acme.inside(world.alice):
        one = db.scalars(select(TaskLink)).one()

    answer = world.browser(world.bob).post(f"tasks/{task.id}/links/{one.id}/removal")

    assert answer.status_code == 404
    assert len(linked(world)) == 1


def test_a_link_of_another_task_is_not_taken_away_by_this_one(world, about):
    task, deal, _other = about
    link(world, task, f"deal:{deal.id}")
    with world.acme.inside(world.alice):
        another = a_task(world.bob.member_id)
        one = db.scalars(select(TaskLink)).one()

    assert world.browser(world.bob).post(f"tasks/{another.id}/links/{one.id}/removal").status_code == 404
    assert len(linked(world)) == 1


def test_who_only_sees_a_task_links_nothing(world, about):
    task, deal, _other = about
    with world.acme.inside(world.alice):
        team = a_task(world.mia.member_id)

    assert link(world, team, f"deal:{deal.id}").status_code == 403  # a teammate's task
    assert link(world, task, f"deal:{deal.id}", who="vera").status_code == 403
    assert "link-results" not in world.browser(world.bob).get(f"tasks/{team.id}").text


def test_a_task_about_everything_is_about_nothing(world, about):
    task = about[0]
    with world.acme.inside(world.alice):
        bob = db.get_one(Member, (world.acme.id, world.bob.member_id))
        for _ in range(acts.MOST):
            acts.link(task, "deal", new_id(), by=bob, at=now())
        db.commit()

    answer = link(world, task, f"deal:{about[1].id}", target="about")

    assert answer.status_code == 422
    assert "about 20 things at most" in answer.text


def test_the_pages_of_a_deal_and_a_customer_list_their_tasks(world, about):
    task, deal, _other = about
    with world.acme.inside(world.alice):
        account = factories.an_account(owner_id=world.bob.member_id)
        hidden = a_task(world.sam.member_id, "Not for Bob")
        for kind, record in (("deal", deal.id), ("account", account.id)):
            factories.added(TaskLink(task_id=task.id, subject_kind=kind, subject_id=record))
            factories.added(TaskLink(task_id=hidden.id, subject_kind=kind, subject_id=record))
    browser = world.browser(world.bob)

    for address, subject in (
        (f"deals/{deal.id}", f"deal:{deal.id}"),
        (f"customers/{account.id}", f"account:{account.id}"),
    ):
        page = browser.get(address).text
        assert task.title in page
        assert "Not for Bob" not in page
        assert subject.replace(":", "%3A") in page or subject in page
        assert "Spindle sensors" in browser.get(f"tasks/new?about=deal:{deal.id}").text


def test_a_new_task_about_a_deal_is_linked_to_it(world, about):
    _task, deal, _other = about
    sent = {"title": "Send the quote", "owner_id": str(world.bob.member_id), "demand": "ordinary", "urgency": ""}

    world.browser(world.bob).post("tasks/", {**sent, "measure": "", "about": f"deal:{deal.id}"})

    assert linked(world) == [("deal", deal.id)]


def test_what_a_task_is_about_costs_a_statement_a_kind(world, about):
    task, deal, _other = about
    browser = world.browser(world.bob)
    link(world, task, f"deal:{deal.id}")
    browser.get(f"tasks/{task.id}")
    one = statements(lambda: browser.get(f"tasks/{task.id}"))
    with world.acme.inside(world.alice):
        for number in range(5):
            more = factories.a_deal(world.bob.member_id, f"Pumps {number}")
            factories.added(TaskLink(task_id=task.id, subject_kind="deal", subject_id=more.id))

    assert statements(lambda: browser.get(f"tasks/{task.id}")) == one
    assert "Pumps 4" in browser.get(f"tasks/{task.id}").text


def test_a_customer_shows_the_tasks_about_its_deals_too_and_says_which_deal(world):
    with world.acme.inside(world.alice):
        customer = factories.an_account(owner_id=world.bob.member_id)
        mine = factories.a_deal(world.bob.member_id, "Spindle sensors", account_id=customer.id)
        other = factories.a_deal(world.sam.member_id, "Secret merger", account_id=customer.id)
        tasks = {}
        for name, records in {"Both": [("account", customer), ("deal", mine)], "Theirs": [("deal", mine)],
                              "Hidden": [("deal", other)]}.items():  # fmt: skip
            tasks[name] = a_task(world.bob.member_id, name)
            for kind, record in records:
                factories.added(TaskLink(task_id=tasks[name].id, subject_kind=kind, subject_id=record.id))

    page = world.browser(world.bob).get(f"customers/{customer.id}").text
    section = page.partition('id="tasks-about"')[2].partition("</section>")[0]

    assert [name for name in tasks if f">{name}</a>" in section] == ["Both", "Theirs"]
    assert section.count("Spindle sensors") == 1
    assert "Secret merger" not in section
