"""What the database forbids is told in a sentence, wherever in the request it shows, and nothing of it is kept."""

import json

import psycopg
import pytest
from flask import Response
from sqlalchemy import func, select
from sqlalchemy.exc import DataError, IntegrityError

from app import create_app
from app.company.model import Choice
from app.pipeline.opportunities.model import Stage
from app.web.violations import constraint, sqlstate, violation
from tenants.context import db
from tenants.owned import new_id
from tests.factories import a_deal, a_stage
from tests.world import make_world


def same_name():
    for _ in range(2):
        db.add(Choice(kind="region", name="Twice", name_key="twice"))


def same_stage():
    first = a_stage()
    db.add(Stage(pipeline_id=first.pipeline_id, name=first.name, name_key=first.name_key, kind="open", position=9))


def nobodys_region():
    db.add(a_deal(db.info["tenant_id"], "Of nobody"))


def no_such_kind():
    pipeline = a_stage().pipeline_id
    db.add(Stage(pipeline_id=pipeline, name="Odd", name_key="odd", kind="gossip", position=9))


def too_large():
    db.add(Choice(kind="region", name="Far", name_key="far", position=2**80))


def nul():
    db.add(Choice(kind="region", name="N\0", name_key="n\0"))


TRIALS = {
    "same-name": (same_name, 409, "The list has this entry already."),
    "same-stage": (same_stage, 409, "There is a stage of this name already."),
    "nobody": (nobodys_region, 409, "Something this needs was removed meanwhile"),
    "check": (no_such_kind, 422, "A value is missing or does not fit here"),
    "too-large": (too_large, 422, "A value is too long, too large or unreadable"),
    "nul": (nul, 422, "A value is too long, too large or unreadable"),
}


@pytest.fixture(scope="module")
def trial_app(clean_database):
    """The application with a room in which each rule is broken, at once or only when the request is committed."""
    made = create_app()
    made.config["TESTING"] = False

    def attempt(trial, when):
        with db.no_autoflush:
            db.add(Choice(kind="region", name="Before", name_key="before"))
            TRIALS[trial][0]()
            if when == "now":
                db.flush()
        return Response("done")

    made.add_url_rule("/<tenant_slug>/trials/<trial>/<when>", "trials.attempt", attempt, methods=["POST"])
    return made


@pytest.mark.parametrize("when", ["now", "at-commit"])
@pytest.mark.parametrize("trial", TRIALS)
def test_a_broken_rule_is_a_page_with_a_sentence_and_keeps_nothing(trial_app, trial, when):
    world = make_world(trial_app)
    _, status, sentence = TRIALS[trial]

    answer = world.browser(world.alice).post(f"trials/{trial}/{when}")

    assert answer.status_code == status
    assert sentence in answer.text
    with world.acme.inside():
        assert db.scalar(select(func.count()).where(Choice.name == "Before")) == 0


def test_a_part_of_a_page_is_told_in_a_toast_and_stays(trial_app):
    world = make_world(trial_app)

    answer = world.browser(world.alice).post("trials/same-name/at-commit", target="somewhere")

    assert answer.status_code == 409
    assert answer.headers["HX-Reswap"] == "none"
    assert json.loads(answer.headers["HX-Trigger"])["toast"]["text"] == "The list has this entry already."


def wrapped(error, as_class=IntegrityError):
    return as_class("INSERT", {}, error)


@pytest.mark.parametrize("name", ["uq_stages_name", "uq_stages_name_102008"])
def test_a_constraint_is_known_from_the_message_alone_and_without_its_shard(name):
    error = wrapped(psycopg.errors.UniqueViolation(f'duplicate key value violates unique constraint "{name}"'))

    assert error.orig.diag.constraint_name is None
    assert constraint(error) == "uq_stages_name"
    assert violation(error).status == 409


def test_a_constraint_is_known_from_what_the_database_says(world):
    with world.acme.inside():
        same_name()
        with pytest.raises(IntegrityError) as caught:
            db.flush()
        db.rollback()

    assert constraint(caught.value) == "uq_choices_name"
    assert sqlstate(caught.value) == "23505"


def test_an_error_without_a_constraint_still_has_an_answer():
    assert constraint(wrapped(psycopg.errors.NotNullViolation("null value in column"))) is None
    assert violation(wrapped(psycopg.errors.NotNullViolation("null value in column"))).status == 422
    assert violation(wrapped(psycopg.DataError("PostgreSQL text fields cannot contain NUL"), DataError)).status == 422
    assert violation(wrapped(psycopg.errors.SyntaxError("at or near"))) is None


def test_an_id_of_nothing_is_no_trouble(trial_app):
    world = make_world(trial_app)

    assert world.browser(world.alice).get(f"deals/{new_id()}").status_code == 404
    assert world.browser(world.alice).client.get("/a%00b/deals/").status_code == 404
