"""The audit view: everything that happened, in words, for owners alone."""

from __future__ import annotations

import ast
import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.company.history.filters import HistoryFilter
from app.events import Event, happened
from app.web import happenings
from tenants.context import db
from tenants.model import Member, Tenant
from tenants.owned import new_id
from tests.counting import statements

ROOT = Path(__file__).resolve().parents[2]


def verbs():
    """Every verb that the code leaves as an event, with where it stands."""
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "happened" and len(node.args) > 1:
                for constant in ast.walk(node.args[1]):
                    if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                        yield constant.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_verb_in_the_code_has_words(app):
    told = {kind.partition(".")[2] for kind in happenings.PHRASES}

    assert sorted(f"{where} {verb}" for verb, where in verbs() if verb not in told) == []


def test_every_kind_that_has_words_names_a_known_record(app):
    assert {kind.partition(".")[0] for kind in happenings.PHRASES} - {""} <= set(happenings.SUBJECTS)


def test_only_owners_read_the_history(world):
    assert world.browser(world.alice).get("settings/history/").status_code == 200
    for person in (world.mia, world.bob, world.vera):
        for address in ("settings/history/", "settings/history.csv"):
            assert world.browser(person).get(address).status_code == 403


def test_an_act_is_told_with_who_what_before_and_after_and_from_where(world):
    member = world.bob.member
    world.browser(world.mia).post(
        f"settings/people/{member.id}", {"name": "Bob", "role": "viewer", "sees": "own", "team": ""}
    )

    page = world.browser(world.alice).get("settings/history/").text

    for word in ("Mia", "Bob", "was changed", "<del>Seller</del>", "<ins>Viewer</ins>", "127.0.0.1"):
        assert word in page


def test_the_history_speaks_the_reader_s_language(world):
    world.browser(world.alice).post("/profile", {"profile-name": "Alice B", "profile-language": "zh"})

    assert "已修改" in world.browser(world.alice).get("settings/history/").text


def make_events(world):
    with world.acme.inside(world.alice):
        bob = db.get_one(Member, (world.acme.id, world.bob.member_id))
        acme = db.scalars(select(Tenant).where(Tenant.id == world.acme.id)).one()
        happened(bob, "joined", by=world.bob.member_id, at=datetime(2026, 3, 1, 15, 59, tzinfo=UTC))
        happened(bob, "changed", by=world.mia.member_id, at=datetime(2026, 3, 1, 16, 1, tzinfo=UTC))
        happened(acme, "changed", by=world.mia.member_id, at=datetime(2026, 3, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    ("wish", "count"),
    [
        ({"person": "mia"}, 2),
        ({"kind": "member"}, 2),
        ({"start": date(2026, 3, 2)}, 2),  # in Shanghai the second one happened on the 2nd
        ({"end": date(2026, 3, 1)}, 1),
        ({"start": date(2026, 3, 2), "end": date(2026, 3, 2), "person": "mia"}, 1),
    ],
)
def test_the_history_is_filtered_by_person_kind_and_the_company_s_days(world, wish, count):
    make_events(world)
    if "person" in wish:
        wish = {**wish, "person": getattr(world, wish["person"]).member_id}

    with world.acme.inside():
        assert len(list(db.scalars(HistoryFilter(**wish).events("Asia/Shanghai")))) == count


@pytest.mark.parametrize(
    "query", ["person=x", "kind=nothing", "start=2026-99-99", "page=-3", "page=zwölf", "end=0001-01-01"]
)
def test_an_address_that_says_nonsense_shows_everything(world, query):
    assert world.browser(world.alice).get(f"settings/history/?{query}").status_code == 200


def test_the_file_holds_the_same_events_and_no_formula(world):
    with world.acme.inside(world.alice):
        member = Member(name="=cmd|' /C calc'!A0", name_key="x", state="placeholder")
        db.add(member)
        db.flush()
        happened(member, "added", by=world.alice.member_id)

    answer = world.browser(world.alice).get("settings/history.csv?kind=member")

    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][:3] == ["When", "Who", "Kind"]
    assert rows[1][3] == "'=cmd|' /C calc'!A0"


def test_another_company_s_events_are_not_told(world):
    make_events(world)

    assert "Mia" not in world.browser(world.charlie).get("settings/history/").text
    assert world.browser(world.charlie, world.acme).get("settings/history/").status_code == 404


def test_a_long_history_costs_as_much_as_a_short_one(world):
    browser = world.browser(world.alice)
    browser.get("settings/history/")
    short = statements(lambda: browser.get("settings/history/"))
    with world.acme.inside():
        db.add_all(
            Event(at=datetime.now(UTC), by_id=world.bob.member_id, kind="member.joined", subject_kind="member",
                  subject_id=new_id(), subject_name=f"N{n}") for n in range(120)
        )  # fmt: skip

    page = browser.get("settings/history/").text

    assert "page=2" in page
    assert statements(lambda: browser.get("settings/history/")) == short
