"""The board, as its people see it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from app.clock import now
from app.pipeline.opportunities.board.board import CARDS
from app.pipeline.opportunities.model import WON
from tests import factories as make
from tests.counting import statements_of_page


@pytest.fixture
def board(world):
    """Bob's board with one deal of his own and one of Sam's, whom he does not see."""
    with world.acme.inside():
        account = make.an_account("Kunshan Detai", owner_id=world.bob.member_id)
        mine = make.a_deal(world.bob.member_id, "Pumps", account_id=account.id)
        make.a_follow_up(mine, world.bob.member_id, promise="Send the samples")
        make.a_deal(world.sam.member_id, "Not for Bob")
    return world.browser(world.bob)


def test_a_card_shows_customer_title_amount_next_step_and_health(board):
    page = board.get("deals/").text

    for words in ("Kunshan Detai", "Pumps", "¥k", "Send the samples", "On track"):
        assert words in page


def test_a_seller_sees_only_his_own_cards_and_totals(board):
    page = board.get("deals/").text

    assert "Not for Bob" not in page
    assert re.search(r'id="board-sum"><span>Open <strong>1</strong>', page)


def test_the_manager_sees_the_team_and_filters_by_owner(world, board):
    manager = world.browser(world.mia)

    assert "Pumps" in manager.get("deals/").text
    assert "Pumps" not in manager.get(f"deals/?owner={world.mia.member_id}").text


def test_the_looker_sees_cards_but_nothing_to_move_them_with(world, board):
    page = world.browser(world.vera).get("deals/").text

    assert "Pumps" in page
    assert "Move to" not in page


def test_the_board_does_not_exist_for_strangers(world, board):
    assert world.browser(world.charlie, world.acme).get("deals/").status_code == 404


def test_the_won_column_shows_the_month_one_asks_for(world, board):
    last_month = (now().replace(day=1) - timedelta(days=3)).date()
    with world.acme.inside():
        make.a_deal(world.bob.member_id, "Won long ago", stage=make.a_stage(WON), closed_on=last_month)

    assert "Won long ago" not in board.get("deals/").text
    assert "Won long ago" in board.get(f"deals/?month={last_month:%Y-%m}").text


def test_a_long_column_loads_on(world, board):
    with world.acme.inside():
        for number in range(45):
            make.a_deal(world.bob.member_id, f"Deal no {number:02}", rank=f"b{number:02}1")
        stage = make.a_stage()

    first = board.get("deals/").text
    second = board.get(f"deals/stages/{stage.id}/cards?start={CARDS}", target=f"more-{stage.id}").text
    third = board.get(f"deals/stages/{stage.id}/cards?start={3 * CARDS}", target=f"more-{stage.id}").text

    assert len(re.findall("data-card=", first)) == CARDS
    assert f"deals/stages/{stage.id}/cards?start={CARDS}" in first
    assert len(re.findall("data-card=", second)) == CARDS
    assert len(re.findall("data-card=", third)) == 46 - 3 * CARDS
    assert "data-more" not in third


def test_cards_of_another_companys_stage_are_not_found(world, board):
    with world.globex.inside():
        foreign = make.a_stage()

    assert board.get(f"deals/stages/{foreign.id}/cards").status_code == 404


@pytest.mark.parametrize("order", ["rank", "next", "amount", "stage", "nonsense"])
def test_every_order_of_cards_works(board, order):
    assert "Pumps" in board.get(f"deals/?order={order}").text


def test_cards_are_ordered_by_amount_when_asked(world, board):
    with world.acme.inside():
        make.a_deal(world.bob.member_id, "Large one", amount_minor=900_000_00)

    page = board.get("deals/?order=amount").text

    assert page.index("Large one") < page.index("Pumps")


def test_totals_come_alone_too(board):
    answer = board.get("deals/totals", target="board-sum").text

    assert "hx-partial" in answer
    assert "<html" not in answer


def test_the_number_of_queries_does_not_depend_on_the_cards(world, board):
    few = statements_of_page(lambda: board.get("deals/"))
    with world.acme.inside():
        for stage in make.the_stages()[:4]:
            for _ in range(12):
                account = make.an_account(owner_id=world.bob.member_id)
                deal = make.a_deal(world.bob.member_id, stage=stage, account_id=account.id)
                make.a_follow_up(deal, world.bob.member_id)

    assert statements_of_page(lambda: board.get("deals/")) == few
    assert few <= 16  # recognising the person and entering the company among them


def test_a_pipeline_of_its_own_has_a_board_of_its_own(world, board):
    owner = world.browser(world.alice)
    owner.post("settings/pipelines/", {"name": "Renewals"})
    page = owner.get("deals/").text
    renewals = re.search(r'<option value="([^"]+)">Renewals', page)

    assert renewals
    other = owner.get(f"deals/?pipeline={renewals.group(1)}").text
    assert "Pumps" not in other
