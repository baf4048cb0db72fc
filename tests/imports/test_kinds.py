"""What tools have registered holds together: no list names a field, vocabulary, column or page that is not there."""

from __future__ import annotations

import pytest

from app.imports.kinds import INTO, KINDS
from app.imports.records import RECORDS, dependents_first
from app.imports.vocabularies import NEW, VOCABULARIES


@pytest.mark.parametrize("key", KINDS)
def test_a_kind_speaks_of_its_own_fields_only(key):
    kind, into = KINDS[key], INTO[key]
    fields = {field.key for field in kind.fields}

    named = {*kind.naming, *kind.unasked, *kind.telling, *kind.identity, *into.plain, *into.named}
    assert named | {name for way in kind.match_keys for name in way} <= fields
    assert set(into.named) <= set(kind.naming)
    assert set(kind.naming.values()) <= set(VOCABULARIES)
    assert set(kind.unasked) <= set(kind.naming)


@pytest.mark.parametrize("key", KINDS)
def test_a_kind_fills_columns_that_are_there(key):
    into = INTO[key]
    columns = set(into.record.__table__.c.keys())

    assert {*into.plain.values(), *into.key_columns.values()} <= columns
    assert set(into.probes) <= set(KINDS[key].match_keys)
    assert {column for column in into.probes.values() if column} <= columns
    assert RECORDS[into.noun].model is into.record


@pytest.mark.parametrize("key", KINDS)
def test_a_kind_leads_to_a_page(app, key):
    assert KINDS[key].page in app.view_functions


@pytest.mark.parametrize("key", [one.key for one in VOCABULARIES.values() if NEW in one.ways])
def test_what_a_new_name_becomes_can_be_taken_back(key):
    assert VOCABULARIES[key].noun in RECORDS


def test_records_go_before_those_they_point_at():
    order = [one.noun for one in dependents_first()]

    assert sorted(order) == sorted(RECORDS)
    for sooner, later in (
        ("order", "deal"), ("deal", "contact"), ("contact", "account"), ("account", "member"), ("deal", "stage"),
        ("deal", "product"), ("order", "product"), ("member", "team"), ("team", "choice"),
    ):  # fmt: skip
        assert order.index(sooner) < order.index(later), (sooner, later)
