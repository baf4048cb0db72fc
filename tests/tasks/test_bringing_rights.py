"""Whose table it is: what each person may bring in, and whom the names in it mean."""

from __future__ import annotations

import re

from app.clock import now
from app.imports.model import Import
from app.people.leading import lead_of
from app.tasks import accepting
from app.tasks.grading import Band
from app.tasks.rules import NamedBand, set_scale
from tenants.context import db
from tests.tasks.factories import a_task
from tests.tasks.tables import (
    ENGLISH,
    IN_ENGLISH,
    SOURCE,
    all_tasks,
    bring,
    called,
    cells,
    complaints,
    exported,
    member,
    names,
    table,
)


def test_the_company_s_own_grades_are_read_first(world):
    with world.acme.inside(world.alice):
        bands = [NamedBand(Band("excellent", 10_000), "Made it"), NamedBand(Band("fair", 5_000), "Good"),
                 NamedBand(Band("poor", 0), "3 stars")]  # fmt: skip
        set_scale(bands, by=member(world.alice), at=now())
    row = "{title} | 4 calls | | Bob | | | 2024-01-04 | {quality} | Mia |"
    bring(
        world.alice,
        table(
            row.format(title="One", quality="made it (4)"), row.format(title="Two", quality="Good（2 calls）"),
            row.format(title="Three", quality="3 stars (1)"), row.format(title="Four", quality="优(完成4)"),
        ),
    )  # fmt: skip

    tasks = all_tasks(world.alice)
    assert [(tasks[title].grade, tasks[title].actual) for title in ("One", "Two", "Three", "Four")] == [
        ("excellent", 4), ("fair", 2), ("poor", 1), ("excellent", 4),
    ]  # fmt: skip
    content = exported(world.alice, world.browser(world.alice))
    assert b"Completion quality (M/G/3)" in content
    assert bring(world.alice, content).counts == {"unchanged": 4}


def test_nobody_grades_himself_by_a_table(world):
    own = "Call | 5 calls | | Bob | | | 2024-01-04 | Excellent (9 calls) | Mia |"

    result = bring(world.bob, table(own))

    assert [(column, code) for _row, column, code, _severity in complaints(result)][-1] == (ENGLISH[7], "not_yours")
    assert all_tasks(world.alice) == {}


def test_a_seller_brings_in_his_own_work_and_nobody_else_s(world):
    result = bring(world.bob, table("Call | 5 calls | | Bob | | | | | Mia |", "Sell | 5 deals | | Sam | | | | | Mia |"))

    assert result.outcomes == ["created", "failed"]
    assert complaints(result) == [(3, "Owner", "not_given", "error")]
    assert all_tasks(world.alice)["Call"].acceptor_id == world.mia.member_id


def test_a_seller_says_by_a_table_that_he_is_done_but_plans_nothing_anew(world):
    bring(world.mia, table("Call | 5 calls | | Bob | | 2024-01-05 | | | Mia |"))

    later = bring(world.bob, table("Call | 5 calls | | Bob | | 2024-02-05 | | | Mia |"))
    done = bring(world.bob, table("Call | 5 calls | | Bob | | 2024-01-05 | 2024-01-04 | (5 calls) | Mia |"))

    assert complaints(later) == [(2, "", "not_yours", "error")]
    assert done.outcomes == ["updated"]
    assert all_tasks(world.alice)["Call"].state == "submitted"


def test_the_whole_is_whose_table_it_is_and_accepted_by_another(world):
    part = "{title} | 5 calls | 5 calls | Bob | | | | | {acceptor} |"
    rows = [part.format(title=title, acceptor=acceptor) for title, acceptor in (("One", "Tara"), ("Two", "Mia"))]
    mixed = [part.format(title="Three", acceptor=acceptor) for acceptor in ("Tara", "Mia")]
    with world.acme.inside(world.mia):
        lead = lead_of(world.mia.member_id)

    bring(world.mia, table(*rows, *mixed))

    tasks = all_tasks(world.alice)
    assert {tasks[title].owner_id for title in ("One", "Two", "Three")} == {world.mia.member_id}
    assert [tasks[title].acceptor_id for title in ("One", "Two", "Three")] == [world.tara.member_id, lead, lead]


def test_a_colleague_s_row_comes_back_untouched_and_does_not_change_by_it(world):
    bring(world.alice, table("Call | 5 calls | | Mia | | 2024-01-05 | | | Alice |"))  # goals are open to the team
    content = exported(world.bob, world.browser(world.bob))
    assert len(cells(content)) == 1

    same = bring(world.bob, content)
    other = bring(world.bob, content.replace(b"2024-01-05", b"2024-01-06"))

    assert same.counts == {"unchanged": 1}
    assert complaints(other) == [(2, "", "not_yours", "error")]


def test_names_and_tasks_of_another_company_never_match(world):
    row = "Call | 5 calls | | Bob | 2024-01-01 | 2024-01-05 | 2024-01-05 | Good (5 calls) | Mia |"
    bring(world.alice, table(row))

    result = bring(world.charlie, table(row))

    assert result.counts == {"created": 1}
    theirs, ours = all_tasks(world.charlie)["Call"], all_tasks(world.alice)["Call"]
    assert theirs.id != ours.id
    assert names(world.charlie)[theirs.owner_id] == "Bob"
    assert theirs.owner_id != world.bob.member_id
    assert names(world.alice).keys().isdisjoint({theirs.owner_id, theirs.acceptor_id, theirs.created_by_id})


def test_it_comes_in_by_the_command_too(world, tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(SOURCE)

    result = world.app.test_cli_runner().invoke(args=["import", "tasks", str(path), "--tenant", world.acme.slug])

    assert result.exit_code == 0, result.output
    assert "created 3, updated 0, unchanged 0, skipped 0, failed 0" in result.output
    assert all_tasks(world.alice)["Q1新客户开发"].actual == 52


def test_whoever_accepts_the_parts_then_grades_the_whole(world):
    bring(world.alice, IN_ENGLISH.replace(b",Li,", b",Mia,"))
    with world.acme.inside(world.mia):
        accepting.accept(called("Q1 new customers"), by=member(world.mia), at=now())

    assert all_tasks(world.alice)["Q1 new customers"].grade == "good"  # 52 of 50


def test_a_name_that_two_people_have_is_given_to_neither(world):
    with world.acme.inside(world.alice):
        member(world.sam).name, member(world.sam).name_key = "Bob", "bob"

    result = bring(world.alice, table("Calls | 5 calls | | Bob | | 2024-03-10 | | | Mia | "))

    assert complaints(result) == [(2, "Owner", "ambiguous", "error")]


def test_a_name_that_somebody_had_who_left_is_that_of_who_works_here(world):
    with world.acme.inside(world.alice):
        member(world.dan).name, member(world.dan).name_key = "Bob", "bob"

    bring(world.alice, table("Calls | 5 calls | | Bob | | 2024-03-10 | | | Mia | "))

    assert all_tasks(world.alice)["Calls"].owner_id == world.bob.member_id


def test_the_result_leads_to_exactly_what_came_in(world):
    with world.acme.inside():
        a_task(world.alice.member_id, "Here before")
    result = bring(world.alice, SOURCE)
    with world.acme.inside():
        record = db.get_one(Import, (world.acme.id, result.import_id))
        record.state, record.created, record.finished_at = "done", 3, now()
    alice = world.browser(world.alice)

    page = alice.get(f"imports/{result.import_id}").text
    listed = alice.get(re.search(r'href="/[^/]+/(tasks/\?import=[^"]+)"', page)[1]).text

    assert "老客户转介绍获取15家线索" in listed
    assert "Here before" not in listed
    assert "a customer with a new deal" not in page


def test_an_open_task_whose_acceptor_has_left_or_only_looks_comes_in_with_a_word_about_it(world):
    with world.acme.inside(world.alice):
        member(world.sam).state = "deactivated"

    result = bring(
        world.alice,
        table(
            "Calls | | | Bob | | 2024-03-10 | | | Sam | ",
            "Letters | | | Bob | | 2024-03-10 | | | Vera | ",
            "Visits | | | Bob | | 2024-03-10 | 2024-03-09 | G | Sam | ",
        ),
    )

    assert result.counts == {"created": 3}
    assert [(line, column) for line, column, _code, _severity in complaints(result)] == [
        (2, "Acceptor"),
        (3, "Acceptor"),
    ]
