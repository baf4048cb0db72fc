"""Tasks that come round: what is made on which day, and what stops them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from app import clock, outbox, timetables
from app.clock import now
from app.notices.model import Notice
from app.people import handover
from app.tasks.model import Task
from app.tasks.planning import recurring
from app.tasks.planning import series as acts
from app.tasks.planning.model import TaskSeries, TaskTemplate
from app.tasks.refusals import NotGiven
from tenants.context import db
from tenants.model import Member, Tenant, Timetable
from tests.jobs import tick_for, work_off
from tests.tasks.coming_round import a_series, at
from tests.tasks.tables import member


def run():
    recurring.recur(None)
    db.flush()


def made():
    return list(db.scalars(select(Task).where(Task.series_id.is_not(None)).order_by(Task.starts_on, Task.id)))


@pytest.fixture
def acme(world):
    at(date(2026, 3, 2))
    with world.acme.inside(world.mia):
        yield world


def test_a_task_is_made_on_its_day_and_the_next_day_moves_on(acme):
    series = a_series(acme, on_day=5, next_on=date(2026, 3, 6), quantity=None, effort_minutes=60, criteria=("Figures",))

    at(date(2026, 3, 5))
    run()
    assert made() == []

    at(date(2026, 3, 6))
    run()

    (task,) = made()
    assert (task.starts_on, task.owner_id, task.created_by_id) == (
        date(2026, 3, 6), acme.bob.member_id, acme.mia.member_id,
    )  # fmt: skip
    assert (task.acceptor_id, task.effort_minutes, task.state) == (acme.mia.member_id, 60, "todo")
    assert task.due_on == date(2026, 3, 9)  # Saturday is not worked, Monday is
    assert series.next_on == date(2026, 3, 13)
    told = db.scalars(select(Notice.member_id).where(Notice.kind == "task.assigned")).all()
    assert told == [acme.bob.member_id]


def test_running_twice_makes_one(acme):
    a_series(acme, next_on=date(2026, 3, 6))
    at(date(2026, 3, 6))

    run()
    run()

    assert len(made()) == 1


def test_of_days_that_were_missed_only_the_newest_is_made_up_for(acme):
    series = a_series(acme, next_on=date(2026, 3, 6), due=0)
    at(date(2026, 3, 24))  # a Tuesday; Fridays 6, 13 and 20 March went by

    run()

    (task,) = made()
    assert task.starts_on == date(2026, 3, 20)
    assert task.due_on == date(2026, 3, 24)  # not over before it was made
    assert series.next_on == date(2026, 3, 27)


def test_the_last_day_of_a_month_stays_the_last(acme):
    series = a_series(acme, every="month", on_day=31, next_on=date(2026, 3, 31))
    seen = []
    for _month in range(12):
        at(series.next_on)
        seen.append(series.next_on)
        run()

    assert seen[:3] == [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
    assert seen[-1] == date(2027, 2, 28)
    assert len(made()) == 12


def test_who_has_left_gets_nothing_and_its_maker_is_told(acme):
    series = a_series(acme, next_on=date(2026, 3, 6))
    db.execute(update(Member).where(Member.id == acme.bob.member_id).values(state="deactivated"))

    at(date(2026, 3, 6))
    run()

    assert made() == []
    assert (series.next_on, series.ended_on) == (None, None)
    notice = db.scalars(select(Notice).where(Notice.kind == "task.series_paused")).one()
    assert (notice.member_id, notice.facts["owner"]) == (acme.mia.member_id, "Bob")


def test_when_its_maker_has_left_too_who_leads_is_told(acme):
    series = a_series(acme, next_on=date(2026, 3, 6), by="alice")
    db.execute(update(Member).where(Member.id == acme.alice.member_id).values(state="deactivated"))

    at(date(2026, 3, 6))
    run()

    assert (made(), series.next_on) == ([], None)
    assert db.scalars(select(Notice.member_id).where(Notice.kind == "task.series_paused")).all() == [acme.mia.member_id]


def test_whom_its_maker_no_longer_leads_gets_nothing(acme):
    series = a_series(acme, next_on=date(2026, 3, 6))
    db.execute(update(TaskSeries).where(TaskSeries.id == series.id).values(created_by_id=acme.sam.member_id))
    db.refresh(series)

    at(date(2026, 3, 6))
    run()

    assert made() == []
    assert series.next_on is None
    assert db.scalars(select(Notice.facts["why"].astext).where(Notice.kind == "task.series_paused")).all() == [
        "not_given"
    ]


def test_a_template_whose_parts_do_not_add_up_stops_it_and_nothing_else(acme):
    broken, sound = a_series(acme, next_on=date(2026, 3, 6)), a_series(acme, next_on=date(2026, 3, 6), owner="mia")
    db.execute(
        update(TaskTemplate)
        .where(TaskTemplate.id == broken.template_id)
        .values(plan={"whole": {"title": "Split", "quantity": "10"}, "parts": [{"title": "Half", "quantity": "4"}]})
    )
    db.expire_all()

    at(date(2026, 3, 6))
    run()

    assert (broken.next_on, sound.next_on) == (None, date(2026, 3, 13))
    assert [task.owner_id for task in made()] == [acme.mia.member_id]


def test_a_template_that_became_odd_still_makes_a_task(acme):
    series = a_series(acme, next_on=date(2026, 3, 6))
    db.execute(update(TaskTemplate).where(TaskTemplate.id == series.template_id).values(plan=["nonsense", 3]))
    db.expire_all()

    at(date(2026, 3, 6))
    run()

    (task,) = made()
    assert task.title == series.template.name
    assert (task.starts_on, task.due_on) == (date(2026, 3, 6), None)


def test_what_rests_makes_nothing_until_it_is_resumed(acme):
    series = a_series(acme, next_on=date(2026, 3, 6))
    acts.pause(series, by=member(acme.mia), at=now())
    at(date(2026, 3, 13))
    run()
    assert made() == []

    acts.resume(series, date(2026, 3, 14), by=member(acme.mia), at=now())

    assert series.next_on == date(2026, 3, 20)
    assert timetable() is not None  # it had stopped coming round, with nothing left to make


def test_what_has_ended_is_not_resumed(acme):
    series = a_series(acme, next_on=date(2026, 3, 6))
    acts.end(series, date(2026, 3, 5), by=member(acme.mia), at=now())
    acts.resume(series, date(2026, 3, 14), by=member(acme.mia), at=now())

    at(date(2026, 3, 6))
    run()

    assert (made(), series.next_on, series.ended_on) == ([], None, date(2026, 3, 5))


def timetable():
    return db.scalar(select(Timetable).where(Timetable.kind == acts.JOB))


def test_the_work_comes_round_only_while_something_does(acme):
    assert timetable() is None
    series = a_series(acme, next_on=date(2026, 3, 6))
    assert timetable().hour == 6

    acts.end(series, date(2026, 3, 5), by=member(acme.mia), at=now())
    run()

    assert timetable() is None


def test_one_begun_while_the_work_stops_comes_round_all_the_same(acme, monkeypatch):
    stop = timetables.stop

    def begin():
        with acme.acme.inside(acme.alice):
            a_series(acme, by="alice", next_on=date(2026, 3, 6))

    def stop_late(kind):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(begin).result()
        stop(kind)

    monkeypatch.setattr(timetables, "stop", stop_late)
    run()

    assert timetable().hour == 6


def test_nobody_lets_tasks_come_round_for_whom_he_does_not_lead(acme):
    with pytest.raises(NotGiven):
        a_series(acme, owner="sam", by="bob")
    series = a_series(acme, owner="mia", by="mia", next_on=date(2026, 3, 6))
    with pytest.raises(NotGiven):
        acts.change(series, {"owner_id": acme.alice.member_id}, by=member(acme.bob), at=now())


def test_a_successor_minds_what_came_round_for_others(acme):
    series = a_series(acme, next_on=date(2026, 3, 6))

    handover.hand_over(acme.mia.member_id, acme.alice.member_id, by=acme.alice.member_id, at=now())
    db.refresh(series)

    assert (series.created_by_id, series.owner_id) == (acme.alice.member_id, acme.bob.member_id)


def test_it_is_made_at_six_by_the_tick_of_a_company_whose_clocks_change(app, world):
    """New York puts its clocks forward on Sunday 8 March 2026: six o'clock is 10:00 UTC that day, 11:00 before."""
    clock.freeze(datetime(2026, 3, 7, 12, tzinfo=UTC))
    with world.acme.inside(world.alice):
        db.execute(update(Tenant).where(Tenant.id == world.acme.id).values(zone="America/New_York"))
        a_series(world, by="alice", on_day=7, next_on=date(2026, 3, 8))

    clock.freeze(datetime(2026, 3, 8, 9, 59, tzinfo=UTC))
    tick_for(world.acme.id)
    work_off(app, world.acme.id)
    with world.acme.inside():
        assert made() == []

    for _again in range(2):
        clock.freeze(datetime(2026, 3, 8, 10, 1, tzinfo=UTC))
        tick_for(world.acme.id)
        work_off(app, world.acme.id)
    with world.acme.inside():
        assert [task.starts_on for task in made()] == [date(2026, 3, 8)]


def test_work_asked_for_twice_makes_one(app, world):
    at(date(2026, 3, 6))
    with world.acme.inside(world.mia):
        a_series(world, next_on=date(2026, 3, 6))
        outbox.later(acts.JOB, key="one")
        outbox.later(acts.JOB, key="two")

    work_off(app, world.acme.id)

    with world.acme.inside():
        assert len(made()) == 1


def test_another_company_s_are_left_alone(app, world):
    at(date(2026, 3, 6))
    with world.globex.inside(world.charlie):
        a_series(world, owner="cleo", by="charlie", next_on=date(2026, 3, 6))
    with world.acme.inside(world.mia):
        outbox.later(acts.JOB, key="one")

    work_off(app, world.acme.id)

    with world.globex.inside():
        assert made() == []
