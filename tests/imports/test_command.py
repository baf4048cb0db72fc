"""`flask import`: the same import without a browser."""

from __future__ import annotations

import json

import pytest
from click.testing import Result

from app.pipeline.accounts.model import Account
from app.pipeline.opportunities.model import Deal, Stage
from tenants.model import Member
from tests.factories import a_product
from tests.imports.bringing import all_of, sheet, the_deal


@pytest.fixture
def bring_in(world, tmp_path):
    def run(kind, *rows, options=()) -> Result:
        path = tmp_path / "list.csv"
        path.write_bytes(sheet(*rows))
        return world.app.test_cli_runner().invoke(
            args=["import", kind, str(path), "--tenant", world.acme.slug, *map(str, options)]
        )

    return run


def test_it_says_what_it_took_columns_and_names_for_and_what_came_of_it(world, bring_in):
    with world.acme.inside():
        a_product("GTX Pro")

    result = bring_in("deals", "opportunity_id | product | deal_stage | sales_agent", "D1 | GTXPro | Engaging | 王芳")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "list.csv: 1 rows",
        "  opportunity_id -> external_id",
        "  product -> product",
        "  deal_stage -> stage",
        "  sales_agent -> owner",
        "  stage: Engaging -> add as new",
        "  member: 王芳 -> add as new",
        "  product: GTXPro -> GTX Pro",
        "created 1, updated 0, unchanged 0, skipped 0, failed 0",
    ]


def test_it_acts_as_the_owner_unless_told_otherwise(world, bring_in):
    bring_in("deals", "Deal number", "D1")
    bring_in("deals", "Deal number", "D2", options=["--by", world.bob.email])

    assert the_deal(world.alice, "D1").owner_id == world.alice.member_id
    assert the_deal(world.alice, "D2").owner_id == world.bob.member_id


def test_bad_rows_go_to_the_error_channel_and_a_file(world, bring_in, tmp_path):
    bad = tmp_path / "bad.csv"

    result = bring_in("deals", "Deal number | Amount", "D1 | five", "D2 | 5", options=["--bad", bad])

    assert result.exit_code == 1
    assert result.stderr == "row 2: Amount: “five” is not a number.\n"
    assert "D1,five,Amount: “five” is not a number." in bad.read_text("utf-8-sig")


def test_a_map_decides_about_columns_and_names(world, bring_in, tmp_path):
    path = tmp_path / "map.json"
    path.write_text(json.dumps({
        "columns": {"what": "title", "when": "opened_on:dmy", "Deal number": None},
        "values": {"stage": {"Engaging": "Proposal"}, "owner": {"Wang": "+placeholder"}},
        "create_missing": False,
    }))  # fmt: skip

    head = "what | when | Deal number | Stage | Owner | Account"
    result = bring_in("deals", head, "Pumps | 3/4/2025 | D1 | Engaging | Wang | Hengyuan", options=["--map", path])

    (deal,) = all_of(world.alice, Deal)
    assert result.exit_code == 0, result.stderr
    assert (deal.title, deal.external_id, deal.opened_on.isoformat(), deal.account_id) == (
        "Pumps",
        None,
        "2025-04-03",
        None,
    )
    assert all_of(world.alice, Stage, Stage.name == "Engaging") == all_of(world.alice, Account) == []
    assert [one.name for one in all_of(world.alice, Member, Member.state == "placeholder")] == ["Wang"]


def test_modes_and_match_keys_are_options(world, bring_in):
    bring_in("deals", "Deal number | Deal | Amount", "D1 | Pumps | 5")

    result = bring_in(
        "deals", "Deal | Amount", "Pumps | 6", "Taps | 7", options=["--mode", "update", "--match", "title"]
    )

    assert "updated 1, unchanged 0, skipped 1" in result.stdout


def test_a_key_the_file_lacks_is_refused(world, bring_in):
    result = bring_in("deals", "Deal | Amount", "Pumps | 6", options=["--match", "external_id"])

    assert result.exit_code == 1
    assert "The file cannot be matched by external_id." in result.stderr


def test_ambiguous_dates_are_refused_until_the_map_says_how(world, bring_in):
    result = bring_in("deals", "Deal number | Created", "D1 | 3/4/2025")

    assert result.exit_code == 2
    assert "begin with the day or the month" in result.stderr
    assert all_of(world.alice, Deal) == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--tenant", "no-such-company"], "There is no company at 'no-such-company'."),
        (["--by", "nobody@nowhere.example"], "Nobody active here has the address nobody@nowhere.example."),
    ],
)
def test_whoever_is_not_there_is_said(world, bring_in, options, sentence):
    result = bring_in("deals", "Deal number", "D1", options=options)

    assert result.exit_code == 1
    assert sentence in result.stderr


def test_a_seller_may_not_bring_in_people(world, bring_in):
    result = bring_in("people", "Name", "Anna", options=["--by", world.bob.email])

    assert "may not import people" in result.stderr
