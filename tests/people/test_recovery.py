"""The way back in: uniform answers, links that work once, old sign-ins that end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app import clock
from tests.jobs import caught_letters, work_off
from tests.people.letters import link_in, to
from tests.world import PASSWORD

NEW = "a sentence nobody guesses"


@pytest.fixture
def letters(monkeypatch):
    return caught_letters(monkeypatch)


def ask(world, email):
    return world.browser().post("/password/reset", {"email": email})


def link_for(world, person, letters):
    ask(world, person.email)
    work_off(world.app)
    return link_in(to(letters, person.email))


def sign_in(world, email, password):
    return world.browser().post("/sign-in", {"email": email, "password": password})


def without_token(text, email):
    return "".join(line for line in text.replace(email, "X").splitlines() if "csrf" not in line and "CSRF" not in line)


def test_the_letter_s_link_sets_a_password_that_opens_the_door(world, letters):
    link = link_for(world, world.bob, letters)

    answer = world.browser().post(link, {"password": NEW, "everywhere": "y"})

    assert answer.location == "/sign-in"
    assert sign_in(world, world.bob.email, NEW).status_code == 303
    assert sign_in(world, world.bob.email, PASSWORD).status_code == 422


def test_a_reset_signs_nobody_in(world, letters):
    link, browser = link_for(world, world.bob, letters), world.browser()

    browser.post(link, {"password": NEW, "everywhere": "y"})

    assert browser.get("/profile").status_code == 303


def test_a_stranger_reads_the_same_answer_as_someone_we_know(world, letters):
    stranger = f"stranger-{world.acme.slug}@nowhere.example"

    known, unknown = ask(world, world.bob.email), ask(world, stranger)
    work_off(world.app)

    assert known.status_code == unknown.status_code == 200
    assert without_token(known.text, world.bob.email) == without_token(unknown.text, stranger)
    assert [letter["To"] for letter in letters if world.acme.slug[-10:] in letter["To"]] == [world.bob.email]


def test_of_twenty_who_post_a_link_at_once_one_succeeds(world, letters):
    link = link_for(world, world.bob, letters)
    browsers = [world.browser() for _ in range(20)]
    for browser in browsers:
        browser.token

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda pair: pair[1].post(link, {"password": f"{NEW} {pair[0]}"}), enumerate(browsers)))

    assert sorted(answer.status_code for answer in answers) == [303] + [410] * 19


def test_a_newer_link_shuts_the_older(world, letters):
    older = link_for(world, world.bob, letters)
    newer = link_for(world, world.bob, letters)

    assert world.browser().get(older).status_code == 410
    assert world.browser().get(newer).status_code == 200


def test_a_link_is_dead_after_an_hour(world, letters):
    link = link_for(world, world.bob, letters)
    clock.freeze(clock.now() + timedelta(minutes=61))

    assert world.browser().post(link, {"password": NEW}).status_code == 410


def test_opening_a_link_changes_nothing(world, letters):
    link = link_for(world, world.bob, letters)

    for _scan in range(3):
        world.browser().get(link)

    assert world.browser().post(link, {"password": NEW}).status_code == 303


def test_a_weak_password_explains_itself_and_keeps_the_link_alive(world, letters):
    link = link_for(world, world.bob, letters)

    answer = world.browser().post(link, {"password": "short"})

    assert answer.status_code == 422
    assert "Use at least 10 characters." in answer.text
    assert world.browser().get(link).status_code == 200


@pytest.mark.parametrize(("everywhere", "status"), [({"everywhere": "y"}, 303), ({}, 200)])
def test_other_devices_are_signed_out_when_wanted(world, letters, everywhere, status):
    elsewhere, link = world.browser(world.bob), link_for(world, world.bob, letters)

    world.browser().post(link, {"password": NEW, **everywhere})

    assert elsewhere.get("/profile").status_code == status


def test_the_owner_is_told_that_his_password_changed(world, letters):
    link = link_for(world, world.bob, letters)
    world.browser().post(link, {"password": NEW})

    work_off(world.app)

    assert letters[-1]["To"] == world.bob.email
    assert letters[-1]["Subject"] == "Your password was changed"


def test_letters_to_one_address_are_limited_without_saying_so(world, letters):
    for _try in range(8):
        assert ask(world, world.bob.email).status_code == 200
    work_off(world.app)

    assert 0 < sum(letter["To"] == world.bob.email for letter in letters) <= 5
