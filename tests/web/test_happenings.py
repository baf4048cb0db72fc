"""Words for what happened."""

from __future__ import annotations

import pytest

from app.web import happenings


@pytest.fixture(autouse=True)
def apart(monkeypatch):
    """What is said here is said to nobody else."""
    for name in ("PHRASES", "FIELDS", "VALUES"):
        monkeypatch.setattr(happenings, name, getattr(happenings, name).copy())


def test_a_field_may_be_called_differently_for_each_kind_of_record(app):
    happenings.fields({"size": "Size"}, of="deal")
    happenings.fields({"size": "Seats"}, of="course")

    assert [one.field for one in happenings.changed("deal", {"size": [1, 2]})] == ["Size"]
    assert [one.field for one in happenings.changed("course", {"size": [1, 2]})] == ["Seats"]


def test_two_tools_do_not_tell_the_same_in_two_ways(app):
    from flask_babel import lazy_gettext

    happenings.phrases({"thing.made": lazy_gettext("was made")})

    happenings.phrases({"thing.made": lazy_gettext("was made")})
    with pytest.raises(ValueError, match=r"thing\.made"):
        happenings.phrases({"thing.made": lazy_gettext("came to be")})


def test_an_id_is_not_told_beside_the_name_it_stands_for(app):
    values = {"owner": ["Ann", "Bob"], "owner_id": ["1", "2"], "list_id": ["3", "4"]}

    assert [one.field for one in happenings.changed("thing", values)] == ["Owner", "list"]


def test_a_verb_alone_is_told_of_records_of_any_kind_unless_one_says_it_otherwise():
    happenings.phrases({".praised": "was praised", "deal.praised": "was a good one"})

    assert happenings.phrase("course.praised") == "was praised"
    assert happenings.phrase("deal.praised") == "was a good one"
    assert happenings.phrase("deal.blamed") == "deal.blamed"
