"""A task's page: what each person finds there, what refused forms keep, and what two at once are told."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from sqlalchemy import func, select

from app.clock import now
from app.files import File
from app.people.model import Placement
from app.tasks import working
from app.tasks.model import Criterion, Task
from tenants.context import db
from tenants.model import Member
from tests.tasks.factories import a_criterion, a_task, kept

TODAY = date.today()


@pytest.fixture
def task(world):
    """Mia gave it to Bob and accepts it."""
    with world.acme.inside():
        mia = world.mia.member_id
        made = a_task(world.bob.member_id, "Call the dormant ones", acceptor_id=mia, created_by_id=mia, state="doing")
        a_criterion(made)
        return made.id


def handed_in(world, task_id, actual=20):
    with world.acme.inside():
        one, bob = db.get_one(Task, (world.acme.id, task_id)), db.get_one(Member, (world.acme.id, world.bob.member_id))
        working.submit(one, by=bob, at=now(), result="List attached", actual=Decimal(actual))
        for line in db.scalars(select(Criterion).where(Criterion.task_id == task_id)):
            line.is_met = True


def test_its_owner_finds_the_acts_of_a_worker_and_a_looker_finds_none(world, task):
    with world.acme.inside():
        db.get_one(Task, (world.acme.id, task)).goal = "Call thirty"
    worker, looker = (world.browser(one).get(f"tasks/{task}").text for one in (world.bob, world.vera))

    assert f"/tasks/{task}/submission" in worker
    assert f"/tasks/{task}/acceptance" not in worker
    assert "Call thirty" in looker
    assert f"/tasks/{task}/submission" not in looker


def test_it_is_not_there_for_a_colleague_elsewhere_and_for_strangers(world, task):
    assert world.browser(world.sam).get(f"tasks/{task}").status_code == 404
    assert world.browser(world.charlie).get(f"/{world.acme.slug}/tasks/{task}").status_code == 404


def test_handing_in_leads_back_to_the_page_which_now_waits(world, task):
    typed = {"actual": "25", "done_on": TODAY.isoformat(), "result": "All of them called"}

    answer = world.browser(world.bob).post(f"tasks/{task}/submission", typed)

    assert answer.status_code == 303
    assert (kept(world, task).state, kept(world, task).actual) == ("submitted", 25)


def test_what_is_refused_keeps_what_was_typed(world, task):
    typed = {"actual": "", "done_on": TODAY.isoformat(), "result": "Nearly all of them"}

    answer = world.browser(world.bob).post(f"tasks/{task}/submission", typed)

    assert answer.status_code == 422
    assert "Nearly all of them" in answer.text
    assert "Say how much was reached." in answer.text
    assert kept(world, task).state == "doing"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"done_on": (TODAY + timedelta(days=1)).isoformat()}, "This day is still to come."),
        ({"actual": "twelve"}, "Write a number."),
        ({"actual": "-1"}, "At least 0."),
        ({"actual": "1.234"}, "At most two decimals."),
        ({"result": ""}, "Please fill this in."),
        ({"result": "11010519491231002X"}, "identity card number"),
        ({"done_on": "soon"}, "Write the date as"),
    ],
)
def test_bad_input_is_told_beside_its_field(world, task, typed, sentence):
    sound = {"actual": "12", "done_on": TODAY.isoformat(), "result": "Called"}

    answer = world.browser(world.bob).post(f"tasks/{task}/submission", {**sound, **typed})

    assert answer.status_code == 422
    assert sentence in answer.text


def test_late_work_is_asked_for_its_reason(world, task):
    with world.acme.inside():
        one = db.get_one(Task, (world.acme.id, task))
        one.starts_on = one.due_on = TODAY - timedelta(days=2)
    typed = {"actual": "20", "done_on": TODAY.isoformat(), "result": "Called"}
    bob = world.browser(world.bob)

    asked = bob.post(f"tasks/{task}/submission", typed)
    answered = bob.post(f"tasks/{task}/submission", {**typed, "delay_reason": "Five dead numbers"})

    assert (asked.status_code, answered.status_code) == (422, 303)
    assert "Say why it is late" in asked.text
    assert kept(world, task).is_late


def test_who_accepts_takes_the_proposed_grade_with_one_press(world, task):
    handed_in(world, task, 25)

    page = world.browser(world.mia).get(f"tasks/{task}").text
    answer = world.browser(world.mia).post(f"tasks/{task}/acceptance", {"grade": "excellent"})

    assert "25 / 20 = 125%" in page
    assert "Accept as “Excellent”" in page
    assert answer.status_code == 303
    assert kept(world, task).grade == "excellent"


def test_another_grade_without_a_reason_is_refused_with_the_form_open(world, task):
    handed_in(world, task)

    answer = world.browser(world.mia).post(f"tasks/{task}/acceptance", {"grade": "excellent", "reason": ""})

    assert answer.status_code == 422
    assert re.search(r'id="act-grade"[^>]* open', answer.text)
    assert "propose “Good”" in answer.text


def test_the_second_of_two_who_accept_is_told(world, task):
    handed_in(world, task)

    first = world.browser(world.mia).post(f"tasks/{task}/acceptance", {"grade": "good"})
    second = world.browser(world.alice).post(f"tasks/{task}/acceptance", {"grade": "good"})

    assert (first.status_code, second.status_code) == (303, 409)
    assert "Meanwhile this task is: Accepted" in second.text


def test_a_return_without_words_is_refused_and_with_words_reaches_its_owner(world, task):
    handed_in(world, task)
    mia = world.browser(world.mia)

    empty = mia.post(f"tasks/{task}/return", {"reason": " "})
    told = mia.post(f"tasks/{task}/return", {"reason": "Number 7 is a duplicate"})

    assert (empty.status_code, told.status_code) == (422, 303)
    assert "Number 7 is a duplicate" in world.browser(world.bob).get(f"tasks/{task}").text
    assert "Number 7 is a duplicate" in world.browser(world.bob).get("notices/").text


@pytest.mark.parametrize("act", ["acceptance", "return", "reopening"])
def test_nobody_judges_his_own_work(world, task, act):
    handed_in(world, task)

    assert world.browser(world.bob).post(f"tasks/{task}/{act}", {"reason": "Mine"}).status_code == 403


@pytest.mark.parametrize("act", ["start", "progress", "submission", "delay", "cancellation", "acceptance"])
def test_who_only_looks_does_nothing(world, task, act):
    assert world.browser(world.vera).post(f"tasks/{task}/{act}", {}).status_code == 403


def test_ticking_a_line_twice_is_ticking_it_once(world, task):
    with world.acme.inside():
        line = db.scalar(select(Criterion.id).where(Criterion.task_id == task))
    bob = world.browser(world.bob)

    for _ in range(2):
        assert bob.post(f"tasks/{task}/criteria/{line}", {"met": "1"}).status_code == 303

    with world.acme.inside():
        assert db.scalar(select(Criterion.is_met))


def test_a_line_of_another_task_is_not_there(world, task):
    with world.acme.inside():
        other = a_criterion(a_task(world.bob.member_id)).id

    assert world.browser(world.bob).post(f"tasks/{task}/criteria/{other}", {"met": "1"}).status_code == 404


def test_one_form_sent_twice_makes_one_task(world):
    alice = world.browser(world.alice)
    typed = {"title": "Call them", "owner_id": str(world.bob.member_id), "demand": "ordinary", "parts": "0"}
    key = re.search(r'name="_once" value="([^"]+)"', alice.get("tasks/new").text).group(1)

    answers = [alice.post("tasks/", {**typed, "_once": key}) for _ in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    with world.acme.inside():
        assert db.scalar(select(func.count()).select_from(Task)) == 1


def fifty_customers(world) -> dict[str, object]:
    """A task in two parts, as its form sends it; the parts are still to be said."""
    return {
        "parts": "2", "demand": "ordinary", "title": "Q1", "goal": "Win 50 new customers",
        "owner_id": world.alice.member_id,
    }  # fmt: skip


def test_parts_that_do_not_add_up_stand_there_again_with_the_numbers(world):
    rows = fifty_customers(world)
    for place, quantity in enumerate((20, 15)):
        rows |= {f"part-{place}-title": f"Part {place}", f"part-{place}-owner_id": world.bob.member_id}
        rows |= {f"part-{place}-goal_quantity": quantity, f"part-{place}-unit": "leads"}

    answer = world.browser(world.alice).post("tasks/", {name: str(value) for name, value in rows.items()})

    assert answer.status_code == 422
    assert "35 of 50: 15 missing" in answer.text
    assert 'value="Part 1"' in answer.text


def test_a_goal_in_words_is_read_and_a_part_s_title_too(world):
    rows = fifty_customers(world)
    for place, title in enumerate(("20 leads online", "30 leads at the fair")):
        rows |= {f"part-{place}-title": title, f"part-{place}-owner_id": world.bob.member_id}

    answer = world.browser(world.alice).post("tasks/", {name: str(value) for name, value in rows.items()})

    assert answer.status_code == 303
    with world.acme.inside():
        made = db.execute(select(Task.goal_quantity, Task.unit).order_by(Task.position, Task.is_split.desc())).all()
    assert sorted((int(quantity), unit) for quantity, unit in made) == [
        (20, "leads"), (30, "leads"), (50, "new customers"),
    ]  # fmt: skip


def test_a_task_given_to_somebody_one_does_not_lead_is_refused(world):
    typed = {"title": "Call them", "owner_id": str(world.sam.member_id), "demand": "ordinary", "parts": "0"}

    answer = world.browser(world.mia).post("tasks/", typed)

    assert answer.status_code == 422
    with world.acme.inside():
        assert db.scalar(select(func.count()).select_from(Task)) == 0


def test_two_who_plan_anew_at_once_see_both_versions(world, task):
    mia = world.browser(world.mia)
    page = mia.get(f"tasks/{task}/edit").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page).group(1)
    with world.acme.inside():
        db.get_one(Task, (world.acme.id, task)).title = "Call the sleeping ones"
    typed = {
        "title": "Call the quiet ones", "owner_id": str(world.bob.member_id), "acceptor_id": str(world.mia.member_id),
        "goal_quantity": "20", "unit": "leads", "demand": "ordinary", "version": version, "reason": "Other words",
    }  # fmt: skip

    first = mia.post(f"tasks/{task}/edit", typed)

    assert first.status_code == 409
    assert "Call the sleeping ones" in first.text
    assert "Call the quiet ones" in first.text


def test_a_remark_reaches_the_one_it_names(world, task):
    world.browser(world.bob).post(f"tasks/{task}/remarks", {"remark": "@Mia shall we go through the list?"})

    assert "shall we go through the list?" in world.browser(world.mia).get(f"tasks/{task}").text
    assert "Call the dormant ones" in world.browser(world.mia).get("notices/").text


def test_a_colleague_of_the_team_takes_away_only_the_files_he_put_there(world, task):
    with world.acme.inside():
        db.add(Placement(team_id=world.acme.teams["east"], member_id=world.tara.member_id, leads=False))
    bob, tara = world.browser(world.bob), world.browser(world.tara)
    for browser, name in ((bob, "proof.txt"), (tara, "hint.txt")):
        browser.post(f"tasks/{task}/files", {"file": (BytesIO(b"x"), name)})
    with world.acme.inside():
        ids = {one.name: one.id for one in db.scalars(select(File).where(File.subject_id == task))}

    page = tara.get(f"tasks/{task}").text
    drops = {name: tara.post(f"tasks/{task}/files/{one}/removal").status_code for name, one in ids.items()}

    assert "Remove hint.txt" in page
    assert "Remove proof.txt" not in page
    assert drops == {"proof.txt": 403, "hint.txt": 303}
    assert bob.post(f"tasks/{task}/files/{ids['proof.txt']}/removal").status_code == 303


def test_what_happened_is_told_with_days_and_figures_as_people_write_them(world, task):
    bob = world.browser(world.bob)
    bob.post(f"tasks/{task}/submission", {"actual": "7", "done_on": TODAY.isoformat(), "result": "The list"})

    told = re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", bob.get(f"tasks/{task}").text)

    assert ("Done", f"{TODAY:%-d %b}") in told
    assert ("Reached", "— → 7") in told


@pytest.mark.parametrize(("actual", "said"), [(16, "2 − 16 / 20 = 120%"), (50, "50 / 20 → 0%")])
def test_where_less_is_better_the_sum_behind_the_grade_says_so(world, task, actual, said):
    with world.acme.inside():
        db.get_one(Task, (world.acme.id, task)).lower_is_better = True
    handed_in(world, task, actual)

    page = world.browser(world.mia).get(f"tasks/{task}").text

    assert f"<strong>{said}</strong>" in page
    assert "· Less is better</p>" in page


def test_a_whole_that_nobody_accepts_shows_what_its_sum_comes_to(world, task):
    with world.acme.inside():
        mia = world.mia.member_id
        whole = a_task(mia, "Win fifty", is_split=True, state="accepted", goal_quantity=Decimal(50), actual=Decimal(52))
        a_task(world.bob.member_id, "Win them all", parent_id=whole.id, acceptor_id=mia, created_by_id=mia)

    page = world.browser(world.mia).get(f"tasks/{whole.id}").text

    assert "52 / 50 = 104%" in page
    assert "by the sum: Good" in page


def test_only_what_two_changed_otherwise_is_shown_to_the_second(world, task):
    with world.acme.inside():
        one = db.get_one(Task, (world.acme.id, task))
        one.effort_minutes, one.note = 6, "By phone\nand mail"
        a_criterion(one, "In the list", position=1)
    mia, address = world.browser(world.mia), f"tasks/{task}/edit"
    lines = "Has a name, contact and need\r\nIn the list"
    form = {"title": "Call them", "owner_id": str(world.bob.member_id), "acceptor_id": str(world.mia.member_id)}
    form |= {"goal_quantity": "20", "unit": "leads", "demand": "ordinary", "effort": "0.1", "criteria": lines}
    form |= {"note": "By phone\r\nand mail", "reason": "Better said", "version": str(kept(world, task).version)}
    form |= {"starts_on": TODAY.isoformat(), "due_on": (TODAY + timedelta(days=7)).isoformat()}
    world.browser(world.alice).post(address, form | {"title": "Call all"})

    answer = mia.post(address, form)

    assert answer.status_code == 409
    assert "Call all" in answer.text
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>', answer.text)
    assert rows == ["Task"]


@pytest.mark.parametrize(("who", "leads"), [("bob", False), ("alice", True)])
def test_a_part_names_its_whole_and_leads_there_whoever_sees_it(world, who, leads):
    with world.acme.inside(world.alice):
        whole = a_task(world.alice.member_id, "Win fifty", is_split=True, created_by_id=world.alice.member_id)
        part = a_task(world.bob.member_id, parent_id=whole.id, created_by_id=world.alice.member_id)

    browser = world.browser(getattr(world, who))
    page = browser.get(f"tasks/{part.id}").text

    assert "Win fifty" in page
    assert (f'tasks/{whole.id}"' in page) == leads == (browser.get(f"tasks/{whole.id}").status_code == 200)
