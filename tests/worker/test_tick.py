"""What comes round comes at the company's own hour, once, also when the clocks change or the machine was away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import timetables
from app.clock import freeze, now
from app.timetables import next_time
from tenants.context import db
from tenants.db import engine
from tenants.model import OutboxRow, Tenant, Timetable
from worker import tick


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "zone", "hour", "weekday", "expected"),
    [
        ("2026-11-22 23:59", "Asia/Shanghai", 8, None, "2026-11-23 00:00"),
        ("2026-11-23 00:00", "Asia/Shanghai", 8, None, "2026-11-24 00:00"),
        ("2026-11-22 12:00", "Asia/Shanghai", 8, 1, "2026-11-23 00:00"),
        ("2026-11-23 00:00", "Asia/Shanghai", 8, 1, "2026-11-30 00:00"),
        ("2026-11-22 12:00", "Pacific/Kiritimati", 8, 1, "2026-11-22 18:00"),
        ("2026-11-22 12:00", "Pacific/Pago_Pago", 8, 1, "2026-11-23 19:00"),
        # 29 March 2026: 02:00 does not exist in Berlin, so it is an hour later.
        ("2026-03-28 20:00", "Europe/Berlin", 2, None, "2026-03-29 01:00"),
        # 25 October 2026: 02:00 comes twice, the first counts.
        ("2026-10-24 20:00", "Europe/Berlin", 2, None, "2026-10-25 00:00"),
        ("2026-10-25 00:00", "Europe/Berlin", 2, None, "2026-10-26 01:00"),
        ("2026-10-25 00:30", "Europe/Berlin", 2, None, "2026-10-26 01:00"),
        ("2026-03-07 12:00", "America/New_York", 8, 7, "2026-03-08 12:00"),
        ("2027-12-31 12:00", "Asia/Shanghai", 8, None, "2028-01-01 00:00"),
        ("2028-02-28 12:00", "Asia/Shanghai", 8, 2, "2028-02-29 00:00"),
    ],
)
def test_the_next_time_is_the_hour_on_the_company_s_own_clock(after, zone, hour, weekday, expected):
    assert next_time(utc(after), zone, hour, weekday) == utc(expected)


def test_times_follow_each_other_through_a_year_of_changing_clocks():
    moment, times = utc("2026-01-01 00:00"), []
    while moment < utc("2027-01-01 00:00"):
        moment = next_time(moment, "America/New_York", 2)
        times.append(moment)

    gaps = {later - earlier for earlier, later in pairwise(times)}
    assert len(times) == 366
    assert gaps <= {timedelta(hours=hours) for hours in (23, 24, 25)}


@pytest.fixture
def eight_o_clock(world):
    """Acme wants something each morning; it is long past eight."""
    freeze(utc("2026-11-20 12:00"))
    with world.acme.inside():
        timetables.repeat("test.morning", hour=8)
    freeze(utc("2026-11-23 03:00"))
    return world.acme


def asked(company):
    with Session(engine("relay"), expire_on_commit=False) as session:
        wanted = select(OutboxRow).where(OutboxRow.tenant_id == company.id, OutboxRow.kind == "test.morning")
        return session.scalars(wanted).all()


def timetable(company):
    with company.inside():
        mine = (Timetable.tenant_id == company.id, Timetable.kind == "test.morning")
        return db.scalars(select(Timetable).where(*mine)).one()


def test_after_an_outage_it_is_caught_up_once(eight_o_clock):
    tick.once()
    tick.once()

    assert len(asked(eight_o_clock)) == 1
    assert timetable(eight_o_clock).next_run_at == utc("2026-11-24 00:00")


def test_a_tick_that_died_half_way_asks_only_once(eight_o_clock):
    tick.once()
    with eight_o_clock.inside():
        mine = (Timetable.tenant_id == eight_o_clock.id, Timetable.kind == "test.morning")
        db.execute(update(Timetable).where(*mine).values(next_run_at=utc("2026-11-21 00:00")))

    tick.once()

    assert len(asked(eight_o_clock)) == 1


def test_each_day_asks_anew(eight_o_clock):
    tick.once()
    freeze(utc("2026-11-24 00:00"))

    tick.once()

    assert len(asked(eight_o_clock)) == 2


def test_a_company_that_rests_is_asked_nothing(eight_o_clock):
    with eight_o_clock.inside():
        db.execute(update(Tenant).where(Tenant.id == eight_o_clock.id).values(state="suspended"))

    tick.once()

    assert asked(eight_o_clock) == []
    assert timetable(eight_o_clock).next_run_at > now()


def test_a_company_that_moves_is_served_by_its_new_clock(eight_o_clock):
    with eight_o_clock.inside():
        timetables.follow_clock("Europe/Berlin")

    assert timetable(eight_o_clock).next_run_at == utc("2026-11-23 07:00")


def test_asking_twice_for_the_same_keeps_one_timetable(eight_o_clock):
    with eight_o_clock.inside():
        timetables.repeat("test.morning", hour=9, weekday=5)

    found = timetable(eight_o_clock)
    assert (found.hour, found.weekday, found.next_run_at) == (9, 5, utc("2026-11-27 01:00"))


def test_what_nobody_wants_any_more_does_not_come(eight_o_clock):
    with eight_o_clock.inside():
        timetables.stop("test.morning")

    tick.once()

    assert asked(eight_o_clock) == []


def test_old_finished_work_is_forgotten_and_new_is_kept(eight_o_clock):
    tick.once()
    (row,) = asked(eight_o_clock)
    with Session(engine("relay")) as session, session.begin():
        session.execute(update(OutboxRow).where(OutboxRow.id == row.id).values(done_at=now() - tick.KEPT / 2))
    tick.forget_old()
    kept = len(asked(eight_o_clock))

    with Session(engine("relay")) as session, session.begin():
        session.execute(update(OutboxRow).where(OutboxRow.id == row.id).values(done_at=now() - tick.KEPT * 2))
    tick.forget_old()

    assert kept == 1
    assert asked(eight_o_clock) == []


def test_a_timetable_nobody_can_read_holds_up_no_other(world):
    with world.acme.inside():
        timetables.repeat("test.round", hour=8)
        good = (
            db.scalars(select(Timetable).where(Timetable.kind == "test.round", Timetable.tenant_id == world.acme.id))
            .one()
            .id
        )
    with world.globex.inside():
        timetables.repeat("test.round", hour=8)
        db.execute(
            update(Timetable)
            .where(Timetable.kind == "test.round", Timetable.tenant_id == world.globex.id)
            .values(zone="Nowhere/None", next_run_at=now() - timedelta(hours=2))
        )
    with world.acme.inside():
        db.execute(update(Timetable).where(Timetable.id == good).values(next_run_at=now() - timedelta(hours=1)))

    tick.once()

    with Session(engine("relay")) as session:
        assert session.get_one(Timetable, good).next_run_at > now()
        assert session.scalar(
            select(OutboxRow.kind).where(OutboxRow.tenant_id == world.acme.id, OutboxRow.kind == "test.round")
        )
