"""Taking an import back: what it made goes, what it changed is as it was, what people built on stays and says why."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from app.company.model import Choice
from app.events import Event
from app.imports import reverting
from app.imports.model import Import, ImportRow
from app.people.model import Placement, Team
from app.pipeline.accounts.model import Account
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import Deal, DealLine, Stage, StageChange
from app.pipeline.orders.model import Order, OrderLine, Receipt
from app.pipeline.products.model import Product
from tenants.context import db
from tenants.model import Member
from tests.factories import a_deal, a_follow_up, added, an_account
from tests.imports.bringing import all_of, bring, the_deal

HEAD = "Deal number | Deal | Account | Product | Stage | Amount | Created | Close date | Owner"
WON = "D1 | Pumps | Hengyuan | GTX Pro | Won | 100 | 2025-03-01 | 2025-04-02 | 王芳"
OPEN = "D2 | Valves | Hengyuan | GTX Max | Prospecting | 5 | 2025-03-01 || 王芳"


def take_back(person, result):
    with person.company.inside(person):
        record = db.get_one(Import, (person.company.id, result.import_id))
        return reverting.revert(record, by=person.member_id)


def kept(person, result):
    rows = all_of(person, ImportRow, ImportRow.import_id == result.import_id, ImportRow.problem.is_not(None))
    return {(row.record_kind, row.problem) for row in rows}


def test_everything_an_import_made_goes(world):
    stages = len(all_of(world.alice, Stage))
    result = bring(world.alice, "deals", HEAD, WON, OPEN)

    counts = take_back(world.alice, result)

    for cls in (Deal, DealLine, StageChange, Order, OrderLine, FollowUp, Account, Product):
        assert all_of(world.alice, cls) == [], cls
    assert all_of(world.alice, Member, Member.state == "placeholder") == []
    assert len(all_of(world.alice, Stage)) == stages
    assert counts == {"removed": 7, "restored": 0, "kept": 0}
    assert all_of(world.alice, Import)[0].state == "reverted"


def test_people_and_their_teams_go_and_former_seats_come_back(world):
    teams, regions = len(all_of(world.alice, Team)), len(all_of(world.alice, Choice))
    result = bring(
        world.alice, "people", "Name | Manager | Office", "Anna | Dustin | Central", "Bob | Dustin | Central"
    )

    take_back(world.alice, result)

    assert len(all_of(world.alice, Team)) == teams
    assert len(all_of(world.alice, Choice)) == regions
    (seat,) = all_of(world.alice, Placement, Placement.member_id == world.bob.member_id)
    assert seat.team_id == world.acme.teams["east"]


def test_parents_and_children_go_together(world):
    result = bring(world.alice, "accounts", "Account name | Parent company", "Child | Parent", "Parent | Holding")

    assert take_back(world.alice, result)["removed"] == 3
    assert all_of(world.alice, Account) == []


def test_what_it_changed_is_as_it_was(world):
    bring(world.alice, "deals", HEAD, WON, OPEN)
    before = {deal.external_id: (deal.title, deal.amount_minor, deal.stage_id) for deal in all_of(world.alice, Deal)}
    head = "Deal number | Deal | Amount | Stage | Close date | Product"
    result = bring(
        world.alice, "deals", head, "D1 | Pumps! | 7 | Proposal || GTX Max", "D2 | Taps | 8 | Won | 2025-05-05 |"
    )

    counts = take_back(world.alice, result)

    after = {deal.external_id: (deal.title, deal.amount_minor, deal.stage_id) for deal in all_of(world.alice, Deal)}
    assert after == before
    assert counts == {"removed": 0, "restored": 2, "kept": 0}
    (order,) = all_of(world.alice, Order)
    assert (order.deal_id, order.amount_minor) == (the_deal(world.alice, "D1").id, 10_000)
    assert order.ordered_on == date(2025, 4, 2)
    products = {product.id: product.name for product in all_of(world.alice, Product)}
    lines = {line.deal_id: products[line.product_id] for line in all_of(world.alice, DealLine)}
    assert lines == {the_deal(world.alice, "D1").id: "GTX Pro", the_deal(world.alice, "D2").id: "GTX Max"}


def test_a_value_somebody_changed_since_stays(world):
    bring(world.alice, "deals", "Deal number | Amount | Deal", "D1 | 5 | Pumps")
    result = bring(world.alice, "deals", "Deal number | Amount | Deal", "D1 | 6 | Taps")
    with world.acme.inside():
        db.execute(update(Deal).values(amount_minor=999, version=Deal.version + 1))

    counts = take_back(world.alice, result)

    deal = the_deal(world.alice, "D1")
    assert (deal.amount_minor, deal.title) == (999, "Pumps")
    assert counts == {"removed": 0, "restored": 0, "kept": 1}
    assert kept(world.alice, result) == {("deal", "changed since the import")}


def test_a_deal_somebody_worked_on_stays_with_all_it_needs(world):
    result = bring(world.alice, "deals", HEAD, WON, OPEN)
    with world.acme.inside():
        deal = db.get_one(Deal, (world.acme.id, the_id(result, "D2")))
        a_follow_up(deal, world.bob.member_id)

    counts = take_back(world.alice, result)

    assert [deal.external_id for deal in all_of(world.alice, Deal)] == ["D2"]
    assert [account.name for account in all_of(world.alice, Account)] == ["Hengyuan"]
    assert [product.name for product in all_of(world.alice, Product)] == ["GTX Max"]
    assert counts["kept"] == 5
    assert ("deal", "other records stand on it") in kept(world.alice, result)


def the_id(result, external_id):
    return next(entry.record_id for entry in result.entries if entry.given["external_id"] == external_id)


def test_a_deal_somebody_edited_stays(world):
    result = bring(world.alice, "deals", HEAD, OPEN)
    with world.acme.inside():
        db.get_one(Deal, (world.acme.id, the_id(result, "D2"))).note = "mine"

    take_back(world.alice, result)

    assert ("deal", "changed since the import") in kept(world.alice, result)


def test_a_won_deal_with_money_on_its_order_stays(world):
    result = bring(world.alice, "deals", HEAD, WON)
    (order,) = all_of(world.alice, Order)
    with world.acme.inside():
        added(Receipt(order_id=order.id, received_on=date(2025, 5, 1), amount_minor=5))

    take_back(world.alice, result)

    assert len(all_of(world.alice, Order)) == 1
    assert ("deal", "its order has receipts or was changed") in kept(world.alice, result)


def test_a_customer_with_a_new_deal_stays(world):
    result = bring(world.alice, "accounts", "Account name", "Hengyuan", "Zhenhai")
    with world.acme.inside():
        a_deal(world.bob.member_id, account_id=next(entry.record_id for entry in result.entries))

    counts = take_back(world.alice, result)

    assert [account.name for account in all_of(world.alice, Account)] == ["Hengyuan"]
    assert counts == {"removed": 1, "restored": 0, "kept": 1}


def test_what_was_there_before_is_not_touched(world):
    with world.acme.inside():
        an_account("Hengyuan")
    result = bring(world.alice, "deals", HEAD, WON)

    take_back(world.alice, result)

    assert [account.name for account in all_of(world.alice, Account)] == ["Hengyuan"]


def test_what_it_would_do_is_said_beforehand(world):
    bring(world.alice, "deals", "Deal number | Amount", "D1 | 5", "D2 | 5")
    result = bring(world.alice, "deals", "Deal number | Amount", "D1 | 6", "D2 | 7", "D3 | 8")
    with world.acme.inside():
        db.execute(update(Deal).where(Deal.external_id == "D1").values(version=Deal.version + 1))
        outlook = reverting.outlook(db.get_one(Import, (world.acme.id, result.import_id)))

    assert (outlook.created, outlook.updated, outlook.changed) == (1, 2, 1)


def test_the_history_tells_that_it_was_taken_back(world):
    result = bring(world.alice, "deals", "Deal number | Deal", "D1 | Pumps")

    take_back(world.alice, result)

    kinds = [event.kind for event in all_of(world.alice, Event)]
    assert [kind for kind in kinds if kind in ("deal.imported", "deal.taken_back", "import.reverted")] == [
        "deal.imported", "deal.taken_back", "import.reverted",
    ]  # fmt: skip


def test_a_finance_order_goes_with_the_receipt_it_brought(world):
    head = "Order number | Account | Order date | Amount | Received amount | Received on"
    first = bring(world.alice, "orders", head, "S1 | Hengyuan | 2025-03-01 | 50 | 20 | 2025-04-01")
    second = bring(world.alice, "orders", head, "S1 | Hengyuan | 2025-03-01 | 50 | 30 | 2025-05-01")

    take_back(world.alice, second)

    assert [receipt.amount_minor for receipt in all_of(world.alice, Receipt)] == [2_000]
    assert take_back(world.alice, first)["removed"] == 2
    assert all_of(world.alice, Order) == []
