"""Roles, sights, leaving and coming back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.events import Event
from app.people.handover import holdings
from app.pipeline.opportunities.model import Deal
from tenants.context import db
from tenants.model import Member
from tenants.roles import Role
from tests import factories
from tests.world import add_person


def form(person, **changes):
    member = person.member
    return {"name": member.name, "role": member.role, "sees": member.sees, "team": "", **changes}


def change(world, editor, person, **changes):
    return world.browser(editor).post(f"settings/people/{person.member_id}", form(person, **changes))


def events(company, verb):
    with company.inside():
        return list(db.scalars(select(Event).where(Event.kind == f"member.{verb}")))


def test_a_manager_gives_another_role_and_leaves_an_event(world):
    answer = change(world, world.mia, world.bob, role="viewer", is_trainer="y")

    assert answer.status_code == 303
    assert (world.bob.member.role, world.bob.member.is_trainer) == ("viewer", True)
    (event,) = events(world.acme, "changed")
    assert event.changes["role"] == ["seller", "viewer"]
    assert event.by_id == world.mia.member_id


def test_nobody_edits_someone_above_himself(world):
    assert change(world, world.mia, world.alice, name="Nobody").status_code == 403
    assert world.alice.member.name == "Alice"


def test_nobody_lifts_anyone_above_himself(world):
    assert change(world, world.mia, world.bob, role="owner").status_code == 422
    assert change(world, world.mia, world.mia, role="owner").status_code == 422
    assert world.mia.member.role == "manager"


def test_nobody_lets_others_see_more_than_he_sees(world):
    assert change(world, world.mia, world.bob, sees="all").status_code == 422
    assert change(world, world.mia, world.mia, sees="all").status_code == 422
    assert change(world, world.alice, world.bob, sees="all").status_code == 303


@pytest.mark.parametrize("name", ["bob", "vera"])
def test_sellers_and_viewers_manage_nobody(world, name):
    browser = world.browser(getattr(world, name))

    assert browser.get("settings/people/").status_code == 403
    assert browser.post(f"settings/people/{world.sam.member_id}", form(world.sam, role="owner")).status_code == 403


def test_a_member_of_another_company_does_not_exist(world):
    assert world.browser(world.alice).get(f"settings/people/{world.charlie.member_id}").status_code == 404


def test_the_last_owner_stays_owner(world):
    answer = change(world, world.alice, world.alice, role="manager")

    assert answer.status_code == 422
    assert "last owner" in answer.text
    assert world.alice.member.role == "owner"


def test_of_two_owners_one_may_step_back(world):
    add_person(world.acme, "olga", Role.OWNER, world.acme.slug[-10:])

    assert change(world, world.alice, world.alice, role="manager").status_code == 303


def test_columns_nobody_offers_change_nothing(world):
    sent = {column.name: "01890000-0000-7000-8000-000000000001" for column in Member.__table__.columns}
    before = world.bob.member

    change(world, world.alice, world.bob, **{**sent, **form(world.bob), "state": "deactivated", "email": "x@y.zz"})

    after = world.bob.member
    assert (after.tenant_id, after.user_id, after.state, after.email) == (
        before.tenant_id, before.user_id, "active", before.email,
    )  # fmt: skip


def test_who_is_deactivated_is_outside_with_the_next_request(world):
    browser = world.browser(world.bob)
    assert browser.get("").status_code == 200

    world.browser(world.alice).post(f"settings/people/{world.bob.member_id}/deactivation", {"successor": ""})

    assert browser.get("").status_code == 404
    assert browser.get("/profile").status_code == 200


def test_the_records_of_who_leaves_go_to_his_successor(world):
    with world.acme.inside():
        deals = [factories.a_deal(world.bob.member_id) for _ in range(3)]
        assert sum(count for _name, count in holdings(world.bob.member_id)) >= 3

    world.browser(world.alice).post(
        f"settings/people/{world.bob.member_id}/deactivation", {"successor": str(world.sam.member_id)}
    )

    with world.acme.inside():
        owners = set(db.scalars(select(Deal.owner_id).where(Deal.id.in_([deal.id for deal in deals]))))
    assert owners == {world.sam.member_id}
    assert events(world.acme, "handed_over")[0].changes["to"] == "Sam"


def test_records_go_to_nobody_who_left_himself_or_only_looks(world):
    for name in ("dan", "vera", "charlie"):
        answer = world.browser(world.alice).post(
            f"settings/people/{world.bob.member_id}/deactivation", {"successor": str(getattr(world, name).member_id)}
        )
        assert answer.status_code == 422
    assert world.bob.member.state == "active"


def test_nobody_shuts_himself_out(world):
    answer = world.browser(world.alice).post(f"settings/people/{world.alice.member_id}/deactivation", {"successor": ""})

    assert answer.status_code == 422
    assert world.alice.member.state == "active"


def test_who_left_may_come_back(world):
    world.browser(world.alice).post(f"settings/people/{world.dan.member_id}/reactivation")

    assert world.browser(world.dan).get("").status_code == 200


def test_a_name_can_be_added_and_takes_no_seat(world):
    browser = world.browser(world.alice)
    before = browser.get("settings/people/").text

    browser.post("settings/people/", {"name": "Wang Wu"})

    after = browser.get("settings/people/").text
    assert "5 seats taken" in before
    assert "5 seats taken" in after
    assert "Wang Wu" in after


def test_a_manager_puts_someone_into_a_team(world):
    change(world, world.mia, world.tara, team=str(world.acme.teams["west"]), leads="y")

    page = world.browser(world.mia).get(f"settings/teams/{world.acme.teams['west']}").text
    assert f'<option selected value="{world.tara.member_id}">' in page


def test_the_list_of_people_costs_the_same_for_many(world, app):
    from tests.counting import statements

    browser = world.browser(world.alice)
    browser.get("settings/people/")
    few = statements(lambda: browser.get("settings/people/"))
    with world.acme.inside():
        db.add_all([Member(name=f"Name {n}", name_key=f"name {n}", state="placeholder") for n in range(60)])
    browser.get("settings/people/")

    assert statements(lambda: browser.get("settings/people/")) == few
