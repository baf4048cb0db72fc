"""Lists of people as they come out of chats, sheets and address books."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.invitations import pasted


@pytest.fixture(autouse=True)
def _in_english(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


def people(text):
    return [(wish.name, wish.email) for wish in pasted.read(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Li Na <li@x.com>", [("Li Na", "li@x.com")]),
        ("李娜，li@x.com", [("李娜", "li@x.com")]),
        ("李娜\tli@x.com", [("李娜", "li@x.com")]),
        ("li@x.com", [("li", "li@x.com")]),
        ("li@x.com,李娜", [("李娜", "li@x.com")]),
        ("李娜 li＠x.com", [("李娜", "li@x.com")]),
        ("李娜《li@x.com》；王强【wq@x.com】", [("李娜", "li@x.com"), ("王强", "wq@x.com")]),
        ('"Li, Na" <li@x.com>; "Wang Qiang" <wq@x.com>', [("Li Na", "li@x.com"), ("Wang Qiang", "wq@x.com")]),
        ("a@x.com、b@x.com、c@x.com", [("a", "a@x.com"), ("b", "b@x.com"), ("c", "c@x.com")]),
        ("1. 李娜 li@x.com\n2. 王强 wq@x.com", [("李娜", "li@x.com"), ("王强", "wq@x.com")]),
        ("\n\n , ;\n", []),
    ],
)
def test_names_and_addresses_are_found_in_any_separators(text, expected):
    wishes, troubles = pasted.read(text)

    assert [(wish.name, wish.email) for wish in wishes] == expected
    assert troubles == []


def test_a_line_without_an_address_says_so():
    wishes, (trouble,) = pasted.read("李娜 li@x.com\n赵敏")

    assert len(wishes) == 1
    assert (trouble.line, trouble.text) == (2, "赵敏")
    assert trouble.why == "There is no e-mail address in this line."


def test_half_an_address_is_trouble_and_its_neighbours_go():
    wishes, (trouble,) = pasted.read("a@x.com, wq@heng, b@x.com")

    assert [wish.email for wish in wishes] == ["a@x.com", "b@x.com"]
    assert trouble.why == "This is not an e-mail address."


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_read_without_falling_over(text):
    wishes, _troubles = pasted.read(text)

    assert all(0 < len(wish.name) <= pasted.LONGEST_NAME and "@" in wish.email for wish in wishes)
