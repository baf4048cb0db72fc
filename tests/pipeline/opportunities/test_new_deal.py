"""Entering a deal by hand."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from app.pipeline.accounts.model import Account
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import OPEN, Deal
from app.search import index
from tenants.context import db
from tests import factories as make


def a_form(world, **values):
    with world.acme.inside():
        stage = make.a_stage()
    return {
        "title": "Pumps", "account": "Kunshan Detai", "amount_minor": "38万", "stage_id": stage.id,
        "owner_id": world.bob.member_id, "promise": "Send the samples", "promise_owner_id": world.bob.member_id,
        "due_on": "2027-01-15", **values,
    }  # fmt: skip


def all_deals(world):
    with world.acme.inside():
        return db.scalars(select(Deal)).all()


def test_a_deal_is_opened_with_its_customer_and_next_step(world):
    answer = world.browser(world.bob).post("deals/", a_form(world))

    (deal,) = all_deals(world)
    assert answer.headers["Location"].endswith(f"/deals/{deal.id}")
    assert deal.amount_minor == 380_000_00
    with world.acme.inside():
        assert db.scalars(select(Account.name)).all() == ["Kunshan Detai"]
        step = db.scalars(select(FollowUp).where(FollowUp.deal_id == deal.id)).one()
    assert (step.promise, step.method) == ("Send the samples", None)


def test_a_customer_one_knows_is_not_made_again(world):
    with world.acme.inside():
        known = make.an_account("Kunshan Detai", owner_id=world.bob.member_id)

    world.browser(world.bob).post("deals/", a_form(world, account="  KUNSHAN   detai "))

    assert all_deals(world)[0].account_id == known.id


def test_sent_twice_it_is_one_deal(world):
    bob = world.browser(world.bob)
    once = re.search(r'name="_once" value="([^"]+)"', bob.get("deals/new").text).group(1)

    first = bob.post("deals/", a_form(world, _once=once))
    second = bob.post("deals/", a_form(world, _once=once))

    assert len(all_deals(world)) == 1
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "Please fill this in."),
        ({"promise": ""}, "Please fill this in."),
        ({"promise": "继续跟进"}, "“继续跟进” does not say what will be done."),
        ({"due_on": "soon"}, "Write the date as"),
        ({"amount_minor": "-5"}, "An amount cannot be negative."),
        ({"amount_minor": "9" * 30}, "Write an amount"),
        ({"owner_id": "00000000-0000-7000-8000-000000000000"}, "Choose one of the list."),
    ],
)
def test_what_cannot_be_used_is_explained_and_the_rest_is_kept(world, change, words):
    answer = world.browser(world.bob).post("deals/", a_form(world, **change))

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Kunshan Detai"' in answer.text
    assert all_deals(world) == []


def test_a_stage_that_needs_more_says_so_beside_the_field(world):
    with world.acme.inside():
        stage = make.a_stage(OPEN, 2)

    answer = world.browser(world.bob).post("deals/", a_form(world, stage_id=stage.id, amount_minor="", account=""))

    assert answer.status_code == 422
    assert answer.text.count("The stage “Proposal” needs this.") >= 2


def test_the_looker_and_the_stranger_open_nothing(world):
    assert world.browser(world.vera).get("deals/new").status_code == 403
    assert world.browser(world.vera).post("deals/", a_form(world)).status_code == 403
    assert world.browser(world.charlie, world.acme).post("deals/", a_form(world)).status_code == 404


def test_customers_are_suggested_while_one_types_but_only_ones_own(world):
    with world.acme.inside():
        for name, owner in (("Kunshan Detai", world.bob), ("Kunshan Secret", world.sam)):
            account = make.an_account(name, owner_id=owner.member_id)
            index.put("account", account.id, account.name, "", owner.member_id)

    names = world.browser(world.bob).get("deals/customers?account=unshan").text

    assert "Kunshan Detai" in names
    assert "Secret" not in names


def test_the_form_is_a_page_and_a_dialog(world):
    bob = world.browser(world.bob)

    page, dialog = bob.get("deals/new").text, bob.get("deals/new", target="dialog").text

    assert "<html" in page
    assert "<html" not in dialog
    for field in ("title", "account", "amount_minor", "stage_id", "promise", "due_on"):
        assert f'name="{field}"' in page
        assert f'name="{field}"' in dialog


def test_a_failed_form_leaves_no_customer_behind(world):
    world.browser(world.bob).post("deals/", a_form(world, title=""))

    with world.acme.inside():
        assert db.scalar(select(func.count()).select_from(Account)) == 0
