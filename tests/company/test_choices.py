"""The company's lists: adding, renaming, ordering, merging, archiving."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.company.choices.acts import _users_of_choices, entries
from app.company.choices.kinds import KINDS, kind
from app.company.model import Choice
from app.pipeline.accounts.model import Account
from app.pipeline.opportunities.model import Deal
from tenants.context import db
from tenants.owned import new_id
from tests import factories
from tests.world import make_company


def names(world, kind="region"):
    with world.acme.inside():
        return [one.name for one in entries(kind) if one.archived_at is None]


def entry(world, name, kind="region"):
    with world.acme.inside():
        return db.scalars(select(Choice).where(Choice.kind == kind, Choice.name == name)).one()


@pytest.mark.parametrize("kind", ["lost_reason", "channel", "industry", "region", "product_line"])
def test_every_list_has_its_page(world, kind):
    assert world.browser(world.mia).get(f"settings/lists/{kind}").status_code == 200


def test_an_entry_is_added_at_the_end(world):
    world.browser(world.mia).post("settings/lists/region", {"name": "Overseas"})

    assert names(world)[-1] == "Overseas"


@pytest.mark.parametrize("typed", ["North", " north ", "ＮＯＲＴＨ"])
def test_the_same_word_typed_differently_is_the_same_entry(world, typed):
    answer = world.browser(world.mia).post("settings/lists/region", {"name": typed})

    assert answer.status_code == 422
    assert "The list has this entry already." in answer.text


def test_an_entry_is_renamed(world):
    north = entry(world, "North")

    world.browser(world.mia).post(f"settings/lists/{north.id}", {"name": "Nord", "version": north.version})

    assert names(world)[0] == "Nord"


def test_of_two_who_rename_the_second_sees_both_versions(world):
    north = entry(world, "North")
    address = f"settings/lists/{north.id}"
    world.browser(world.alice).post(address, {"name": "Nord", "version": north.version})

    answer = world.browser(world.mia).post(address, {"name": "Norte", "version": north.version})

    assert answer.status_code == 409
    assert "Nord" in answer.text
    assert 'value="Norte"' in answer.text


def test_entries_change_places(world):
    browser, before = world.browser(world.mia), names(world)

    browser.post(f"settings/lists/{entry(world, before[1]).id}/place/up")
    assert names(world)[:2] == [before[1], before[0]]

    browser.post(f"settings/lists/{entry(world, before[1]).id}/place/up")
    assert names(world)[:2] == [before[1], before[0]]


def test_an_archived_entry_is_offered_no_more_and_comes_back_when_added(world):
    browser, north = world.browser(world.mia), entry(world, "North")

    browser.post(f"settings/lists/{north.id}/archive")
    assert "North" not in names(world)

    browser.post("settings/lists/region", {"name": "North"})
    assert entry(world, "North").id == north.id
    assert "North" in names(world)


def test_merging_moves_every_record_and_removes_the_word(world):
    north, south = entry(world, "North"), entry(world, "South")
    with world.acme.inside():
        account = factories.an_account(region_id=north.id)
        deal = factories.a_deal(world.bob.member_id, region_id=north.id)

    world.browser(world.mia).post(f"settings/lists/{north.id}/merger", {"into": str(south.id)})

    with world.acme.inside():
        assert db.get_one(Account, (world.acme.id, account.id)).region_id == south.id
        assert db.get_one(Deal, (world.acme.id, deal.id)).region_id == south.id
    assert "North" not in names(world)


def test_merging_into_another_list_or_company_is_no_choice(world):
    north, price = entry(world, "North"), entry(world, "Price", "lost_reason")
    with world.globex.inside():
        foreign = db.scalars(select(Choice.id).where(Choice.kind == "region")).first()

    for into in (price.id, foreign, north.id):
        answer = world.browser(world.mia).post(f"settings/lists/{north.id}/merger", {"into": str(into)})
        assert answer.status_code == 422
    assert "North" in names(world)


def test_every_column_that_says_an_entry_is_known_to_merging():
    found = {f"{table.name}.{column.name}" for table, column in _users_of_choices()}

    assert {"deals.lost_reason_id", "deals.channel_id", "deals.region_id", "accounts.industry_id", "teams.region_id",
            "products.line_id"} <= found  # fmt: skip


def test_another_company_s_entry_does_not_exist(world):
    with world.globex.inside():
        foreign = db.scalars(select(Choice.id).where(Choice.kind == "region")).first()
    browser = world.browser(world.alice)

    assert browser.get(f"settings/lists/{foreign}").status_code == 404
    for act in ("", "/place/up", "/archive", "/restoration", "/merger"):
        assert browser.post(f"settings/lists/{foreign}{act}", {"name": "x", "version": "1"}).status_code == 404


@pytest.mark.parametrize("name", ["bob", "vera"])
def test_only_managers_keep_the_lists(world, name):
    browser = world.browser(getattr(world, name))

    assert browser.get("settings/lists/").status_code == 403
    assert browser.post("settings/lists/region", {"name": "x"}).status_code == 403


@pytest.fixture
def tempers(monkeypatch):
    """Another area keeps a list of its own."""
    monkeypatch.setattr("app.company.choices.kinds._beginnings", {})
    monkeypatch.setitem(KINDS, "temper", None)
    kind("temper", "Tempers", {"en": ("Calm", "Stormy")})


def test_a_list_of_another_area_is_kept_like_the_others(world, tempers):
    mia = world.browser(world.mia)

    mia.post("settings/lists/temper", {"name": "Mild"})

    page = mia.get("settings/lists/temper").text
    assert "Tempers" in page
    assert names(world, "temper") == ["Mild"]
    with world.acme.inside():
        added = factories.a_choice("temper").id
    assert mia.get(f"settings/lists/{added}").status_code == 200


def test_a_new_company_begins_with_the_entries_every_area_says(world, tempers):
    company = make_company("Initech", f"initech-{new_id().hex[-10:]}")

    with company.inside():
        assert [one.name for one in entries("temper")] == ["Calm", "Stormy"]


@pytest.mark.parametrize("path", ["settings/lists/gossip", "settings/lists/Region"])
def test_a_list_nobody_keeps_has_no_page(world, path):
    mia = world.browser(world.mia)

    assert mia.get(path).status_code == 404
    assert mia.post(path, {"name": "x"}).status_code in (404, 405)
