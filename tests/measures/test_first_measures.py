"""The first measures against tables small enough to add up by hand, and against the real pipeline."""

import csv
from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import insert

from app.measures import Cut, NotCut, measure
from app.measures.registry import side_by_side
from app.pipeline.opportunities.model import LOST, WON, Deal, DealLine
from app.pipeline.orders.model import OrderLine, Receipt
from tenants.context import db
from tests.factories import a_choice, a_deal, a_product, a_stage, added, an_account, an_order

MARCH = Cut(date(2026, 3, 1), date(2026, 3, 31))


def cut(by=None, owners=None):
    return Cut(MARCH.first, MARCH.last, by, owners)


def parts(found):
    return {row.part: row.value for row in found.rows}


@pytest.fixture
def book(world):
    """Bob signs 100 and 300 in March, Sam 50; April and finance are other books."""
    bob, sam = world.bob.member_id, world.sam.member_id
    with world.acme.inside():
        old, young = an_account(), an_account()
        east = a_choice("region").id
        an_order(account_id=old.id, owner_id=bob, ordered_on=date(2026, 1, 5), amount_minor=1000)
        first = an_order(
            account_id=old.id, owner_id=bob, ordered_on=date(2026, 3, 1), amount_minor=10000, region_id=east
        )
        an_order(account_id=young.id, owner_id=bob, ordered_on=date(2026, 3, 31), amount_minor=30000)
        an_order(account_id=young.id, owner_id=sam, ordered_on=date(2026, 3, 31), amount_minor=5000)
        an_order(account_id=old.id, owner_id=sam, ordered_on=date(2026, 3, 10), amount_minor=None)
        an_order(account_id=young.id, owner_id=sam, ordered_on=date(2026, 4, 1), amount_minor=7)
        an_order(source="finance", account_id=young.id, owner_id=bob, ordered_on=date(2026, 3, 2), amount_minor=777)
        added(Receipt(order_id=first.id, received_on=date(2026, 3, 5), amount_minor=4000))
        added(Receipt(order_id=first.id, received_on=date(2026, 4, 5), amount_minor=6000))
        gear = a_product()
        added(OrderLine(order_id=first.id, product_id=gear.id, amount_minor=9000))
        yield world, east, gear.id


def test_revenue_sums_what_was_signed_on_days_of_the_period(book):
    assert measure("revenue", cut()).total == 45000


def test_parts_of_revenue_sum_to_the_whole_whatever_it_is_cut_by(book):
    for by in ("person", "team", "region", "product", "customer_type"):
        assert measure("revenue", cut(by)).total == 45000


def test_revenue_by_person_and_region(book):
    world, east, _ = book

    assert parts(measure("revenue", cut("person"))) == {world.bob.member_id: 40000, world.sam.member_id: 5000}
    assert parts(measure("revenue", cut("region"))) == {east: 10000, None: 35000}


def test_what_no_line_explains_is_without_a_product(book):
    _, _, gear = book

    assert parts(measure("revenue", cut("product"))) == {gear: 9000, None: 36000}


def test_received_counts_on_the_day_the_money_came(book):
    assert measure("revenue", cut(), "pipeline received").total == 4000
    with pytest.raises(NotCut):
        measure("revenue", cut("product"), "pipeline received")


def test_two_books_stand_side_by_side_and_are_never_mixed(book):
    found = side_by_side("revenue", cut())

    assert {source: one.total for source, one in found.items()} == {
        "pipeline signed": 45000,
        "pipeline received": 4000,
        "finance signed": 777,
    }


def test_only_the_asked_owners_count(book):
    world, _, _ = book

    assert measure("revenue", cut(owners=(world.sam.member_id,))).total == 5000
    assert measure("orders", cut(owners=(world.sam.member_id,))).total == 2


def test_an_average_order_divides_by_the_orders_whose_amount_is_known(book):
    found = measure("average_order", cut())

    assert (found.rows[0].numerator, found.rows[0].denominator) == (45000, 3)


def test_a_customer_is_new_with_his_first_order_only(book):
    world, _, _ = book

    assert measure("new_customers", cut()).total == 1
    assert measure("new_customers", Cut(date(2026, 1, 1), date(2026, 12, 31))).total == 2
    assert parts(measure("new_customers", cut("person"))) in ({world.bob.member_id: 1}, {world.sam.member_id: 1})


def test_a_measure_nobody_registered_is_not_measured_yet(book):
    assert not measure("happiness", cut()).is_measured


def test_a_book_that_is_not_there_is_refused(book):
    with pytest.raises(ValueError):
        measure("orders", cut(), "gossip")


def test_deals_opened_won_lost_conversion_and_cycle(world):
    bob = world.bob.member_id
    with world.acme.inside():
        won, lost = a_stage(WON), a_stage(LOST)
        days = {"opened_on": date(2026, 2, 27), "closed_on": date(2026, 3, 1)}
        a_deal(bob, stage=won, amount_minor=100, **days)
        a_deal(bob, stage=won, amount_minor=None, opened_on=date(2026, 3, 1), closed_on=date(2026, 3, 6))
        a_deal(bob, stage=won, amount_minor=1, opened_on=None, closed_on=date(2026, 3, 6))
        a_deal(bob, stage=won, amount_minor=7, opened_on=date(2026, 1, 1), closed_on=date(2026, 4, 1))
        a_deal(bob, stage=lost, **days)
        a_deal(bob, opened_on=date(2026, 3, 31))

        assert measure("deals_opened", cut()).total == 2
        assert measure("deals_won", cut()).total == 3
        assert measure("won_amount", cut()).total == 101
        assert measure("deals_lost", cut()).total == 1
        assert measure("conversion", cut()).total == Fraction(3, 4)
        assert measure("cycle", cut()).total == Fraction(7, 2)


def test_nothing_ended_means_no_conversion_and_no_cycle(world):
    with world.acme.inside():
        assert measure("conversion", cut()).total is None
        assert measure("cycle", cut()).total is None
        assert measure("deals_won", cut()).total == 0


def test_a_deal_counts_for_each_of_its_products(world):
    with world.acme.inside():
        deal = a_deal(world.bob.member_id, opened_on=date(2026, 3, 3))
        one, other = a_product().id, a_product().id
        for product in (one, one, other):
            added(DealLine(deal_id=deal.id, product_id=product))

        assert parts(measure("deals_opened", cut("product"))) == {one: 1, other: 1}


def test_the_other_company_is_not_counted(world):
    with world.acme.inside():
        an_order(owner_id=world.bob.member_id, ordered_on=date(2026, 3, 3), amount_minor=1)

    with world.globex.inside():
        assert measure("revenue", cut()).total == 0


def test_the_real_pipeline_has_its_known_figures(world, maven):
    with world.acme.inside(), (maven / "sales_pipeline.csv").open(newline="") as file:
        stages = {"Engaging": a_stage(), "Prospecting": a_stage(), "Won": a_stage(WON), "Lost": a_stage(LOST)}
        rows = [_deal(row, stages, world.bob.member_id) for row in csv.DictReader(file)]
        for start in range(0, len(rows), 2000):
            db.execute(insert(Deal), rows[start : start + 2000])
        all_days = Cut(date(2000, 1, 1), date(2100, 1, 1))

        assert measure("deals_won", all_days).total == 4238
        assert measure("won_amount", all_days).total == 10_005_534_00
        assert measure("deals_lost", all_days).total == 2473
        assert measure("conversion", all_days).total == Fraction(4238, 6711)
        assert sum(row.numerator for row in measure("deals_opened", all_days, "").rows) == 8300


def _deal(row, stages, owner_id):
    stage = stages[row["deal_stage"]]
    closed = date.fromisoformat(row["close_date"]) if row["close_date"] and stage.kind != "open" else None
    return {
        "title": row["opportunity_id"], "pipeline_id": stage.pipeline_id, "stage_id": stage.id, "state": stage.kind,
        "owner_id": owner_id, "amount_minor": int(float(row["close_value"]) * 100) if row["close_value"] else None,
        "opened_on": date.fromisoformat(row["engage_date"]) if row["engage_date"] else None, "closed_on": closed,
        "stage_since": "2026-01-01T00:00:00+00:00", "rank": "a", "competitors": [],
    }  # fmt: skip
