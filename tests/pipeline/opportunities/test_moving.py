"""Opening a deal and moving it on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.events import Event
from app.pipeline.opportunities.acts import (
    DealDraft,
    Demands,
    HasOrder,
    OrderInUse,
    Promise,
    ReasonNeeded,
    change,
    move,
    open_deal,
    place,
    remove,
)  # fmt: skip
from app.pipeline.opportunities.model import LOST, OPEN, WON, Deal, StageChange
from app.pipeline.orders.model import Order, OrderLine, Receipt
from tenants.context import db
from tests import factories as make

AT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)  # already the 21st in Shanghai


@pytest.fixture
def bob(world):
    with world.acme.inside(world.bob):
        yield _member(world.bob)


def _member(person):
    from tenants.model import Member

    return db.get_one(Member, (person.company.id, person.member_id))


def deal_of(bob, **values) -> Deal:
    account = make.an_account(owner_id=bob.id)
    return make.a_deal(bob.id, account_id=account.id, **values)


def test_a_new_deal_stands_on_top_of_the_first_stage_with_its_next_step(bob):
    older = make.a_deal(bob.id, rank="a0")
    promise = Promise("Send the samples", bob.id, date(2026, 11, 30))

    deal = open_deal(DealDraft("Pumps", bob.id), by=bob, at=AT, promise=promise)

    assert deal.stage_id == make.a_stage().id
    assert deal.rank < older.rank
    assert deal.opened_on == date(2026, 11, 21)
    change_row = db.scalars(select(StageChange).where(StageChange.deal_id == deal.id)).one()
    assert (change_row.from_stage_id, change_row.to_stage_id) == (None, deal.stage_id)


def test_a_stage_that_demands_more_does_not_take_a_new_deal(bob):
    with pytest.raises(Demands) as refused:
        open_deal(DealDraft("Pumps", bob.id, stage=make.a_stage(OPEN, 2)), by=bob, at=AT)

    assert refused.value.missing == ["account", "amount"]


def test_a_move_is_a_stage_change_and_an_event(bob):
    deal = deal_of(bob, at=AT - timedelta(days=3))

    move(deal, make.a_stage(OPEN, 1), by=bob, at=AT)

    rows = db.scalars(select(StageChange).where(StageChange.deal_id == deal.id).order_by(StageChange.at)).all()
    assert rows[-1].at == deal.stage_since == AT
    event = db.scalars(select(Event).where(Event.subject_id == deal.id)).one()
    assert event.kind == "deal.moved"
    assert event.changes["stage"] == [make.a_stage().name, make.a_stage(OPEN, 1).name]


def test_a_stage_names_what_the_deal_lacks(bob):
    deal = make.a_deal(bob.id, amount_minor=None)

    with pytest.raises(Demands) as refused:
        move(deal, make.a_stage(OPEN, 3), by=bob, at=AT)

    assert refused.value.missing == ["account", "amount", "expected_on"]


def test_an_edit_does_not_reset_the_days_in_stage(bob):
    deal = deal_of(bob, at=AT - timedelta(days=9))

    change(deal, {"amount_minor": 5}, by=bob, at=AT)

    assert deal.stage_since == AT - timedelta(days=9)


def test_a_change_keeps_before_and_after_and_names(world, bob):
    deal = deal_of(bob)

    change(deal, {"owner_id": world.sam.member_id, "title": deal.title}, by=bob, at=AT)

    event = db.scalars(select(Event).where(Event.subject_id == deal.id)).one()
    assert event.changes["owner"] == ["Bob", "Sam"]
    assert "title" not in event.changes


def test_winning_makes_an_order_of_the_deal_on_the_companys_day(bob):
    region = make.a_choice("region")
    deal = deal_of(bob)
    deal.account.region_id = region.id

    order = move(deal, make.a_stage(WON), by=bob, at=AT)

    assert order is not None
    assert (order.deal_id, order.amount_minor) == (deal.id, deal.amount_minor)
    assert order.ordered_on == deal.closed_on == date(2026, 11, 21)
    assert order.region_id == deal.region_id == region.id
    assert order.customer_type == "new"


def test_a_customer_who_bought_before_is_an_existing_one(bob):
    deal = deal_of(bob)
    make.an_order(account_id=deal.account_id)

    assert move(deal, make.a_stage(WON), by=bob, at=AT).customer_type == "existing"


def test_a_key_account_stays_a_key_account(bob):
    deal = deal_of(bob)
    deal.account.customer_type = "key"

    assert move(deal, make.a_stage(WON), by=bob, at=AT).customer_type == "key"


def test_winning_takes_the_lines_along(bob):
    from app.pipeline.opportunities.model import DealLine

    deal = deal_of(bob)
    make.added(DealLine(deal_id=deal.id, product_id=make.a_product().id, quantity=2, unit_minor=5, amount_minor=10))

    order = move(deal, make.a_stage(WON), by=bob, at=AT)

    line = db.scalars(select(OrderLine).where(OrderLine.order_id == order.id)).one()
    assert (line.quantity, line.amount_minor) == (2, 10)


def test_losing_needs_a_reason(bob):
    deal = deal_of(bob)

    with pytest.raises(ReasonNeeded):
        move(deal, make.a_stage(LOST), by=bob, at=AT)


def test_losing_keeps_the_reason_and_ends_the_promises(bob):
    deal = deal_of(bob)
    promise = make.a_follow_up(deal, bob.id)
    reason = make.a_choice("lost_reason")

    move(deal, make.a_stage(LOST), by=bob, at=AT, lost_reason_id=reason.id, lost_note="Too dear")

    assert (deal.state, deal.lost_reason_id, deal.lost_note) == (LOST, reason.id, "Too dear")
    assert not promise.is_open


def test_reopening_takes_the_order_back(bob):
    deal = deal_of(bob)
    order = move(deal, make.a_stage(WON), by=bob, at=AT)

    move(deal, make.a_stage(OPEN, 1), by=bob, at=AT + timedelta(days=1))

    assert (deal.state, deal.closed_on) == (OPEN, None)
    assert db.scalar(select(Order.id).where(Order.id == order.id)) is None


def test_a_deal_whose_order_was_paid_stays_won(bob):
    deal = deal_of(bob)
    order = move(deal, make.a_stage(WON), by=bob, at=AT)
    make.added(Receipt(order_id=order.id, received_on=AT.date(), amount_minor=1))

    with pytest.raises(OrderInUse):
        move(deal, make.a_stage(OPEN, 1), by=bob, at=AT)


def test_a_deal_with_an_order_is_not_removed(bob):
    deal = deal_of(bob)
    move(deal, make.a_stage(WON), by=bob, at=AT)

    with pytest.raises(HasOrder):
        remove(deal, by=bob, at=AT)


def test_a_removed_deal_leaves_its_event(bob):
    deal = make.a_deal(bob.id)

    remove(deal, by=bob, at=AT)

    assert db.scalar(select(Deal.id).where(Deal.id == deal.id)) is None
    assert db.scalars(select(Event.kind).where(Event.subject_id == deal.id)).all() == ["deal.removed"]


def test_a_card_is_placed_before_and_after_its_neighbours(bob):
    one, two, three = (make.a_deal(bob.id) for _ in range(3))

    place(three, before=two)
    place(one, after=two)
    db.flush()

    order = db.scalars(select(Deal.id).where(Deal.stage_id == one.stage_id).order_by(Deal.rank)).all()
    assert order == [three.id, two.id, one.id]


def test_a_crowded_column_is_renumbered_and_keeps_its_order(bob):
    one, two, three = (make.a_deal(bob.id, rank=rank) for rank in ("a0", "a0", "a00"))

    place(three, before=two)
    db.flush()

    order = db.scalars(select(Deal.id).where(Deal.stage_id == one.stage_id).order_by(Deal.rank)).all()
    assert order == [one.id, three.id, two.id]
