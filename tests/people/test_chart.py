"""The chart of the company: kept between requests, drawn anew after a change, and never another company's."""

from __future__ import annotations

from contextlib import contextmanager

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.people.chart import Chart, Seat, chart, team_choices
from app.people.model import Placement, Team
from tenants.context import db, enter, leave
from tenants.model import Tenant
from tenants.owned import new_id


@contextmanager
def a_request(company):
    """Inside the company with the number of its standing data, as a request comes in."""
    with company.inside():
        number = db.scalar(select(Tenant.standing).where(Tenant.id == company.id))
    entered = enter(company.id, standing=number)
    try:
        yield
    finally:
        leave(entered)


def test_is_drawn_once_for_many_requests_and_anew_after_a_change(world):
    with a_request(world.acme):
        first = chart()
    with a_request(world.acme):
        assert chart() is first
    north = new_id()
    with world.acme.inside():
        assert north not in chart().above
        db.add(Team(id=north, name="North", parent_id=None))
        db.flush()
        assert north in chart().above
    with a_request(world.acme):
        assert north in chart().above
        assert (north, "North") in team_choices()
        assert team_choices([]) == []


def test_each_company_has_its_own(world):
    with a_request(world.acme):
        own = chart()
        people = {one.member_id for one in db.scalars(select(Placement))}
        assert set(own.seats) == people
    with a_request(world.globex):
        assert chart() is not own
        assert set(chart().seats).isdisjoint(people)
        assert set(chart().above).isdisjoint(own.above)


@given(st.lists(st.integers(-1, 6), min_size=7, max_size=7), st.lists(st.integers(0, 6), max_size=20))
def test_the_people_below_are_those_who_reach_the_team_upwards(parents, places):
    teams, people = [new_id() for _ in parents], [new_id() for _ in places]
    above = {one: None if at < 0 else teams[at] for one, at in zip(teams, parents, strict=True)}
    drawn = Chart(above, {one: Seat(one, teams[at], False) for one, at in zip(people, places, strict=True)})

    def reaches(team, goal):
        passed = set()
        while team is not None and team not in passed:
            if team == goal:
                return True
            passed.add(team)
            team = above[team]
        return False

    for team in teams:
        assert drawn.people_below(team) == {one for one in people if reaches(drawn.team_of(one), team)}
    assert drawn.people_below(new_id()) == set()
