"""My day: what is on it, the acts that open in their place, and what it costs."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from app.clock import freeze
from app.tasks.model import Task
from tenants.context import db
from tests.counting import statements
from tests.factories import a_deal, a_follow_up
from tests.tasks.factories import a_criterion, a_task, kept

FRIDAY = date(2026, 11, 20)


def day(number):
    return FRIDAY + timedelta(days=number)


@pytest.fixture
def acme(world):
    """It is Friday the 20th, nine in the morning in Shanghai."""
    freeze(datetime(2026, 11, 20, 1, 0, tzinfo=UTC))
    return world


def has(world, person, *tasks, **values):
    with world.acme.inside():
        return [a_task(person.member_id, title, **values).id for title in tasks]


def seen(world, person, **kw):
    return world.browser(person).get("tasks/day", **kw).text


def heap(page, name):
    """What stands under one of the small heads."""
    return re.split(r'<div class="day__heap">|</section>', page.partition(f'muted">{name} · ')[2])[0]


def test_late_ones_come_before_today_and_the_days_to_come(acme):
    has(acme, acme.bob, "Tomorrow's", due_on=day(3))
    has(acme, acme.bob, "Today's", due_on=day(0), starts_on=None)
    has(acme, acme.bob, "Overdue", due_on=day(-2))

    page = seen(acme, acme.bob)

    assert page.index("Overdue</a>") < page.index("Today&#39;s</a>") < page.index("Tomorrow&#39;s</a>")
    assert "2 days late" in heap(page, "Overdue")


def test_whoever_is_late_with_many_still_sees_what_today_is_for(acme):
    for number in range(8):
        has(acme, acme.bob, f"Late {number}", due_on=day(number - 9), starts_on=None)
    has(acme, acme.bob, "Call today", due_on=day(0), starts_on=None)

    page = seen(acme, acme.bob)

    assert [f"Late {number}" in page for number in range(8)] == [True] * 5 + [False] * 3
    assert "3 more in the list" in heap(page, "Overdue")
    assert "Call today" in heap(page, "Today")


def test_each_figure_leads_to_its_list(acme):
    has(acme, acme.bob, "A", "B", due_on=day(-2))
    has(acme, acme.bob, "C", due_on=day(0), starts_on=None)
    has(acme, acme.bob, "D", "E", "F", due_on=day(3), starts_on=None)

    page = seen(acme, acme.bob).replace("&amp;", "&")

    listed = {}
    for query, figure in re.findall(r'href="[^"]*/tasks/\?([^"]*)"[^>]*>([^<]*)</a>', page):
        listed.setdefault(frozenset(query.split("&")), set()).add(figure)
    for query, figure in (
        ("owner=me&state=working&late=1", "2"),
        ("owner=me&state=working&due_from=2026-11-20&due_to=2026-11-20", "1"),
        ("owner=me&state=working&due_from=2026-11-21&due_to=2026-11-27", "3"),
        ("owner=me&state=working&due_from=2026-11-21&due_to=2026-11-21", "tomorrow 0 tasks"),
        ("owner=me&state=working&due_from=2026-11-23&due_to=2026-11-23", "Mon 23 Nov 3 tasks"),
    ):
        assert figure in listed.get(frozenset(query.split("&")), ()), query


def test_the_hours_of_today_stand_beside_what_the_day_holds(acme):
    has(acme, acme.bob, "Six hours", due_on=day(0), starts_on=None, effort_minutes=360)
    has(acme, acme.bob, "Four hours", due_on=day(-1), effort_minutes=240)
    has(acme, acme.bob, "Nobody knows", due_on=day(0), starts_on=None)

    page = seen(acme, acme.bob)

    assert re.search(r"Planned today <a[^>]*>10 h</a></strong> <span class=\"muted\">/ 8 h", page)
    assert "2 h more than the day holds" in page
    assert "1 task without an effort is not in it" in page
    assert "measure--over" in page
    assert 'class="measure__pace" x1="80%"' in page  # the day's eight of ten hours


def test_a_day_off_holds_nothing(acme):
    freeze(datetime(2026, 11, 21, 1, 0, tzinfo=UTC))

    assert "no working day" in seen(acme, acme.bob)


def test_promises_to_customers_stand_beside_the_tasks(acme):
    with acme.acme.inside():
        deal = a_deal(acme.bob.member_id, "Robot line")
        a_follow_up(deal, acme.bob.member_id, promise="Send the quote", due_on=day(0))
        a_follow_up(deal, acme.sam.member_id, promise="Not Bob's", due_on=day(0))
        a_follow_up(deal, acme.bob.member_id, promise="Next month", due_on=day(30))

    page = seen(acme, acme.bob)

    assert "Send the quote" in page
    assert f"deals/{deal.id}" in page
    assert "Not Bob" not in page
    assert "Next month" not in page


def test_a_promise_that_is_kept_leads_back_to_the_day(acme):
    with acme.acme.inside():
        step = a_follow_up(a_deal(acme.bob.member_id), acme.bob.member_id, promise="Send the quote", due_on=day(0))
        address = f"follow-ups/{step.id}/completion"
    bob = acme.browser(acme.bob)

    assert bob.post(address, {"back": "day"}).headers["Location"].endswith("/tasks/day")
    assert "Send the quote" not in bob.get("tasks/day").text.partition('id="day"')[2].partition('id="toasts"')[0]


def test_starting_answers_with_the_day_again(acme):
    (task,) = has(acme, acme.bob, "Call", due_on=day(0), starts_on=None)
    bob = acme.browser(acme.bob)

    part = bob.post(f"tasks/{task}/start?back=day", target="day")
    whole = bob.post(f"tasks/{task}/start?back=day")

    assert part.status_code == 200
    assert part.text.lstrip().startswith('<div class="day-page" id="day">')
    assert f"tasks/{task}/submission?back=day" in part.text
    assert (whole.status_code, whole.headers["Location"]) == (303, f"/{acme.acme.slug}/tasks/day")
    assert kept(acme, task).state == "doing"


def test_a_figure_is_updated_in_its_place(acme):
    (task,) = has(acme, acme.bob, "Call", due_on=day(0), starts_on=None)

    page = acme.browser(acme.bob).post(f"tasks/{task}/progress?back=day", {"actual": "5"}, target="day")

    assert "5 / 20 leads · 25%" in page.text
    assert "Progress saved." in page.headers["HX-Trigger"]


def test_a_form_is_asked_for_and_opens_in_its_place(acme):
    (task, other) = has(acme, acme.bob, "Call", "Visit", due_on=day(0), starts_on=None)
    bob = acme.browser(acme.bob)

    whole = bob.get(f"tasks/day?task={task}&act=progress").text
    part = bob.get(f"tasks/day?task={task}&act=delay", target="day").text

    assert re.search(rf'id="actual-{task}"[^>]* autofocus', whole)
    assert f'id="reason-{task}"' in part
    assert f'id="actual-{task}"' not in part
    for page in (whole, part):
        assert f'id="task-{other}"' in page
        assert page.count('class="day__open"') == 1
    assert 'class="day__open"' not in bob.get(f"tasks/day?task={task}&act=nonsense").text
    assert bob.get("tasks/day?task=nonsense&act=delay").status_code == 200


def test_a_figure_that_is_none_keeps_its_form_open(acme):
    (task, other) = has(acme, acme.bob, "Call", "Visit", due_on=day(0), starts_on=None)

    page = acme.browser(acme.bob).post(f"tasks/{task}/progress?back=day", {"actual": "many"}, target="day")

    assert page.status_code == 422
    assert re.search(rf'id="actual-{task}"[^>]*value="many" aria-invalid="true"', page.text)
    assert page.text.count('class="day__open"') == 1
    assert f'id="actual-{other}"' not in page.text
    assert kept(acme, task).actual is None


def test_the_sheet_hands_in_and_leads_back(acme):
    (task,) = has(acme, acme.bob, "Call", due_on=day(0), starts_on=None, acceptor_id=acme.mia.member_id)
    bob = acme.browser(acme.bob)

    sheet = bob.get(f"tasks/{task}/submission?back=day", target="dialog").text
    empty = bob.post(f"tasks/{task}/submission?back=day", {"actual": "20"}, target="submit-form")
    done = bob.post(
        f"tasks/{task}/submission?back=day", {"actual": "20", "result": "All", "done_on": "2026-11-20"},
        target="submit-form",
    )  # fmt: skip

    assert "Submit to Mia" in sheet
    assert "<html" not in sheet
    assert empty.status_code == 422
    assert 'id="submit-form"' in empty.text
    assert (done.status_code, done.headers["HX-Redirect"]) == (204, f"/{acme.acme.slug}/tasks/day")
    assert kept(acme, task).state == "submitted"


def test_the_sheet_is_a_page_of_its_own_without_a_script(acme):
    (task,) = has(acme, acme.bob, "Call", due_on=day(-1), acceptor_id=acme.mia.member_id)
    bob = acme.browser(acme.bob)

    page = bob.get(f"tasks/{task}/submission")
    refused = bob.post(f"tasks/{task}/submission?back=day", {"actual": "20", "result": "All", "done_on": "2026-11-20"})

    assert page.text.startswith("<!doctype html>")
    assert refused.status_code == 422
    assert "It was due earlier. Say why it is late." in refused.text


def test_the_sheet_of_a_task_that_is_handed_in_leads_to_the_task(acme):
    (task,) = has(acme, acme.bob, "Call", state="submitted", acceptor_id=acme.mia.member_id)

    answer = acme.browser(acme.bob).get(f"tasks/{task}/submission")

    assert answer.headers["Location"].endswith(f"tasks/{task}")


@pytest.mark.parametrize(("name", "status"), [("bob", 200), ("mia", 200), ("sam", 404), ("vera", 403)])
def test_the_sheet_is_its_owner_s_and_his_lead_s(acme, name, status):
    (task,) = has(acme, acme.bob, "Call", due_on=day(0), starts_on=None)

    assert acme.browser(getattr(acme, name)).get(f"tasks/{task}/submission").status_code == status


def test_what_waits_for_me_is_accepted_in_its_place(acme):
    (task,) = has(
        acme, acme.bob, "Call", state="submitted", acceptor_id=acme.mia.member_id, actual=Decimal(24), done_on=day(0)
    )
    mia = acme.browser(acme.mia)

    before = mia.get("tasks/day").text
    after = mia.post(f"tasks/{task}/acceptance?back=day", {"grade": "excellent"}, target="day").text

    assert "Accept as “Excellent”" in before
    assert "Nothing waits for your word." in after
    assert kept(acme, task).grade == "excellent"


def test_what_does_not_meet_its_standard_is_looked_at_first(acme):
    (task,) = has(acme, acme.bob, "Call", state="submitted", acceptor_id=acme.mia.member_id, actual=Decimal(24))
    with acme.acme.inside():
        a_criterion(db.get_one(Task, (acme.acme.id, task)))
    mia = acme.browser(acme.mia)

    page = mia.get("tasks/day").text
    tried = mia.post(f"tasks/{task}/acceptance?back=day", {"grade": "excellent"}, target="day")

    assert f"tasks/{task}?act=grade" in page
    assert "Accept as" not in page
    assert tried.status_code == 422
    assert "A line of the standard is not met. Say why it is accepted all the same." in tried.text


def test_whoever_was_faster_is_said_at_the_task(acme):
    (task,) = has(acme, acme.bob, "Call", state="submitted", acceptor_id=acme.mia.member_id)

    answer = acme.browser(acme.bob).post(f"tasks/{task}/start?back=day", target="day")

    assert answer.status_code == 409
    assert "Meanwhile this task is: To accept." in answer.text


def test_support_that_is_asked_for_waits_for_its_answer(acme):
    (task,) = has(acme, acme.bob, "Call", due_on=day(0), starts_on=None)
    bob = acme.browser(acme.bob)

    page = bob.post(f"tasks/{task}/delay?back=day", {"reason": "No price", "support": "A price list"}, target="day")

    assert "Support I asked for" in page.text
    assert "A price list" in page.text


def test_the_same_act_on_the_task_s_own_page_stays_there(acme):
    (task,) = has(acme, acme.bob, "Call", due_on=day(0), starts_on=None)

    for back in ("", "?back=elsewhere", "?back=https://evil.example"):
        answer = acme.browser(acme.bob).post(f"tasks/{task}/start{back}")
        assert answer.headers["Location"] == f"/{acme.acme.slug}/tasks/{task}"


def test_who_only_looks_is_offered_no_act(acme):
    has(acme, acme.vera, "Look", due_on=day(0), starts_on=None)

    page = seen(acme, acme.vera)

    assert "Look</a>" in page
    assert "<form" not in page.partition('id="day"')[2].partition("</main>")[0]


def test_an_empty_day_says_so(acme):
    assert "Nothing to do today" in seen(acme, acme.bob)


def test_the_rail_marks_the_page_one_is_on(acme):
    def current(address):
        page = acme.browser(acme.bob).get(address).text
        return re.findall(r'class="rail__link" href="([^"]*)" aria-current="page"', page)

    slug = acme.acme.slug
    assert current("tasks/day") == [f"/{slug}/tasks/day"]
    assert current("tasks/") == [f"/{slug}/tasks/"]


def test_a_full_day_costs_as_many_statements_as_an_empty_one(acme):
    bob = acme.browser(acme.bob)
    bob.get("tasks/day")
    with acme.acme.inside():
        deal = a_deal(acme.bob.member_id)
        a_follow_up(deal, acme.bob.member_id, due_on=day(0))
        a_task(acme.bob.member_id, due_on=day(0))
    few = statements(lambda: bob.get("tasks/day"))
    with acme.acme.inside():
        for number in range(40):
            a_task(acme.bob.member_id, due_on=day(number % 7 - 3), starts_on=None, support="Help")
            a_task(acme.sam.member_id, acceptor_id=acme.bob.member_id, state="submitted")
            a_follow_up(a_deal(acme.bob.member_id), acme.bob.member_id, due_on=day(number % 5))

    assert statements(lambda: bob.get("tasks/day")) == few
    assert few <= 8
