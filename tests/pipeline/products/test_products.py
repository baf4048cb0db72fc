"""Products through the eyes of the cast."""

from sqlalchemy import select

from app.pipeline.products.model import Product
from tenants.context import db
from tests.factories import a_product


def test_managers_enter_products_and_everyone_sees_them(world):
    made = world.browser(world.mia).post("products/", {"name": "GTX Pro", "price_minor": "4,821"})

    assert made.status_code == 303
    page = world.browser(world.vera).get("products/").text
    assert "GTX Pro" in page
    assert "¥4,821" in page


def test_sellers_and_viewers_do_not_change_products(world):
    with world.acme.inside():
        product = a_product().id

    for person in (world.bob, world.vera):
        browser = world.browser(person)
        assert browser.post("products/", {"name": "X"}).status_code == 403
        assert browser.post(f"products/{product}", {"name": "X"}).status_code == 403
        assert browser.post(f"products/{product}/archiving").status_code == 403
        assert browser.get(f"products/{product}").status_code == 200


def test_another_companys_product_does_not_exist(world):
    with world.globex.inside():
        product = a_product("Secret").id

    assert world.browser(world.alice).get(f"products/{product}").status_code == 404
    assert world.browser(world.alice).post(f"products/{product}", {"name": "X"}).status_code == 404
    assert "Secret" not in world.browser(world.alice).get("products/list.csv").text


def test_a_name_is_given_once_however_it_is_typed(world):
    browser = world.browser(world.alice)
    browser.post("products/", {"name": "GTX Pro"})

    refused = browser.post("products/", {"name": " gtx  PRO ", "code": "G1"})

    assert refused.status_code == 422
    assert "exists already" in refused.text
    assert 'value="G1"' in refused.text


def test_a_product_sold_no_more_leaves_the_list(world):
    with world.acme.inside():
        product = a_product("Old one").id
    browser = world.browser(world.alice)

    browser.post(f"products/{product}/archiving")
    assert "Old one" not in browser.get("products/").text
    assert "Old one" in browser.get("products/?archived=1").text

    browser.post(f"products/{product}/archiving", {"back": "1"})
    assert "Old one" in browser.get("products/").text


def test_who_saves_second_is_shown_both_versions(world):
    with world.acme.inside():
        product = a_product("Thing").id
    browser = world.browser(world.alice)
    browser.post(f"products/{product}", {"name": "Thing", "code": "A", "version": "1"})

    second = browser.post(f"products/{product}", {"name": "Thing", "code": "B", "version": "1"})

    assert second.status_code == 409
    with world.acme.inside():
        assert db.scalars(select(Product.code)).one() == "A"
