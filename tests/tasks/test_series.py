"""Tasks that come round: on which days, once a period, and what stops them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from app import clock, outbox, timetables
from app.clock import now
from app.notices.model import Notice
from app.people import handover
from app.tasks.model import Task
from app.tasks.planning import recurring, rhythm, templates
from app.tasks.planning import series as acts
from app.tasks.planning.model import TaskSeries, TaskTemplate
from app.tasks.planning.pieces import Kept, Piece
from app.tasks.planning.stretch import CALENDAR
from app.tasks.refusals import NotGiven
from tenants.context import db
from tenants.model import Member, Tenant, Timetable
from tests.factories import number
from tests.jobs import tick_for, work_off
from tests.world import make_company


def at(day, hour=6, minute=30):
    """Half past six in Shanghai on `day`."""
    clock.freeze(datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=hour - 8, minutes=minute))


def member(person):
    return db.get_one(Member, (person.company.id, person.member_id))


def a_template(by, name="Weekly report", **piece):
    kept = Kept(Piece(name, **{"begins": 0, "due": 1, **piece}), counted_in=CALENDAR)
    return templates.keep(f"{name} {number()}", kept, by=by, at=now())


def a_series(world, *, owner="bob", by="mia", every="week", on_day=5, next_on=None, **piece):
    maker = member(getattr(world, by))
    template = a_template(maker, **piece)
    values = {
        "template_id": template.id, "owner_id": getattr(world, owner).member_id, "acceptor_id": None, "every": every,
        "on_day": on_day, "next_on": next_on,
    }  # fmt: skip
    return acts.begin(values, by=maker, at=now())


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


@pytest.mark.parametrize(
    ("every", "on_day", "first", "fiscal_month", "day"),
    [
        ("week", 1, date(2026, 3, 2), 1, date(2026, 3, 2)),
        ("week", 1, date(2026, 3, 3), 1, date(2026, 3, 9)),
        ("month", 31, date(2026, 1, 31), 1, date(2026, 1, 31)),
        ("month", 31, date(2026, 2, 1), 1, date(2026, 2, 28)),
        ("month", 31, date(2028, 2, 1), 1, date(2028, 2, 29)),  # a leap year
        ("month", 29, date(2028, 2, 29), 1, date(2028, 2, 29)),
        ("month", 30, date(2027, 2, 28), 1, date(2027, 2, 28)),
        ("month", 15, date(2026, 12, 16), 1, date(2027, 1, 15)),
        ("quarter", 5, date(2026, 1, 6), 1, date(2026, 4, 5)),
        ("quarter", 31, date(2026, 4, 1), 1, date(2026, 4, 30)),
        ("quarter", 5, date(2026, 1, 6), 2, date(2026, 2, 5)),  # the fiscal year begins in February
        ("quarter", 31, date(2027, 12, 1), 3, date(2027, 12, 31)),
    ],
)
def test_the_next_day(every, on_day, first, fiscal_month, day):
    assert rhythm.next_on(every, on_day, first, fiscal_month) == day


@given(
    st.sampled_from(rhythm.EVERY), st.integers(1, 31), st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 12)
)
def test_days_follow_each_other_one_a_period(every, on_day, first, fiscal_month):
    on_day = (on_day - 1) % 7 + 1 if every == "week" else on_day
    day = rhythm.next_on(every, on_day, first, fiscal_month)
    after = rhythm.next_on(every, on_day, day + timedelta(days=1), fiscal_month)

    assert first <= day < after
    least, most = {"week": (7, 7), "month": (28, 31), "quarter": (89, 92)}[every]
    assert least <= (after - day).days <= most


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


def new(template, **values):
    tomorrow = clock.today_in("Asia/Shanghai") + timedelta(days=1)
    return {"template_id": template, "every": "week", "weekday": "5", "first_on": tomorrow.isoformat(), **values}


def test_through_the_pages(world):
    at(date(2026, 3, 2))
    browser = world.browser(world.mia)
    with world.acme.inside(world.mia):
        template = a_template(member(world.mia)).id

    assert "Weekly report" in browser.get(f"tasks/series/new?template={template}").text
    answer = browser.post("tasks/series", new(template, owner_id=world.bob.member_id))
    assert answer.status_code == 303
    page = browser.get("tasks/series").text
    assert "Fri 6 Mar" in page
    assert "each week on Friday" in page

    with world.acme.inside():
        series = db.scalars(select(TaskSeries)).one().id
    changed = new(template, owner_id=world.bob.member_id, every="month", day="31", version="1")
    assert browser.post(f"tasks/series/{series}", changed).status_code == 303
    assert "Tue 31 Mar" in browser.get("tasks/series").text
    assert browser.post(f"tasks/series/{series}", {**changed, "day": "15"}).status_code == 409
    assert browser.post(f"tasks/series/{series}/pause").status_code == 303
    assert "paused" in browser.get("tasks/series").text
    assert browser.post(f"tasks/series/{series}/resumption").status_code == 303
    assert browser.post(f"tasks/series/{series}/end").status_code == 303
    assert "ended 2 Mar" in browser.get("tasks/series").text


def test_what_is_typed_wrong_is_said_at_its_field(world):
    at(date(2026, 3, 2))
    browser = world.browser(world.mia)
    with world.acme.inside(world.mia):
        template = a_template(member(world.mia)).id

    no_day = browser.post("tasks/series", new(template, owner_id=world.bob.member_id, every="month"))
    today = browser.post("tasks/series", new(template, owner_id=world.bob.member_id, first_on="2026-03-02"))
    not_led = browser.post("tasks/series", new(template, owner_id=world.sam.member_id))

    assert (no_day.status_code, today.status_code, not_led.status_code) == (422, 422, 422)
    assert "Say on which day of the month" in no_day.text
    assert "From tomorrow on" in today.text
    with world.acme.inside():
        assert db.scalar(select(TaskSeries.id)) is None


def test_who_is_led_sees_his_and_changes_nothing(world):
    at(date(2026, 3, 2))
    with world.acme.inside(world.mia):
        series = a_series(world, next_on=date(2026, 3, 6)).id

    bob, sam = world.browser(world.bob), world.browser(world.sam)
    assert bob.get(f"tasks/series/{series}").status_code == 200
    assert bob.post(f"tasks/series/{series}/end").status_code == 403
    assert sam.get(f"tasks/series/{series}").status_code == 404
    assert "Weekly report" not in sam.get("tasks/series").text


def test_the_fiscal_year_says_which_month_is_a_quarter_s_first(world):
    company = make_company("Acme", f"fiscal-{now():%H%M%S%f}")
    with company.inside():
        db.execute(update(Tenant).where(Tenant.id == company.id).values(fiscal_month=2))
    with company.inside():
        assert acts.first_on("quarter", 10, date(2026, 3, 1)) == date(2026, 5, 10)
