"""A file that comes in a second time: what is known is recognised, and only what the file says is changed."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from app.events import Event
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import Deal, DealLine, StageChange
from app.pipeline.orders.model import Order, OrderLine
from tenants.context import db
from tests.factories import a_deal, a_stage, an_account
from tests.imports.bringing import all_of, bring, rows_of, run, the_deal, uploaded

HEAD = "Deal number | Deal | Account | Product | Stage | Amount | Created | Close date | Next step | Next step due"
FULL = "D1 | Pumps | Hengyuan | GTX Pro | Won | 100 | 2025-03-01 | 2025-04-02 | Call | 2026-12-01"


def test_the_same_file_again_changes_nothing_and_says_so(world):
    rows = (HEAD, FULL, "D2 | Valves | Hengyuan | GTX Pro | Proposal | 5 | 2025-03-01 || Call | 2026-12-01")
    bring(world.alice, "deals", *rows)
    before = the_deal(world.alice, "D1").version

    again = bring(world.alice, "deals", *rows)

    assert again.counts == {"unchanged": 2}
    assert rows_of(world.alice, again.import_id) == []
    assert the_deal(world.alice, "D1").version == before
    assert len(all_of(world.alice, FollowUp)) == 1
    assert len(all_of(world.alice, Order)) == len(all_of(world.alice, StageChange)) - 3 == 1


def test_only_what_the_file_says_is_changed(world):
    bring(world.alice, "deals", HEAD, FULL)

    again = bring(world.alice, "deals", "Deal number | Amount | Deal", "D1 | 250 |")

    deal = the_deal(world.alice, "D1")
    assert again.counts == {"updated": 1}
    assert (deal.amount_minor, deal.title, deal.version) == (25_000, "Pumps", 2)
    assert rows_of(world.alice, again.import_id)[0].before == {
        "set": {"amount_minor": [10_000, 25_000]}, "version": 2,
    }  # fmt: skip


def test_a_change_stands_in_the_deals_history_with_before_and_after(world):
    bring(world.alice, "deals", HEAD, FULL)

    bring(world.alice, "deals", "Deal number | Owner | Amount", "D1 | Bob | 250")

    (event,) = all_of(world.alice, Event, Event.kind == "deal.changed")
    assert event.changes["owner"] == ["Alice", "Bob"]
    assert event.changes["amount_minor"] == [10_000, 25_000]
    assert (event.by_id, event.subject_id) == (world.alice.member_id, the_deal(world.alice, "D1").id)


def test_the_order_of_a_won_deal_follows_it_until_somebody_touches_it(world):
    bring(world.alice, "deals", HEAD, FULL)

    bring(world.alice, "deals", "Deal number | Amount | Close date", "D1 | 250 | 2025-04-09")

    (order,) = all_of(world.alice, Order)
    assert (order.amount_minor, order.ordered_on, order.version) == (25_000, date(2025, 4, 9), 1)


def test_an_order_somebody_touched_stays_as_it_is(world):
    bring(world.alice, "deals", HEAD, FULL)
    with world.acme.inside():
        db.execute(update(Order).values(version=2))

    bring(world.alice, "deals", "Deal number | Amount", "D1 | 250")

    assert all_of(world.alice, Order)[0].amount_minor == 10_000


def test_a_deal_that_moved_on_is_moved(world):
    bring(world.alice, "deals", "Deal number | Stage | Created", "D1 | Contacted | 2025-03-01")

    again = bring(world.alice, "deals", "Deal number | Stage", "D1 | Proposal")

    (*_, last) = all_of(world.alice, StageChange)
    with world.acme.inside():
        assert (last.from_stage_id, last.to_stage_id) == (a_stage().id, a_stage("open", 2).id)
    assert again.counts == {"updated": 1}
    assert last.by_id == world.alice.member_id
    assert the_deal(world.alice, "D1").stage_since == last.at


def test_winning_by_a_file_makes_the_order_with_the_deals_lines(world):
    bring(world.alice, "deals", "Deal number | Account | Product | Stage", "D1 | Hengyuan | GTX Pro | Proposal")

    bring(world.alice, "deals", "Deal number | Stage | Amount | Close date", "D1 | Won | 70 | 2025-04-02")

    (order,) = all_of(world.alice, Order)
    (line,) = all_of(world.alice, OrderLine)
    assert (order.ordered_on, order.amount_minor, order.customer_type) == (date(2025, 4, 2), 7_000, "new")
    assert line.product_id == all_of(world.alice, DealLine)[0].product_id


def test_reopening_by_a_file_takes_the_order_back(world):
    bring(world.alice, "deals", HEAD, FULL)

    bring(world.alice, "deals", "Deal number | Stage", "D1 | Negotiation")

    deal = the_deal(world.alice, "D1")
    assert (deal.state, deal.closed_on) == ("open", None)
    assert all_of(world.alice, Order) == []


def test_an_order_with_a_life_of_its_own_keeps_the_deal_won(world):
    bring(world.alice, "deals", HEAD, FULL)
    with world.acme.inside():
        db.execute(update(Order).values(version=2))

    again = bring(world.alice, "deals", "Deal number | Stage", "D1 | Negotiation")

    assert again.counts == {"failed": 1}
    assert the_deal(world.alice, "D1").state == "won"


def test_a_deal_of_one_product_follows_the_file(world):
    bring(world.alice, "deals", HEAD, FULL)

    again = bring(world.alice, "deals", "Deal number | Product | Quantity", "D1 | MG Special | 2")

    (line,) = all_of(world.alice, DealLine)
    assert again.counts == {"updated": 1}
    assert line.quantity == 2
    assert bring(world.alice, "deals", "Deal number | Product | Quantity", "D1 | MG Special | 2").counts == {
        "unchanged": 1
    }


def test_a_new_next_step_is_added_to_the_old_one(world):
    head = "Deal number | Next step | Next step due"
    bring(world.alice, "deals", head, "D1 | Call | 2026-12-01")

    again = bring(world.alice, "deals", head, "D1 | Visit | 2026-12-08")

    assert again.counts == {"updated": 1}
    assert [step.promise for step in all_of(world.alice, FollowUp)] == ["Call", "Visit"]


def test_create_only_skips_what_is_known(world):
    bring(world.alice, "deals", "Deal number | Amount", "D1 | 5")

    again = bring(world.alice, "deals", "Deal number | Amount", "D1 | 6", "D2 | 7", mode="create")

    assert again.outcomes == ["skipped", "created"]
    assert the_deal(world.alice, "D1").amount_minor == 500


def test_update_only_skips_what_is_new(world):
    bring(world.alice, "deals", "Deal number | Amount", "D1 | 5")

    again = bring(world.alice, "deals", "Deal number | Amount", "D1 | 6", "D2 | 7", mode="update")

    assert again.outcomes == ["updated", "skipped"]
    assert len(all_of(world.alice, Deal)) == 1


@pytest.mark.parametrize("match", [("title", "account"), ("title",)])
def test_without_a_number_a_deal_is_known_by_its_name(world, match):
    with world.acme.inside():
        account = an_account("Hengyuan")
        a_deal(world.alice.member_id, "Pumps", account_id=account.id, external_id="D1")

    again = bring(world.alice, "deals", "Deal | Account | Amount", "pumps | Hengyuan | 9", match=match)

    assert again.counts == {"updated": 1}
    assert the_deal(world.alice, "D1").title == "Pumps"


def test_two_deals_of_the_same_name_are_not_guessed_between(world):
    with world.acme.inside():
        for _ in range(2):
            a_deal(world.alice.member_id, "Pumps")

    again = bring(world.alice, "deals", "Deal | Amount", "Pumps | 9", match=("title",))

    assert again.sentences == ["Several records have the same key. Make them different first."]


def test_a_number_that_stands_twice_in_the_file_counts_once(world):
    result = bring(world.alice, "deals", "Deal number | Amount", "D1 | 5", "D1 | 6")

    assert result.outcomes == ["created", "failed"]
    assert result.sentences == ["Row 2 of the file is about the same record."]


def test_a_number_is_not_given_to_a_second_deal(world):
    with world.acme.inside():
        a_deal(world.alice.member_id, "Valves", external_id="D1")

    result = bring(world.alice, "deals", "Deal | Deal number", "Pumps | D1", match=("title",))

    assert result.sentences == ["Another record has “D1” already."]


def test_what_somebody_changes_while_the_file_comes_in_is_not_overwritten(world, monkeypatch):
    bring(world.alice, "deals", "Deal number | Amount", "D1 | 5", "D2 | 5")
    import_id = uploaded(world.alice, "deals", "Deal number | Amount", "D1 | 6", "D2 | 6")
    from app.imports import along

    def meanwhile(*_):
        db.execute(update(Deal).where(Deal.external_id == "D1").values(version=Deal.version + 1, amount_minor=999))

    monkeypatch.setattr(along, "write", meanwhile)
    result = run(world.alice, import_id)

    assert result.outcomes == ["failed", "updated"]
    assert the_deal(world.alice, "D1").amount_minor == 999
    assert result.sentences == ["Somebody changed this record while the file came in. Import the row again."]
