"""Colleagues are found by their names, orders by their numbers or deals, under what they are called now."""

import pytest

from app.clock import now
from app.people import naming
from app.people.invitations.acts import Terms, invite, withdraw
from app.people.members.acts import add_name, change
from app.pipeline.accounts import acts as customers
from app.pipeline.opportunities.acts import DealDraft, move, open_deal
from app.pipeline.opportunities.acts import change as change_deal
from app.pipeline.orders import book
from app.search.finding import find
from tenants.context import db
from tenants.model import Member
from tenants.roles import Role
from tests.factories import a_stage


def acting(person):
    return db.get_one(Member, (person.company.id, person.member_id))


def found(person, kind, q):
    with person.company.inside(person):
        return [(one.title, one.detail) for one in find(acting(person), q).get(kind, [])]


@pytest.fixture
def wanda(world):
    """A name without a human, at Acme."""
    with world.acme.inside(world.alice):
        return add_name("Wanda Zhang", by=world.alice.member_id).id


def test_a_new_colleague_is_found_at_once_and_leads_to_her_page(world, wanda):
    page = world.browser(world.alice).get("search/?q=wanda").text

    assert f"settings/people/{wanda}" in page
    assert found(world.charlie, "member", "wanda") == []


def test_whoever_sees_only_his_own_records_finds_himself_and_his_deals(world, wanda):
    with world.acme.inside(world.bob):
        naming.named(acting(world.bob))

    assert found(world.bob, "member", "wanda") == []
    assert f"deals/list?owner={world.bob.member_id}" in world.browser(world.bob).get("search/?q=bob").text


def test_a_renamed_colleague_is_found_by_her_new_name_only(world, wanda):
    with world.acme.inside(world.alice):
        change(db.get_one(Member, (world.acme.id, wanda)), {"name": "Wendy Li"}, by=world.alice.member_id)

    assert found(world.alice, "member", "wanda") == []
    assert found(world.alice, "member", "wendy") == [("Wendy Li", "")]


def test_who_renames_himself_is_found_so(world):
    browser = world.browser(world.bob)
    answer = browser.post("/profile", {"profile-name": "Robert Wu", "profile-language": "en"})

    assert answer.status_code == 303
    assert [title for title, _ in found(world.alice, "member", "robert")] == ["Robert Wu"]


def test_an_invitation_is_found_until_it_is_withdrawn(world):
    with world.acme.inside(world.alice):
        terms = Terms(Role.SELLER, False, None, "en")
        member = invite("Ines", "ines@acme.example", terms, by=world.alice.member_id, at=now())
    assert found(world.alice, "member", "ines") == [("Ines", "ines@acme.example")]

    with world.acme.inside(world.alice):
        withdraw(db.get_one(Member, (world.acme.id, member.id)), by=world.alice.member_id, at=now())

    assert found(world.alice, "member", "ines") == []


@pytest.fixture
def won(world):
    """A deal of Bob's that was won, and the customer it was won from."""
    with world.acme.inside(world.bob):
        bob = acting(world.bob)
        account = customers.add_account({"name": "Hengda", "owner_id": bob.id}, by=bob, at=now())
        deal = open_deal(DealDraft("Spindle line", bob.id, account_id=account.id, amount_minor=5_00), by=bob, at=now())
        order = move(deal, a_stage("won"), by=bob, at=now())
        return deal, account, order


def test_an_order_made_by_winning_is_found_by_its_deal_and_customer(world, won):
    assert found(world.bob, "order", "spindle") == [("Spindle line", "Hengda")]
    assert found(world.sam, "order", "spindle") == []


def test_an_order_follows_the_names_of_its_deal_and_customer_and_its_own_number(world, won):
    deal, account, order = won
    with world.acme.inside(world.bob):
        bob = acting(world.bob)
        change_deal(db.get_one(type(deal), (world.acme.id, deal.id)), {"title": "Turbine"}, by=bob, at=now())
        account = db.get_one(type(account), (world.acme.id, account.id))
        customers.change_account(account, {"name": "Henry & Sons"}, by=bob, at=now())
    assert found(world.bob, "order", "turbine") == [("Turbine", "Henry & Sons")]
    assert found(world.bob, "deal", "turbine") == [("Turbine", "Henry & Sons")]

    with world.acme.inside(world.bob):
        order = db.get_one(type(order), (world.acme.id, order.id))
        book.change_order(order, {"number": "2026-117"}, by=acting(world.bob), at=now())

    assert found(world.bob, "order", "117") == [("2026-117", "Henry & Sons")]
    assert found(world.bob, "order", "turbine") == [("2026-117", "Henry & Sons")]


def test_a_reopened_deal_takes_its_order_out_of_the_search(world, won):
    deal, _, _ = won
    with world.acme.inside(world.bob):
        move(db.get_one(type(deal), (world.acme.id, deal.id)), a_stage(), by=acting(world.bob), at=now())

    assert found(world.bob, "order", "spindle") == []
