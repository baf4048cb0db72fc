"""A tool the importer has never heard of brings its table: one kind, one class, one call, nothing of the pipeline."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.company.model import Choice
from app.imports import kinds, records, vocabularies
from app.imports.entries import Entry
from app.imports.house.names import choice_list
from app.imports.into import Into
from app.imports.kinds import Kind, field_of
from app.imports.lists import biggest_position
from app.imports.model import Import
from app.imports.records import Record
from app.people.model import Team
from tenants.context import db
from tests.factories import a_choice, added
from tests.imports.bringing import all_of, sheet
from tests.jobs import work_off

CREWS = Kind(
    "crews",
    _l("Teams"),
    (
        field_of("name", _l("Team"), ("Team", "班组"), "text", "crew | gang | 小队", required=True),
        field_of("region", _l("Region"), ("Region", "区域"), "text", "district | 片区"),
    ),
    match_keys=(("name",),),
    telling=("name",),
    identity=("name",),
    naming={"region": "region"},
    managed=True,
    page="teams.index",
)


class IntoCrews(Into):
    """One team a row."""

    record = Team
    noun = "team"
    plain = {"name": "name"}
    named = {"region": "region_id"}

    def prepare(self) -> None:
        """Where the last team stands."""
        self.last = biggest_position(Team)

    def create(self, entry: Entry) -> None:
        """New teams come last."""
        self.last += 1
        entry.given["position"] = self.last

    def columns(self) -> Any:
        return [*super().columns(), "parent_id"]


@pytest.fixture
def crews(world):
    """The browser of somebody whose importer knows this one tool, and no other."""
    registries: tuple[dict[str, Any], ...] = (kinds.KINDS, kinds.INTO, records.RECORDS, vocabularies.VOCABULARIES)
    before = [dict(registry) for registry in registries]
    for registry in registries:
        registry.clear()
    kinds.register(
        CREWS, IntoCrews, records=(Record("choice", Choice, _l("List entries")),),
        vocabularies=(choice_list("region", _l("Regions")),),
    )  # fmt: skip
    yield world.browser(world.alice)
    for registry, kept in zip(registries, before, strict=True):
        registry.clear()
        registry.update(kept)


def upload(browser, *rows):
    """The page to which an upload leads."""
    file = (io.BytesIO(sheet(*rows)), "crews.csv")
    return browser.post("imports/", {"file": file}, content_type="multipart/form-data").headers["Location"]


def names(world):
    """Each team with its region."""
    regions = {one.id: one.name for one in all_of(world.alice, Choice, Choice.kind == "region")}
    return {team.name: regions.get(team.region_id) for team in all_of(world.alice, Team)}


def test_a_file_goes_from_its_upload_to_records_and_back(world, crews):
    with world.acme.inside():
        old = added(Team(name="Night", region_id=a_choice("region", "Lakeside").id)).name
    before = names(world)

    columns = upload(crews, "小队 | 片区", f"{old} | Hillside", "Early | Hillside", "Early | Lakeside")
    asked = crews.post(columns, {"c-0": "name", "c-1": "region", "mode": "both", "match": "name"}).headers["Location"]
    assert asked.endswith("/names")
    preview = crews.post(asked, {"region-0": "+new"}).headers["Location"]
    page = crews.get(preview).text
    crews.post(preview.replace("preview", "start"))
    work_off(world.app, world.acme.id)

    assert "<del>Lakeside</del>" in page
    assert "Row 3 of the file is about the same record." in page
    assert names(world) == {**before, "Night": "Hillside", "Early": "Hillside"}
    done = crews.get(preview.replace("/preview", "")).text
    assert "Take back 3 records" in done
    assert "/settings/teams" in done

    crews.post(preview.replace("preview", "reversal"))
    work_off(world.app, world.acme.id)

    assert names(world) == before
    assert all_of(world.alice, Choice, Choice.name == "Hillside") == []
    assert all_of(world.alice, Import)[0].state == "reverted"


def test_its_columns_are_guessed_in_both_languages(world, crews):
    page = crews.get(upload(crews, "Crew | District", "Early | Hillside")).text

    assert "2 of 2 columns are read" in page
    assert crews.get("imports/templates/crews.csv").get_data(as_text=True).splitlines() == ["\ufeffTeam,Region"]
    assert crews.get("imports/templates/deals.csv").status_code == 404


def test_it_comes_in_by_the_command_too(world, crews, tmp_path):
    path = tmp_path / "crews.csv"
    path.write_bytes(sheet("Team | Region", "Early | Hillside"))

    result = world.app.test_cli_runner().invoke(args=["import", "crews", str(path), "--tenant", world.acme.slug])

    assert result.exit_code == 0, result.output
    assert names(world)["Early"] == "Hillside"


def test_what_somebody_changed_since_stays_and_says_why(world, crews):
    columns = upload(crews, "Team", "Early", "Late")
    preview = crews.post(columns, {"c-0": "name", "mode": "both", "match": "name"}).headers["Location"]
    crews.post(preview.replace("preview", "start"))
    work_off(world.app, world.acme.id)
    with world.acme.inside():
        db.scalars(select(Team).where(Team.name == "Late")).one().name = "Later"

    crews.post(preview.replace("preview", "reversal"))
    work_off(world.app, world.acme.id)

    assert "Early" not in names(world)
    assert "Later" in names(world)
    assert "changed since the import" in crews.get(preview.replace("/preview", "")).text


def test_who_only_sells_is_not_offered_what_is_for_managers(world, crews):
    assert not kinds.may_import("crews", world.bob.member)
    assert kinds.may_import("crews", world.mia.member)


def test_two_tools_cannot_take_the_same_name(crews):
    other = Kind("crews", _l("Teams"), CREWS.fields, (), (), ("name",))

    with pytest.raises(ValueError, match="crews"):
        kinds.register(other, IntoCrews)
