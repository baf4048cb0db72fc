"""Every text of Globex is a canary. Nothing that Acme reads, receives, keeps or logs may hold one."""

from __future__ import annotations

import pytest

from app import outbox
from tenants.context import acting_in
from tests.isolation import catalogue, reading
from tests.isolation.work import PERSONAL, WORK
from tests.jobs import caught_letters, work_off


@pytest.mark.parametrize("name", ["alice", "mia", "bob", "vera"])
def test_no_page_export_or_search_shows_another_company(neighbourhood, name, capfd):
    browser = neighbourhood.world.browser(getattr(neighbourhood.world, name))
    visits = list(reading.everything(neighbourhood, browser))

    shown = reading.leaks(neighbourhood, iter(visits))

    assert len(visits) > 10
    assert shown == []
    out, err = capfd.readouterr()
    assert neighbourhood.canaries_in(out + err) == set()


def test_globex_itself_reads_its_texts(neighbourhood):
    browser = neighbourhood.world.browser(neighbourhood.world.charlie)

    seen = " ".join(reading.leaks(neighbourhood, reading.everything(neighbourhood, browser)))

    assert seen, "a canary that its own people never see proves nothing"


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


def _texts(neighbourhood, superuser) -> str:
    tables = [table.name for table in catalogue.of_companies(catalogue.read(superuser))]
    return reading.texts_of(superuser, neighbourhood.world.acme.id, tables)
