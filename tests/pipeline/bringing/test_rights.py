"""Whose records a person may bring in and change. What he may not see is neither touched nor told about."""

from __future__ import annotations

import pytest

from app.company.model import Choice
from app.imports.kinds import may_import
from app.pipeline.accounts.model import Account
from app.pipeline.opportunities.model import Deal, Stage
from app.pipeline.products.model import Product
from tenants.model import Member
from tests.factories import a_choice, a_deal, an_account
from tests.imports.bringing import all_of, bring, the_deal

HIDDEN = "This key is in use for a record you cannot change. Ask a manager."


def test_a_sellers_deals_are_his_own(world):
    bring(world.bob, "deals", "Deal number | Account", "D1 | Hengyuan")

    assert the_deal(world.bob, "D1").owner_id == world.bob.member_id
    assert all_of(world.bob, Account)[0].owner_id == world.bob.member_id


def test_a_seller_enters_nothing_for_others(world):
    result = bring(world.bob, "deals", "Deal number | Owner", "D1 | Sam", "D2 | Bob", "D3 | 王芳")

    assert result.outcomes == ["failed", "created", "failed"]
    assert result.sentences[0] == "You cannot enter records for “Sam”. Ask a manager."
    assert len(all_of(world.bob, Member, Member.state == "placeholder")) == 0


def test_a_manager_enters_for_everyone(world):
    result = bring(world.mia, "deals", "Deal number | Owner", "D1 | Sam")

    assert result.outcomes == ["created"]
    assert the_deal(world.mia, "D1").owner_id == world.sam.member_id


@pytest.mark.parametrize(
    ("head", "cls"),
    [
        ("Deal number | Stage", Stage),
        ("Deal number | Channel", Choice),
        ("Deal number | Region", Choice),
        ("Deal number | Product", Product),
    ],
)
def test_a_seller_adds_nothing_to_the_companys_lists(world, head, cls):
    before = len(all_of(world.bob, cls))

    result = bring(world.bob, "deals", head, "D1 | Something new")

    assert result.outcomes == ["failed"]
    assert len(all_of(world.bob, cls)) == before


def test_a_number_of_somebody_elses_deal_is_refused_without_a_word_about_it(world):
    with world.acme.inside():
        a_deal(world.sam.member_id, "Secret pumps", external_id="D1", amount_minor=77)

    result = bring(world.bob, "deals", "Deal number | Amount", "D1 | 5")

    assert result.outcomes == ["failed"]
    assert result.sentences == [HIDDEN]
    assert the_deal(world.sam, "D1").amount_minor == 77


def test_a_manager_changes_only_what_he_sees(world):
    with world.acme.inside():
        a_deal(world.sam.member_id, external_id="D1")
        a_deal(world.bob.member_id, external_id="D2")

    result = bring(world.mia, "deals", "Deal number | Amount", "D1 | 5", "D2 | 5")

    assert result.outcomes == ["failed", "updated"]


def test_a_deal_is_not_hung_on_a_colleagues_customer(world):
    with world.acme.inside():
        an_account("Hengyuan", owner_id=world.sam.member_id)

    result = bring(world.bob, "deals", "Deal number | Account", "D1 | Hengyuan")

    assert result.sentences == ["A colleague looks after “Hengyuan”. Ask a manager."]
    assert all_of(world.bob, Deal) == []


def test_a_colleagues_customer_is_not_changed(world):
    with world.acme.inside():
        an_account("Hengyuan", owner_id=world.sam.member_id, employees=5)

    result = bring(world.bob, "accounts", "Account name | Employees", "Hengyuan | 7")

    assert result.sentences == [HIDDEN]
    assert all_of(world.bob, Account)[0].employees == 5


def test_a_choice_of_another_company_means_nothing_here(world):
    with world.globex.inside():
        foreign = a_choice("channel", "Fair").id

    result = bring(
        world.alice, "deals", "Deal number | Channel", "D1 | Messe", meanings={"channel": {"Messe": str(foreign)}}
    )

    assert result.outcomes == ["failed"]


@pytest.mark.parametrize("kind", ["people", "products", "orders"])
def test_how_the_company_is_set_up_is_the_managers_business(world, kind):
    assert may_import(kind, world.mia.member)
    assert not may_import(kind, world.bob.member)
    assert not may_import("deals", world.vera.member)
