"""What people change about themselves."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.people.profile.devices import device
from tenants.context import at_the_doorway, db
from tenants.model import Member, SignIn, User
from tests.jobs import caught_letters, work_off
from tests.people.letters import link_in, to
from tests.world import PASSWORD

NEW = "a sentence nobody guesses"


def the_user(person):
    with at_the_doorway(user_id=person.user_id) as doorway:
        return doorway.scalars(select(User).where(User.id == person.user_id)).one()


def test_a_new_name_reaches_every_company(world):
    with world.globex.inside():
        db.add(Member(user_id=world.bob.user_id, name="Bob", name_key="bob", state="active"))

    world.browser(world.bob).post("/profile", {"profile-name": "Robert", "profile-language": "zh"})

    assert world.bob.member.name == "Robert"
    assert world.bob.member.name_key == "robert"
    with world.globex.inside():
        assert db.scalars(select(Member.name).where(Member.user_id == world.bob.user_id)).one() == "Robert"
    assert the_user(world.bob).language == "zh"


def test_fields_nobody_offers_change_nothing(world):
    before = the_user(world.bob)
    sent = {column.name: "x" for column in User.__table__.columns} | {"role": "owner", "is_trainer": "y"}

    world.browser(world.bob).post("/profile", {**sent, "profile-name": "Bob", "profile-language": "en"})

    after = the_user(world.bob)
    assert (after.email, after.password_hash, after.id) == (before.email, before.password_hash, before.id)
    assert world.bob.member.role == "seller"


def test_another_password_needs_the_present_one(world):
    answer = world.browser(world.bob).post(
        "/profile/password", {"password-present": "not mine at all", "password-password": NEW}
    )

    assert answer.status_code == 422
    assert "This is not your present password." in answer.text


def test_another_password_signs_other_devices_out_but_not_this_one(world):
    here, elsewhere = world.browser(world.bob), world.browser(world.bob)

    here.post("/profile/password", {"password-present": PASSWORD, "password-password": NEW})

    assert here.get("/profile").status_code == 200
    assert elsewhere.get("/profile").status_code == 303


def test_another_address_counts_once_its_link_is_opened_and_the_old_one_is_told(world, monkeypatch):
    letters, fresh, browser = caught_letters(monkeypatch), f"new-{world.bob.email}", world.browser(world.bob)

    browser.post("/profile/address", {"address-email": fresh, "address-present": PASSWORD})
    work_off(world.app)
    assert the_user(world.bob).email == world.bob.email
    assert fresh in to(letters, world.bob.email).get_body(("plain",)).get_content()
    browser.post(link_in(to(letters, fresh)))

    assert the_user(world.bob).email == fresh
    assert world.bob.member.email == fresh


def test_an_address_that_is_another_s_is_not_taken(world, monkeypatch):
    letters, browser = caught_letters(monkeypatch), world.browser(world.bob)
    browser.post("/profile/address", {"address-email": world.sam.email, "address-present": PASSWORD})
    work_off(world.app)

    answer = browser.post(link_in(to(letters, world.sam.email)))

    assert answer.status_code == 410
    assert the_user(world.bob).email == world.bob.email


def test_asking_for_another_s_address_reads_like_asking_for_a_free_one(world):
    browser = world.browser(world.bob)

    taken = browser.post("/profile/address", {"address-email": world.sam.email, "address-present": PASSWORD})
    free = browser.post("/profile/address", {"address-email": f"x{world.sam.email}", "address-present": PASSWORD})

    assert (taken.status_code, taken.location) == (free.status_code, free.location)


def test_a_changed_password_stops_a_change_of_address(world, monkeypatch):
    letters, fresh, browser = caught_letters(monkeypatch), f"new-{world.bob.email}", world.browser(world.bob)
    browser.post("/profile/address", {"address-email": fresh, "address-present": PASSWORD})
    work_off(world.app)

    browser.post("/profile/password", {"password-present": PASSWORD, "password-password": NEW})

    assert world.browser().get(link_in(to(letters, fresh))).status_code == 410


def test_one_device_can_be_signed_out(world):
    here, lost = world.browser(world.bob), world.browser(world.bob)
    (address,) = re.findall(r'action="(/profile/sign-ins/[0-9a-f-]{36}/end)"', here.get("/profile").text)

    here.post(address)

    assert lost.get("/profile").status_code == 303
    assert here.get("/profile").status_code == 200


def test_all_other_devices_can_be_signed_out(world):
    here, others = world.browser(world.bob), [world.browser(world.bob) for _ in range(3)]

    here.post("/profile/sign-ins/others/end")

    assert [other.get("/profile").status_code for other in others] == [303, 303, 303]
    assert here.get("/profile").status_code == 200


def test_someone_else_s_sign_in_does_not_exist(world):
    world.browser(world.sam)
    with at_the_doorway(user_id=world.sam.user_id) as doorway:
        foreign = doorway.scalars(select(SignIn.id).where(SignIn.user_id == world.sam.user_id)).first()

    assert world.browser(world.bob).post(f"/profile/sign-ins/{foreign}/end").status_code == 404


def test_the_theme_goes_along_to_other_devices(world):
    world.browser(world.bob).post("/profile/theme", {"theme": "dark"})

    assert 'data-theme="dark"' in world.browser(world.bob).get("/profile").text


def test_a_theme_nobody_drew_is_refused(world):
    assert world.browser(world.bob).post("/profile/theme", {"theme": "plaid"}).status_code == 400


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 13) Chrome/116 Mobile MicroMessenger/8.0", "WeChat · Android"),
        ("curl/8.0", ""),
    ],
)  # fmt: skip
def test_devices_are_named_as_people_know_them(agent, words):
    assert device(agent) == words


def test_the_language_chosen_in_the_menu_holds_in_every_company_at_once(world):
    browser = world.browser(world.alice)

    answer = browser.post("/language", {"language": "zh", "next": f"/{world.acme.slug}/"})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/{world.acme.slug}/")
    assert '<html lang="zh' in browser.get("").text
    with world.acme.inside():
        assert db.get_one(Member, (world.acme.id, world.alice.member_id)).language == "zh"
