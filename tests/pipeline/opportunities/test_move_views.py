"""Moving a card in the browser."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select

from app.pipeline.opportunities.model import LOST, OPEN, WON, Deal, StageChange
from app.pipeline.orders.model import Order
from tenants.context import db
from tests import factories as make


@pytest.fixture
def deal(world):
    with world.acme.inside():
        account = make.an_account("Kunshan Detai", owner_id=world.bob.member_id)
        return make.a_deal(world.bob.member_id, "Pumps", account_id=account.id)


def stage_id(world, kind=OPEN, position=0):
    with world.acme.inside():
        return make.a_stage(kind, position).id


def again(world, deal) -> Deal:
    with world.acme.inside():
        return db.get_one(Deal, (deal.tenant_id, deal.id))


def test_a_drag_moves_the_card_and_answers_with_it_and_asks_for_the_totals(world, deal):
    bob = world.browser(world.bob)
    to = stage_id(world, OPEN, 1)

    answer = bob.post(f"deals/{deal.id}/stage", {"stage": to, "version": 1, "before": ""}, target="board")

    assert answer.status_code == 200
    assert f'hx-target="#card-{deal.id}"' in answer.text
    assert "/deals/totals?pipeline=" in answer.text
    assert again(world, deal).stage_id == to


def test_without_scripts_the_same_form_leads_to_the_deal(world, deal):
    bob = world.browser(world.bob)

    answer = bob.post(f"deals/{deal.id}/stage", {"stage": stage_id(world, OPEN, 1), "version": 1})

    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"deals/{deal.id}")


def test_the_second_of_two_is_told_who_moved_it_where(world, deal):
    bob, mia = world.browser(world.bob), world.browser(world.mia)
    bob.post(f"deals/{deal.id}/stage", {"stage": stage_id(world, OPEN, 1), "version": 1}, target="board")

    answer = mia.post(f"deals/{deal.id}/stage", {"stage": stage_id(world, OPEN, 2), "version": 1}, target="board")

    assert answer.status_code == 409
    told = json.loads(answer.headers["HX-Trigger"])["toast"]["text"]
    assert "Bob" in told
    assert "Qualified" in told
    assert f'hx-target="#cards-{stage_id(world, OPEN, 1)}"' in answer.text
    assert again(world, deal).stage_id == stage_id(world, OPEN, 1)


def test_without_scripts_the_second_sees_a_page_that_says_so(world, deal):
    mia = world.browser(world.mia)

    answer = mia.post(f"deals/{deal.id}/stage", {"stage": stage_id(world, OPEN, 1), "version": 7})

    assert answer.status_code == 409
    assert "Not moved." in answer.text


def test_a_stage_asks_for_exactly_what_is_missing_and_then_takes_the_deal(world, deal):
    bob = world.browser(world.bob)
    to = stage_id(world, OPEN, 3)

    asked = bob.post(f"deals/{deal.id}/stage", {"stage": to, "version": 1}, target="board")
    answered = bob.post(
        f"deals/{deal.id}/stage",
        {"stage": to, "version": 1, "source": "board", "expected_on": "2027-01-31"},
        target="dialog",
    )

    assert asked.status_code == 422
    assert asked.headers["HX-Retarget"] == "#dialog"
    assert 'name="expected_on"' in asked.text
    assert 'name="amount_minor"' not in asked.text
    assert answered.status_code == 200
    assert str(again(world, deal).expected_on) == "2027-01-31"


def test_an_empty_answer_to_a_demand_is_explained(world, deal):
    bob = world.browser(world.bob)

    answer = bob.post(
        f"deals/{deal.id}/stage",
        {"stage": stage_id(world, OPEN, 3), "version": 1, "source": "board", "expected_on": ""},
        target="dialog",
    )

    assert answer.status_code == 422
    assert "Please fill this in." in answer.text
    assert again(world, deal).version == 1


def test_losing_asks_why_and_keeps_the_answer(world, deal):
    bob = world.browser(world.bob)
    with world.acme.inside():
        reason = make.a_choice("lost_reason", "Too slow")
    lost = stage_id(world, LOST)

    asked = bob.post(f"deals/{deal.id}/stage", {"stage": lost, "version": 1}, target="board")
    bob.post(
        f"deals/{deal.id}/stage",
        {"stage": lost, "version": 1, "source": "page", "lost_reason_id": reason.id, "lost_note": "Sorry"},
    )

    assert "Too slow" in asked.text
    assert (again(world, deal).state, again(world, deal).lost_reason_id) == (LOST, reason.id)


def test_winning_twice_makes_one_order(world, deal):
    bob = world.browser(world.bob)
    form = {"stage": stage_id(world, WON), "version": 1}

    bob.post(f"deals/{deal.id}/stage", form, target="board")
    second = bob.post(f"deals/{deal.id}/stage", form, target="board")

    assert second.status_code == 409
    with world.acme.inside():
        assert db.scalar(select(func.count()).select_from(Order)) == 1


def test_a_stage_of_another_company_is_not_in_the_list(world, deal):
    with world.globex.inside():
        foreign = make.a_stage(OPEN, 1).id

    answer = world.browser(world.bob).post(f"deals/{deal.id}/stage", {"stage": foreign, "version": 1})

    assert answer.status_code == 422
    assert "Choose one of the list." in answer.text


def test_the_looker_moves_nothing(world, deal):
    vera = world.browser(world.vera)

    assert vera.post(f"deals/{deal.id}/stage", {"stage": stage_id(world, OPEN, 1)}).status_code == 403


@pytest.mark.parametrize("stranger", ["charlie", "sam"])
def test_a_deal_one_does_not_see_does_not_exist(world, deal, stranger):
    person = getattr(world, stranger)
    browser = world.browser(person, world.acme)

    assert browser.get(f"deals/{deal.id}/stage").status_code == 404
    assert browser.post(f"deals/{deal.id}/stage", {"stage": stage_id(world, OPEN, 1)}).status_code == 404


def test_a_card_is_put_before_the_one_below_it(world, deal):
    with world.acme.inside():
        first, second = (make.a_deal(world.bob.member_id, stage=make.a_stage(OPEN, 1)) for _ in range(2))

    world.browser(world.bob).post(
        f"deals/{deal.id}/stage",
        {"stage": stage_id(world, OPEN, 1), "version": 1, "before": second.id},
        target="board",
    )

    assert again(world, first).rank < again(world, deal).rank < again(world, second).rank


def test_the_dialog_is_a_page_and_a_fragment_of_the_same_lines(world, deal):
    bob = world.browser(world.bob)

    page = bob.get(f"deals/{deal.id}/stage").text
    fragment = bob.get(f"deals/{deal.id}/stage", target="dialog").text

    assert "<html" in page
    assert "<html" not in fragment
    for words in ("Qualified", "Negotiation", "Won", "Lost"):
        assert words in page
        assert words in fragment


def test_a_failed_move_leaves_no_stage_change(world, deal):
    world.browser(world.bob).post(f"deals/{deal.id}/stage", {"stage": stage_id(world, LOST), "version": 1})

    with world.acme.inside():
        assert db.scalar(select(func.count()).where(StageChange.deal_id == deal.id)) == 1
