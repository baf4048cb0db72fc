"""Every text of Globex is a canary. Nothing that Acme reads, receives, keeps or logs may hold one."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from app import outbox
from app.clock import now
from tenants.context import acting_in, db
from tenants.model import OutboxRow
from tests.isolation import catalogue, reading, statements
from tests.isolation.snapshot import changed
from tests.isolation.work import PERSONAL, WORK
from tests.jobs import caught_letters, work_off


@pytest.mark.parametrize("name", ["alice", "mia", "bob", "vera"])
def test_a_walk_through_everything_there_is_to_read(neighbourhood, tours, fenced, name):
    """Pages, exports and searches show nothing of Globex, nothing breaks, and each statement names its company."""
    tour = tours.of(name)

    assert len(tour.visits) > 10
    assert reading.leaks(neighbourhood, iter(tour.visits)) == []
    assert neighbourhood.canaries_in(tour.logged) == set()
    assert [f"{visit.address}: {visit.status}" for visit in tour.visits if visit.status >= 500] == []
    assert statements.problems(tour.heard, fenced) == []


def test_globex_itself_reads_its_texts(neighbourhood, tours):
    """A canary that its own people never see would prove nothing."""
    visits = tours.of("charlie").visits

    seen = {kind for visit in visits for kind in _kinds_of_canary(neighbourhood, visit)}
    exported = {kind for visit in visits if "list." in visit.address for kind in _kinds_of_canary(neighbourhood, visit)}

    assert {"dealstitle", "accountsname"} <= seen
    assert "dealstitle" in exported


def _kinds_of_canary(neighbourhood, visit) -> set[str]:
    """Table and column of each canary in sight, as `Rows` spells them."""
    found = neighbourhood.canaries_in(reading.readable(visit.body, visit.media_type))
    return {re.sub(r"^r\d+", "", canary[len(neighbourhood.mark) :]) for canary in found}


def test_every_kind_of_work_is_known_here():
    assert set(outbox.handlers) - set(WORK) == set()


@pytest.mark.parametrize("kind", sorted(WORK))
def test_no_letter_or_result_of_work_holds_another_company_s_text(
    app, neighbourhood, superuser, monkeypatch, capfd, kind
):
    letters = caught_letters(monkeypatch)
    with acting_in(neighbourhood.world.acme.id, neighbourhood.world.alice.member_id):
        WORK[kind](neighbourhood.scenes[1])

    done = work_off(app, None if kind in PERSONAL else neighbourhood.world.acme.id)

    out, err = capfd.readouterr()
    assert done
    sent = "\n".join(letter.as_string() for letter in letters)
    assert neighbourhood.canaries_in(sent + out + err) == set()
    assert neighbourhood.canaries_in(_texts(neighbourhood, superuser)) == set()


@pytest.mark.parametrize("kind", sorted(set(WORK) - PERSONAL))
def test_work_asked_for_in_one_company_reaches_no_record_of_another(
    app, neighbourhood, superuser, foreign, look, monkeypatch, kind
):
    letters, before = caught_letters(monkeypatch), look.of(neighbourhood.world.globex.id)
    with acting_in(neighbourhood.world.acme.id, neighbourhood.world.alice.member_id):
        for table in ("reports", "report_schedules", "imports", "notices", "members", "deals"):
            outbox.later(kind, subject_id=foreign[table], day="2026-03-02")

    assert work_off(app, neighbourhood.world.acme.id)

    assert neighbourhood.canaries_in("\n".join(letter.as_string() for letter in letters)) == set()
    assert neighbourhood.canaries_in(_texts(neighbourhood, superuser)) == set()
    assert changed(before, look.of(neighbourhood.world.globex.id)) == []
    with acting_in(neighbourhood.world.acme.id):
        db.execute(update(OutboxRow).where(OutboxRow.kind == kind).values(failed_at=now(), subject_id=None))


def _texts(neighbourhood, superuser) -> str:
    tables = [table.name for table in catalogue.of_companies(catalogue.read(superuser))]
    return reading.texts_of(superuser, neighbourhood.world.acme.id, tables)
