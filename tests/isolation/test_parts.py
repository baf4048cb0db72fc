"""Each area brings its own part to the sweeps, and none of them makes a sweep milder."""

from __future__ import annotations

import pytest
from werkzeug.routing import Map, Rule

from tests.conftest import ROOT
from tests.isolation.areas import PARTS
from tests.isolation.parts import Part, together
from tests.isolation.rows import KNOWN
from tests.isolation.scenes import Scene, is_known


def test_the_parts_of_all_areas_are_found():
    folders = {path.parent.name for path in (ROOT / "tests").rglob("scenes.py")} - {"isolation"}

    assert folders >= {"people", "company", "notices", "pipeline", "imports", "reports"}
    assert len(PARTS) == len(folders)


@pytest.mark.parametrize(
    "address", ["/<tenant_slug>/tools/<uuid:id>", "/<tenant_slug>/deals/<uuid:id>/tools/<uuid:tool_id>"]
)
def test_an_address_is_red_until_a_part_knows_its_parameters(address):
    (rule,) = Map([Rule(address, endpoint="tools.show")]).iter_rules()

    assert not is_known(rule)


def test_what_two_parts_say_is_refused():
    twice = [Part(parameters={("tools", "id"): "tool"}), Part(parameters={("tools", "id"): "thing"})]

    with pytest.raises(ValueError, match="twice"):
        together(twice, "parameters")


def test_two_makers_of_one_name_are_refused():
    def tool():
        """One area's."""

    with pytest.raises(ValueError, match="twice"):
        together([Part(records=(tool,)), Part(records=(tool,))], "records")


def test_what_no_part_makes_is_not_there(world):
    with pytest.raises(AttributeError):
        Scene(world).unicorn


def test_a_record_is_made_once_with_what_it_needs(world):
    scene = Scene(world)

    assert scene.receipt == scene.receipt
    assert {"receipt", "order", "deal", "account", "contact"} <= set(scene.made)


def test_what_is_said_of_tables_is_said_of_tables_there_are(fenced):
    assert set(KNOWN) - {"members"} <= fenced
