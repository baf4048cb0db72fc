"""The list of deals through the eyes of the cast."""

import json
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.clock import now
from app.lists.listing import Neighbours
from app.lists.model import SavedView
from app.pipeline.opportunities.listing.listing import DEALS
from app.pipeline.opportunities.model import LOST, WON, Deal
from app.scene import Scene
from tenants.context import db
from tenants.model import Member
from tests.counting import statements_of_page
from tests.factories import a_deal, a_follow_up, a_stage, an_account


@pytest.fixture
def deals(world):
    """Bob has three open deals and a won one, Sam one, Globex one."""
    with world.acme.inside():
        customer = an_account("苏州恒达精密")
        bob, sam = world.bob.member_id, world.sam.member_id
        made = {
            "small": a_deal(bob, "Small", amount_minor=100_00, account_id=customer.id).id,
            "big": a_deal(bob, "Big", amount_minor=900_00, expected_on=date.today() + timedelta(days=5)).id,
            "vague": a_deal(bob, "Vague", amount_minor=None).id,
            "won": a_deal(bob, "Done", stage=a_stage(WON), amount_minor=500_00).id,
            "sams": a_deal(sam, "Of Sam", amount_minor=300_00).id,
        }
    with world.globex.inside():
        made["foreign"] = a_deal(world.charlie.member_id, "Secret of Globex").id
    return made


def titles(browser, query=""):
    found = browser.get(f"deals/list.json?{query}")
    assert found.status_code == 200
    return [row["title"] for row in json.loads(found.data)]


def test_the_list_shows_what_one_sees_and_nothing_else(world, deals):
    bobs, alices = world.browser(world.bob).get("deals/list"), world.browser(world.alice).get("deals/list")

    assert "Small" in bobs.text
    assert "Of Sam" not in bobs.text
    assert "Of Sam" in alices.text
    assert "Secret of Globex" not in alices.text


def test_the_viewer_sees_the_list_but_has_nothing_to_tick(world, deals):
    page = world.browser(world.vera).get("deals/list?state=open")

    assert page.status_code == 200
    assert "Small" in page.text
    assert 'name="id"' not in page.text


def test_the_list_does_not_exist_for_outsiders(world, deals):
    assert world.browser(world.charlie, world.acme).get("deals/list").status_code == 404
    assert world.browser(None, world.acme).get("deals/list").status_code == 303


def test_fragment_and_page_show_the_same_rows(world, deals):
    browser = world.browser(world.alice)
    page, part = browser.get("deals/list?state=open"), browser.get("deals/list?state=open", target="deal-list")

    assert "<html" not in part.text
    for title in ("Small", "Big", "Vague", "Of Sam"):
        assert title in page.text
        assert title in part.text


def test_unknown_amounts_come_last_in_either_direction(world, deals):
    browser = world.browser(world.bob)

    assert titles(browser, "sort=-amount") == ["Big", "Small", "Vague"]
    assert titles(browser, "sort=amount") == ["Small", "Big", "Vague"]


def test_a_second_order_decides_between_equals(world):
    with world.acme.inside():
        for title, amount in (("b", 1), ("a", 1), ("c", 2)):
            a_deal(world.bob.member_id, title, amount_minor=amount)

    assert titles(world.browser(world.bob), "sort=-amount,title") == ["c", "a", "b"]


def test_quiet_days_are_told_sorted_and_filtered_by_one_definition(world):
    bob, long_ago = world.bob.member_id, now() - timedelta(days=20)
    with world.acme.inside():
        a_deal(bob, "Spoken to", opened_on=date.today() - timedelta(days=90), last_contact_at=now() - timedelta(days=3))
        a_deal(bob, "Never spoken to", opened_on=date.today() - timedelta(days=40), created_at=now())
        a_deal(bob, "Opened nobody knows when", opened_on=None, at=long_ago)
    browser = world.browser(world.bob)

    assert titles(browser, "sort=quiet") == ["Never spoken to", "Opened nobody knows when", "Spoken to"]
    assert titles(browser, "sort=-quiet") == ["Spoken to", "Opened nobody knows when", "Never spoken to"]
    assert titles(browser, "quiet=30") == ["Never spoken to"]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("state=won", {"Done"}),
        ("state=all", {"Small", "Big", "Vague", "Done", "Of Sam"}),
        ("amount_from=200&state=open", {"Big", "Of Sam"}),
        ("lacks=amount", {"Vague"}),
        ("lacks=account&lacks=amount", {"Big", "Vague", "Of Sam"}),
        ("expected=next-30", {"Big"}),
        ("expected=unknown", {"Small", "Vague", "Of Sam"}),
        ("quiet=0", set()),
        ("owner=00000000-0000-7000-8000-000000000000", set()),
        ("stage=nonsense&amount_from=lots", {"Small", "Big", "Vague", "Of Sam"}),
    ],
)
def test_filters_narrow_the_list(world, deals, query, wanted):
    assert set(titles(world.browser(world.alice), query)) == wanted


def test_a_team_stands_for_its_people(world, deals):
    east = world.acme.teams["east"]

    assert set(titles(world.browser(world.alice), f"team={east}")) == {"Small", "Big", "Vague"}


def test_mine_means_whoever_looks(world, deals):
    assert titles(world.browser(world.sam), "owner=me") == ["Of Sam"]
    assert titles(world.browser(world.alice), "owner=me") == []


def test_foreign_ids_in_a_filter_find_nothing(world, deals):
    foreign = world.globex.people["charlie"].member_id

    assert titles(world.browser(world.alice), f"owner={foreign}") == []


def test_totals_are_exact_and_agree_with_the_filter(world, deals):
    page = world.browser(world.alice).get("deals/list/totals?state=all", target="list-totals")

    assert "<html" not in page.text
    assert "5 deals" in page.text
    assert "¥1,800" in page.text


def test_csv_and_json_hold_the_same_rows(world, deals):
    browser = world.browser(world.bob)
    csv = browser.get("deals/list.csv?sort=title").data.decode("utf-8-sig").splitlines()

    assert [line.split(",")[0] for line in csv[1:]] == titles(browser, "sort=title")
    assert browser.get("deals/list.xlsx").data[:2] == b"PK"
    assert browser.get("deals/list.exe").status_code == 404


def test_formulas_in_titles_are_only_text_in_files(world):
    with world.acme.inside():
        a_deal(world.bob.member_id, "=HYPERLINK(1)")

    assert "'=HYPERLINK(1)" in world.browser(world.bob).get("deals/list.csv").data.decode("utf-8-sig")


def test_columns_are_chosen_and_remembered(world, deals):
    browser = world.browser(world.bob)

    chosen = browser.get("deals/list/layout?c=amount&c=expected&first=-amount")

    assert chosen.status_code == 303
    assert "Next step" not in browser.get(chosen.headers["Location"], target="deal-list").text
    assert "Next step" not in browser.get("deals/list?state=open", target="deal-list").text


def pages(browser, query):
    """The titles of all pages, forwards and then backwards."""
    seen, address = [], f"deals/list?{query}"
    backwards = []
    while address:
        text = browser.get(address, target="deal-list").text
        seen.append(re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)', text))
        after = re.search(r'href="([^"]+)" *[^>]*rel="next"|rel="next" href="([^"]+)"', text)
        before = re.search(r'rel="prev" href="([^"]+)"', text)
        backwards.append(before.group(1).replace("&amp;", "&") if before else None)
        address = (after.group(1) or after.group(2)).replace("&amp;", "&") if after else None
    return seen, backwards


@pytest.mark.parametrize("order", ["-amount", "amount", "title", "expected,-amount", "-updated", "quiet"])
def test_pages_join_without_a_gap_or_a_twin(world, order):
    with world.acme.inside():
        for number in range(120):
            a_deal(
                world.bob.member_id, f"Deal no {number:03d}", amount_minor=None if number % 3 == 0 else number // 7,
                expected_on=date.today() + timedelta(days=number % 5) if number % 4 else None,
            )  # fmt: skip
    browser = world.browser(world.bob)

    seen, backwards = pages(browser, f"sort={order}")

    assert [len(page) for page in seen] == [50, 50, 20]
    assert [title for page in seen for title in page] == titles(browser, f"sort={order}")
    returned = browser.get(backwards[2], target="deal-list").text
    assert all(title in returned for title in seen[1])


def test_a_forged_page_word_shows_the_first_page(world, deals):
    for word in ("nonsense", "W10", "WzEsIngiLCJ5Il0", "a" * 3000):
        assert world.browser(world.bob).get(f"deals/list?state=open&after={word}").status_code == 200


def test_statements_do_not_grow_with_the_rows(world):
    browser = world.browser(world.alice)
    with world.acme.inside():
        a_follow_up(a_deal(world.bob.member_id), world.bob.member_id)
    few = statements_of_page(lambda: browser.get("deals/list?state=open"))
    with world.acme.inside():
        for _ in range(30):
            a_follow_up(a_deal(world.sam.member_id, account_id=an_account().id), world.bob.member_id)

    assert statements_of_page(lambda: browser.get("deals/list?state=open")) == few <= 10


# Views


def test_a_view_is_kept_renamed_shared_and_deleted(world, deals):
    browser = world.browser(world.bob)

    kept = browser.post("deals/views", {"name": "Big ones", "query": "amount_from=200&sort=-amount&junk=1"})
    assert kept.status_code == 303
    assert "amount_from=200" in kept.headers["Location"]
    with world.acme.inside():
        view = db.scalars(select(SavedView)).one()
    assert view.query == "amount_from=200&sort=-amount"
    assert browser.get(f"deals/views/{view.id}").status_code == 200
    assert world.browser(world.sam).get(f"deals/views/{view.id}").status_code == 404

    browser.post(f"deals/views/{view.id}", {"name": "Large", "is_shared": "y"})
    assert "Large" in world.browser(world.sam).get("deals/list?state=open").text
    assert world.browser(world.sam).post(f"deals/views/{view.id}", {"name": "Mine"}).status_code == 403

    browser.post(f"deals/views/{view.id}/deletion")
    assert browser.get(f"deals/views/{view.id}").status_code == 404


def test_a_view_without_a_name_is_refused_with_a_sentence(world):
    refused = world.browser(world.bob).post("deals/views", {"name": " ", "query": "state=won"})

    assert refused.status_code == 422
    assert "Please fill this in." in refused.text
    assert 'value="state=won"' in refused.text


def test_a_list_begins_with_the_chosen_view(world, deals):
    browser = world.browser(world.bob)
    browser.post("deals/views", {"name": "Won", "query": "state=won"})
    with world.acme.inside():
        view = db.scalars(select(SavedView)).one()

    browser.post("deals/views/first", {"view": str(view.id)})

    assert "state=won" in browser.get("deals/list").headers["Location"]
    browser.post(f"deals/views/{view.id}/deletion")
    assert browser.get("deals/list").status_code == 200


def test_viewers_keep_no_views(world):
    assert world.browser(world.vera).post("deals/views", {"name": "x", "query": ""}).status_code == 403


# Many at once


def deal(world, deal_id):
    with world.acme.inside():
        return db.get_one(Deal, (world.acme.id, deal_id))


def change(browser, ids, **values):
    return browser.post("deals/list/changes", {"id": [str(each) for each in ids], **values})


def test_many_deals_change_at_once_and_are_taken_back_as_one(world, deals):
    browser = world.browser(world.mia)
    ids = [deals["small"], deals["big"]]

    done = change(browser, ids, customer_type="key", expected_on="2027-01-05")
    assert done.status_code == 303
    assert {deal(world, each).customer_type for each in ids} == {"key"}
    page = browser.get(done.headers["Location"])
    assert "Undo" in page.text

    batch = done.headers["Location"].partition("undo=")[2]
    browser.post(f"deals/list/changes/{batch}/undo")

    assert [deal(world, each).customer_type for each in ids] == [None, None]
    assert deal(world, deals["big"]).expected_on == date.today() + timedelta(days=5)


def test_undoing_leaves_alone_what_somebody_changed_since(world, deals):
    browser = world.browser(world.mia)
    done = change(browser, [deals["small"], deals["big"]], customer_type="key")
    with world.acme.inside():
        db.get_one(Deal, (world.acme.id, deals["big"])).customer_type = "new"

    batch = done.headers["Location"].partition("undo=")[2]
    back = browser.post(f"deals/list/changes/{batch}/undo")

    assert deal(world, deals["small"]).customer_type is None
    assert deal(world, deals["big"]).customer_type == "new"
    assert "left alone" in browser.get(back.headers["Location"]).text


def test_all_of_the_list_means_the_filter_and_what_one_sees(world, deals):
    done = world.browser(world.bob).post(
        "deals/list/changes", {"which": "all", "query": "state=open", "customer_type": "key"}
    )

    assert done.status_code == 303
    assert deal(world, deals["small"]).customer_type == "key"
    assert deal(world, deals["sams"]).customer_type is None


def test_ids_one_does_not_see_are_not_changed(world, deals):
    change(world.browser(world.bob), [deals["sams"], deals["foreign"]], customer_type="key")

    assert deal(world, deals["sams"]).customer_type is None


def test_an_owner_one_does_not_see_cannot_be_chosen(world, deals):
    browser = world.browser(world.bob)

    for stranger in (world.sam.member_id, world.charlie.member_id):
        refused = change(browser, [deals["small"]], owner_id=str(stranger))
        assert refused.status_code == 422
        assert "Choose one of the list." in refused.text


def test_moving_many_leaves_ended_deals_and_unmet_demands_alone(world, deals):
    with world.acme.inside():
        goal = a_stage(position=2)
    browser = world.browser(world.mia)

    done = change(browser, [deals["small"], deals["vague"], deals["won"]], stage_id=str(goal.id))

    assert deal(world, deals["small"]).stage_id == goal.id
    assert deal(world, deals["vague"]).stage_id != goal.id
    assert "2 deals were left alone" in browser.get(done.headers["Location"]).text


def test_nothing_chosen_is_said(world, deals):
    refused = change(world.browser(world.bob), [deals["small"]])

    assert refused.status_code == 422
    assert "Choose at least one thing to set." in refused.text


def test_viewers_change_nothing(world, deals):
    assert change(world.browser(world.vera), [deals["small"]], customer_type="key").status_code == 403
    assert world.browser(world.vera).post("deals/list/selection").status_code == 403


def test_the_same_form_sent_twice_changes_once(world, deals):
    browser = world.browser(world.bob)
    form = {"_once": "0190d5a0-0000-7000-8000-000000000001", "id": str(deals["small"]), "customer_type": "key"}

    first, second = (browser.post("deals/list/changes", form) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]


def test_neighbours_follow_the_list(world, deals):
    with world.acme.inside():
        scene = Scene(db.get_one(Member, (world.acme.id, world.bob.member_id)), date.today(), "CNY")
        by_amount, lost, usual = (DEALS.read_text(query) for query in ("sort=-amount", "state=lost", ""))

        assert by_amount.neighbours(deals["small"], scene) == Neighbours(deals["big"], deals["vague"])
        assert lost.neighbours(deals["small"], scene) == Neighbours()
        assert usual.neighbours(deals["sams"], scene) == Neighbours()


def test_lost_deals_have_a_list_too(world):
    with world.acme.inside():
        a_deal(world.bob.member_id, "Gone", stage=a_stage(LOST))

    assert titles(world.browser(world.bob), "state=lost&columns=lost_reason") == ["Gone"]
