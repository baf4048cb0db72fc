"""The company's settings and logo."""

from __future__ import annotations

import re

import pytest

from app.company import rooms
from app.company.settings.acts import has_amounts, the_company
from tenants.model import Tenant
from tests import factories

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
WEBP = b"RIFF\x24\0\0\0WEBP" + b"\0" * 40


def tenant(world):
    with world.acme.inside():
        return the_company(world.acme.id)


def form(world, **changes):
    now = tenant(world)
    return {
        "name": now.name, "language": now.language, "country": now.country, "zone": now.zone, "currency": now.currency,
        "week_start": now.week_start, "fiscal_month": now.fiscal_month, "workdays": list(now.workdays),
        "revenue_source": now.revenue_source, "revenue_stage": now.revenue_stage, "version": now.version, **changes,
    }  # fmt: skip


def send_logo(browser, content, name="logo.png"):
    """Sent as one piece of bytes: the test client would leave the file of a large form open."""
    head = f'--x\r\nContent-Disposition: form-data; name="logo"; filename="{name}"\r\n\r\n'.encode()
    return browser.client.post(
        browser.path("settings/logo"), data=head + content + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x", headers={"X-CSRFToken": browser.token},
    )  # fmt: skip


def test_a_manager_sets_the_company_up(world):
    wishes = {
        "name": "Acme East", "zone": "Europe/Berlin", "country": "DE", "week_start": "7", "fiscal_month": "4",
        "workdays": ["1", "2", "6"], "revenue_source": "finance", "revenue_stage": "received",
    }  # fmt: skip

    answer = world.browser(world.mia).post("settings/", form(world, **wishes))

    after = tenant(world)
    assert answer.status_code == 303
    assert (after.name, after.zone, after.country, after.week_start) == ("Acme East", "Europe/Berlin", "DE", 7)
    assert (after.fiscal_month, after.workdays) == (4, "126")
    assert (after.revenue_source, after.revenue_stage) == ("finance", "received")


def test_columns_nobody_offers_change_nothing(world):
    before = tenant(world)
    sent = {column.name: "x" for column in Tenant.__table__.columns}

    world.browser(world.mia).post("settings/", {**sent, **form(world, name="Acme 2")})

    after = tenant(world)
    assert after.name == "Acme 2"
    for column in ("id", "slug", "state", "is_demo", "logo_key", "created_at"):
        assert getattr(after, column) == getattr(before, column)


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"zone": "Mars/Olympus"}, "Choose a time zone of the list"),
        ({"name": "  "}, "Please fill this in."),
        ({"workdays": []}, "Choose at least one day."),
        ({"currency": "XXX"}, "Choose one of the list."),
        ({"week_start": "8"}, "Choose one of the list."),
    ],
)
def test_bad_settings_explain_themselves(world, wish, sentence):
    answer = world.browser(world.mia).post("settings/", form(world, **wish))

    assert answer.status_code == 422
    assert sentence in answer.text


def test_of_two_who_change_the_settings_the_second_sees_both_versions(world):
    seen = form(world)
    world.browser(world.alice).post("settings/", {**seen, "name": "Acme of Alice"})

    answer = world.browser(world.mia).post("settings/", {**seen, "name": "Acme of Mia"})

    assert answer.status_code == 409
    assert "Acme of Alice" in answer.text
    assert 'value="Acme of Mia"' in answer.text
    assert tenant(world).name == "Acme of Alice"


def test_the_currency_is_not_changed_by_the_way_once_there_are_amounts(world):
    with world.acme.inside():
        factories.a_deal(world.bob.member_id)
        assert has_amounts(world.acme.id)
    browser = world.browser(world.mia)

    hesitant = browser.post("settings/", form(world, currency="USD"))
    determined = browser.post("settings/", form(world, currency="USD", currency_confirmed="y"))

    assert hesitant.status_code == 422
    assert "would not be converted" in hesitant.text
    assert determined.status_code == 303
    assert tenant(world).currency == "USD"


def test_another_company_s_amounts_do_not_hold_the_currency(world):
    with world.globex.inside():
        factories.a_deal(world.charlie.member_id)

    with world.acme.inside():
        assert not has_amounts(world.acme.id)


@pytest.mark.parametrize("name", ["bob", "vera"])
def test_sellers_and_viewers_set_nothing(world, name):
    browser = world.browser(getattr(world, name))

    assert browser.get("settings/").status_code == 403
    assert browser.post("settings/", form(world)).status_code == 403


@pytest.mark.parametrize(
    ("content", "kind"), [(PNG, "image/png"), (WEBP, "image/webp"), (b"\xff\xd8\xff\xe0", "image/jpeg")]
)
def test_a_picture_is_kept_and_shown_to_the_company_s_people(world, content, kind):
    browser = world.browser(world.mia)

    assert send_logo(browser, content, "whatever.exe").status_code == 303
    shown = world.browser(world.vera).get("settings/logo")

    assert (shown.status_code, shown.data, shown.headers["Content-Type"]) == (200, content, kind)
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg onload=alert(1)>", "This is no PNG, JPEG or WebP picture."),
        (b"RIFF\0\0\0\0WAVEfmt ", "This is no PNG, JPEG or WebP picture."),
        (b"", "Choose a picture first."),
        (PNG + b"\0" * 1024 * 1024, "The picture is larger than 1 MB."),
    ],
)
def test_what_is_no_small_picture_is_refused_in_a_sentence(world, content, sentence):
    answer = send_logo(world.browser(world.mia), content)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert tenant(world).logo_key is None


def test_another_company_s_logo_does_not_exist(world):
    send_logo(world.browser(world.mia), PNG)

    assert world.browser(world.charlie).get("settings/logo").location.startswith("/assets/mark.")
    assert world.browser(world.charlie, world.acme).get("settings/logo").status_code == 404


def test_our_mark_stands_where_a_removed_logo_was(world):
    browser = world.browser(world.mia)
    send_logo(browser, PNG)

    browser.post("settings/logo/removal")

    assert browser.get("settings/logo").location.startswith("/assets/mark.")


def test_owners_find_more_rooms_than_managers(world):
    owners, managers = (world.browser(person).get("settings/").text for person in (world.alice, world.mia))

    assert "/settings/history/" in owners
    assert "/settings/history/" not in managers


def names_of_rooms(person, world):
    page = world.browser(person).get("settings/").text
    bar = page[page.index('class="toolbar toolbar--views"') :]
    return re.findall(r">([^<>]+)</a>", bar[: bar.index("</nav>")])


def test_the_settings_have_the_rooms_of_every_area_in_one_order(world):
    common = ["Company", "People", "Teams", "Pipelines", "Products", "Task rules", "Lists", "Work calendar", "Import"]

    assert names_of_rooms(world.alice, world) == [*common, "History", "Background work"]
    assert names_of_rooms(world.mia, world) == common


@pytest.mark.parametrize("address", ["settings/jobs/", "settings/invitations/new", "settings/pipelines/", "imports/"])
def test_in_every_room_the_rail_says_settings(world, address):
    page = world.browser(world.alice).get(address).text

    current = re.findall(r'class="rail__link[^"]*" href="([^"]+)"[^>]*aria-current="page"', page)
    assert current == [f"/{world.acme.slug}/settings/"]


def test_a_room_in_no_part_is_refused():
    with pytest.raises(ValueError):
        rooms.room("home.index", "Home", "attic")
