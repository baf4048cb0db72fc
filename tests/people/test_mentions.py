"""Naming a colleague in what is written."""

from __future__ import annotations

from app.people.mentions import named_in


def test_a_colleague_is_named_with_an_at():
    people = [(1, "Ann"), (2, "Ann Lee"), (3, "张伟")]

    assert named_in("ask @ann lee and ＠张伟", people) == {2, 3}
    assert named_in("ask @Ann about it", people) == {1}
    assert named_in("write to ann@example.com", [(4, "example.org")]) == set()
