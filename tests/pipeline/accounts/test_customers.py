"""Customers and the people there, through the eyes of the cast."""

import io

import pytest
from sqlalchemy import func, select

from app.clock import now
from app.events import Event
from app.pipeline.accounts import acts
from app.pipeline.accounts.model import Account, Contact
from tenants.context import db
from tenants.model import Member
from tests.factories import a_contact, a_deal, an_account


@pytest.fixture
def hengda(world):
    """A customer Bob cares for, with one contact."""
    with world.acme.inside(world.bob):
        bob = db.get_one(Member, (world.acme.id, world.bob.member_id))
        account = acts.add_account({"name": "苏州恒达精密制造有限公司", "owner_id": bob.id}, by=bob, at=now())
        acts.add_contact(account, {"name": "王总"}, by=bob, at=now())
        return account.id


def read(world, account_id):
    with world.acme.inside():
        return db.get_one(Account, (world.acme.id, account_id))


def fields(**changes):
    return {"name": "New one", "anyway": "", **changes}


def test_customers_are_seen_by_their_owners_people(world, hengda):
    assert "恒达" in world.browser(world.bob).get("customers/").text
    assert "恒达" in world.browser(world.mia).get("customers/").text
    assert "恒达" in world.browser(world.vera).get("customers/").text
    assert "恒达" not in world.browser(world.sam).get("customers/").text
    assert world.browser(world.sam).get(f"customers/{hengda}").status_code == 404
    assert world.browser(world.charlie).get(f"customers/{hengda}").status_code == 404


def test_customers_of_nobody_and_of_ones_own_deals_are_seen(world, hengda):
    with world.acme.inside():
        an_account("Free for all")
        a_deal(world.sam.member_id, account_id=hengda)

    page = world.browser(world.sam).get("customers/").text

    assert "Free for all" in page
    assert "恒达" in page


def test_the_page_shows_only_deals_one_sees(world, hengda):
    with world.acme.inside():
        a_deal(world.sam.member_id, "Deal of Sam", account_id=hengda)
        a_deal(world.bob.member_id, "Deal of Bob", account_id=hengda)

    page = world.browser(world.sam).get(f"customers/{hengda}").text

    assert "Deal of Sam" in page
    assert "Deal of Bob" not in page


def test_the_list_is_filtered_and_exported_alike(world, hengda):
    with world.acme.inside():
        an_account("Other")
    browser = world.browser(world.alice)

    assert "Other" not in browser.get("customers/?q=恒达", target="account-list").text
    assert "Other" not in browser.get("customers/list.csv?q=恒达").data.decode("utf-8-sig")
    assert "恒达" in browser.get("customers/list.csv?q=恒达").data.decode("utf-8-sig")
    assert browser.get("customers/?industry=junk&owner=7&type=x&after=zz").status_code == 200


def test_a_customer_is_entered_once_even_when_sent_twice(world):
    browser = world.browser(world.bob)
    form = fields(_once="0190d5a0-0000-7000-8000-0000000000aa", employees="12", revenue_minor="38万")

    first, second = (browser.post("customers/", form) for _ in range(2))

    assert first.status_code == second.status_code == 303
    with world.acme.inside():
        made = db.scalars(select(Account).where(Account.name == "New one")).one()
        assert made.revenue_minor == 380_000_00
        assert db.scalar(select(func.count()).where(Event.subject_id == made.id)) == 1


@pytest.mark.parametrize("name", ["苏州恒达精密制造有限公司", "苏州恒达精密制造", "苏州恒达精密制做有限公司"])
def test_a_known_customer_is_pointed_out_before_a_twin_is_made(world, hengda, name):
    refused = world.browser(world.bob).post("customers/", fields(name=name))

    assert refused.status_code == 422
    assert f"customers/{hengda}" in refused.text
    assert f'value="{name}"' in refused.text
    assert world.browser(world.bob).post("customers/", fields(name=name, anyway="y")).status_code == 303


def test_of_a_twin_one_does_not_see_only_name_and_owner_are_told(world, hengda):
    refused = world.browser(world.sam).post("customers/", fields(name="苏州恒达精密制造"))

    assert refused.status_code == 422
    assert f"customers/{hengda}" not in refused.text
    assert "cared for by Bob" in refused.text


def test_another_companys_customers_are_never_pointed_out(world):
    with world.globex.inside():
        an_account("Secret Works")

    assert world.browser(world.bob).post("customers/", fields(name="Secret Works")).status_code == 303


def test_bad_input_is_explained_and_kept(world):
    refused = world.browser(world.bob).post("customers/", fields(name="", employees="many", location="Suzhou"))

    assert refused.status_code == 422
    assert "Please fill this in." in refused.text
    assert "Write a whole number." in refused.text
    assert 'value="Suzhou"' in refused.text


def test_foreign_ids_in_fields_are_not_among_the_choices(world, hengda):
    with world.globex.inside():
        foreign = an_account("Theirs").id
    for name, value in (("owner_id", world.charlie.member_id), ("parent_id", foreign), ("region_id", foreign)):
        refused = world.browser(world.bob).post(f"customers/{hengda}", fields(**{name: str(value)}))
        assert refused.status_code == 422
        assert "Choose one of the list." in refused.text


def test_viewers_change_nothing(world, hengda):
    viewer = world.browser(world.vera)

    for address in ("customers/", f"customers/{hengda}", f"customers/{hengda}/archiving", f"customers/{hengda}/people",
                    f"customers/{hengda}/files", f"customers/{hengda}/facts/name"):  # fmt: skip
        assert viewer.post(address, fields()).status_code == 403
    assert viewer.get(f"customers/{hengda}").status_code == 200


def test_a_fact_is_changed_in_its_place(world, hengda):
    browser = world.browser(world.bob)
    field = browser.get(f"customers/{hengda}/facts/location?edit", target="fact-location").text
    assert 'name="location"' in field

    said = browser.post(f"customers/{hengda}/facts/location", {"location": "昆山"}, target="fact-location")

    assert "昆山" in said.text
    assert read(world, hengda).location == "昆山"
    assert browser.get(f"customers/{hengda}/facts/password").status_code == 404


def test_who_changes_a_fact_second_is_shown_both(world, hengda):
    browser, version = world.browser(world.bob), str(read(world, hengda).version)
    address = f"customers/{hengda}/facts/location"
    browser.post(address, {"location": "昆山", "version": version})

    clash = browser.post(address, {"location": "常州", "version": version}, target="fact-location")

    assert clash.status_code == 409
    assert "昆山" in clash.text
    assert "常州" in clash.text
    assert read(world, hengda).location == "昆山"


def test_a_fact_the_company_cannot_take_is_explained_beside_its_field(world, hengda):
    with world.acme.inside():
        child = an_account("Child", parent_id=hengda, owner_id=world.bob.member_id).id

    address, form = f"customers/{hengda}/facts/parent_id", {"parent_id": str(child)}
    refused = world.browser(world.bob).post(address, form, target="fact-parent_id")

    assert refused.status_code == 422
    assert "own subsidiaries" in refused.text.partition('id="parent_id-error"')[2]
    assert read(world, hengda).parent_id is None


def test_who_saves_second_is_shown_both_versions(world, hengda):
    browser, version = world.browser(world.bob), read(world, hengda).version
    browser.post(f"customers/{hengda}", fields(name="苏州恒达", location="昆山", version=str(version)))

    second = browser.post(f"customers/{hengda}", fields(name="苏州恒达", location="常州", version=str(version)))

    assert second.status_code == 409
    assert "昆山" in second.text
    assert "常州" in second.text
    assert read(world, hengda).location == "昆山"


def test_a_company_cannot_belong_to_its_own_subsidiary(world, hengda):
    with world.acme.inside():
        child = an_account("Child", parent_id=hengda, owner_id=world.bob.member_id).id

    refused = world.browser(world.bob).post(f"customers/{hengda}", fields(parent_id=str(child)))

    assert refused.status_code == 422
    assert "own subsidiaries" in refused.text


def test_a_renamed_customer_is_found_by_the_new_name_only(world, hengda):
    browser = world.browser(world.bob)

    browser.post(f"customers/{hengda}", fields(name="Bluebird Works"))

    assert str(hengda) in browser.get("search/?q=blueb").text
    assert str(hengda) not in browser.get("search/?q=恒达").text


def test_a_customer_put_away_leaves_the_list_and_comes_back(world, hengda):
    browser = world.browser(world.bob)

    browser.post(f"customers/{hengda}/archiving")
    assert "恒达" not in browser.get("customers/", target="account-list").text
    assert "恒达" in browser.get("customers/?archived=1", target="account-list").text

    browser.post(f"customers/{hengda}/archiving", {"back": "1"})
    assert "恒达" in browser.get("customers/", target="account-list").text


# People


def test_a_person_is_added_changed_and_removed(world, hengda):
    browser = world.browser(world.bob)
    assert browser.post(f"customers/{hengda}/people", {"name": "李工", "phone": "13812345678"}).status_code == 303
    with world.acme.inside():
        person = db.scalars(select(Contact).where(Contact.name == "李工")).one()

    changed = browser.post(f"customers/people/{person.id}", {"name": "李工", "title": "总监"})
    assert changed.status_code == 303
    assert "总监" in browser.get(f"customers/{hengda}").text

    browser.post(f"customers/people/{person.id}/removal")
    with world.acme.inside():
        assert db.scalar(select(Contact).where(Contact.id == person.id)) is None


def test_a_person_named_in_a_deal_stays(world, hengda):
    with world.acme.inside():
        person = a_contact(read_inside(hengda), "Named").id
        a_deal(world.bob.member_id, contact_id=person)
    browser = world.browser(world.bob)

    back = browser.post(f"customers/people/{person}/removal")

    assert "stays" in browser.get(back.headers["Location"]).text


def read_inside(account_id):
    return db.scalars(select(Account).where(Account.id == account_id)).one()


def test_people_of_customers_one_does_not_see_do_not_exist(world, hengda):
    with world.acme.inside():
        person = db.scalars(select(Contact)).one().id

    for stranger in (world.sam, world.charlie):
        browser = world.browser(stranger)
        assert browser.get(f"customers/people/{person}/edit").status_code == 404
        assert browser.post(f"customers/people/{person}", {"name": "X"}).status_code == 404
        assert browser.post(f"customers/people/{person}/removal").status_code == 404


@pytest.mark.parametrize(
    "note", ["身份证 11010519491231002X", "１１０１０５１９４９１２３１００２Ｘ", "卡 6222 0212 3456 7890 128"]
)
def test_identity_and_card_numbers_are_refused_with_a_sentence(world, hengda, note):
    refused = world.browser(world.bob).post(f"customers/{hengda}/people", {"name": "王五", "note": note})

    assert refused.status_code == 422
    assert "Without separate consent" in refused.text


# Files


def test_files_are_kept_and_only_given_to_those_who_see_the_customer(world, hengda):
    browser = world.browser(world.bob)
    part = browser.post(
        f"customers/{hengda}/files", {"file": (io.BytesIO(b"quote"), "报价.pdf")},
        content_type="multipart/form-data", target="files",
    )  # fmt: skip
    address = part.text.partition('class="link" href="')[2].partition('"')[0]

    given = browser.get(address)
    assert given.data == b"quote"
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert world.browser(world.sam).get(address).status_code == 404
    assert browser.post(f"customers/{hengda}/files", {}, target="files").status_code == 422


def test_customers_of_somebody_who_leaves_are_handed_over(world, hengda):
    with world.acme.inside():
        handed = acts.hand_over(world.bob.member_id, world.sam.member_id, None, now())

    assert handed == 1
    assert "恒达" in world.browser(world.sam).get("search/?q=恒达", target="palette-results").text
    assert world.browser(world.bob).get(f"customers/{hengda}").status_code == 404
