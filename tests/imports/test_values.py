import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.problems import Unreadable
from app.imports.values import parse_bool, parse_email, parse_note, parse_phone, parse_text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("  Acme \u3000 Corp\t", "Acme Corp"),
        ("Cafe\u0301", "Café"),
        ("\ufeffAcme\u200b", "Acme"),
        ("a\x00b", "ab"),
        (1001.0, "1001"),
        (13800138000.0, "13800138000"),
        (1.5, "1.5"),
        ("'=SUM(A1)", "=SUM(A1)"),
        ("'n Sync", "'n Sync"),
        ("NA", "NA"),
        ("N/A", None),
        ("无", None),
        ("-", None),
        (None, None),
    ],
)
def test_text_is_trimmed_and_composed(written, text):
    assert parse_text(written) == text


def test_text_longer_than_its_place_is_refused():
    with pytest.raises(Unreadable) as caught:
        parse_text("x" * 201)

    assert caught.value.sentence == "“" + "x" * 40 + "…” is longer than 200 characters."


def test_a_note_keeps_its_lines():
    assert parse_note(" one \r\n\r\n two  words\n") == "one\n\ntwo words"
    assert parse_note("one line") == "one line"
    assert parse_note("\n") is None


@pytest.mark.parametrize("written", ["Yes", "y", "TRUE", "1", "是", "√", True, 1.0])
def test_yes_is_yes(written):
    assert parse_bool(written) is True


@pytest.mark.parametrize("written", ["No", "n", "false", "0", "否", "×", False, 0.0])
def test_no_is_no(written):
    assert parse_bool(written) is False


def test_neither_yes_nor_no_is_said():
    assert parse_bool("") is None
    with pytest.raises(Unreadable):
        parse_bool("maybe")


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("138 0013 8000", "138 0013 8000"),
        (13800138000.0, "13800138000"),
        ("'+86 10-6552 9988", "+86 10-6552 9988"),
        ("（０１０）65529988转12", "(010)65529988转12"),
        ("+1 (415) 555-0101 ext. 7", "+1 (415) 555-0101 ext. 7"),
    ],
)
def test_a_telephone_number_is_kept_as_written(written, phone):
    assert parse_phone(written) == phone


@pytest.mark.parametrize("written", ["call me", "12", "138x0013x8000", "a@b.example"])
def test_what_cannot_be_dialled_is_refused(written):
    with pytest.raises(Unreadable):
        parse_phone(written)


def test_an_address_is_read_and_a_broken_one_refused():
    assert parse_email(" Li.Wei@example.com ") == "Li.Wei@example.com"
    assert parse_email("mailto:a@b.example") == "a@b.example"
    assert parse_email("无") is None
    for broken in ["a@b", "a b@c.example", "@c.example", "a@b.example, c@d.example"]:
        with pytest.raises(Unreadable):
            parse_email(broken)


@given(st.text(max_size=60))
def test_reading_text_twice_changes_nothing_more(text):
    once = parse_text(text)

    assert once is None or once == " ".join(once.split())
    assert once is None or unicodedata.is_normalized("NFC", once)
    assert once is None or "\0" not in once
