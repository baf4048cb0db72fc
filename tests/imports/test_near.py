import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports import near
from app.imports.near import edits, near_matches, normal


def best(unknown: str, *known: str):
    found = near_matches([unknown], known)[unknown]
    return (found[0].value, found[0].certainty) if found else None


@pytest.mark.parametrize(
    ("unknown", "known"),
    [
        ("GTXPro", "GTX Pro"),
        ("gtx-pro", "GTX Pro"),
        ("ＧＴＸ　Ｐｒｏ", "GTX Pro"),
        ("华东科技", "华东科技有限公司"),
        ("华东科技股份有限公司", "华东科技有限责任公司"),
        ("Acme", "Acme, Inc."),
        ("ACME CORP", "Acme Corporation"),
        ("Globex GmbH", "Globex"),
    ],
)
def test_another_manner_of_writing_is_certain(unknown, known):
    assert best(unknown, known, "Initech", "北京商贸") == (known, "certain")


@pytest.mark.parametrize(
    ("unknown", "known"),
    [("technolgy", "technology"), ("Philipines", "Philippines"), ("Darcel Schlehct", "Darcel Schlecht")],
)
def test_a_slip_is_likely(unknown, known):
    assert best(unknown, known, "medical", "Kenya") == (known, "likely")


@pytest.mark.parametrize(
    ("unknown", "known"),
    [("GTX 200", "GTX 100"), ("张三", "张山"), ("medical", "retail"), ("MG Special", "MG Advanced"), ("", "Acme")],
)
def test_what_is_something_else_is_not_offered(unknown, known):
    assert best(unknown, known) is None


def test_a_name_two_companies_share_is_not_certain():
    found = near_matches(["Acme"], ["Acme Inc.", "Acme Ltd"])["Acme"]

    assert {near.value for near in found} == {"Acme Inc.", "Acme Ltd"}
    assert {near.certainty for near in found} == {"likely"}


def test_no_more_than_asked_for_are_offered_and_the_best_comes_first():
    found = near_matches(["technologi"], ["technology", "technologies", "technologic", "technologia"], limit=2)

    assert len(found["technologi"]) == 2
    assert found["technologi"][0].score >= found["technologi"][1].score


def test_a_company_called_nothing_but_its_form_keeps_its_name():
    assert normal("有限公司") == "有限公司"
    assert normal("Co. Ltd") != ""


def test_a_thousand_unknown_among_ten_thousand_are_not_compared_each_with_each(monkeypatch):
    cast = random.Random(7)
    names = ["".join(cast.choices("华东北京上海科技信息机械电子贸易实业", k=5)) + "科技有限公司" for _ in range(10_000)]
    unknown = [name[:3] + "新" + name[4:] for name in cast.sample(names, 1_000)]
    counted = []
    monkeypatch.setattr(near, "edits", lambda one, other: counted.append(1) or edits(one, other))

    near_matches(unknown, names)

    assert 0 < len(counted) < 20 * len(unknown)


@given(st.text("abcd", max_size=8), st.text("abcd", max_size=8))
def test_edits_are_the_same_in_both_directions_and_none_only_for_the_same(one, other):
    assert edits(one, other) == edits(other, one)
    assert (edits(one, other) == 0) == (one == other)
    assert edits(one, other) <= max(len(one), len(other))
