"""What every list can do, on those of customers and of orders: views, columns, chips, the way to the next record."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from app.events import Event
from app.lists.model import SavedView
from tenants.context import db
from tests.factories import an_account, an_order

#: Where a list is, the id of its rows' element, one filter of it, a column to choose, and one that is then not shown.
CUSTOMERS = ("customers", "account-list", "type=key", "employees", "Industry")
ORDERS = ("orders", "order-list", "source=finance", "region", "Received")
BOTH = pytest.mark.parametrize("area", [CUSTOMERS, ORDERS], ids=["customers", "orders"])


@pytest.fixture
def book(world):
    """Three customers of Bob's, of falling size, and one of Sam's; an order of each of two, and one of finance."""
    bob, sam = world.bob.member_id, world.sam.member_id
    with world.acme.inside():
        made = {
            name: an_account(name, owner_id=owner, employees=size, customer_type=kind).id
            for name, owner, size, kind in (
                ("Large", bob, 900, "key"), ("Middle", bob, 300, "new"), ("Small", bob, 20, "key"),
                ("Of Sam", sam, 500, "key"),
            )
        }  # fmt: skip
        for number, customer, source in (("P-1", "Large", "pipeline"), ("P-2", "Small", "pipeline"),
                                         ("F-1", "Large", "finance")):  # fmt: skip
            order = an_order(
                number=number, account_id=made[customer], owner_id=bob, source=source, ordered_on=date(2026, 3, 3)
            )
            made[number] = order.id
    return made


def keep(browser, where, query, name="My view", **more):
    return browser.post(f"{where}/views", {"name": name, "query": query, **more})


def the_view(world):
    with world.acme.inside():
        return db.scalars(select(SavedView).where(SavedView.area.not_like("%:first"))).one()


@BOTH
def test_a_view_is_kept_used_shared_and_deleted(world, book, area):
    where, _rows, query, _, _ = area
    bob, sam = world.browser(world.bob), world.browser(world.sam)

    kept = keep(bob, where, f"{query}&junk=1")
    view = the_view(world)
    assert kept.status_code == 303
    assert query in kept.headers["Location"]
    assert view.query == query
    shown = bob.get(kept.headers["Location"]).text
    assert re.search(r'aria-current="page">My view', shown)
    assert "This view" in shown
    assert sam.get(f"{where}/views/{view.id}").status_code == 404

    bob.post(f"{where}/views/{view.id}", {"name": "Ours", "is_shared": "y"})
    assert "Ours" in sam.get(f"{where}/").text
    assert sam.post(f"{where}/views/{view.id}", {"name": "Mine"}).status_code == 403

    bob.post(f"{where}/views/{view.id}/deletion")
    assert bob.get(f"{where}/views/{view.id}").status_code == 404


@BOTH
def test_a_list_begins_with_the_chosen_view_until_all_is_asked_for(world, book, area):
    where, _rows, query, _, _ = area
    bob = world.browser(world.bob)
    keep(bob, where, query)
    view = the_view(world)

    bob.post(f"{where}/views/first", {"view": str(view.id)})

    assert query in bob.get(f"{where}/").headers["Location"]
    everything = re.search(r'class="tabs__item" href="([^"]+)"', bob.get(f"{where}/?{query}").text).group(1)
    assert bob.get(everything).status_code == 200
    bob.post(f"{where}/views/first")
    assert bob.get(f"{where}/").status_code == 200


def test_a_view_of_one_list_is_none_of_another(world, book):
    bob = world.browser(world.bob)
    keep(bob, "customers", "type=key", "Only of customers")
    view = the_view(world)

    assert "Only of customers" in bob.get("customers/").text
    for other in ("deals", "orders"):
        assert "Only of customers" not in bob.get(f"{other}/list?state=open" if other == "deals" else "orders/").text
        assert bob.get(f"{other}/views/{view.id}").status_code == 404
        assert bob.post(f"{other}/views/{view.id}/deletion").status_code == 404
        assert bob.post(f"{other}/views/first", {"view": str(view.id)}).status_code == 404


@BOTH
def test_columns_are_chosen_remembered_and_exported(world, book, area):
    where, rows, _, column, gone = area
    bob = world.browser(world.bob)
    assert gone in bob.get(f"{where}/", target=rows).text

    chosen = bob.get(f"{where}/list/layout?c={column}")

    assert chosen.status_code == 303
    assert "columns=" in chosen.headers["Location"]
    assert gone not in bob.get(chosen.headers["Location"], target=rows).text
    assert gone not in bob.get(f"{where}/", target=rows).text
    assert all(set(row) <= {column, "name", "number"} for row in bob.get(f"{where}/list.json").json)
    assert column in bob.get(f"{where}/list.json").json[0]


def test_the_columns_of_one_list_are_not_those_of_another(world, book):
    bob = world.browser(world.bob)

    bob.get("customers/list/layout?c=owner")

    assert "Signed" in bob.get("orders/", target="order-list").text


def test_the_order_is_chosen_with_the_columns(world, book):
    bob = world.browser(world.bob)

    chosen = bob.get("customers/list/layout?c=employees&first=employees").headers["Location"]

    names = re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)', bob.get(chosen, target="account-list").text)
    assert names == ["Small", "Middle", "Large"]


@BOTH
def test_other_choices_keep_columns_and_order(world, book, area):
    """The selects above the list send along what they do not show."""
    where, _, _, column, _ = area
    order = "employees" if where == "customers" else "amount"

    page = world.browser(world.bob).get(f"{where}/?columns={column}&sort=-{order}").text

    form = re.search(r"<form[^>]*data-autosubmit.*?</form>", page, re.S).group(0)
    assert re.search(rf'name="sort" value="-{order}"', form)
    assert re.search(rf'name="columns" value="[a-z]+,{column}"', form)


def test_what_no_select_says_is_a_chip_that_can_be_dropped(world, book):
    bob = world.browser(world.bob)

    page = bob.get(f"orders/?account={book['Small']}&source=pipeline&from=2026-03-01").text

    assert "P-1" not in page
    assert re.search(r'chip__key">Customer</span>Small', page)
    clear = re.search(r'href="([^"]+)" aria-label="Remove filter Customer"', page).group(1).replace("&amp;", "&")
    assert "from=2026-03-01" in clear
    assert "P-1" in bob.get(clear).text


def test_dropping_a_chip_of_the_board_keeps_what_its_selects_say(world):
    page = world.browser(world.bob).get("deals/?owner=me&health=bad&quiet=3").text

    clear = re.search(r'href="([^"]+)" aria-label="Remove filter Quiet"', page).group(1).replace("&amp;", "&")
    assert clear == "?owner=me&health=bad"


def test_columns_nobody_knows_are_not_remembered(world, book):
    bob = world.browser(world.bob)

    chosen = bob.get("customers/list/layout?c=employees&c=salary&c=" + "x" * 3000)

    assert chosen.headers["Location"].endswith("columns=name%2Cemployees")


def test_one_walks_on_from_customer_to_customer_and_from_order_to_order(world, book):
    bob = world.browser(world.bob)

    def beside(record, query):
        page = bob.get(f"{record}", headers={"Referer": f"http://localhost{bob.path(query)}"}).text
        found = (re.search(rf'rel="{way}" href="([^"]+)"', page) for way in ("prev", "next"))
        return [one.group(1).replace("&amp;", "&") if one else None for one in found]

    before, after = beside(f"customers/{book['Middle']}", "customers/?sort=-employees")
    assert str(book["Large"]) in before
    assert str(book["Small"]) in after
    assert 'rel="next"' not in bob.get(after).text
    assert beside(f"customers/{book['Middle']}", "orders/") == [None, None]
    assert str(book["P-2"]) in beside(f"orders/{book['P-1']}", "orders/?sort=number")[1]


def test_a_list_of_far_too_many_words_asks_for_nothing(world, book):
    bob = world.browser(world.bob)

    assert bob.get(f"customers/{book['Large']}?list={'%26'.join(['a=1'] * 900)}").status_code == 200
    assert keep(bob, "orders", "&".join(["a=1"] * 900)).status_code == 303
    assert the_view(world).query == ""


def test_viewers_keep_no_views_but_choose_where_they_begin(world, book):
    vera = world.browser(world.vera)
    keep(world.browser(world.bob), "customers", "type=key", is_shared="y")
    view = the_view(world)

    assert keep(vera, "customers", "type=new").status_code == 403
    assert vera.post(f"customers/views/{view.id}/deletion").status_code == 403
    assert vera.post("customers/views/first", {"view": str(view.id)}).status_code == 303
    assert "type=key" in vera.get("customers/").headers["Location"]


def test_keeping_and_deleting_a_view_is_told(world, book):
    bob = world.browser(world.bob)
    keep(bob, "orders", "source=finance", "Finance")
    view = the_view(world)
    bob.post(f"orders/views/{view.id}/deletion")

    with world.acme.inside():
        told = db.scalars(select(Event.kind).where(Event.subject_id == view.id).order_by(Event.at)).all()

    assert told == ["view.kept", "view.removed"]


def test_the_key_e_leads_from_a_row_to_its_form_for_who_may_write(world, book):
    bobs, veras = (world.browser(one).get("customers/?view=all").text for one in (world.bob, world.vera))

    assert f'data-edit="/{world.acme.slug}/customers/{book["Large"]}/edit"' in bobs
    assert "data-edit" not in veras
