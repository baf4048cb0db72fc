"""The team tree: drag, keyboard, forms; two people at once; no loops."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.people.chart import below
from app.people.model import Placement, Team
from app.people.teams.tree import grow, loops, walk
from tenants.context import db
from tenants.owned import new_id


def team(world, name):
    with world.acme.inside():
        return db.get_one(Team, (world.acme.id, world.acme.teams[name]))


def move(world, name, parent, version=None, editor=None, before=""):
    parent_id = str(world.acme.teams[parent]) if parent else ""
    version = version or team(world, name).version
    return world.browser(editor or world.mia).post(
        f"settings/teams/{world.acme.teams[name]}/place",
        {"parent": parent_id, "before": before, "version": str(version)}, target="team-tree",
    )  # fmt: skip


def test_a_team_dropped_on_another_stands_under_it_and_the_whole_tree_comes_back(world):
    answer = move(world, "west", "east")

    assert answer.status_code == 200
    assert 'hx-target="#team-tree"' in answer.text
    assert team(world, "west").parent_id == world.acme.teams["east"]


def test_a_team_dropped_before_its_neighbour_changes_places(world):
    move(world, "west", "sales", before=str(world.acme.teams["east"]))

    assert (team(world, "west").position, team(world, "east").position) == (0, 1)


def test_a_team_never_stands_below_itself(world):
    answer = move(world, "sales", "east")

    assert answer.status_code == 409
    assert "cannot stand below itself" in answer.headers["HX-Trigger"]
    assert team(world, "sales").parent_id is None


def test_of_two_who_move_the_same_team_the_second_is_told(world):
    seen = team(world, "west").version
    move(world, "west", "east", version=seen)

    second = move(world, "west", None, version=seen, editor=world.alice)

    assert second.status_code == 409
    assert team(world, "west").parent_id == world.acme.teams["east"]


def test_two_moves_at_once_never_tie_a_loop(world):
    versions = {name: team(world, name).version for name in ("east", "west")}
    pairs = [("east", "west"), ("west", "east")]

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda pair: move(world, *pair, version=versions[pair[0]]).status_code, pairs))

    assert sorted(answers) == [200, 409]


def test_a_stale_form_shows_both_versions_and_keeps_what_was_typed(world):
    address, seen = f"settings/teams/{world.acme.teams['west']}", team(world, "west").version
    form = {"parent": str(world.acme.teams["sales"]), "region": "", "version": str(seen)}
    world.browser(world.alice).post(address, {**form, "name": "Far West"})

    answer = world.browser(world.mia).post(address, {**form, "name": "Wild West"})

    assert answer.status_code == 409
    assert "Far West" in answer.text
    assert 'value="Wild West"' in answer.text


def test_removing_a_team_moves_its_people_and_teams_up(world):
    world.browser(world.mia).post(f"settings/teams/{world.acme.teams['east']}/removal")

    with world.acme.inside():
        place = db.scalars(select(Placement).where(Placement.member_id == world.bob.member_id)).one()
        assert place.team_id == world.acme.teams["sales"]


def test_removing_a_top_team_lets_its_teams_stand_at_the_top(world):
    world.browser(world.mia).post(f"settings/teams/{world.acme.teams['sales']}/removal")

    assert team(world, "east").parent_id is None


def test_people_are_put_into_a_team_with_one_lead(world):
    world.browser(world.mia).post(
        f"settings/teams/{world.acme.teams['west']}/people",
        {"people": [str(world.bob.member_id), str(world.tara.member_id)], "leader": str(world.tara.member_id)},
    )

    with world.acme.inside():
        seats = {
            place.member_id: place.leads
            for place in db.scalars(select(Placement).where(Placement.team_id == world.acme.teams["west"]))
        }
    assert seats == {world.bob.member_id: False, world.tara.member_id: True}


def test_a_foreign_region_is_no_choice(world):
    answer = world.browser(world.mia).post("settings/teams/", {"name": "North", "parent": "", "region": str(new_id())})

    assert answer.status_code == 422
    assert "Choose one of the list." in answer.text


@pytest.mark.parametrize("name", ["bob", "vera"])
def test_only_managers_arrange_teams(world, name):
    assert move(world, "west", None, editor=getattr(world, name)).status_code == 403


def test_a_team_of_another_company_does_not_exist(world):
    browser = world.browser(world.charlie)

    assert browser.get(f"settings/teams/{world.acme.teams['west']}").status_code == 404
    answer = browser.post("settings/teams/", {"name": "Spy", "parent": str(world.acme.teams["west"]), "region": ""})
    assert answer.status_code == 422


@given(st.lists(st.integers(-1, 12), min_size=1, max_size=13))
def test_every_team_stands_in_the_tree_once_whatever_its_parents_say(parents):
    ids = [new_id() for _ in parents]
    teams = [
        Team(id=one, name=str(n), position=n, parent_id=ids[parent] if 0 <= parent < len(ids) else None)
        for n, (one, parent) in enumerate(zip(ids, parents, strict=True))
    ]

    shown = [node.team.id for _depth, node in walk(grow(teams, {}))]

    assert sorted(shown) == sorted(ids)


@given(st.lists(st.integers(0, 8), min_size=2, max_size=9))
def test_a_move_loops_exactly_when_the_parent_stands_below(parents):
    ids = [new_id() for _ in parents]
    tree = {one: ids[parent] if parent < n else None for n, (one, parent) in enumerate(zip(ids, parents, strict=True))}

    for one in ids:
        assert {other for other in ids if loops(one, other, tree)} == below(one, tree)
