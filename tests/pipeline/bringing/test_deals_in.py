"""Deals come in with their stage, their way there, their order and their next step."""

from __future__ import annotations

from datetime import date

import pytest

from app.clock import now
from app.people.model import Placement, Team
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import Deal, DealLine, StageChange
from app.pipeline.orders.model import Order, OrderLine
from app.pipeline.products.model import Product
from tenants.context import db
from tenants.model import Member
from tests.factories import a_choice, a_deal, a_product, a_stage, an_account, an_order
from tests.imports.bringing import all_of, bring, the_deal

HEAD = "Deal number | Deal | Account | Product | Stage | Amount | Created | Close date"


def test_an_open_deal_stands_where_the_file_says(world):
    bring(world.alice, "deals", HEAD, "D1 | Pumps | Hengyuan | GTX Pro | Proposal | 1,200.50 | 2025-03-01 |")

    deal = the_deal(world.alice, "D1")
    assert (deal.title, deal.state, deal.amount_minor) == ("Pumps", "open", 120_050)
    assert (deal.opened_on, deal.closed_on, deal.owner_id) == (date(2025, 3, 1), None, world.alice.member_id)
    with world.acme.inside():
        assert deal.stage_id == a_stage("open", 2).id


def test_the_way_through_the_stages_is_rebuilt_from_the_days(world):
    bring(world.alice, "deals", HEAD, "D1 | Pumps | Hengyuan || Won | 100 | 2025-03-01 | 2025-04-02")

    changes = all_of(world.alice, StageChange)
    with world.acme.inside():
        first, won = a_stage(), a_stage("won")
    assert [(one.from_stage_id, one.to_stage_id) for one in changes] == [(None, first.id), (first.id, won.id)]
    assert all(one.rebuilt for one in changes)
    assert [one.at.isoformat() for one in changes] == ["2025-02-28T16:00:00+00:00", "2025-04-01T16:00:00+00:00"]


def test_a_deal_nobody_dated_begins_where_it_stands(world):
    bring(world.alice, "deals", HEAD, "D1 | Pumps ||| Proposal |||")

    (change,) = all_of(world.alice, StageChange)
    assert change.from_stage_id is None
    assert the_deal(world.alice, "D1").opened_on is None


def test_winning_makes_an_order_with_its_line(world):
    bring(world.alice, "deals", HEAD, "D1 | Pumps | Hengyuan | GTX Pro | Won | 100 | 2025-03-01 | 2025-04-02")

    (order,) = all_of(world.alice, Order)
    (line,) = all_of(world.alice, OrderLine)
    (product,) = all_of(world.alice, Product)
    assert (order.source, order.ordered_on, order.amount_minor) == ("pipeline", date(2025, 4, 2), 10_000)
    assert (line.product_id, line.amount_minor) == (product.id, 10_000)
    assert order.deal_id == the_deal(world.alice, "D1").id


def test_an_open_deal_makes_no_order(world):
    bring(world.alice, "deals", HEAD, "D1 | Pumps | Hengyuan | GTX Pro | Proposal | 100 | 2025-03-01 |")

    assert all_of(world.alice, Order) == []
    assert len(all_of(world.alice, DealLine)) == 1


def test_a_won_deal_counts_for_the_customers_region(world):
    with world.acme.inside():
        region = a_choice("region").id
        an_account("Hengyuan", region_id=region)

    bring(world.alice, "deals", HEAD, "D1 | Pumps | Hengyuan || Won | 100 | 2025-03-01 | 2025-04-02")

    assert the_deal(world.alice, "D1").region_id == region
    assert all_of(world.alice, Order)[0].region_id == region


def test_without_one_it_counts_for_the_region_of_the_owners_team(world):
    with world.acme.inside():
        region = a_choice("region").id
        db.get_one(Team, (world.acme.id, world.acme.teams["east"])).region_id = region

    bring(world.alice, "deals", f"{HEAD} | Owner", "D1 | Pumps | Hengyuan || Won | 100 || 2025-04-02 | Bob")

    assert the_deal(world.alice, "D1").region_id == region


def test_an_open_deal_keeps_no_region_of_its_own(world):
    with world.acme.inside():
        an_account("Hengyuan", region_id=a_choice("region").id)

    bring(world.alice, "deals", HEAD, "D1 | Pumps | Hengyuan || Proposal | 100 | 2025-03-01 |")

    assert the_deal(world.alice, "D1").region_id is None


def test_the_first_order_by_days_is_the_new_customers(world):
    bring(
        world.alice, "deals", HEAD,
        "D1 | Later | Hengyuan || Won | 100 || 2025-06-01",
        "D2 | First | Hengyuan || Won | 100 || 2025-04-01",
        "D3 | Other | Zhenhai || Won | 100 || 2025-07-01",
    )  # fmt: skip

    kinds = {order.ordered_on.month: order.customer_type for order in all_of(world.alice, Order)}
    assert kinds == {6: "existing", 4: "new", 7: "new"}


def test_a_customer_with_an_earlier_order_is_no_new_one(world):
    with world.acme.inside():
        account = an_account("Hengyuan")
        an_order(account_id=account.id, ordered_on=date(2024, 1, 1))

    bring(world.alice, "deals", HEAD, "D1 | Pumps | Hengyuan || Won | 100 || 2025-06-01")

    assert the_deal(world.alice, "D1").customer_type == "existing"


def test_what_the_file_says_of_a_customer_stays(world):
    bring(world.alice, "deals", f"{HEAD} | Customer type", "D1 | Pumps | Hengyuan || Won | 100 || 2025-06-01 | 大客户")

    assert the_deal(world.alice, "D1").customer_type == "key"


def test_a_next_step_becomes_a_promise_of_the_owner(world):
    head = "Deal number | Deal | Next step | Next step due | Owner"
    bring(world.alice, "deals", head, "D1 | Pumps | Send the quote | 2026-12-01 | Bob")

    (step,) = all_of(world.alice, FollowUp)
    assert (step.promise, step.due_on, step.method) == ("Send the quote", date(2026, 12, 1), None)
    assert step.promise_owner_id == world.bob.member_id


def test_a_next_step_without_a_day_is_left_out_and_said(world):
    result = bring(world.alice, "deals", "Deal number | Deal | Next step", "D1 | Pumps | Send the quote")

    assert result.outcomes == ["created"]
    assert result.sentences == ["A next step needs a day; this one was left out."]
    assert all_of(world.alice, FollowUp) == []


def test_a_close_day_of_an_open_deal_is_when_it_is_expected_to_close(world):
    bring(world.alice, "deals", HEAD, "D1 | Pumps ||| Proposal | 100 | 2025-03-01 | 2027-01-31")

    deal = the_deal(world.alice, "D1")
    assert (deal.expected_on, deal.closed_on) == (date(2027, 1, 31), None)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("D1 | Pumps ||| Won | 100 ||", "A deal that was won or lost needs the day it was."),
        ("D1 | Pumps ||| Lost | 100 || 2090-01-01", "A deal cannot have been won or lost in the future."),
        (
            "D1 | Pumps ||| Won | 100 | 2025-05-01 | 2025-04-01",
            "It closed before it was opened. One of the two days is wrong.",
        ),
        ("D1 | Pumps ||| Proposal | -5 ||", "An amount cannot be negative."),
        ("D1 | Pumps ||| Proposal | 12345678901234 ||", "The amount is beyond any deal. Check the unit."),
        ("| ||| Proposal | 5 ||", "The row does not say what it is about: Deal number, Deal, Account, Product."),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_a_deal_says_why(world, row, sentence):
    result = bring(world.alice, "deals", HEAD, row)

    assert result.outcomes == ["failed"]
    assert result.sentences == [sentence]
    assert all_of(world.alice, Deal) == []


def test_a_bad_row_does_not_hold_up_the_others(world):
    result = bring(
        world.alice, "deals", HEAD, "D1 | Pumps ||| Proposal | 5 ||", "D2 | Valves ||| Proposal | five ||",
        "D3 | Tubes ||| Proposal | 7 ||",
    )  # fmt: skip

    assert result.outcomes == ["created", "failed", "created"]


def test_a_deal_without_a_title_is_called_after_customer_and_product(world):
    bring(world.alice, "deals", "Deal number | Account | Product", "D1 | Hengyuan | GTX Pro", "D2 | |")

    assert the_deal(world.alice, "D1").title == "Hengyuan · GTX Pro"
    assert the_deal(world.alice, "D2").title == "D2"


def test_a_customer_made_along_the_way_is_cared_for_by_who_sells_there(world):
    bring(world.alice, "deals", "Deal number | Account | Owner", "D1 | Hengyuan | Bob")

    (account,) = all_of(world.alice, Account)
    assert (account.name, account.owner_id) == ("Hengyuan", world.bob.member_id)


def test_an_empty_customer_is_unknown(world):
    bring(world.alice, "deals", HEAD, "D1 | Pumps | | | Proposal |||")

    assert the_deal(world.alice, "D1").account_id is None


def test_a_contact_is_found_at_the_customer_or_made(world):
    head = "Deal number | Account | Contact"
    bring(world.alice, "deals", head, "D1 | Hengyuan | Mr Wang", "D2 | Hengyuan | mr wang", "D3 || Nobody")

    (contact,) = all_of(world.alice, Contact)
    assert the_deal(world.alice, "D1").contact_id == the_deal(world.alice, "D2").contact_id == contact.id
    assert the_deal(world.alice, "D3").contact_id is None


def test_imported_cards_lie_below_those_that_were_there_in_the_order_of_the_file(world):
    with world.acme.inside():
        mine = a_deal(world.alice.member_id, rank="a5")

    bring(world.alice, "deals", "Deal number | Deal", "D1 | First", "D2 | Second")

    ranks = [mine.rank, the_deal(world.alice, "D1").rank, the_deal(world.alice, "D2").rank]
    assert ranks == sorted(ranks)


def test_unknown_owners_become_names_without_a_login(world):
    bring(world.alice, "deals", "Deal number | Owner", "D1 | 王芳")

    (placeholder,) = all_of(world.alice, Member, Member.state == "placeholder")
    assert (placeholder.name, placeholder.user_id) == ("王芳", None)
    assert the_deal(world.alice, "D1").owner_id == placeholder.id
    assert all_of(world.alice, Placement, Placement.member_id == placeholder.id) == []


def test_the_product_may_stay_words(world):
    with world.acme.inside():
        a_product("GTX Pro")

    words = {"product": {"*": "+text"}}
    bring(world.alice, "deals", "Deal number | Product | Quantity", "D1 | Something | 3", meanings=words)

    (line,) = all_of(world.alice, DealLine)
    assert (line.product_id, line.description, line.quantity) == (None, "Something", 3)


def test_new_stages_stand_before_the_end_with_chances_in_between(world):
    bring(world.alice, "deals", "Deal number | Stage", "D1 | Contract sent", "D2 | Prospecting")

    with world.acme.inside():
        made = [a_stage("open", 4), a_stage("open", 5)]
        won = a_stage("won")
    assert [stage.name for stage in made] == ["Prospecting", "Contract sent"]
    assert 75 < made[0].probability < made[1].probability < 100
    assert made[1].position < won.position


def test_the_day_of_the_company_decides_what_is_in_the_future(world):
    today = now().date().isoformat()

    result = bring(world.alice, "deals", HEAD, f"D1 | Pumps ||| Lost | 5 || {today}")

    assert result.outcomes == ["created"]
