"""The real pipeline comes in whole, by the command line and by the worker; a second time it changes nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.imports import decisions, reverting, starting, unknown, uploads
from app.imports.model import Import
from app.people.model import Placement, Team
from app.pipeline.accounts.model import Account
from app.pipeline.opportunities.model import Deal, Stage, StageChange
from app.pipeline.orders.model import Order, OrderLine
from app.pipeline.products.model import Product
from tenants.context import db
from tenants.model import Member
from tenants.owned import new_id
from tenants.roles import Role
from tests.imports.bringing import MAKE_ALL, all_of
from tests.jobs import work_off
from tests.world import add_person, make_company

FILES = {"people": "sales_teams", "accounts": "accounts", "products": "products", "deals": "sales_pipeline"}
ROWS = {"people": 35, "accounts": 85, "products": 7, "deals": 8_800}


@pytest.fixture
def olga(app):
    """The owner of an American company that is new here."""
    mark = new_id().hex[-10:]
    company = make_company("Maven", f"maven-{mark}", currency="USD", zone="America/New_York", country="US")
    return add_person(company, "olga", Role.OWNER, mark)


def counts_of(person):
    """The deals by stage: how many, worth how much, how many without a customer."""
    with person.company.inside():
        rows = db.execute(
            select(
                Stage.name, func.count(), func.sum(Deal.amount_minor), func.count().filter(Deal.account_id.is_(None))
            )
            .join(Deal, Deal.stage_id == Stage.id)
            .group_by(Stage.name)
        ).all()
    return {name: (count, worth, alone) for name, count, worth, alone in rows}


def check(person):
    """What the real pipeline must look like once it is here."""
    found = counts_of(person)
    assert {name: count for name, (count, _, _) in found.items()} == {
        "Prospecting": 500, "Engaging": 1_589, "Won": 4_238, "Lost": 2_473,
    }  # fmt: skip
    assert found["Won"][1] == 1_000_553_400
    assert sum(alone for _, _, alone in found.values()) == 1_425
    with person.company.inside():
        orders = db.execute(select(func.count(), func.sum(Order.amount_minor)).where(Order.source == "pipeline")).one()
        first_orders = db.scalar(select(func.count()).where(Order.customer_type == "new"))
        moves, rebuilt = db.execute(
            select(func.count(), func.count().filter(StageChange.rebuilt)).select_from(StageChange)
        ).one()
        nowhere = db.scalar(select(func.count()).where(Order.region_id.is_(None)))
    assert tuple(orders) == (4_238, 1_000_553_400)
    assert first_orders == 85  # each customer was new once
    assert moves == rebuilt
    assert nowhere == 0  # each order counts for the region of its seller's office
    assert len(all_of(person, Product)) == 7
    assert len(all_of(person, Account)) == 85


def test_it_comes_in_by_the_command_line_and_again_changes_nothing(app, olga, maven):
    said = {}
    for kind, name in FILES.items():
        said[kind] = _command(app, olga, kind, maven / f"{name}.csv")

    check(olga)
    assert {kind: text.splitlines()[-1] for kind, text in said.items()} == {
        kind: f"created {count:,}, updated 0, unchanged 0, skipped 0, failed 0" for kind, count in ROWS.items()
    }
    assert "  product: GTXPro -> GTX Pro" in said["deals"]
    _check_the_teams(olga)
    again = _command(app, olga, "deals", maven / "sales_pipeline.csv", "--match", "opportunity_id")
    assert again.splitlines()[-1] == "created 0, updated 0, unchanged 8,800, skipped 0, failed 0"


def _command(app, person, kind, path, *options):
    args = ["import", kind, str(path), "--tenant", person.company.slug, *options]
    result = app.test_cli_runner().invoke(args=args)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def _check_the_teams(person):
    """Six managers, each leading a team under one of three offices."""
    teams = {team.id: team for team in all_of(person, Team)}
    leaders = {teams[seat.team_id].name: seat.member_id for seat in all_of(person, Placement, Placement.leads)}
    members = {member.id: member.name for member in all_of(person, Member)}
    assert {name: members[leader] for name, leader in leaders.items()} == {
        name: name
        for name in (
            "Dustin Brinkmann",
            "Melvin Marxen",
            "Cara Losch",
            "Rocco Neubert",
            "Celia Rouche",
            "Summer Sewald",
        )
    }
    assert {teams[teams[team_id].parent_id].name for team_id in teams if teams[team_id].parent_id} == {
        "Central", "East", "West",
    }  # fmt: skip
    assert len(all_of(person, Member, Member.state == "placeholder")) == 41


def test_it_comes_in_by_the_worker_and_goes_without_a_trace(app, olga, maven):
    brought = [_by_the_worker(app, olga, kind, (maven / f"{name}.csv").read_bytes()) for kind, name in FILES.items()]

    check(olga)
    for import_id in reversed(brought):
        with olga.company.inside(olga):
            counts = reverting.revert(db.get_one(Import, (olga.company.id, import_id)), by=olga.member_id)
        assert counts["kept"] == 0
    for cls in (Deal, Order, OrderLine, StageChange, Account, Product, Team, Placement):
        assert all_of(olga, cls) == [], cls
    assert [member.name for member in all_of(olga, Member)] == ["Olga"]


def _by_the_worker(app, person, kind, content):
    member = person.member
    with person.company.inside(person):
        record = uploads.accept(content, f"{kind}.csv", by=member)
        assert record.kind == kind
        decided = decisions.of(record)
        decided.meanings.update({name: dict(rest) for name, rest in MAKE_ALL.items()})
        for group in unknown.unknown_names(record, decided):
            certain = {one.text: str(one.near[0].id) for one in group.asked if one.near and one.near[0].certain}
            decided.meanings[group.vocabulary].update(certain)
        decisions.keep(record, decided)
        record.state = "mapped"
        starting.start(record, by=member)
        import_id = record.id
    work_off(app, person.company.id)
    return import_id
