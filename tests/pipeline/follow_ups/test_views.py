"""Logging a contact in the browser, and what one has promised."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.pipeline.follow_ups.model import FollowUp
from app.web.formats import today
from tenants.context import db
from tests import factories as make


@pytest.fixture
def deal(world):
    with world.acme.inside():
        account = make.an_account("Kunshan Detai", owner_id=world.bob.member_id)
        return make.a_deal(world.bob.member_id, "Pumps", account_id=account.id)


def a_form(world, **values):
    return {
        "method": "phone", "said": "Too dear", "promise": "Send the quote", "promise_owner_id": world.bob.member_id,
        "due_on": "2027-01-15", "keeps_earlier": "y", **values,
    }  # fmt: skip


def logged(world) -> list[FollowUp]:
    with world.acme.inside():
        return list(db.scalars(select(FollowUp).order_by(FollowUp.at)))


def test_a_contact_is_logged_with_its_next_step(world, deal):
    answer = world.browser(world.bob).post(f"follow-ups/deals/{deal.id}", a_form(world))

    assert answer.status_code == 303
    (found,) = logged(world)
    assert (found.method, found.said, found.promise, found.account_id) == (
        "phone", "Too dear", "Send the quote", deal.account_id,
    )  # fmt: skip


def test_sent_twice_it_is_one_contact(world, deal):
    bob = world.browser(world.bob)
    once = re.search(r'name="_once" value="([^"]+)"', bob.get(f"follow-ups/deals/{deal.id}").text).group(1)

    for _ in range(2):
        bob.post(f"follow-ups/deals/{deal.id}", a_form(world, _once=once))

    assert len(logged(world)) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"promise": "继续跟进"}, "“继续跟进” does not say what will be done."),
        ({"due_on": ""}, "A next step needs this."),
        ({"promise_owner_id": ""}, "A next step needs this."),
        ({"method": "telepathy"}, "Choose one of the list."),
        ({"said": "", "promise": ""}, "Write what was said, or what comes next."),
        ({"said": "x" * 5001}, "At most"),
    ],
)
def test_what_cannot_be_used_is_explained_and_the_rest_is_kept(world, deal, change, words):
    answer = world.browser(world.bob).post(f"follow-ups/deals/{deal.id}", a_form(world, **change), target="log-form")

    assert answer.status_code == 422
    assert words in answer.text
    assert "<html" not in answer.text
    assert logged(world) == []


def test_a_step_is_not_given_to_someone_of_another_company(world, deal):
    answer = world.browser(world.bob).post(
        f"follow-ups/deals/{deal.id}", a_form(world, promise_owner_id=world.charlie.member_id)
    )

    assert answer.status_code == 422
    assert "Choose one of the list." in answer.text


def test_the_looker_logs_nothing_and_the_stranger_finds_nothing(world, deal):
    assert world.browser(world.vera).post(f"follow-ups/deals/{deal.id}", a_form(world)).status_code == 403
    for person in (world.charlie, world.sam):
        browser = world.browser(person, world.acme)
        assert browser.get(f"follow-ups/deals/{deal.id}").status_code == 404
        assert browser.post(f"follow-ups/deals/{deal.id}", a_form(world)).status_code == 404
    assert logged(world) == []


def test_the_quick_form_is_a_page_and_a_dialog(world, deal):
    bob = world.browser(world.bob)

    page = bob.get(f"follow-ups/deals/{deal.id}").text
    dialog = bob.get(f"follow-ups/deals/{deal.id}", target="dialog").text

    assert "<html" in page
    assert "<html" not in dialog
    assert 'name="said"' in page
    assert 'name="said"' in dialog


def test_a_contact_with_a_customer_needs_no_deal(world, deal):
    answer = world.browser(world.bob).post(f"follow-ups/accounts/{deal.account_id}", a_form(world))

    assert answer.status_code == 303
    (found,) = logged(world)
    assert (found.deal_id, found.account_id) == (None, deal.account_id)


def test_promises_stand_in_three_heaps_on_the_first_page(world, deal, app):
    with app.test_request_context():
        day = today()
    with world.acme.inside():
        for what, due in (("Late one", day - timedelta(days=2)), ("Coming one", day + timedelta(days=4))):
            make.a_follow_up(deal, world.bob.member_id, promise=what, due_on=due)
        make.a_follow_up(deal, world.sam.member_id, promise="Sam's own", due_on=day)

    page = world.browser(world.bob).get("").text

    assert "Overdue · 1" in page
    assert "Coming · 1" in page
    assert "Sam" not in page


def test_a_promise_is_kept_from_the_first_page(world, deal):
    with world.acme.inside():
        step = make.a_follow_up(deal, world.bob.member_id)
    bob = world.browser(world.bob)

    answer = bob.post(f"follow-ups/{step.id}/completion", target="owed")

    assert answer.status_code == 200
    assert 'id="owed"' in answer.text
    assert not logged(world)[0].is_open


def test_a_promise_is_put_off_to_another_day(world, deal):
    with world.acme.inside():
        step = make.a_follow_up(deal, world.bob.member_id)
    bob = world.browser(world.bob)

    refused = bob.post(f"follow-ups/{step.id}/due-day", {"due_on": "someday"})
    taken = bob.post(f"follow-ups/{step.id}/due-day", {"due_on": "2027-03-01"})

    assert refused.status_code == 422
    assert taken.status_code == 303
    assert str(logged(world)[0].due_on) == "2027-03-01"


def test_somebody_elses_promise_does_not_exist(world, deal):
    with world.acme.inside():
        step = make.a_follow_up(deal, world.bob.member_id)

    for person in (world.sam, world.charlie):
        browser = world.browser(person, world.acme)
        assert browser.post(f"follow-ups/{step.id}/completion").status_code == 404
        assert browser.get(f"follow-ups/{step.id}/due-day").status_code == 404
    assert world.browser(world.vera).post(f"follow-ups/{step.id}/completion").status_code == 403


def test_a_step_given_to_someone_who_does_not_see_the_deal_is_still_his_to_keep(world, deal):
    with world.acme.inside():
        step = make.a_follow_up(deal, world.bob.member_id, promise_owner_id=world.sam.member_id)
    sam = world.browser(world.sam)

    assert sam.get("notices/owed").status_code == 200
    answer = sam.post(f"follow-ups/{step.id}/completion", {"back": "all"})

    assert answer.status_code == 303
    with world.acme.inside():
        assert db.scalar(select(func.count()).where(FollowUp.completed_at.is_not(None))) == 1


def test_who_logs_is_told_whom_he_named_in_vain(world, deal):
    bob = world.browser(world.bob)

    answer = bob.post(f"follow-ups/deals/{deal.id}", a_form(world, said="@Sam and @Mia, look"))
    page = bob.get(answer.headers["Location"]).text

    assert "out of sight for them: Sam<" in page
