"""Finding records through the eyes of the cast."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.clock import now
from app.pipeline.accounts import acts as customers
from app.pipeline.opportunities.acts import DealDraft, change, open_deal
from app.search import index
from app.search.commands import PLACES, command, matching
from app.search.finding import find
from app.search.grams import normal
from app.search.model import SearchDocument, SearchGram
from app.search.sources import SOURCES, source
from app.search.views import marked
from tenants.context import db
from tenants.model import Member


@pytest.fixture
def books(world):
    """Bob and Sam each have a customer and a deal; Globex has one too."""
    for company, person, name in (
        (world.acme, world.bob, "苏州恒达精密制造"), (world.acme, world.sam, "Bluebird Motor Works"),
        (world.globex, world.charlie, "Globex 恒达 Secret"),
    ):  # fmt: skip
        with company.inside(person):
            member = db.get_one(Member, (company.id, person.member_id))
            account = customers.add_account({"name": name, "owner_id": member.id}, by=member, at=now())
            customers.add_contact(account, {"name": f"Contact of {name}", "phone": "13800138000"}, by=member, at=now())
            open_deal(DealDraft(f"Spindle {name}", member.id, account_id=account.id), by=member, at=now())


def found(world, person, q):
    with person.company.inside(person):
        member = db.get_one(Member, (person.company.id, person.member_id))
        return {kind: [one.title for one in those] for kind, those in find(member, q).items()}


@pytest.mark.parametrize("q", ["恒达", "达精", "精密制造", "恒", "苏州 精密"])
def test_chinese_is_found_from_any_two_characters(world, books, q):
    assert found(world, world.bob, q)["account"] == ["苏州恒达精密制造"]


@pytest.mark.parametrize("q", ["bluebird", "MOTOR", "ebir", "bl", "motor wor", "ｂｌｕｅ", "w"])
def test_latin_is_found_inside_and_by_its_beginning(world, books, q):
    assert found(world, world.sam, q)["account"] == ["Bluebird Motor Works"]


def test_everyone_finds_only_what_he_sees(world, books):
    assert found(world, world.bob, "bluebird") == {}
    assert set(found(world, world.alice, "bluebird")) == {"account", "contact", "deal"}
    assert "Secret" not in str(found(world, world.alice, "恒达"))
    assert found(world, world.charlie, "spindle")["deal"] == ["Spindle Globex 恒达 Secret"]


def test_a_contact_is_found_by_phone(world, books):
    assert found(world, world.bob, "138001")["contact"] == ["Contact of 苏州恒达精密制造"]


def test_nothing_is_found_for_marks_blanks_and_absent_words(world, books):
    for q in ("", "   ", "%", "_", "'; DROP TABLE", "恒达 absent", "\0", "达恒"):
        assert found(world, world.alice, q) == {}


def test_the_nearest_stands_first(world):
    with world.acme.inside(world.alice):
        alice = db.get_one(Member, (world.acme.id, world.alice.member_id))
        for name in ("Old Pump House", "Superpump", "Pump"):
            customers.add_account({"name": name}, by=alice, at=now())

    assert found(world, world.alice, "pump")["account"] == ["Pump", "Old Pump House", "Superpump"]


def test_a_changed_title_is_found_by_its_new_words_only(world):
    with world.acme.inside(world.bob):
        bob = db.get_one(Member, (world.acme.id, world.bob.member_id))
        deal = open_deal(DealDraft("Compressor", bob.id), by=bob, at=now())
        change(deal, {"title": "Turbine"}, by=bob, at=now())

    assert found(world, world.bob, "compres") == {}
    assert found(world, world.bob, "turb")["deal"] == ["Turbine"]


def test_a_removed_record_leaves_nothing_behind(world):
    with world.acme.inside(world.bob):
        bob = db.get_one(Member, (world.acme.id, world.bob.member_id))
        account = customers.add_account({"name": "Gone"}, by=bob, at=now())
        index.remove(account.id)

        assert db.scalar(select(func.count()).select_from(SearchDocument)) == 0
        assert db.scalar(select(func.count()).select_from(SearchGram)) == 0


def test_putting_twice_changes_nothing(world):
    with world.acme.inside(world.bob):
        bob = db.get_one(Member, (world.acme.id, world.bob.member_id))
        account = customers.add_account({"name": "Twice"}, by=bob, at=now())
        before = db.scalar(select(func.count()).select_from(SearchGram))
        index.put_many([index.Entry("account", account.id, "Twice", owner_id=bob.id)])
        index.put("account", account.id, "Twice", "", bob.id)

        assert db.scalar(select(func.count()).select_from(SearchGram)) == before


@given(st.text(max_size=30), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_marking_never_changes_a_letter(title, words):
    assert marked(title, [normal(word) for word in words if normal(word)]).striptags() is not None
    assert marked(title, []).unescape() == title


# The page and the palette


def test_page_and_palette_give_the_same_records(world, books):
    browser = world.browser(world.bob)
    page, part = browser.get("search/?q=恒达"), browser.get("search/?q=恒达", target="palette-results")

    assert "<html" not in part.text
    assert "<mark>恒达</mark>" in page.text
    assert "<mark>恒达</mark>" in part.text


def test_commands_are_found_in_both_languages_as_far_as_one_may(world):
    assert "New deal" in world.browser(world.bob).get("search/?q=新建", target="palette-results").text
    assert "New deal" in world.browser(world.bob).get("search/?q=new", target="palette-results").text
    assert "New deal" not in world.browser(world.vera).get("search/?q=new", target="palette-results").text


def test_what_was_asked_is_shown_as_text(world):
    page = world.browser(world.bob).get("search/?q=<script>alert(1)</script>").text

    assert "<script>alert" not in page


def test_outsiders_search_nothing(world):
    assert world.browser(world.charlie, world.acme).get("search/?q=a").status_code == 404


def test_commands_of_every_area_come_by_what_one_does_with_them(world):
    alice = world.alice.member

    places = [PLACES.index(each.place) for each in matching("", alice)]

    assert places == sorted(places)
    assert [each.endpoint for each in matching("", alice)][:2] == ["opportunities.new", "accounts.new"]


def test_a_command_at_no_place_is_refused():
    with pytest.raises(ValueError):
        command("home.index", "house", "Home", "home", place="somewhere")


def test_what_is_in_the_index_already_keeps_its_marks():
    marks = {kind: SOURCES[kind].mark for kind in ("deal", "account", "contact", "order", "product", "member")}

    assert marks == {
        "deal": "de", "account": "ac", "contact": "co", "order": "or", "product": "pr", "member": "me",
    }  # fmt: skip


def test_two_kinds_do_not_share_a_mark(app, monkeypatch):
    monkeypatch.setattr("app.search.sources.SOURCES", SOURCES.copy())

    with pytest.raises(ValueError, match="contact"):
        source("course", "book", "courses.show", "Courses", Member)
    with pytest.raises(ValueError):
        source("course", "book", "courses.show", "Courses", Member, mark="crs")
    source("course", "book", "courses.show", "Courses", Member, mark="cr")
    source("course", "book", "courses.show", "Courses", Member, mark="cr")
