"""Who comes in, and what exists for whom."""

from __future__ import annotations

import pytest

from tenants.context import NoDoor, acting_in, db
from tenants.model import Tenant


def test_a_member_reaches_his_company(world):
    answer = world.browser(world.bob).get("")

    assert answer.status_code == 200
    assert "Acme" in answer.text


def test_for_an_outsider_the_company_does_not_exist(world):
    answer = world.browser(world.charlie, world.acme).get("")

    assert answer.status_code == 404
    assert "Acme" not in answer.text


def test_a_deactivated_member_is_an_outsider(world):
    assert world.browser(world.dan).get("").status_code == 404


def test_nobody_is_asked_to_sign_in_and_led_back(world):
    answer = world.browser().get("")

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/sign-in?next=/{world.acme.slug}/"


def test_outside_the_door_there_is_no_session():
    with pytest.raises(NoDoor):
        db.get(Tenant, "anything")


def test_one_cannot_reach_from_one_company_into_another(world):
    with world.acme.inside(), pytest.raises(RuntimeError, match="already entered"), acting_in(world.globex.id):
        pass
