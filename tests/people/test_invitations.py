"""Asking people in, and how they come."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock
from tenants.context import at_the_doorway, db
from tenants.model import Member, User
from tests import factories
from tests.jobs import caught_letters, work_off
from tests.people.letters import link_in, to

PASSWORD = "a sentence nobody guesses"


@pytest.fixture
def letters(monkeypatch):
    return caught_letters(monkeypatch)


@pytest.fixture
def address(world):
    return f"ned-{world.acme.slug[-10:]}@new.example"


def invite(world, address, host=None, **changes):
    form = {"name": "Ned", "email": address, "role": "seller", "team": "", "language": "en", **changes}
    return world.browser(host or world.alice).post("settings/invitations/", form)


def link_for(world, address, letters, **changes):
    invite(world, address, **changes)
    work_off(world.app, world.acme.id)
    return link_in(to(letters, address))


def members(world, address):
    with world.acme.inside():
        return list(db.scalars(select(Member).where(Member.email == address)))


def user_exists(address):
    with at_the_doorway(claim=address) as doorway:
        return doorway.scalar(select(User.id).where(User.email_key == address)) is not None


def test_someone_without_an_account_joins_with_a_name_and_a_password(world, letters, address):
    link, browser = link_for(world, address, letters, is_trainer="y"), world.browser()

    answer = browser.post(link, {"name": "Ned Land", "password": PASSWORD})

    (member,) = members(world, address)
    assert answer.location == f"/{world.acme.slug}/"
    assert (member.state, member.role, member.is_trainer) == ("active", "seller", True)
    assert browser.get("/companies").location == f"/{world.acme.slug}/"


def test_someone_with_an_account_joins_with_one_press(world, letters):
    link = link_for(world, world.charlie.email, letters)
    browser = world.browser(world.charlie)

    assert "Join Acme" in browser.get(link).text
    answer = browser.post(link)

    assert answer.location == f"/{world.acme.slug}/"
    assert members(world, world.charlie.email)[0].user_id == world.charlie.user_id


def test_someone_with_an_account_is_led_to_sign_in_first(world, letters):
    link = link_for(world, world.charlie.email, letters)

    page = world.browser().get(link).text
    refused = world.browser().post(link, {"name": "Charlie", "password": PASSWORD})

    assert f"/sign-in?next={link}" in page
    assert refused.status_code == 422


def test_another_person_signed_in_must_say_that_he_means_it(world, letters, address):
    link, browser = link_for(world, address, letters), world.browser(world.charlie)

    hesitant = browser.post(link)
    determined = browser.post(link, {"act": "join_as_me"})

    assert hesitant.status_code == 422
    assert determined.location == f"/{world.acme.slug}/"


def test_another_person_signed_in_may_leave_and_go_on_as_himself(world, letters, address):
    link, browser = link_for(world, address, letters), world.browser(world.charlie)

    browser.post(link, {"act": "leave"})

    assert 'name="password"' in browser.get(link).text


def test_of_twenty_who_accept_at_once_one_joins(world, letters):
    link = link_for(world, world.charlie.email, letters)
    browsers = [world.browser(world.charlie) for _ in range(20)]
    for browser in browsers:
        browser.token

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda browser: browser.post(link), browsers))

    assert sorted(answer.status_code for answer in answers) == [303] + [410] * 19


def test_whoever_works_here_already_cannot_join_as_somebody_else(world, letters, address):
    link = link_for(world, address, letters)

    answer = world.browser(world.bob).post(link, {"act": "join_as_me"})

    assert answer.status_code == 410
    assert members(world, address)[0].state == "invited"


def test_a_withdrawn_invitation_opens_nothing_and_its_member_is_gone(world, letters, address):
    link = link_for(world, address, letters)
    (member,) = members(world, address)

    world.browser(world.alice).post(f"settings/invitations/{member.id}/withdrawal")

    assert world.browser().get(link).status_code == 410
    assert members(world, address) == []


def test_withdrawing_keeps_the_name_of_someone_with_records(world, letters, address):
    invite(world, address)
    (member,) = members(world, address)
    with world.acme.inside():
        factories.a_deal(member.id)

    world.browser(world.alice).post(f"settings/invitations/{member.id}/withdrawal")

    with world.acme.inside():
        kept = db.get_one(Member, (world.acme.id, member.id))
        assert (kept.state, kept.email) == ("placeholder", None)


def test_sending_again_shuts_the_former_link(world, letters, address):
    former = link_for(world, address, letters)
    (member,) = members(world, address)
    world.browser(world.alice).post(f"settings/invitations/{member.id}/again")
    work_off(world.app, world.acme.id)

    assert world.browser().get(former).status_code == 410
    assert world.browser().get(link_in(letters[-1])).status_code == 200


def test_an_invitation_is_dead_after_seven_days(world, letters, address):
    link = link_for(world, address, letters)
    clock.freeze(clock.now() + timedelta(days=7, minutes=1))

    assert world.browser().get(link).status_code == 410


def test_a_placeholder_becomes_real_and_keeps_its_records(world, letters, address):
    with world.acme.inside():
        name = Member(name="Ned", name_key="ned", state="placeholder")
        db.add(name)
        db.flush()
        deal = factories.a_deal(name.id)
    link = link_for(world, address, letters)

    world.browser().post(link, {"name": "Ned", "password": PASSWORD})

    (member,) = members(world, address)
    assert (member.id, member.state) == (name.id, "active")
    assert deal.owner_id == member.id


def test_nobody_invites_above_himself(world, address):
    answer = invite(world, address, host=world.mia, role="owner")

    assert answer.status_code == 422
    assert "Choose one of the list." in answer.text
    assert members(world, address) == []


@pytest.mark.parametrize("name", ["bob", "vera"])
def test_sellers_and_viewers_invite_nobody(world, address, name):
    assert invite(world, address, host=getattr(world, name)).status_code == 403


def test_somebody_known_is_not_invited_twice(world, address):
    invite(world, address)

    again, colleague, former = invite(world, address), invite(world, world.bob.email), invite(world, world.dan.email)

    assert "is invited already" in again.text
    assert "works here already" in colleague.text
    assert "was deactivated" in former.text
    assert len(members(world, address)) == 1


def test_inviting_says_nothing_about_other_companies_people(world):
    answer = invite(world, world.charlie.email)

    assert answer.status_code == 303


def test_of_a_pasted_list_the_good_lines_go_and_the_others_stay_with_their_reasons(world, address):
    text = f"Ned <{address}>；{world.bob.email} Bob\nnobody\nhalf@address"
    form = {"list-people": text, "list-role": "seller", "list-team": "", "list-language": "zh"}

    page = world.browser(world.alice).post("settings/invitations/list", form).text

    assert members(world, address)[0].language == "zh"
    for word in ("works here already", "no e-mail address", "not an e-mail address", "nobody", "half@address"):
        assert word in page


def test_what_is_typed_into_the_other_form_stays(world, address):
    alice, listed = world.browser(world.alice), f"Ona ona-{address}\nPia pia-{address}"
    one = {"name": "Ned", "email": address, "role": "seller", "team": "", "language": "en"}
    many = {"list-people": listed, "list-role": "manager", "list-team": "", "list-language": "zh"}

    refused = alice.post("settings/invitations/", one | many | {"email": "nobody"}).text
    sent = alice.post("settings/invitations/", one | many).text
    left = alice.post("settings/invitations/list", many | {"name": "Quin", "email": "quin@"}).text

    assert f"pia-{address}" in refused
    assert "Ned is invited" in sent
    assert f"pia-{address}" in sent
    assert f'value="{address}"' not in sent
    assert "2 invitations are on their way" in left
    assert 'value="Quin"' in left
    assert len(members(world, address)) == 1


def test_sending_the_form_twice_invites_once(world, address):
    browser, form = world.browser(world.alice), {"_once": "01890000-0000-7000-8000-000000000001"}
    data = {"name": "Ned", "email": address, "role": "seller", "team": "", "language": "en", **form}

    first, second = browser.post("settings/invitations/", data), browser.post("settings/invitations/", data)

    assert first.location == second.location
    assert len(members(world, address)) == 1


def test_a_foreign_team_is_no_choice(world, address):
    answer = invite(world, address, team="01890000-0000-7000-8000-000000000001")

    assert answer.status_code == 422
    assert not user_exists(address)
