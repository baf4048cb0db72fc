"""The order book through the eyes of the cast."""

from datetime import date

import pytest
from sqlalchemy import select

from app.pipeline.orders.model import Order, Receipt
from tenants.context import db
from tests.factories import an_account, an_order


@pytest.fixture
def signed(world):
    """An order of Bob's deal, and one of the finance book."""
    with world.acme.inside():
        account = an_account("Hengda", owner_id=world.bob.member_id)
        own = an_order(
            number="P-1", account_id=account.id, owner_id=world.bob.member_id, amount_minor=1000_00,
            ordered_on=date(2026, 3, 3),
        )  # fmt: skip
        finance = an_order(number="F-1", source="finance", amount_minor=500_00, owner_id=world.bob.member_id)
        return own.id, finance.id


def test_the_two_books_are_shown_one_at_a_time(world, signed):
    browser = world.browser(world.alice)
    pipeline, finance = browser.get("orders/").text, browser.get("orders/?source=finance").text

    assert "P-1" in pipeline
    assert "F-1" not in pipeline
    assert "F-1" in finance
    assert "¥1,500" not in pipeline + finance


def test_orders_are_seen_by_their_owners_people(world, signed):
    own, _ = signed

    assert world.browser(world.bob).get(f"orders/{own}").status_code == 200
    assert world.browser(world.sam).get(f"orders/{own}").status_code == 404
    assert world.browser(world.charlie).get(f"orders/{own}").status_code == 404
    assert "P-1" not in world.browser(world.sam).get("orders/").text


def test_days_and_junk_in_the_address(world, signed):
    browser = world.browser(world.alice)

    assert "P-1" in browser.get("orders/?from=2026-03-01&to=2026-03-31", target="order-list").text
    assert "P-1" not in browser.get("orders/?from=2026-04-01", target="order-list").text
    assert browser.get("orders/?from=soon&owner=x&source=gossip&after=zz").status_code == 200


def test_files_hold_the_rows_of_the_page(world, signed):
    browser = world.browser(world.alice)

    assert "P-1" in browser.get("orders/list.csv").data.decode("utf-8-sig")
    assert browser.get("orders/list.json").json[0]["amount"] == 1000
    assert browser.get("orders/list.xlsx").data[:2] == b"PK"


def test_managers_enter_finance_orders_by_hand(world, signed):
    form = {"number": "F-2", "ordered_on": "2026-11-01", "amount_minor": "1.5万", "account": "Hengda"}

    assert world.browser(world.bob).post("orders/", form).status_code == 403
    assert world.browser(world.alice).post("orders/", form).status_code == 303
    with world.acme.inside():
        made = db.scalars(select(Order).where(Order.number == "F-2")).one()
    assert (made.source, made.amount_minor) == ("finance", 15_000_00)


def test_an_unknown_customer_and_bad_amounts_are_explained(world):
    form = {"ordered_on": "2026-13-01", "amount_minor": "much", "account": "Nobody Ltd"}
    refused = world.browser(world.alice).post("orders/", form)

    assert refused.status_code == 422
    assert "No customer of this name is known." in refused.text
    assert "Write an amount" in refused.text
    assert 'value="Nobody Ltd"' in refused.text


def test_money_is_received_and_struck_again(world, signed):
    own, _ = signed
    browser = world.browser(world.bob)
    browser.post(f"orders/{own}/receipts", {"amount_minor": "400", "received_on": "2026-04-01"})
    with world.acme.inside():
        receipt = db.scalars(select(Receipt)).one()
    assert receipt.amount_minor == 400_00

    browser.post(f"orders/{own}/receipts/{receipt.id}/removal")
    with world.acme.inside():
        assert db.scalars(select(Receipt)).all() == []


def test_nothing_is_not_received(world, signed):
    own, _ = signed
    refused = world.browser(world.bob).post(f"orders/{own}/receipts", {"amount_minor": "0", "received_on": ""})

    assert refused.status_code == 422
    assert "Please fill this in." in refused.text


def test_a_receipt_of_another_order_is_not_found(world, signed):
    own, finance = signed
    with world.acme.inside():
        db.add(Receipt(order_id=finance, received_on=date(2026, 1, 1), amount_minor=1))
        db.flush()
        receipt = db.scalars(select(Receipt)).one().id

    assert world.browser(world.alice).post(f"orders/{own}/receipts/{receipt}/removal").status_code == 404


def test_sellers_do_not_write_the_finance_book(world, signed):
    _, finance = signed
    form = {"amount_minor": "1", "received_on": "2026-01-01"}

    assert world.browser(world.bob).post(f"orders/{finance}/receipts", form).status_code == 403
    assert world.browser(world.bob).post(f"orders/{finance}", {"ordered_on": "2026-01-01"}).status_code == 403
    assert world.browser(world.vera).post(f"orders/{finance}/receipts", form).status_code == 403


def test_an_order_of_a_deal_is_not_removed_but_one_of_finance_is(world, signed):
    own, finance = signed
    browser = world.browser(world.alice)

    browser.post(f"orders/{own}/removal")
    browser.post(f"orders/{finance}/removal")

    assert browser.get(f"orders/{own}").status_code == 200
    assert browser.get(f"orders/{finance}").status_code == 404


def test_who_saves_second_is_shown_both_versions(world, signed):
    own, _ = signed
    browser = world.browser(world.bob)
    form = {"ordered_on": "2026-03-03", "amount_minor": "1000", "account": "Hengda", "version": "1"}
    browser.post(f"orders/{own}", {**form, "number": "P-2"})

    second = browser.post(f"orders/{own}", {**form, "number": "P-3"})

    assert second.status_code == 409
    assert "P-2" in second.text
    assert "P-3" in second.text
