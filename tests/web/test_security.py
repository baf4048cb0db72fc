"""What every answer says, and which requests are not believed."""

from __future__ import annotations

import pytest

from app.web.security import HEADERS, local_path


@pytest.mark.parametrize("address", ["/", "/sign-in", "/nowhere", "/healthz", "/assets/none.css", "/language"])
def test_every_answer_carries_the_headers(app, address):
    answer = app.test_client().get(address)

    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert answer.headers["X-Request-Id"]


def test_pages_are_not_kept_by_anybody(world):
    assert world.browser(world.alice).get("").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("site", ["cross-site", "same-site", "strange"])
def test_a_write_from_another_site_is_refused(world, site):
    browser = world.browser(world.alice)

    answer = browser.post("/sign-out", headers={"Sec-Fetch-Site": site})

    assert answer.status_code == 403
    assert browser.get("").status_code == 200


@pytest.mark.parametrize(("origin", "status"), [("http://localhost", 303), ("http://evil.example", 403), ("null", 403)])
def test_without_fetch_metadata_the_origin_decides(world, origin, status):
    answer = world.browser(world.alice).post("/sign-out", headers={"Origin": origin})

    assert answer.status_code == status


def test_without_its_token_a_form_is_not_believed(world):
    browser = world.browser(world.alice)

    answer = browser.client.post("/sign-out", headers={"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 400
    assert browser.get("").status_code == 200


@pytest.mark.parametrize(
    "wish",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "\\/evil", "evil", "", None,
     "/\t/evil.example", "/%0a//evil\n"],
)  # fmt: skip
def test_nobody_is_led_elsewhere(wish):
    assert local_path(wish) is None


def test_a_path_of_ours_is_followed():
    assert local_path("/acme/deals/?state=open") == "/acme/deals/?state=open"


def test_an_error_tells_its_number_and_nothing_else(app):
    answer = app.test_client().get("/assets/nowhere")

    assert answer.status_code == 404
    assert answer.headers["X-Request-Id"] in answer.text
    assert "Traceback" not in answer.text
