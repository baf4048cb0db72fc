"""The owner sees what runs, waits and failed, and can have failed work tried again."""

from __future__ import annotations

import pytest

from app import outbox
from tests.jobs import fresh, waiting
from worker.perform import perform


@pytest.fixture
def failed(app, world, handlers):
    @outbox.handles("test.report", "Make a test report")
    def fail(row):
        raise outbox.Hopeless("WorkerLost")

    with world.acme.inside():
        row_id = outbox.later("test.report")
    perform(str(row_id), str(world.acme.id), app=app)
    return row_id


def test_the_owner_reads_what_failed_and_why(world, failed):
    page = world.browser(world.alice).get("settings/jobs/").text

    assert "Make a test report" in page
    assert "The worker ended in the middle of it each time." in page


def test_nobody_but_the_owner_may(world, failed):
    statuses = [world.browser(who).get("settings/jobs/").status_code for who in (world.mia, world.bob, world.vera)]

    assert statuses == [403, 403, 403]


def test_another_company_sees_nothing_of_it(world, failed):
    charlie = world.browser(world.charlie)

    page = charlie.get("settings/jobs/")
    retry = charlie.post(f"settings/jobs/{failed}/retry")

    assert "Make a test report" not in page.text
    assert retry.status_code == 404
    assert fresh(failed).failed_at


def test_failed_work_is_tried_again_once(world, failed):
    browser = world.browser(world.alice)

    statuses = [browser.post(f"settings/jobs/{failed}/retry").status_code for _ in range(2)]

    assert statuses == [303, 404]
    assert [row.id for row in waiting(world.acme.id)] == [failed]


def test_the_page_asks_for_itself_and_gets_only_the_part(world, failed):
    part = world.browser(world.alice).get("settings/jobs/", target="jobs-state").text

    assert part.strip().startswith('<div id="jobs-state"')
    assert "<html" not in part


def test_an_empty_page_says_what_will_be_here(world):
    page = world.browser(world.charlie).get("settings/jobs/").text

    assert "Nothing has been asked for yet" in page
