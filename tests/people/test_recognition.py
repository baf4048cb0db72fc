"""Recognising a person: one question to the database, which leaves nothing behind."""

from __future__ import annotations

import os

import psycopg
import pytest
from sqlalchemy import text

from app.people import recognition
from tenants import db as engines
from tenants.context import db
from tenants.db import ask_as
from tenants.model import Member


@pytest.fixture
def credential(world):
    """The credential of a browser Bob is signed in with."""
    browser = world.browser(world.bob)
    with browser.client.session_transaction() as session:
        return session["_user_id"]


def test_a_person_is_recognised_where_he_belongs(world, credential):
    found = recognition.recognise(credential, world.acme.slug)

    assert found.user_id == world.bob.user_id
    assert found.place.member.id == world.bob.member_id
    assert recognition.recognise(credential, world.globex.slug).place is None


def test_a_changed_role_counts_at_the_next_request(world, credential):
    assert recognition.recognise(credential, world.acme.slug).place.member.role == "seller"
    with world.acme.inside():
        db.get_one(Member, (world.acme.id, world.bob.member_id)).role = "viewer"

    assert recognition.recognise(credential, world.acme.slug).place.member.role == "viewer"


def test_a_suspended_company_is_shut_at_once(world, credential):
    assert recognition.recognise(credential, world.acme.slug).place is not None
    with engines.engine("operator").begin() as operator:
        operator.execute(text("UPDATE app.tenants SET state = 'suspended' WHERE id = :id"), {"id": world.acme.id})

    assert recognition.recognise(credential, world.acme.slug).place is None


def test_asking_as_a_person_shows_his_own_rows_and_leaves_no_trace(world):
    row = ask_as(world.bob.user_id, "SELECT count(*) AS n, min(email) AS email FROM app.users", {})

    assert (row.n, row.email) == (1, world.bob.email)
    with engines.engine("app").connect() as connection:
        assert not connection.scalar(text("SELECT current_setting('app.user_id', true)"))
        assert connection.scalar(text("SELECT count(*) FROM app.users")) == 0


def test_lines_that_were_cut_are_replaced(world, credential):
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = 'dealwright_app'"
        )

    assert recognition.recognise(credential, world.acme.slug).user_id == world.bob.user_id
