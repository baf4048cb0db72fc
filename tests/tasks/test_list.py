"""The list of tasks through the eyes of the cast."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app import days
from app.scene import Scene
from app.tasks.listing import tabs
from app.tasks.model import Task
from tenants.context import db
from tenants.model import Member
from tests.counting import statements_of_page
from tests.tasks.factories import a_criterion, a_task, kept


def day(number):
    return date.today() + timedelta(days=number)


@pytest.fixture
def tasks(world):
    """Bob has one to begin, one late, one he began, one handed in to Mia and one accepted; Sam one; Globex one."""
    with world.acme.inside():
        bob, mia, sam = world.bob.member_id, world.mia.member_id, world.sam.member_id
        given = {"acceptor_id": mia, "created_by_id": mia}
        made = {
            "new": a_task(bob, "Survey", due_on=day(2), **given).id,
            "late": a_task(bob, "Sort the cards", due_on=day(-4), **given).id,
            "begun": a_task(bob, "Call thirty", state="doing", actual=Decimal(5), due_on=day(9), **given).id,
            "waits": a_task(bob, "Fair leads", state="submitted", actual=Decimal(20), **given).id,
            "done": a_task(bob, "Online leads", state="accepted", actual=Decimal(25), grade="excellent", **given).id,
            "own": a_task(bob, "Note to myself", due_on=None).id,
            "sams": a_task(sam, "Of Sam").id,
        }
    with world.globex.inside():
        made["foreign"] = a_task(world.charlie.member_id, "Secret of Globex").id
    return made


def titles(browser, query=""):
    found = browser.get(f"tasks/list.json?{query}")
    assert found.status_code == 200
    return [row["task"] for row in json.loads(found.data)]


def test_the_list_shows_what_one_sees_and_nothing_else(world, tasks):
    bobs, alices = (world.browser(person).get("tasks/?state=open") for person in (world.bob, world.alice))

    assert "Survey" in bobs.text
    assert "Of Sam" not in bobs.text
    assert "Of Sam" in alices.text
    assert "Secret of Globex" not in alices.text


def test_the_list_does_not_exist_for_outsiders(world, tasks):
    assert world.browser(world.charlie, world.acme).get("tasks/").status_code == 404
    assert world.browser(None, world.acme).get("tasks/").status_code == 303


def test_what_is_due_first_comes_first_and_what_has_no_day_last(world, tasks):
    assert titles(world.browser(world.bob)) == [
        "Sort the cards", "Survey", "Fair leads", "Call thirty", "Note to myself",
    ]  # fmt: skip


def test_the_list_begins_with_what_waits_for_ones_word_else_with_ones_own_else_with_all(world, tasks):
    current = re.compile(r'aria-current="page">([^<]+)')

    def begins(person):
        return current.search(world.browser(person).get("tasks/").text.partition('class="tabs"')[2])[1]

    assert [begins(person) for person in (world.mia, world.bob, world.alice)] == [
        "To accept", "Mine", "All open tasks",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["alice", "mia", "bob", "sam", "vera"])
def test_the_number_of_a_tab_is_the_length_of_its_list(world, tasks, who):
    browser, person = world.browser(getattr(world, who)), getattr(world, who)
    with world.acme.inside(person):
        scene = Scene(db.get_one(Member, (world.acme.id, person.member_id)), days.today(), "CNY")
        shown = tabs.tabs(scene)

    lengths = [str(len(titles(browser, tab.wanted.query()))) for tab in shown]

    assert [tab.count for tab in shown] == lengths


def test_the_numbers_of_the_tabs_are_those_one_would_count_by_hand(world, tasks):
    page = world.browser(world.mia).get("tasks/?state=open").text
    numbers = dict(re.findall(r'<a class="tabs__item"[^>]*>([^<]+)<span class="tabs__count">([^<]+)', page))

    assert numbers == {
        "To accept": "1", "Mine": "0", "In progress": "1", "Delayed": "1", "Accepted": "1", "Assigned by me": "4",
    }  # fmt: skip


def test_nobody_counts_beyond_what_one_reads(monkeypatch, world, tasks):
    monkeypatch.setattr(tabs, "MOST", 3)

    page = world.browser(world.mia).get("tasks/?state=open").text

    assert '>Assigned by me<span class="tabs__count">2+<' in page


def test_a_tab_says_what_it_shows_and_is_not_said_again_as_a_filter(world, tasks):
    browser = world.browser(world.mia)

    assert "chip--on" not in browser.get("tasks/?state=doing").text
    assert "chip--on" in browser.get("tasks/?state=doing&important=1").text


def test_fragment_and_page_show_the_same_rows(world, tasks):
    browser = world.browser(world.alice)
    page, part = browser.get("tasks/?state=open"), browser.get("tasks/?state=open", target="task-list")

    assert "<html" not in part.text
    for title in ("Survey", "Sort the cards", "Of Sam"):
        assert title in page.text
        assert title in part.text


def test_a_part_names_its_whole_and_a_whole_the_number_of_its_parts(world, tasks):
    with world.acme.inside():
        whole = a_task(world.alice.member_id, "Fifty leads", is_split=True)
        a_task(world.sam.member_id, "Twenty of them", parent_id=whole.id)
        a_task(world.sam.member_id, "Thirty of them", parent_id=whole.id)
        a_task(world.sam.member_id, "Called off", parent_id=whole.id, state="cancelled")

    page = world.browser(world.alice).get("tasks/?state=open").text

    assert re.search(r">Twenty of them</a> <small[^>]*>Fifty leads</small>", page)
    assert re.search(r">Fifty leads</a> <small[^>]*>2 parts</small>", page)


def test_how_far_one_has_come_orders_the_list_and_less_may_be_better(world):
    with world.acme.inside():
        for title, actual in (("Half", Decimal(10)), ("Twice", Decimal(40)), ("Unknown", None)):
            a_task(world.bob.member_id, title, actual=actual)
        a_task(world.bob.member_id, "Spared", actual=Decimal(5), lower_is_better=True)
    browser = world.browser(world.bob)

    assert titles(browser, "sort=-percent") == ["Twice", "Spared", "Half", "Unknown"]
    assert [row["percent"] for row in json.loads(browser.get("tasks/list.json?sort=percent").data)] == [
        50.0, 175.0, 200.0, None,
    ]  # fmt: skip


def test_owners_order_by_their_names(world, tasks):
    assert titles(world.browser(world.alice), "sort=owner")[-1] == "Of Sam"
    assert titles(world.browser(world.alice), "sort=-owner")[0] == "Of Sam"


@pytest.mark.parametrize("order", ["due", "-due", "task", "owner,-due", "-percent", "-updated", "effort", "-accepted"])
def test_pages_join_without_a_gap_or_a_twin(world, order):
    with world.acme.inside():
        for number in range(120):
            a_task(
                (world.bob.member_id, world.sam.member_id)[number % 2], f"Task no {number:03d}",
                due_on=day(number % 9) if number % 4 else None, starts_on=None,
                actual=Decimal(number % 7) if number % 3 else None, effort_minutes=number % 5 * 60 or None,
            )  # fmt: skip
    browser = world.browser(world.alice)
    seen, address = [], f"tasks/?state=open&sort={order}"
    while address:
        text = browser.get(address, target="task-list").text
        seen.append(re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)', text))
        after = re.search(r'rel="next" href="([^"]+)"', text)
        address = after[1].replace("&amp;", "&") if after else None

    assert [len(page) for page in seen] == [50, 50, 20]
    assert [title for page in seen for title in page] == titles(browser, f"sort={order}")


def test_a_file_holds_the_rows_and_columns_of_the_list(world, tasks):
    browser = world.browser(world.bob)
    rows = json.loads(browser.get("tasks/list.json?state=all&columns=state,owner,due,grade,effort").data)
    csv = browser.get("tasks/list.csv?state=all&sort=task").data.decode("utf-8-sig").splitlines()

    assert list(rows[0]) == ["task", "state", "owner", "due", "grade", "effort"]
    assert {row["task"]: row["grade"] for row in rows}["Online leads"] == "Excellent"
    assert {row["task"]: row["due"] for row in rows}["Survey"] == str(day(2))
    assert [line.split(",")[0] for line in csv[1:]] == titles(browser, "state=all&sort=task")
    assert browser.get("tasks/list.xlsx").data[:2] == b"PK"


def test_the_filter_keeps_what_is_asked_for_and_offers_the_rest(world, tasks):
    bob = world.bob.member_id
    page = world.browser(world.alice).get(f"tasks/list/filter?owner={bob}&late=1&due=this-week&state=doing").text

    assert re.search(rf'name="owner" value="{bob}" checked', page)
    assert re.search(r'<input checked[^>]*name="late"', page)
    assert '<option selected value="this-week">' in page
    assert '<option selected value="doing">' in page


def test_a_filter_without_an_answer_says_so_and_an_empty_list_says_how_to_begin(world, tasks):
    bob, charlie = world.browser(world.bob), world.browser(world.charlie)
    with world.globex.inside():
        db.delete(db.get_one(Task, (world.globex.id, tasks["foreign"])))

    assert "No task answers this filter" in bob.get("tasks/?q=nothing-like-it").text
    assert "No open tasks" in charlie.get("tasks/?state=open").text
    assert "Nothing waits for your word" in bob.get("tasks/?acceptor=me&state=submitted").text
    assert "Nothing on your list" in world.browser(world.tara).get("tasks/?owner=me").text


def test_e_leads_from_a_row_to_its_plan_for_who_may_change_it(world, tasks):
    mias, bobs = world.browser(world.mia).get("tasks/?state=open").text, world.browser(world.bob).get("tasks/").text

    assert f'data-edit="/{world.acme.slug}/tasks/{tasks["new"]}/edit"' in mias
    assert f"tasks/{tasks['new']}/edit" not in bobs  # he works on it; Mia plans it
    assert f"tasks/{tasks['own']}/edit" in bobs


def test_statements_do_not_grow_with_the_rows(world, tasks):
    browser = world.browser(world.alice)
    with world.acme.inside():
        whole = a_task(world.bob.member_id, is_split=True)
        a_task(world.bob.member_id, parent_id=whole.id)
    few = statements_of_page(lambda: browser.get("tasks/?state=open"))
    with world.acme.inside():
        for _ in range(15):
            whole = a_task(world.sam.member_id, is_split=True)
            a_task(world.mia.member_id, parent_id=whole.id, acceptor_id=world.alice.member_id)

    assert statements_of_page(lambda: browser.get("tasks/?state=open")) == few <= 10


# What waits for one's word


WAITING = "tasks/?state=submitted&acceptor=me&sort=submitted"


def test_what_waits_stands_as_a_card_with_its_standard_and_the_proposed_grade(world, tasks):
    with world.acme.inside():
        a_criterion(db.get_one(Task, (world.acme.id, tasks["waits"])), "Number works")

    page = world.browser(world.mia).get(WAITING).text

    assert page.count('<article class="task"') == 1
    assert "Number works" in page
    assert "20 / 20 = 100%" in page
    assert "Accept as “Good”" in page
    assert f"tasks/{tasks['waits']}/acceptance" in page


def test_at_most_ten_cards_and_the_rest_as_rows(world):
    with world.acme.inside():
        for number in range(13):
            a_task(world.bob.member_id, f"Sent {number}", state="submitted", acceptor_id=world.mia.member_id)

    page = world.browser(world.mia).get(WAITING).text

    assert page.count('<article class="task"') == 10
    assert len(re.findall(r'<th scope="row"', page)) == 3
    assert all(page.count(f">Sent {number}<") == 1 for number in range(13))


def test_accepting_on_the_card_leads_back_to_the_list(world, tasks):
    browser = world.browser(world.mia)
    said = re.search(r'name="list" value="([^"]+)"', browser.get(WAITING).text)[1].replace("&amp;", "&")

    done = browser.post(f"tasks/{tasks['waits']}/acceptance", {"grade": "good", "list": said})

    assert done.status_code == 303
    assert done.headers["Location"] == f"/{world.acme.slug}/{WAITING}"
    assert kept(world, tasks["waits"]).state == "accepted"
    assert "Nothing waits for your word" in browser.get(done.headers["Location"]).text


def test_what_is_said_of_the_list_leads_to_the_list_alone(world, tasks):
    done = world.browser(world.mia).post(
        f"tasks/{tasks['waits']}/acceptance", {"grade": "good", "list": "//evil.example/?x=1&state=doing"}
    )

    assert done.headers["Location"] == f"/{world.acme.slug}/tasks/?state=doing"


def test_a_return_without_words_is_refused_on_the_task_and_comes_back_to_the_list_after(world, tasks):
    browser, listed = world.browser(world.mia), "state=submitted&acceptor=me"

    refused = browser.post(f"tasks/{tasks['waits']}/return", {"reason": " ", "list": listed})
    assert refused.status_code == 422
    assert "Please fill this in." in refused.text
    assert 'name="list" value="state=submitted&amp;acceptor=me"' in refused.text

    done = browser.post(f"tasks/{tasks['waits']}/return", {"reason": "Number 7 twice", "list": listed})
    assert done.headers["Location"].endswith("/tasks/?state=submitted&acceptor=me")
    assert kept(world, tasks["waits"]).return_reason == "Number 7 twice"


def test_the_words_of_a_return_open_in_the_card_and_without_a_script_on_the_task(world, tasks):
    browser, there = world.browser(world.mia), f"tasks/{tasks['waits']}/judgement?act=return&list=state%3Dsubmitted"

    part = browser.get(there, target=f"judge-{tasks['waits']}")
    assert "<html" not in part.text
    assert f'id="reason-{tasks["waits"]}"' in part.text
    assert 'name="list" value="state=submitted"' in part.text
    assert browser.get(there).headers["Location"].endswith(f"/tasks/{tasks['waits']}?act=return")
    assert "Accept with this grade" in browser.get(there.replace("return", "grade"), target="judge-x").text


def test_only_who_may_accept_is_asked_for_his_word(world, tasks):
    assert world.browser(world.bob).get(f"tasks/{tasks['waits']}/judgement").status_code == 403
    assert world.browser(world.mia).get(f"tasks/{tasks['new']}/judgement").status_code == 403
    assert world.browser(world.sam).get(f"tasks/{tasks['waits']}/judgement").status_code == 404


def test_the_week_is_shown_to_who_leads_somebody(world, tasks):
    with world.acme.inside():
        for _ in range(2):
            a_task(world.bob.member_id, effort_minutes=40 * 60, starts_on=day(0), due_on=day(1))

    weeks = {who: world.browser(getattr(world, who)).get("tasks/week") for who in ("mia", "bob", "vera")}

    assert {who: page.status_code for who, page in weeks.items()} == {"mia": 200, "bob": 404, "vera": 404}
    assert "Bob" in weeks["mia"].text
    assert "too much" in weeks["mia"].text
    assert "Sam" not in weeks["mia"].text.partition("<main")[2]


def test_the_tasks_page_leads_to_those_beside_it_in_the_list(world, tasks):
    page = world.browser(world.bob).get(f"tasks/{tasks['new']}?list=state%3Dopen").text

    assert f'rel="prev" href="/{world.acme.slug}/tasks/{tasks["late"]}?list=state%3Dopen"' in page
    assert f'rel="next" href="/{world.acme.slug}/tasks/{tasks["waits"]}?list=state%3Dopen"' in page
    assert 'rel="prev"' not in world.browser(world.bob).get(f"tasks/{tasks['new']}").text


@pytest.mark.parametrize("who", ["bob", "vera"])
def test_a_phone_leads_to_the_rooms_beside_the_list_from_the_menu(world, who):
    page = world.browser(getattr(world, who)).get("tasks/").text
    menu = re.search(r'id="task-more".*?</div>', page, re.DOTALL)[0]

    for room in ("meeting", "workload", "table"):
        assert re.search(rf'class="menu__item narrow-only" href="[^"]*/tasks/{room}"', menu)
    assert ("tasks/templates" in menu) == (who == "bob")


def test_a_view_is_kept_of_tasks(world, tasks):
    browser = world.browser(world.bob)

    kept = browser.post("tasks/views", {"name": "Hot", "query": "urgent=1&sort=-effort&junk=1"})

    assert kept.status_code == 303
    assert kept.headers["Location"].endswith("&urgent=1&sort=-effort")
    assert re.search(r'aria-current="page">Hot', browser.get(kept.headers["Location"]).text)
