"""The work of an import: once, whole or not at all, one at a time, in the language of who asked."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select, update

from app.clock import freeze, now
from app.imports import jobs, running, starting
from app.imports.model import Import, ImportRow
from app.notices.model import Notice
from app.pipeline.bringing.into import deal_rows
from app.pipeline.opportunities.model import Deal
from app.pipeline.orders.model import Order
from app.search import finding
from tenants.context import acting_in, db
from tenants.model import Member, OutboxRow
from tenants.roles import Role
from tests.counting import statements
from tests.imports.bringing import all_of, rows_of, the_deal, uploaded
from tests.jobs import waiting, work_off

ROWS = ("Deal number | Deal | Account | Stage | Close date | Amount", "D1 | Pumps | Hengyuan | Won | 2025-04-01 | 5")


def start(person, import_id):
    with person.company.inside(person):
        member = db.get_one(Member, (person.company.id, person.member_id))
        return starting.start(db.get_one(Import, (person.company.id, import_id)), by=member)


def state(person):
    return all_of(person, Import)[0].state


def test_the_worker_brings_it_in_and_says_so_once(world):
    import_id = uploaded(world.alice, "deals", *ROWS)
    start(world.alice, import_id)

    work_off(world.app, world.acme.id)

    assert state(world.alice) == "done"
    (notice,) = all_of(world.alice, Notice)
    assert (notice.kind, notice.member_id, notice.subject_id) == ("import.ready", world.alice.member_id, import_id)
    assert notice.facts["created"] == 1


def test_what_came_in_is_found(world):
    start(world.alice, uploaded(world.alice, "deals", *ROWS))
    work_off(world.app, world.acme.id)
    member = world.alice.member

    with world.acme.inside(world.alice):
        found = finding.find(member, "hengy")

    assert {kind for kind, those in found.items() if those} >= {"deal", "account"}


def test_an_import_that_breaks_half_way_leaves_nothing(world, monkeypatch):
    start(world.alice, uploaded(world.alice, "deals", *ROWS))
    monkeypatch.setattr(deal_rows, "order_of", _breaks)

    work_off(world.app, world.acme.id)

    assert all_of(world.alice, Deal) == all_of(world.alice, Order) == all_of(world.alice, ImportRow) == []
    assert state(world.alice) == "queued"


def _breaks(*_):
    raise ValueError("in the middle")


def test_the_next_try_finishes_what_a_broken_one_began(world, monkeypatch):
    start(world.alice, uploaded(world.alice, "deals", *ROWS))
    with monkeypatch.context() as broken:
        broken.setattr(deal_rows, "order_of", _breaks)
        work_off(world.app, world.acme.id)
    freeze(now() + timedelta(minutes=1))

    work_off(world.app, world.acme.id)

    assert state(world.alice) == "done"
    assert len(all_of(world.alice, Order)) == 1


def test_work_that_is_done_twice_has_its_effect_once(world):
    import_id = uploaded(world.alice, "deals", *ROWS)
    start(world.alice, import_id)
    row = waiting(world.acme.id)[0]
    work_off(world.app, world.acme.id)
    before = all_of(world.alice, ImportRow)

    with world.acme.inside(world.alice):
        jobs.run(row)

    assert len(all_of(world.alice, ImportRow)) == len(before)


def test_the_last_failure_is_told_and_the_file_can_be_started_again(world):
    import_id = uploaded(world.alice, "deals", *ROWS)
    start(world.alice, import_id)
    row = waiting(world.acme.id)[0]

    with world.acme.inside(world.alice):
        jobs.give_up(row)

    assert state(world.alice) == "failed"
    assert [notice.kind for notice in all_of(world.alice, Notice)] == ["import.failed"]
    assert start(world.alice, import_id)


def test_only_one_import_of_a_company_runs_at_a_time(world):
    start(world.alice, uploaded(world.alice, "deals", *ROWS))
    (first,) = waiting(world.acme.id)

    with acting_in(world.acme.id):
        lock = int.from_bytes(world.acme.id.bytes[8:], signed=True)
        db.execute(select(func.pg_advisory_xact_lock(lock)))
        other = OutboxRow(kind=first.kind, subject_id=first.subject_id, queue=first.queue)
        _run_elsewhere(world, other)

    assert state(world.alice) == "queued"
    assert all_of(world.alice, Deal) == []
    later = waiting(world.acme.id, until=now() + timedelta(minutes=1))
    assert [row.kind for row in later] == ["imports.run", "imports.run"]


def _run_elsewhere(world, row):
    """As another worker would: in a thread, for a door is entered once in each."""
    import threading

    def work():
        with world.app.app_context(), acting_in(world.acme.id, world.alice.member_id):
            jobs.run(row)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_the_same_file_twice_at_once_comes_in_once(world):
    first, second = (uploaded(world.alice, "deals", *ROWS) for _ in range(2))
    start(world.alice, first)
    start(world.alice, second)

    work_off(world.app, world.acme.id)

    counts = {one.id: (one.created, one.unchanged) for one in all_of(world.alice, Import)}
    assert sorted(counts.values()) == [(0, 1), (1, 0)]
    assert len(all_of(world.alice, Deal)) == 1


def test_problems_are_written_in_the_language_of_who_asked(world):
    with world.acme.inside():
        db.execute(update(Member).where(Member.id == world.alice.member_id).values(language="zh"))
    import_id = uploaded(world.alice, "deals", "Deal number | Amount", "D1 | five")
    start(world.alice, import_id)

    work_off(world.app, world.acme.id)

    (row,) = rows_of(world.alice, import_id)
    assert row.problem == "Amount: 「five」不是数字。"


@pytest.mark.parametrize("values", [{"role": Role.VIEWER, "sees": "all"}, {"state": "deactivated"}])
def test_whoever_lost_the_right_meanwhile_brings_nothing_in(world, values):
    start(world.bob, uploaded(world.bob, "deals", *ROWS))
    with world.acme.inside():
        db.execute(update(Member).where(Member.id == world.bob.member_id).values(**values))

    work_off(world.app, world.acme.id)

    assert state(world.bob) == "failed"
    assert all_of(world.bob, Deal) == []


def test_a_file_that_vanished_is_no_half_import(world):
    from app import files

    import_id = uploaded(world.alice, "deals", *ROWS)
    start(world.alice, import_id)
    with world.acme.inside():
        files.forget(all_of_key(import_id))

    work_off(world.app, world.acme.id)

    assert all_of(world.alice, Deal) == []


def all_of_key(import_id):
    return db.scalars(select(Import.storage_key).where(Import.id == import_id)).one()


def test_the_number_of_statements_does_not_grow_with_the_rows(world, monkeypatch):
    counts = []
    for size in (5, 200):
        rows = [f"N{size}-{n} | Deal {n} | Customer {n % 3} | Won | 2025-04-01 | 5" for n in range(size)]
        import_id = uploaded(world.alice, "deals", ROWS[0], *rows)
        with world.acme.inside(world.alice):
            made = db.get_one(Import, (world.acme.id, import_id))
            counts.append(statements(partial(running.run, made)))

    assert counts[1] <= counts[0]
    assert the_deal(world.alice, "N200-7").state == "won"


def test_what_it_adds_to_the_companys_lists_is_offered_at_once(world):
    browser = world.browser(world.alice)
    assert "Messe" not in browser.get("deals/new").text
    import_id = uploaded(world.alice, "deals", "Deal number | Channel | Owner", "D1 | Messe | 王芳")

    start(world.alice, import_id)
    work_off(world.app, world.acme.id)

    page = browser.get("deals/new").text
    assert "Messe" in page
    assert "王芳" in page
