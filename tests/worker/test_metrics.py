"""Whoever runs the installation can watch its work; nobody else can, and no company's data is in it."""

from __future__ import annotations

import pytest

from app import outbox


@pytest.fixture
def token(monkeypatch):
    monkeypatch.setenv("DEALWRIGHT_METRICS_TOKEN", "a-token")
    return {"Authorization": "Bearer a-token"}


def figures(answer):
    lines = (line.split() for line in answer.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in lines}


def test_without_a_token_set_there_is_no_such_page(app):
    assert app.test_client().get("/metrics").status_code == 404


@pytest.mark.parametrize("given", [{}, {"Authorization": "Bearer other"}, {"Authorization": "Bearer ä"}])
def test_without_the_token_it_is_refused(app, token, given):
    assert app.test_client().get("/metrics", headers=given).status_code == 403


def test_work_that_waits_is_counted(app, world, token):
    before = figures(app.test_client().get("/metrics", headers=token))
    with world.acme.inside():
        outbox.later("test.work", secret="canary")

    answer = app.test_client().get("/metrics", headers=token)

    assert figures(answer)["dealwright_work_due"] == before["dealwright_work_due"] + 1
    assert "canary" not in answer.text
