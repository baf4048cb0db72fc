"""Moving a task on the board: each move is an act, with the act's own rights and questions."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.clock import now
from app.tasks import working
from app.tasks.board.ways import COLUMNS, ways, why_not
from app.tasks.model import ACCEPTED, CANCELLED, DOING, RETURNED, SUBMITTED, TODO, Task
from tenants.context import db
from tenants.model import Member
from tests.tasks.factories import a_criterion, a_task, kept


def made(world, **values) -> Task:
    """A task of Bob's that Mia gave and accepts."""
    mine = {"acceptor_id": world.mia.member_id, "created_by_id": world.mia.member_id}
    if values.get("state") in (SUBMITTED, ACCEPTED):
        values.setdefault("actual", Decimal(20))
    with world.acme.inside():
        return a_task(world.bob.member_id, "Call the sleeping", **{**mine, **values})


def move(browser, task, to, target="board", **more):
    return browser.post(f"tasks/{task.id}/state", {"state": to, "version": task.version, **more}, target=target)


def told(answer) -> str:
    return json.loads(answer.headers["HX-Trigger"])["toast"]["text"]


@pytest.mark.parametrize(("before", "to"), [(TODO, DOING), (DOING, TODO), (RETURNED, DOING), (SUBMITTED, DOING)])
def test_beginning_putting_back_and_taking_back_are_one_move_each(world, before, to):
    task = made(world, state=before)

    answer = move(world.browser(world.bob), task, to)

    assert answer.status_code == 200
    assert kept(world, task.id).state == to
    assert f'hx-target="#card-{task.id}" hx-swap="outerHTML"' in answer.text
    assert "/tasks/board/heads" in answer.text


@pytest.mark.parametrize("before", [TODO, DOING, RETURNED])
def test_handing_in_asks_for_the_result_first(world, before):
    task = made(world, state=before, actual=Decimal(12))
    bob = world.browser(world.bob)

    asked = move(bob, task, SUBMITTED)
    answered = move(
        bob, task, SUBMITTED, target="dialog", source="board", result="Twenty called", actual="20",
        done_on=date.today().isoformat(),
    )  # fmt: skip

    assert asked.status_code == 422
    assert asked.headers["HX-Retarget"] == "#dialog"
    assert 'name="result"' in asked.text
    assert 'value="12"' in asked.text
    assert "<html" not in asked.text
    assert answered.status_code == 200
    assert f'hx-target="#cards-{SUBMITTED}" hx-swap="afterbegin"' in answered.text
    found = kept(world, task.id)
    assert (found.state, found.result, found.actual) == (SUBMITTED, "Twenty called", Decimal(20))


def test_what_the_page_would_refuse_the_dialog_refuses_and_keeps_what_was_typed(world):
    task = made(world, due_on=date.today() - timedelta(days=1), state=DOING)
    bob = world.browser(world.bob)
    typed = {"source": "board", "result": "All called", "done_on": date.today().isoformat()}

    late = move(bob, task, SUBMITTED, target="dialog", **typed, actual="20")
    uncounted = move(bob, task, SUBMITTED, target="dialog", **typed, delay_reason="Dead numbers")
    ahead = {**typed, "done_on": (date.today() + timedelta(days=3)).isoformat()}
    early = move(bob, task, SUBMITTED, target="dialog", **ahead, actual="20", delay_reason="Dead numbers")

    assert [each.status_code for each in (late, uncounted, early)] == [422] * 3
    assert "It was due earlier. Say why it is late." in late.text
    assert "All called" in late.text
    assert "Say how much was reached." in uncounted.text
    assert "This day is still to come." in early.text
    assert kept(world, task.id).state == DOING


def test_a_note_to_oneself_is_done_by_moving_it_to_the_end(world):
    task = made(world, acceptor_id=None, goal_quantity=None)
    bob = world.browser(world.bob)

    elsewhere = move(bob, task, SUBMITTED)
    asked = move(bob, task, ACCEPTED)
    done = move(bob, task, ACCEPTED, target="dialog", source="board", result="Done", done_on=date.today().isoformat())

    assert elsewhere.status_code == 409
    assert "Nobody was named to accept it" in told(elsewhere)
    assert 'name="result"' in asked.text
    assert done.status_code == 200
    assert kept(world, task.id).state == ACCEPTED


def test_accepting_takes_the_proposed_grade(world):
    task = made(world, state=SUBMITTED, actual=Decimal(25))

    answer = move(world.browser(world.mia), task, ACCEPTED)

    assert answer.status_code == 200
    found = kept(world, task.id)
    assert (found.state, found.grade, found.accepted_by_id) == (ACCEPTED, "excellent", world.mia.member_id)
    assert "ticket--graded" in answer.text
    assert 'data-card="' not in answer.text  # what is accepted goes nowhere from the board


@pytest.mark.parametrize(("values", "unmet"), [({}, True), ({"goal_quantity": None, "actual": None}, False)])
def test_accepting_asks_where_the_standard_is_not_met_or_no_grade_follows(world, values, unmet):
    task = made(world, state=SUBMITTED, **values)
    if unmet:
        with world.acme.inside():
            a_criterion(task, is_met=False)
    mia = world.browser(world.mia)

    asked = move(mia, task, ACCEPTED)
    answered = move(mia, task, ACCEPTED, target="dialog", source="board", grade="good", reason="Good enough")

    assert asked.status_code == 422
    assert 'name="grade"' in asked.text
    assert ("A line of the standard is not met" in asked.text) == unmet
    assert answered.status_code == 200
    assert (kept(world, task.id).grade, kept(world, task.id).grade_reason) == ("good", "Good enough")


def test_another_grade_wants_a_reason(world):
    task = made(world, state=SUBMITTED)

    answer = move(world.browser(world.mia), task, ACCEPTED, target="dialog", source="board", grade="fair", reason="")

    assert answer.status_code == 422
    assert "Say why it is another." in answer.text
    assert kept(world, task.id).state == SUBMITTED


def test_returning_asks_for_the_reason(world):
    task = made(world, state=SUBMITTED)
    mia = world.browser(world.mia)

    asked = move(mia, task, RETURNED)
    empty = move(mia, task, RETURNED, target="dialog", source="board", reason=" ")
    said = move(mia, task, RETURNED, target="dialog", source="board", reason="Number 7 is a double")

    assert (asked.status_code, empty.status_code, said.status_code) == (422, 422, 200)
    assert "Please fill this in." in empty.text
    assert (kept(world, task.id).state, kept(world, task.id).return_reason) == (RETURNED, "Number 7 is a double")


@pytest.mark.parametrize(
    ("before", "to", "because"),
    [
        (TODO, ACCEPTED, "It is handed in first"),
        (DOING, RETURNED, "It is handed in first"),
        (SUBMITTED, TODO, "cannot go from “To accept” to “To do”"),
        (RETURNED, TODO, "cannot go from “Returned” to “To do”"),
        (ACCEPTED, SUBMITTED, "is reopened on its own page"),
        (CANCELLED, DOING, "cannot go from “Cancelled” to “In progress”"),
    ],
)
def test_any_other_move_is_refused_in_a_sentence(world, before, to, because):
    task = made(world, state=before)

    answer = move(world.browser(world.mia), task, to)

    assert answer.status_code == 409
    assert because in told(answer)
    assert answer.headers["HX-Reswap"] == "none"
    assert kept(world, task.id).state == before


def test_a_column_that_is_none_is_refused(world):
    task = made(world)

    for wrong in ("", "cancelled", "nonsense"):
        assert move(world.browser(world.bob), task, wrong).status_code == 422
    assert kept(world, task.id).state == TODO


def test_the_owner_does_not_accept_and_the_acceptor_does_not_return_without_right(world):
    task = made(world, state=SUBMITTED)
    bob = world.browser(world.bob)

    for to in (ACCEPTED, RETURNED):
        answer = move(bob, task, to)
        assert answer.status_code == 403
        assert "Nobody accepts or returns their own work." in told(answer)
    assert kept(world, task.id).state == SUBMITTED


def test_a_colleague_who_sees_it_moves_nothing(world):
    with world.acme.inside():
        task = a_task(world.bob.member_id, acceptor_id=world.mia.member_id, created_by_id=world.sam.member_id)

    answer = move(world.browser(world.sam), task, DOING)

    assert answer.status_code == 403
    assert "Only Bob, or who leads Bob, can do that." in told(answer)
    assert kept(world, task.id).state == TODO


def test_the_looker_moves_nothing(world):
    task = made(world)
    vera = world.browser(world.vera)

    assert move(vera, task, DOING).status_code == 403
    assert vera.get(f"tasks/{task.id}/state").status_code == 403
    assert kept(world, task.id).state == TODO


@pytest.mark.parametrize("stranger", ["charlie", "sam"])
def test_a_task_one_does_not_see_does_not_exist(world, stranger):
    task = made(world)
    browser = world.browser(getattr(world, stranger), world.acme)

    assert browser.get(f"tasks/{task.id}/state").status_code == 404
    assert move(browser, task, DOING).status_code == 404


def test_the_second_of_two_is_told_and_sees_where_it_is(world):
    task = made(world, state=SUBMITTED)
    move(world.browser(world.bob), task, DOING)

    answer = move(world.browser(world.mia), task, ACCEPTED)

    assert answer.status_code == 409
    assert "Bob changed this task at" in told(answer)
    assert "it is in “In progress” now" in told(answer)
    assert f'hx-target="#cards-{DOING}"' in answer.text
    assert kept(world, task.id).state == DOING


def test_without_scripts_the_same_form_leads_on(world):
    task = made(world)
    bob = world.browser(world.bob)

    begun = bob.post(f"tasks/{task.id}/state", {"state": DOING, "version": 1, "source": "board"})
    asked = bob.post(f"tasks/{task.id}/state", {"state": SUBMITTED, "version": 2, "source": "board"})
    late = bob.post(f"tasks/{task.id}/state", {"state": TODO, "version": 1, "source": "board"})
    refused = bob.post(f"tasks/{task.id}/state", {"state": ACCEPTED, "version": 2, "source": "board"})

    assert begun.status_code == 303
    assert begun.headers["Location"].endswith("/tasks/board")
    assert asked.status_code == 422
    assert "<html" in asked.text
    assert 'name="result"' in asked.text
    assert (late.status_code, refused.status_code) == (409, 409)
    assert "Not moved." in late.text
    assert "Not moved." in refused.text


def test_the_menu_offers_what_one_may_do_and_nothing_else(world):
    task = made(world, state=SUBMITTED)
    bob, mia = world.browser(world.bob), world.browser(world.mia)

    assert offered(bob.get(f"tasks/{task.id}/state", target="dialog").text) == [DOING]
    assert offered(mia.get(f"tasks/{task.id}/state", target="dialog").text) == [DOING, RETURNED, ACCEPTED]
    assert "<html" in mia.get(f"tasks/{task.id}/state").text


def offered(html: str) -> list[str]:
    return [state for state in COLUMNS if f'name="state" value="{state}"' in html]


def test_only_what_one_may_move_can_be_picked_up(world):
    task = made(world)
    with world.acme.inside():
        other = a_task(world.mia.member_id, "Mia's own", created_by_id=world.bob.member_id)
    bob, vera = world.browser(world.bob).get("tasks/board").text, world.browser(world.vera).get("tasks/board").text

    assert f'data-card="{task.id}"' in bob
    assert 'tabindex="0"' in bob.split(f'id="card-{task.id}"')[1].split(">")[0]
    assert "Mia&#39;s own" in bob
    assert f'data-card="{other.id}"' not in bob
    assert f"tasks/{other.id}/state" not in bob
    assert 'data-card="' not in vera
    assert "Move to" not in vera


def test_the_board_tells_the_keyboard_how_it_is_worked(world):
    made(world)

    page = world.browser(world.bob).get("tasks/board").text

    assert 'data-board data-sorted data-field="state"' in page
    assert "arrow keys carry it" in page
    assert 'data-text-moved="{column}"' in page
    assert 'data-drop="Submit it to {acceptor}"' in page
    assert 'data-acceptor="Mia"' in page


def test_a_whole_follows_its_parts_and_says_so(world):
    whole = made(world, is_split=True)
    part = made(world, parent_id=whole.id)
    mia = world.browser(world.mia)

    refused = move(mia, whole, SUBMITTED)
    begun = move(mia, part, DOING)

    assert refused.status_code == 409
    assert "This task follows its parts" in told(refused)
    assert kept(world, whole.id).state == DOING
    assert f'hx-target="#card-{whole.id}" hx-swap="delete"' in begun.text
    assert f'id="card-{whole.id}"' in begun.text


def test_a_whole_that_the_filter_hides_stays_hidden(world):
    whole = made(world, is_split=True)
    part = made(world, parent_id=whole.id)
    bob = world.browser(world.bob)

    answer = bob.post(
        f"tasks/{part.id}/state", {"state": DOING, "version": 1}, target="board",
        headers={"HX-Current-URL": "http://localhost/acme/tasks/board?parts=only"},
    )  # fmt: skip

    assert f'id="card-{part.id}"' in answer.text
    assert f'id="card-{whole.id}"' not in answer.text
    assert "heads?parts=only" in answer.text


@pytest.mark.parametrize("address", ["http://[", "nonsense", "http://localhost/x?owner=%00&team=1"])
def test_an_address_that_is_none_asks_for_nothing(world, address):
    task = made(world)

    answer = world.browser(world.bob).post(
        f"tasks/{task.id}/state", {"state": DOING}, target="board", headers={"HX-Current-URL": address}
    )

    assert answer.status_code == 200
    assert kept(world, task.id).state == DOING


def test_whoever_was_faster_in_the_same_moment_is_told_too(world):
    """The task is locked before its version is read: what was read before the lock does not count."""
    task = made(world)
    with world.acme.inside(world.mia):
        working.start(
            db.get_one(Task, (task.tenant_id, task.id)), by=db.get_one(Member, (task.tenant_id, world.mia.member_id)),
            at=now(),
        )  # fmt: skip

    answer = move(world.browser(world.bob), task, DOING)

    assert answer.status_code == 409
    assert "Mia changed this task" in told(answer)


def test_every_way_has_an_act_and_every_other_a_sentence(world):
    """For every state, person and column there is either an act or a reason."""
    with world.acme.inside(world.mia):
        people = [db.get_one(Member, (world.acme.id, getattr(world, who).member_id)) for who in ("bob", "mia", "sam")]
        for state in (*COLUMNS, CANCELLED):
            for split in (False, True):
                for acceptor in (world.mia.member_id, None):
                    task = Task(
                        title="x", state=state, owner_id=world.bob.member_id, acceptor_id=acceptor, is_split=split
                    )
                    for person in people:
                        there = ways(person, task)
                        assert state not in there
                        reasons = [why_not(person, task, to) for to in COLUMNS if to not in there and to != state]
                        assert all(reasons)
