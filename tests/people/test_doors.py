"""Signing up, in and out: guesses are slowed down, cookies are renewed, nobody is led astray."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.people import throttle
from app.web.security import local_path
from tenants.context import at_the_doorway, db
from tenants.model import Member, User
from tests.jobs import caught_letters, work_off
from tests.people.letters import link_in, to
from tests.world import PASSWORD

ELSEWHERE = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "evil.example",
    "/\\/evil.example",
    "\x00//evil.example",
    "https:/evil.example",
    "data:text/html,x",
    "/a\\..\\evil",
    "",
    "@evil.example",
    "%2f%2fevil.example",
]


def wish(world, **changes):
    mark = world.acme.slug[-10:]
    return {
        "company": f"Initech {mark}", "name": "Ina", "email": f"ina-{mark}@initech.example", "password": PASSWORD,
        "language": "en", "zone": "Europe/Berlin", "currency": "EUR", **changes,
    }  # fmt: skip


def the_user(email):
    with at_the_doorway(claim=email) as doorway:
        return doorway.scalar(select(User).where(User.email_key == email))


def test_signing_up_leads_into_the_new_company(world):
    browser = world.browser()

    answer = browser.post("/sign-up", wish(world))

    assert answer.status_code == 303
    assert browser.get(answer.location).status_code == 200


def test_the_country_follows_from_the_time_zone(world):
    browser = world.browser()
    address = browser.post("/sign-up", wish(world)).location

    page = browser.get(f"{address}settings/").text

    assert '<option selected value="DE">' in page


def test_every_gap_of_the_sign_up_is_said_and_what_was_typed_stays(world):
    answer = world.browser().post("/sign-up", wish(world, email="no-address", zone="Mars/Olympus", password="x"))

    assert answer.status_code == 422
    assert answer.text.count("field__error") == 3
    assert "Mars/Olympus" in answer.text


def test_sign_up_is_no_second_door_to_guess_passwords_at(world):
    for number in range(throttle.SIGN_IN_ACCOUNT.count):
        throttle.forgive(throttle.KNOWN_ADDRESS, "127.0.0.1")
        world.browser().post("/sign-up", wish(world, email=world.bob.email, password=f"guess number {number}"))

    answer = world.browser().post("/sign-in", {"email": world.bob.email, "password": PASSWORD})

    assert answer.status_code == 429


def test_sign_up_tells_only_a_few_addresses_apart(world):
    for person in world.acme.people.values():
        last = world.browser().post("/sign-up", wish(world, email=person.email, password="a guess at most"))

    fresh = world.browser().post("/sign-up", wish(world))

    assert last.status_code == fresh.status_code == 429


def test_the_confirmation_link_confirms_once_its_button_is_pressed(world, monkeypatch):
    letters, browser, form = caught_letters(monkeypatch), world.browser(), wish(world)
    home = browser.post("/sign-up", form).location
    assert "Please confirm your address" in browser.get(home).text
    work_off(world.app)
    link = link_in(to(letters, form["email"]))

    assert browser.get(link).status_code == 200
    assert the_user(form["email"]).email_confirmed_at is None
    world.browser().post(link)

    assert the_user(form["email"]).email_confirmed_at is not None
    assert "Please confirm your address" not in browser.get(home).text


def test_a_wrong_password_and_an_unknown_person_read_the_same(world):
    wrong = world.browser().post("/sign-in", {"email": world.bob.email, "password": "wrong wrong wrong"})
    unknown = world.browser().post("/sign-in", {"email": f"no-{world.bob.email}", "password": "wrong wrong wrong"})

    assert wrong.status_code == unknown.status_code == 422
    assert "E-mail or password is wrong." in wrong.text
    assert "E-mail or password is wrong." in unknown.text


def test_guessing_at_one_account_is_slowed_down(world):
    for _guess in range(throttle.SIGN_IN_ACCOUNT.count):
        world.browser().post("/sign-in", {"email": world.bob.email, "password": "wrong wrong wrong"})

    right = world.browser().post("/sign-in", {"email": world.bob.email, "password": PASSWORD})
    other = world.browser().post("/sign-in", {"email": world.sam.email, "password": PASSWORD})

    assert right.status_code == 429
    assert other.status_code == 303


def test_guessing_from_one_address_is_slowed_down(world):
    where = {"REMOTE_ADDR": f"10.{world.acme.id.int % 250}.{world.acme.id.int % 199}.7"}
    for _guess in range(throttle.SIGN_IN_ADDRESS.count):
        throttle.count(throttle.SIGN_IN_ADDRESS, where["REMOTE_ADDR"])

    here = world.browser().post("/sign-in", {"email": world.bob.email, "password": PASSWORD}, environ_base=where)
    elsewhere = world.browser().post("/sign-in", {"email": world.bob.email, "password": PASSWORD})

    assert here.status_code == 429
    assert elsewhere.status_code == 303


def test_nothing_of_the_session_before_sign_in_survives_it(world):
    browser = world.browser()
    with browser.client.session_transaction() as session:
        session["planted"] = "by an attacker"
    before = browser.token

    browser.post("/sign-in", {"email": world.bob.email, "password": PASSWORD})

    with browser.client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != before


def test_each_sign_in_is_a_credential_of_its_own(world):
    cookies = []
    for _device in range(2):
        browser = world.browser()
        browser.post("/sign-in", {"email": world.bob.email, "password": PASSWORD})
        with browser.client.session_transaction() as session:
            cookies.append(session["_user_id"])

    assert cookies[0] != cookies[1]


def test_a_cookie_kept_after_signing_out_opens_nothing(world):
    browser = world.browser(world.bob)
    with browser.client.session_transaction() as session:
        kept = dict(session)
    browser.post("/sign-out")
    with browser.client.session_transaction() as session:
        session.update(kept)

    assert browser.get("/profile").status_code == 303


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_leads_nowhere_else(world, address):
    answer = world.browser().post("/sign-in", {"email": world.bob.email, "password": PASSWORD, "next": address})

    assert answer.location == "/companies"


@pytest.mark.parametrize("address", ["/acme/deals/?owner=me", "/profile", "/a/b%20c"])
def test_a_path_of_our_own_is_kept(address):
    assert local_path(address) == address


def test_the_page_asked_for_comes_after_signing_in(world):
    wanted = f"/{world.acme.slug}/"
    asked = world.browser().get(wanted)

    answer = world.browser().post("/sign-in", {"email": world.bob.email, "password": PASSWORD, "next": wanted})

    assert asked.location.startswith("/sign-in?next=")
    assert answer.location == wanted


def test_one_human_in_two_companies_chooses(world):
    with world.globex.inside():
        db.add(Member(user_id=world.bob.user_id, name="Bob", name_key="bob", state="active"))

    page = world.browser(world.bob).get("/companies")

    assert page.status_code == 200
    assert f"/{world.acme.slug}/" in page.text
    assert f"/{world.globex.slug}/" in page.text
