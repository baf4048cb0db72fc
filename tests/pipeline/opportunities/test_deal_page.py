"""A deal's own page: what it shows, and how its facts, products and files change."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import func, select

from app import attachments
from app.events import Event
from app.pipeline.accounts.model import Account
from app.pipeline.opportunities.model import OPEN, Deal, DealLine
from tenants.context import db
from tests import factories as make
from tests.counting import statements_of_page


@pytest.fixture
def deal(world):
    with world.acme.inside():
        account = make.an_account("Kunshan Detai", owner_id=world.bob.member_id)
        make.a_contact(account, "Mr Wang", title="CEO")
        found = make.a_deal(world.bob.member_id, "Pumps", account_id=account.id)
        make.a_follow_up(found, world.bob.member_id, said="Five percent too dear", promise="Send the revised quote")
        return found


def again(world, deal) -> Deal:
    with world.acme.inside():
        return db.get_one(Deal, (deal.tenant_id, deal.id))


def test_the_page_tells_the_whole_story(world, deal):
    page = world.browser(world.bob).get(f"deals/{deal.id}").text

    for words in ("Pumps", "Kunshan Detai", "Mr Wang", "Five percent too dear", "Send the revised quote", "Contacted"):
        assert words in page


def test_a_stuck_deal_says_why(world):
    from datetime import timedelta

    from app.clock import now

    with world.acme.inside():
        stuck = make.a_deal(world.bob.member_id, at=now() - timedelta(days=40))

    page = world.browser(world.bob).get(f"deals/{stuck.id}").text

    assert "Why it is stuck" in page
    assert "40 days in “Contacted”; the stage allows 14" in page


@pytest.mark.parametrize("stranger", ["charlie", "sam"])
@pytest.mark.parametrize("part", ["", "/edit", "/facts/title", "/timeline", "/stage"])
def test_to_those_who_may_not_see_it_the_deal_does_not_exist(world, deal, stranger, part):
    browser = world.browser(getattr(world, stranger), world.acme)

    assert browser.get(f"deals/{deal.id}{part}").status_code == 404


def test_the_looker_reads_and_changes_nothing(world, deal):
    vera = world.browser(world.vera)

    page = vera.get(f"deals/{deal.id}").text

    assert "Five percent too dear" in page
    assert "Log a contact" not in page
    for act in ("edit", "facts/title", "lines", "files", "lines/amount", "removal"):
        assert vera.post(f"deals/{deal.id}/{act}", {"title": "x"}).status_code == 403


def test_a_fact_is_changed_in_its_place(world, deal):
    bob = world.browser(world.bob)

    form = bob.get(f"deals/{deal.id}/facts/amount_minor?edit", target="fact-amount_minor").text
    answer = bob.post(f"deals/{deal.id}/facts/amount_minor", {"amount_minor": "52万", "version": 1}, target="fact-x")

    assert 'name="amount_minor"' in form
    assert "<html" not in form
    assert "¥520,000" in answer.text
    assert again(world, deal).amount_minor == 520_000_00


def test_a_fact_that_makes_no_sense_is_explained_and_kept(world, deal):
    answer = world.browser(world.bob).post(
        f"deals/{deal.id}/facts/amount_minor", {"amount_minor": "a lot", "version": 1}, target="fact-x"
    )

    assert answer.status_code == 422
    assert "Write an amount" in answer.text
    assert 'value="a lot"' in answer.text


def test_an_unknown_fact_is_not_found(world, deal):
    assert world.browser(world.bob).get(f"deals/{deal.id}/facts/tenant_id").status_code == 404


def test_two_editing_the_same_fact_the_second_sees_both(world, deal):
    bob, mia = world.browser(world.bob), world.browser(world.mia)
    bob.post(f"deals/{deal.id}/facts/title", {"title": "Bob's title", "version": 1}, target="fact-title")

    clash = mia.post(f"deals/{deal.id}/facts/title", {"title": "Mia's title", "version": 1}, target="fact-title")
    insists = mia.post(
        f"deals/{deal.id}/facts/title",
        {"title": "Mia's title", "version": re.search(r'name="version"[^>]*value="(\d+)"', clash.text).group(1)},
        target="fact-title",
    )

    assert clash.status_code == 409
    assert "Bob&#39;s title" in clash.text
    assert "Mia&#39;s title" in clash.text
    assert insists.status_code == 200
    assert again(world, deal).title == "Mia's title"


@pytest.mark.parametrize(
    ("name", "theirs", "mine"),
    [
        ("account", "Their Customer", "My Customer"),
        ("competitors", "Grundfos, Wilo", "KSB"),
        ("amount_minor", "52", "53"),
    ],
)
def test_the_second_sees_a_fact_in_the_words_of_its_field(world, deal, name, theirs, mine):
    bob, mia, address = world.browser(world.bob), world.browser(world.mia), f"deals/{deal.id}/facts/{name}"
    bob.post(address, {name: theirs, "version": 1}, target=f"fact-{name}")

    clash = mia.post(address, {name: mine, "version": 1}, target=f"fact-{name}").text

    both = re.findall(r'<td class="table__wrap">([^<]*)</td>', clash)
    assert both == [mine, theirs] if name != "amount_minor" else both == ["¥53", "¥52"]
    with world.acme.inside():
        assert db.scalar(select(Account.id).where(Account.name == "My Customer")) is None


def test_a_change_elsewhere_does_not_stop_one_who_types_what_stands_there(world, deal):
    bob, mia = world.browser(world.bob), world.browser(world.mia)
    bob.post(f"deals/{deal.id}/facts/note", {"note": "Theirs it is", "version": 1})

    same = mia.post(f"deals/{deal.id}/facts/title", {"title": "Pumps", "version": 1}, target="fact-title")

    assert same.status_code == 200


def test_the_edit_page_shows_yours_and_theirs_side_by_side(world, deal):
    bob, mia = world.browser(world.bob), world.browser(world.mia)
    bob.post(f"deals/{deal.id}/facts/note", {"note": "Theirs it is", "version": 1})

    form = {"title": "Pumps", "owner_id": world.bob.member_id, "note": "Mine it is", "version": 1}
    clash = mia.post(f"deals/{deal.id}/edit", form)

    assert clash.status_code == 409
    assert "Theirs it is" in clash.text
    assert "Mine it is" in clash.text
    assert again(world, deal).note == "Theirs it is"


def test_the_whole_deal_can_be_edited_on_one_page(world, deal):
    bob = world.browser(world.bob)
    form = {
        "title": "Pumps, phase 2", "account": "Brand New Ltd", "owner_id": world.bob.member_id, "version": 1,
        "amount_minor": "1,000", "competitors": "Grundfos，Wilo", "expected_on": "2027-02-01",
    }  # fmt: skip

    answer = bob.post(f"deals/{deal.id}/edit", form)

    assert answer.status_code == 303
    changed = again(world, deal)
    assert (changed.title, changed.competitors) == ("Pumps, phase 2", ["Grundfos", "Wilo"])
    with world.acme.inside():
        account = db.scalars(select(Account).where(Account.id == changed.account_id)).one()
        assert (account.name, account.owner_id) == ("Brand New Ltd", world.bob.member_id)


def test_a_seller_cannot_give_his_deal_to_someone_he_does_not_see(world, deal):
    answer = world.browser(world.bob).post(
        f"deals/{deal.id}/facts/owner_id", {"owner_id": world.sam.member_id, "version": 1}, target="fact-x"
    )

    assert answer.status_code == 422
    assert "Choose one of the list." in answer.text


def test_products_are_added_at_their_list_price_and_make_the_amount(world, deal):
    bob = world.browser(world.bob)
    with world.acme.inside():
        product = make.a_product("GTX Pro", price_minor=1_500_00)

    bob.post(f"deals/{deal.id}/lines", {"product_id": product.id, "quantity": "2.5", "unit_minor": ""}, target="lines")
    bob.post(f"deals/{deal.id}/lines/amount")

    assert again(world, deal).amount_minor == 3_750_00
    with world.acme.inside():
        line = db.scalars(select(DealLine).where(DealLine.deal_id == deal.id)).one()
    assert bob.post(f"deals/{deal.id}/lines/{line.id}/removal").status_code == 303
    with world.acme.inside():
        assert db.scalar(select(func.count()).where(DealLine.deal_id == deal.id)) == 0


@pytest.mark.parametrize("quantity", ["0", "-1", "many", "NaN", "1e12"])
def test_a_quantity_that_makes_no_sense_is_refused(world, deal, quantity):
    with world.acme.inside():
        product = make.a_product()

    answer = world.browser(world.bob).post(
        f"deals/{deal.id}/lines", {"product_id": product.id, "quantity": quantity}, target="lines"
    )

    assert answer.status_code == 422


def test_a_file_comes_back_as_a_download_only(world, deal):
    bob = world.browser(world.bob)
    upload = {"file": (io.BytesIO(b"<script>alert(1)</script>"), "报价 v1.html")}

    bob.post(f"deals/{deal.id}/files", upload)
    address = re.search(rf'href="([^"]+/deals/{deal.id}/files/[^"]+)"', bob.get(f"deals/{deal.id}").text).group(1)
    answer = bob.get(address)

    assert answer.data == b"<script>alert(1)</script>"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert world.browser(world.sam).get(address).status_code == 404
    assert world.browser(world.charlie, world.acme).get(address).status_code == 404


def test_a_removed_file_is_gone(world, deal):
    bob = world.browser(world.bob)
    bob.post(f"deals/{deal.id}/files", {"file": (io.BytesIO(b"x"), "a.txt")})
    address = re.search(rf'href="([^"]+/deals/{deal.id}/files/[^"]+)"', bob.get(f"deals/{deal.id}").text).group(1)

    bob.post(f"{address}/removal")

    assert bob.get(address).status_code == 404


def test_an_empty_file_is_refused_in_a_sentence(world, deal):
    answer = world.browser(world.bob).post(f"deals/{deal.id}/files", {"file": (io.BytesIO(b""), "a.txt")})

    assert answer.status_code == 422
    assert "Choose a file that is not empty." in answer.text


def test_a_file_beyond_the_limit_is_refused_in_a_sentence(world, deal, monkeypatch):
    monkeypatch.setattr(attachments, "LARGEST", 1000)
    huge = io.BytesIO(b"x" * 1001)

    answer = world.browser(world.bob).post(f"deals/{deal.id}/files", {"file": (huge, "a.bin")})

    assert answer.status_code == 422
    assert "at most 25 MB" in answer.text


def test_a_manager_removes_a_deal_entered_by_mistake(world, deal):
    assert world.browser(world.bob).post(f"deals/{deal.id}/removal").status_code == 403

    answer = world.browser(world.mia).post(f"deals/{deal.id}/removal")

    assert answer.status_code == 303
    with world.acme.inside():
        assert db.scalar(select(Deal.id).where(Deal.id == deal.id)) is None
        assert "deal.removed" in db.scalars(select(Event.kind).where(Event.subject_id == deal.id)).all()


def test_an_old_timeline_is_read_in_stretches(world, deal):
    from datetime import timedelta

    from app.clock import now

    with world.acme.inside():
        for number in range(70):
            made = now() - timedelta(hours=number + 1)
            make.a_follow_up(deal, world.bob.member_id, at=made, said=f"Word no {number:02}", promise=None,
                             promise_owner_id=None, due_on=None)  # fmt: skip
    bob = world.browser(world.bob)

    seen, address = [], f"deals/{deal.id}"
    while address:
        page = bob.get(address).text
        seen += re.findall(r"Word no (\d+)", page)
        older = re.search(r'hx-get="([^"]+/timeline\?before=[^"]+)"', page)
        address = older.group(1).replace("&amp;", "&") if older else ""

    assert seen == [f"{number:02}" for number in range(70)]


def test_the_number_of_queries_does_not_depend_on_what_happened(world, deal):
    bob = world.browser(world.bob)
    for _ in range(3):
        bob.get(f"deals/{deal.id}")  # what every page looks up is known from then on
    few = statements_of_page(lambda: bob.get(f"deals/{deal.id}"))
    with world.acme.inside():
        for _ in range(12):
            make.a_follow_up(deal, world.bob.member_id)

    assert statements_of_page(lambda: bob.get(f"deals/{deal.id}")) == few
    assert few <= 15  # recognising the person, entering the company and the tasks about the deal among them


def test_a_stage_of_the_stepper_says_its_days(world, deal):
    bob = world.browser(world.bob)
    with world.acme.inside():
        to = make.a_stage(OPEN, 1).id
    bob.post(f"deals/{deal.id}/stage", {"stage": to, "version": 1})

    page = bob.get(f"deals/{deal.id}").text

    assert "stepper__step--done" in page
    assert "day 0 of 10" in page


def test_one_walks_on_through_the_list_one_came_from(world, deal):
    with world.acme.inside():
        other = make.a_deal(world.bob.member_id, "Another", amount_minor=1)
    bob = world.browser(world.bob)
    came_from = {"Referer": f"http://localhost{bob.path('deals/list')}?sort=-amount"}

    first = bob.get(f"deals/{deal.id}", headers=came_from).text
    following = re.search(r'rel="next" href="([^"]+)"', first).group(1).replace("&amp;", "&")
    second = bob.get(following).text

    assert str(other.id) in following
    assert f"deals/{deal.id}" in re.search(r'rel="prev" href="([^"]+)"', second).group(1)
    assert 'rel="next"' not in second


def test_another_customer_shows_at_once(world, deal):
    answer = world.browser(world.bob).post(
        f"deals/{deal.id}/facts/account", {"account": "Brand New Ltd", "version": 1}, target="fact-account"
    )

    assert "Brand New Ltd" in answer.text
