"""Setting up pipelines and stages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.pipeline.opportunities.model import OPEN, WON, Deal, Pipeline, Stage, StageChange
from tenants.context import db
from tests import factories as make

AT = datetime(2026, 11, 1, tzinfo=UTC)


def names(world) -> list[str]:
    with world.acme.inside():
        return [stage.name for stage in make.the_stages() if stage.kind == OPEN and stage.archived_at is None]


def stage_id(world, position=0, kind=OPEN):
    with world.acme.inside():
        return make.a_stage(kind, position).id


@pytest.fixture
def manager(world):
    return world.browser(world.mia)


def test_a_stage_is_added_behind_the_others(world, manager):
    with world.acme.inside():
        pipeline = make.the_pipeline().id
    form = {"name": "Contract", "probability": "90", "expected_days": "5", "warning_days": "9", "demands": ["amount"]}

    manager.post(f"settings/pipelines/{pipeline}/stages", form)

    assert names(world)[-1] == "Contract"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"name": "Qualified"}, "There is a stage of this name already."),
        ({"probability": "120"}, "Between 0 and 100."),
        ({"expected_days": "10", "warning_days": "3"}, "At least as many days as are expected."),
        ({"expected_days": "soon"}, "Write a whole number."),
        ({"demands": ["passport"]}, "choice"),
    ],
)
def test_a_stage_that_makes_no_sense_is_explained(world, manager, change, words):
    form = {"name": "Contacted", "probability": "10", "version": 1, **change}

    answer = manager.post(f"settings/pipelines/stages/{stage_id(world)}", form)

    assert answer.status_code == 422
    assert words in answer.text


def test_stages_change_places_by_button(world, manager):
    manager.post(f"settings/pipelines/stages/{stage_id(world, 1)}/place/up")
    assert names(world)[:2] == ["Qualified", "Contacted"]

    manager.post(f"settings/pipelines/stages/{stage_id(world, 0)}/place/up")
    assert names(world)[:2] == ["Qualified", "Contacted"]


def test_archiving_a_stage_takes_its_deals_along_and_keeps_their_days(world, manager):
    with world.acme.inside():
        deals = [make.a_deal(world.bob.member_id, stage=make.a_stage(OPEN, 1), at=AT) for _ in range(3)]

    refused = manager.post(f"settings/pipelines/stages/{stage_id(world, 1)}/archival", {"target": ""})
    target = stage_id(world, 2)
    manager.post(f"settings/pipelines/stages/{stage_id(world, 1)}/archival", {"target": target})

    assert refused.status_code == 422
    assert "Say where its deals go." in refused.text
    assert "Qualified" not in names(world)
    with world.acme.inside():
        for deal in db.scalars(select(Deal).where(Deal.id.in_([deal.id for deal in deals]))):
            assert (deal.stage_id, deal.stage_since) == (target, AT)
        moves = db.scalars(select(StageChange).where(StageChange.to_stage_id == target)).all()
    assert len(moves) == 3


def test_ends_and_the_last_open_stage_stay(world, manager):
    with world.acme.inside():
        open_ids = [stage.id for stage in make.the_stages() if stage.kind == OPEN]

    answers = [
        manager.post(f"settings/pipelines/stages/{each}/archival").status_code
        for each in (stage_id(world, 0, WON), *open_ids)
    ]

    assert answers == [422, 303, 303, 303, 422]
    assert len(names(world)) == 1


def test_an_archived_stage_is_off_the_board(world, manager):
    manager.post(f"settings/pipelines/stages/{stage_id(world, 1)}/archival")

    assert 'data-name="Qualified"' not in manager.get("deals/").text


def test_pipelines_are_added_renamed_and_archived(world, manager):
    manager.post("settings/pipelines/", {"name": "Renewals"})
    taken = manager.post("settings/pipelines/", {"name": " RENEWALS "})
    with world.acme.inside():
        renewals = db.scalars(select(Pipeline).where(Pipeline.name == "Renewals")).one()
        kinds = db.scalars(select(Stage.kind).where(Stage.pipeline_id == renewals.id).order_by(Stage.position)).all()
    manager.post(f"settings/pipelines/{renewals.id}", {"name": "Tenders", "version": 1})
    manager.post(f"settings/pipelines/{renewals.id}/archival")

    assert taken.status_code == 422
    assert kinds == ["open", "won", "lost"]
    with world.acme.inside():
        again = db.get_one(Pipeline, (world.acme.id, renewals.id))
        assert (again.name, again.archived_at is not None) == ("Tenders", True)


def test_the_only_pipeline_is_not_archived(world, manager):
    with world.acme.inside():
        only = make.the_pipeline()

    manager.post(f"settings/pipelines/{only.id}/archival")

    with world.acme.inside():
        assert make.the_pipeline().archived_at is None


def test_two_managers_changing_a_stage_the_second_sees_both(world, manager):
    alice = world.browser(world.alice)
    stage = stage_id(world)
    alice.post(f"settings/pipelines/stages/{stage}", {"name": "First talk", "probability": "15", "version": 1})

    clash = manager.post(f"settings/pipelines/stages/{stage}", {"name": "Hello", "probability": "10", "version": 1})

    assert clash.status_code == 409
    assert "First talk" in clash.text
    assert "Hello" in clash.text


@pytest.mark.parametrize("person", ["bob", "vera"])
def test_only_managers_set_stages_up(world, person):
    browser = world.browser(getattr(world, person))

    assert browser.get("settings/pipelines/").status_code == 403
    assert browser.post("settings/pipelines/", {"name": "x"}).status_code == 403


def test_another_companys_stage_does_not_exist(world, manager):
    with world.globex.inside():
        foreign = make.a_stage()

    for path in ("", "/archival"):
        assert manager.get(f"settings/pipelines/stages/{foreign.id}{path}").status_code == 404
    assert manager.post(f"settings/pipelines/stages/{foreign.id}/place/up").status_code == 404


def test_a_stage_is_dropped_where_it_shall_stand(world, manager):
    with world.acme.inside():
        names = [stage.name for stage in make.the_stages() if stage.kind == "open"]
        last = make.a_stage(position=len(names) - 1)

    answer = manager.post(f"settings/pipelines/stages/{last.id}/place", {"place": "0"}, target="stage-list")
    refused = [
        manager.post(f"settings/pipelines/stages/{last.id}/place", {"place": place}).status_code
        for place in ("", "-1", "top", "9" * 30)
    ]

    assert answer.status_code == 204
    assert refused == [422] * 4
    with world.acme.inside():
        assert [stage.name for stage in make.the_stages() if stage.kind == "open"] == [names[-1], *names[:-1]]
