"""The board of tasks, as its people see it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.clock import now
from app.scene import Scene
from app.tasks.board.board import CARDS
from app.tasks.board.heads import COUNTED_AT_ONCE, heads
from app.tasks.board.sight import Sight
from app.tasks.filtering.filters import TaskFilter
from app.tasks.model import ACCEPTED, DOING, RETURNED, SUBMITTED, TODO
from tenants.context import db
from tenants.model import Member
from tests.counting import statements_of_page
from tests.tasks.factories import a_task

COLUMNS = (TODO, DOING, SUBMITTED, RETURNED, ACCEPTED)


@pytest.fixture
def board(world):
    """Bob's tasks, one in each column, given and accepted by Mia; and one of Sam's, who sits elsewhere."""
    with world.acme.inside():
        mine = {"acceptor_id": world.mia.member_id, "created_by_id": world.mia.member_id}
        bob = world.bob.member_id
        whole = a_task(bob, "Fifty in the quarter", **mine, is_split=True, effort_minutes=6000)
        a_task(bob, "List of contracts", **mine, effort_minutes=360)
        a_task(
            bob, "Call the sleeping", **mine, state=DOING, actual=Decimal(14), effort_minutes=150, parent_id=whole.id
        )
        a_task(
            bob, "Leads of the fair", **mine, state=SUBMITTED, actual=Decimal(20),
            submitted_at=now() - timedelta(days=2),
        )  # fmt: skip
        a_task(bob, "Referrals", **mine, state=RETURNED, return_reason="Number 7 is a double", returned_count=1)
        accepted = {"accepted_by_id": world.mia.member_id, "grade": "good", "actual": Decimal(20)}
        a_task(bob, "Survey", **mine, state=ACCEPTED, **accepted)
        a_task(world.sam.member_id, "Not for Bob")
    return world.browser(world.bob)


def column(page: str, state: str) -> str:
    """The HTML of one column."""
    return page.split(f'data-column="{state}"')[1].split("</section>")[0]


@pytest.mark.parametrize(
    ("state", "title"),
    [(TODO, "List of contracts"), (DOING, "Call the sleeping"), (SUBMITTED, "Leads of the fair"),
     (RETURNED, "Referrals"), (ACCEPTED, "Survey")],
)  # fmt: skip
def test_each_task_stands_in_the_column_of_its_state(board, state, title):
    page = board.get("tasks/board").text

    assert [title in column(page, each) for each in COLUMNS] == [each == state for each in COLUMNS]


@pytest.mark.parametrize(
    ("state", "count", "said"),
    [(TODO, 2, "6 h"), (DOING, 1, "2.5 h"), (SUBMITTED, 1, "the longest waits 2 days"), (ACCEPTED, 1, "Good 1")],
)
def test_a_head_says_how_many_how_much_work_how_long_and_which_grades(board, state, count, said):
    head = column(board.get("tasks/board").text, state).split("</header>")[0]

    assert f'board__count">{count}<' in head
    assert said in head  # the whole's own effort lies with its parts


def test_a_card_shows_its_whole_what_is_reached_and_what_matters_where_it_stands(board):
    page = board.get("tasks/board").text

    doing = column(page, DOING)
    assert 'ticket__from">Fifty in the quarter' in doing
    assert "<strong>14</strong> / 20" in doing
    assert "70%" in doing
    assert "Number 7 is a double" in column(page, RETURNED)
    assert "returned once" in column(page, RETURNED)
    assert "Proposed: Good" in column(page, SUBMITTED)
    assert "waits for 2 days" in column(page, SUBMITTED)


def test_a_late_task_says_why(world, board):
    with world.acme.inside():
        yesterday = date.today() - timedelta(days=1)
        a_task(world.bob.member_id, "Late one", due_on=yesterday, state=DOING, delay_reason="Five numbers are dead")
        a_task(world.bob.member_id, "Stuck one", state=DOING, support="Somebody who knows pumps")

    page = column(board.get("tasks/board").text, DOING)

    assert "1 day late" in page
    assert "Reason: Five numbers are dead" in page
    assert "Asks for support: Somebody who knows pumps" in page


def test_cards_stand_by_their_day_and_those_without_one_last(world, board):
    with world.acme.inside():
        for title, due in (("In ten", 10), ("Never", None), ("Tomorrow", 1)):
            day = None if due is None else date.today() + timedelta(days=due)
            a_task(world.bob.member_id, title, due_on=day, starts_on=None)

    page = column(board.get("tasks/board").text, TODO)

    places = [page.index(title) for title in ("Tomorrow", "List of contracts", "In ten", "Never")]
    assert places == sorted(places)


def test_accepted_ones_are_those_of_this_month_the_newest_first(world, board):
    first = now().replace(day=1, hour=12)
    with world.acme.inside():
        for title, at in (("Long ago", first - timedelta(days=3)), ("On the first", first)):
            a_task(world.bob.member_id, title, state=ACCEPTED, accepted_at=at, submitted_at=at)

    page = column(board.get("tasks/board").text, ACCEPTED)

    assert "Long ago" not in page
    assert "On the first" in page
    if now() > first:
        assert page.index("Survey") < page.index("On the first")


def test_one_sees_ones_own_and_the_teams_tasks_only(world, board):
    assert "Not for Bob" not in board.get("tasks/board").text
    assert "Not for Bob" in world.browser(world.alice).get("tasks/board").text


def test_the_board_does_not_exist_for_strangers(world, board):
    stranger = world.browser(world.charlie, world.acme)

    for address in ("tasks/board", "tasks/board/heads", "tasks/board/cards?column=todo"):
        assert stranger.get(address).status_code == 404


def test_the_board_reads_the_words_of_the_list(world, board):
    manager = world.browser(world.alice)

    by_owner = manager.get(f"tasks/board?owner={world.sam.member_id}").text
    parts = manager.get(f"tasks/board?owner={world.bob.member_id}&parts=only").text

    assert "Not for Bob" in by_owner
    assert "List of contracts" not in by_owner
    assert "Call the sleeping" in parts
    assert "Referrals" not in parts
    assert 'board__count">0<' in column(parts, TODO)


def test_a_long_column_says_how_many_more_and_loads_them_once_each(world, board):
    with world.acme.inside():
        for number in range(2 * CARDS + 3):
            day = None if number % 5 == 0 else date.today() + timedelta(days=30 + number)
            a_task(world.bob.member_id, f"Task no {number:02}", due_on=day, starts_on=None)

    pages = [column(board.get("tasks/board").text, TODO)]
    while more := re.search(r'hx-get="[^"]*(/tasks/board/cards\?[^"]+)"', pages[-1]):
        pages.append(board.get("tasks" + more[1].removeprefix("/tasks").replace("&amp;", "&"), target="more-todo").text)

    assert f"{CARDS + 5} more" in pages[0]
    assert "5 more" in pages[1]
    assert [len(re.findall("data-card=", page)) for page in pages] == [CARDS, CARDS, 5]
    titles = [title for page in pages for title in re.findall(r"Task no \d\d(?=</a>)", page)]
    assert len(titles) == len(set(titles)) == 2 * CARDS + 3
    assert "<html" not in pages[1]


@pytest.mark.parametrize("query", ["column=accepted&after=x", "column=todo&after=", "column=todo&of=many"])
def test_a_place_that_is_none_is_the_beginning(board, query):
    answer = board.get(f"tasks/board/cards?{query}", target="more-todo")

    assert answer.status_code == 200
    assert "data-card" in answer.text or "Survey" in answer.text


@pytest.mark.parametrize("wanted", ["", "cancelled", "nonsense", "%00"])
def test_there_is_no_other_column(board, wanted):
    assert board.get(f"tasks/board/cards?column={wanted}").status_code == 404


def test_heads_come_alone_too(board):
    answer = board.get("tasks/board/heads?first=1", target="board-sum").text

    assert "<html" not in answer
    assert 'hx-target="#head-todo"' in answer
    assert "2.5 h" in answer
    assert 'id="board-sum"' in answer


def test_heads_that_take_long_follow_after_the_cards(world, board, monkeypatch):
    monkeypatch.setattr("app.tasks.board.views.COUNTED_AT_ONCE", 3)

    page = board.get("tasks/board").text

    assert re.search(r'id="board-sum" hx-get="[^"]*/tasks/board/heads\?first=1" hx-trigger="load"', page)
    assert 'board__count">…<' in column(page, TODO)
    assert "List of contracts" in page


def test_too_many_are_not_counted(world, board):
    with world.acme.inside(world.bob):
        member = db.get_one(Member, (world.acme.id, world.bob.member_id))
        sight = Sight(TaskFilter(), Scene(member, date.today(), "CNY"))

        assert heads(sight, at_most=5) is None
        assert heads(sight, at_most=6)[TODO].count == 2


def test_in_time_is_told_of_what_was_accepted(world, board):
    with world.acme.inside():
        a_task(world.bob.member_id, "Late survey", state=ACCEPTED, is_late=True)

    page = board.get("tasks/board").text

    assert "In time <strong>50%</strong>" in page
    assert "Submitted late" in column(page, ACCEPTED)


def test_the_number_of_queries_does_not_depend_on_the_cards(world, board):
    few = statements_of_page(lambda: board.get("tasks/board"))
    with world.acme.inside():
        whole = a_task(world.bob.member_id, is_split=True)
        for state in COLUMNS:
            for _ in range(15):
                a_task(world.bob.member_id, state=state, parent_id=whole.id, acceptor_id=world.mia.member_id)

    assert statements_of_page(lambda: board.get("tasks/board")) == few
    assert few <= 6  # recognising the person and entering the company among them


def test_what_people_wrote_is_shown_as_they_wrote_it(world, board):
    with world.acme.inside():
        a_task(world.bob.member_id, '<b>"Bold" & more</b>', goal="<i>goal</i>", goal_quantity=None)

    page = board.get("tasks/board").text

    assert "<b>" not in page
    assert "<i>goal" not in page
    assert "&lt;b&gt;&#34;Bold&#34; &amp; more&lt;/b&gt;" in page


def test_most_boards_are_counted_at_once():
    assert COUNTED_AT_ONCE >= 5 * CARDS


@pytest.mark.parametrize("page", ["board", "quadrants", "table", "copy", "templates", "series"])
def test_where_nothing_stands_yet_the_first_step_is_offered(world, page):
    empty = world.browser(world.charlie).get(f"tasks/{page}").text.partition('class="empty')[2]

    first = {"templates": "tasks/templates/new", "series": "tasks/series/new"}.get(page, "tasks/new")
    assert f'href="/{world.globex.slug}/{first}"' in empty


@pytest.mark.parametrize("page", ["board", "quadrants"])
def test_where_nothing_answers_the_filter_the_way_out_is_offered(world, page):
    empty = world.browser(world.charlie).get(f"tasks/{page}?demand=hard").text.partition('class="empty')[2]

    assert "No task answers this filter" in empty
    assert f'href="/{world.globex.slug}/tasks/{page}"' in empty
