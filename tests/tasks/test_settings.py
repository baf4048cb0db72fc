"""The rules of a company: grades without gap or overlap, told as one types; two managers at once; what stays."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from app.events import Event
from app.tasks import rules
from app.tasks.grading import GRADES, SPLIT, USUAL
from app.tasks.model import GradeBand, Task
from app.tasks.settings import acts, bands
from tenants.context import db
from tests.tasks.factories import a_task

FOUR = {"excellent": "120", "good": "100", "fair": "80", "poor": "0"}
FIVE = {"excellent": "120", "good": "100", "improve": "90", "fair": "80", "poor": "0"}
ROOM = "settings/tasks/"


def typed(floors, names=None, **more):
    sent = {f"{grade}-floor": floor for grade, floor in floors.items()}
    sent |= {f"{grade}-is_on": "y" for grade in floors}
    sent |= {f"{grade}-name": name for grade, name in (names or {}).items()}
    return {**sent, "trial": "95", **more}


def seen(browser):
    return re.search(r'name="seen"[^>]*value="([^"]+)"', browser.get(ROOM).text)[1]


def save(world, floors, who="alice", names=None, **more):
    browser = world.browser(getattr(world, who))
    return browser.post(f"{ROOM}grades", typed(floors, names, **{"seen": seen(browser), **more}))


def kept(world):
    with world.acme.inside(world.alice):
        return [(one.grade, one.floor, one.name) for one in db.scalars(select(GradeBand).order_by(-GradeBand.floor))]


def look(world, floors, **more):
    return world.browser(world.alice).post(f"{ROOM}grades", typed(floors, look="1", **more), target="bands").text


def test_the_room_shows_the_bands_that_hold_and_where_each_ends(world):
    text = world.browser(world.mia).get(ROOM).text

    ends = re.findall(r'id="until-(\w+)">([^<]*)<', text)
    assert ends == [
        ("excellent", "and above"), ("good", "below 120%"), ("improve", ""), ("fair", "below 100%"),
        ("poor", "below 80%"),
    ]  # fmt: skip
    assert "95% is “Fair”" in text


@pytest.mark.parametrize("who", ["bob", "vera"])
def test_who_does_not_manage_sets_nothing(world, who):
    browser = world.browser(getattr(world, who))

    assert browser.get(ROOM).status_code == 403
    assert browser.post(f"{ROOM}grades", typed(FIVE)).status_code == 403
    assert browser.post(f"{ROOM}days", {"hours_a_day": "7"}).status_code == 403
    assert kept(world) == []


def test_grades_with_own_names_and_two_decimals_are_kept_and_told(world):
    answer = save(world, {**FIVE, "improve": "92.25 %"}, names={"excellent": "A+"})

    assert answer.status_code == 303
    assert kept(world)[:3] == [("excellent", 12000, "A+"), ("good", 10000, None), ("improve", 9225, None)]
    with world.acme.inside(world.alice):
        event = db.scalars(select(Event).where(Event.kind == "tenant.graded_anew")).one()
        assert rules.grade_name("excellent") == "A+"
    assert "improve 92.25%" in event.changes["bands"][1]


def test_a_preset_fills_the_form_and_keeps_nothing(world):
    text = world.browser(world.alice).post(f"{ROOM}grades", typed(FOUR, {"good": "Fine"}, preset="five")).text

    assert re.search(r'name="improve-floor"[^>]*value="90"', text)
    assert 'value="Fine"' in text
    assert "95% is “To improve”" in text
    assert kept(world) == []


@pytest.mark.parametrize(
    ("floors", "grade", "words"),
    [
        ({**FOUR, "good": "120"}, "good", "Begins at 120% as “Excellent” does: the two overlap."),
        ({**FOUR, "fair": "110"}, "fair", "Begins at 110%, above “Good” at 100%: the two overlap."),
        ({**FOUR, "poor": "10"}, "poor", "Below 10% there would be no grade. The last one begins at 0%."),
        ({**FOUR, "poor": "-5"}, "poor", "Nobody reaches less than 0%."),
        ({**FOUR, "fair": ""}, "fair", "From which percentage on?"),
        ({**FOUR, "fair": "80.125"}, "fair", "At most two decimals."),
        ({**FOUR, "fair": "eighty"}, "fair", "Write a number."),
        ({**FOUR, "excellent": "99999"}, "excellent", "At most 10000."),
    ],
)
def test_each_fault_is_told_in_its_row_and_what_was_typed_stays(world, floors, grade, words):
    answer = save(world, floors)

    fault = answer.text.partition(f'id="fault-{grade}"')[2].partition("</div></div>")[0]
    assert answer.status_code == 422
    assert words in fault
    assert all(f'value="{floor}"' in answer.text for floor in floors.values() if floor)
    assert kept(world) == []
    assert words in look(world, floors)  # while it is typed already


def test_a_company_gives_at_least_one_grade(world):
    assert "At least one grade is given." in save(world, {}).text
    assert kept(world) == []


@given(st.lists(st.integers(-200, 20_000), min_size=1, max_size=5))
def test_what_the_editor_takes_gives_every_ratio_one_grade(app, some):
    """Whatever is typed: bands without a fault are in order, apart, and end at zero."""
    floors = dict(zip(GRADES, some, strict=False))
    with app.test_request_context():
        sent = MultiDict(typed({grade: f"{floor / 100:.2f}" for grade, floor in floors.items()}))
        forms = bands.submitted(sent)
        fine = all(form.valid for form in forms) and bands.scale_of(forms) is not None

    is_sound = some[-1] == 0 and all(above > here for above, here in pairwise(some))
    assert fine == is_sound


@pytest.mark.parametrize(
    ("trial", "grade"), [("95", "To improve"), ("90", "To improve"), ("89.99", "Fair"), ("100", "Good"), ("0", "Poor")]
)
def test_one_sees_where_a_percentage_falls_before_saving(world, trial, grade):
    assert f"{trial}% is “{grade}”" in look(world, FIVE, trial=trial)


def waiting(world, actual, **values):
    alice, bob = world.alice.member_id, world.bob.member_id
    return a_task(
        bob, acceptor_id=alice, state="submitted", actual=Decimal(actual), goal_quantity=Decimal(100), **values
    )


def test_proposals_that_would_change_are_counted_and_accepted_grades_stay(world):
    with world.acme.inside(world.alice):
        waiting(world, 95)
        waiting(world, 92)
        waiting(world, 85)
        a_task(world.bob.member_id, state="accepted", actual=Decimal(95), goal_quantity=Decimal(100), grade="fair")

    told = look(world, FIVE)
    save(world, FIVE)

    words = "2 tasks that wait for acceptance would be proposed another grade. Accepted grades stay."
    assert words in told
    with world.acme.inside(world.alice):
        assert db.scalar(select(Task.grade).where(Task.state == "accepted")) == "fair"
        assert rules.scale() == SPLIT
    assert "proposed another grade" not in look(world, FIVE)


def test_who_saves_second_sees_what_the_first_one_did(world):
    first, second = world.browser(world.alice), world.browser(world.mia)
    mark = seen(second)
    save(world, FIVE)

    answer = second.post(f"{ROOM}grades", typed({**FOUR, "good": "105"}, seen=mark))

    assert first.get(ROOM).status_code == 200
    assert answer.status_code == 409
    assert "Somebody else changed this while you did" in answer.text
    assert "≥ 90%" in answer.text
    assert 'value="105"' in answer.text
    assert ("improve", 9000, None) in kept(world)
    again = re.search(r'name="seen"[^>]*value="([^"]+)"', answer.text)[1]
    assert second.post(f"{ROOM}grades", typed({**FOUR, "good": "105"}, seen=again)).status_code == 303
    assert ("good", 10500, None) in kept(world)


def test_saving_the_same_again_leaves_no_trace(world):
    save(world, FIVE)
    save(world, FIVE)

    with world.acme.inside(world.alice):
        assert len(list(db.scalars(select(Event).where(Event.kind == "tenant.graded_anew")))) == 1


def test_the_other_rules_are_kept_and_told(world):
    browser = world.browser(world.mia)

    answer = browser.post(
        f"{ROOM}days", {"hours_a_day": "7", "top_percent": "20", "newcomer_days": "60", "version": "0"}
    )

    assert answer.status_code == 303
    with world.acme.inside(world.alice):
        found = rules.rules()
        event = db.scalars(select(Event).where(Event.kind == "tenant.task_rules_changed")).one()
    assert (found.hours_a_day, found.top_percent, found.newcomer_days) == (7, 20, 60)
    assert event.changes["hours_a_day"] == [8, 7]


@pytest.mark.parametrize(
    ("field", "value"), [("hours_a_day", "25"), ("hours_a_day", ""), ("top_percent", "0"), ("newcomer_days", "999")]
)
def test_rules_nobody_can_mean_are_refused(world, field, value):
    sent = {"hours_a_day": "8", "top_percent": "30", "newcomer_days": "90", "version": "0", field: value}

    answer = world.browser(world.alice).post(f"{ROOM}days", sent)

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_two_managers_changing_the_rules_are_told_of_each_other(world):
    sent = {"hours_a_day": "7", "top_percent": "30", "newcomer_days": "90", "version": "0"}
    world.browser(world.alice).post(f"{ROOM}days", sent)

    answer = world.browser(world.mia).post(f"{ROOM}days", {**sent, "hours_a_day": "6"})

    assert answer.status_code == 409
    assert "Somebody else changed this while you did" in answer.text
    assert re.search(r'name="version"[^>]*value="1"', answer.text)


def test_bands_are_told_apart_by_every_word_of_them():
    usual = [rules.NamedBand(band) for band in USUAL]
    marks = {acts.mark(usual), acts.mark(usual[:-1]), acts.mark([rules.NamedBand(USUAL[0], "A"), *usual[1:]])}

    assert len(marks) == 3


def test_a_try_that_cannot_be_read_keeps_nobody_from_saving(world):
    answer = save(world, FIVE, trial="many")

    assert answer.status_code == 303
    assert len(kept(world)) == 5
