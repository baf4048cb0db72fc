"""Tasks that come round, through their pages."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select, update

from app import clock
from app.clock import now
from app.tasks.planning import series as acts
from app.tasks.planning.model import TaskSeries
from tenants.context import db
from tenants.model import Tenant
from tests.tasks.coming_round import a_series, a_template, at
from tests.tasks.tables import member
from tests.world import make_company


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
