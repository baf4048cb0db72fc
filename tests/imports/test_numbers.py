from contextlib import suppress
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from app.imports.numbers import number_style, parse_integer, parse_money_minor, parse_number
from app.imports.problems import Unreadable

AMOUNTS = st.decimals(Decimal("-999999999999"), Decimal("999999999999"), places=2)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1\u202f234,56", "1234.56"),
        ("1'234.50", "1234.50"),
        ("12,34,567.8", "1234567.8"),
        ("1.234.567", "1234567"),
        ("¥1,234", "1234"),
        ("￥1,234.5元", "1234.5"),
        ("$1,234.5", "1234.5"),
        ("USD 5", "5"),
        ("5 €", "5"),
        ("１２３", "123"),
        ("12.5万", "125000"),
        ("12万元", "120000"),
        ("3亿", "300000000"),
        ("3.5k", "3500"),
        ("1.2 bn", "1200000000"),
        ("(123)", "-123"),
        ("(¥1,234.50)", "-1234.50"),
        ("123-", "-123"),
        ("−5", "-5"),
        ("-5", "-5"),
        ("+5", "5"),
        ("'-5", "-5"),
        ("50%", "0.5"),
        ("1.23E+05", "123000"),
        (".5", "0.5"),
        (1234.5, "1234.5"),
        (0.1 + 0.2, "0.3"),
        (7, "7"),
    ],
)
def test_a_number_is_read_however_it_is_written(written, number):
    assert parse_number(written) == Decimal(number)


@pytest.mark.parametrize(
    ("written", "style", "number"),
    [("1.234", "comma", 1234), ("1,234", "point", 1234), ("1.234", "point", "1.234"), ("1,234", "comma", "1.234")],
)
def test_the_columns_style_decides_what_a_comma_means(written, style, number):
    assert parse_number(written, style) == Decimal(number)


@pytest.mark.parametrize(
    ("written", "style"), [("12,5", "point"), ("12.5", "comma"), ("1,2345.6", None), ("1.2.3", None)]
)
def test_a_number_against_the_style_is_refused(written, style):
    with pytest.raises(Unreadable):
        parse_number(written, style)


@pytest.mark.parametrize(
    "written",
    ["abc", "10-20万", "20万以上", "1_000", "NaN", "Infinity", "--5", "5 5", "¥", float("inf"), float("nan"), True],
)
def test_what_is_no_number_is_refused(written):
    with pytest.raises(Unreadable) as caught:
        parse_number(written)

    assert caught.value.sentence.endswith("is not a number.")


@pytest.mark.parametrize("written", ["1e99", "9" * 30, 1e300, "9" * 18 + "亿"])
def test_a_number_beyond_all_business_is_refused(written):
    with pytest.raises(Unreadable) as caught:
        parse_number(written)

    assert caught.value.code == "number_too_large"


@pytest.mark.parametrize("blank", [None, "", " ", "-", "—", "N/A", "n/a", "无"])
def test_a_cell_that_says_nothing_is_unknown_not_zero(blank):
    assert parse_number(blank) is None
    assert parse_money_minor(blank) is None
    assert parse_integer(blank) is None


@pytest.mark.parametrize(
    ("written", "digits", "factor", "minor"),
    [
        ("1,234.56", 2, 1, 123456),
        ("0.005", 2, 1, 1),
        ("-0.005", 2, 1, -1),
        ("0.0049", 2, 1, 0),
        ("2.675", 2, 1, 268),
        ("12.5", 2, 10_000, 12_500_000),
        ("1234", 0, 1, 1234),
        ("1234.5", 0, 1, 1235),
        (1.005, 2, 1, 101),
        ("3亿", 2, 1, 30_000_000_000),
    ],
)
def test_money_becomes_whole_minor_units_rounded_half_up(written, digits, factor, minor):
    assert parse_money_minor(written, digits, factor) == minor


@pytest.mark.parametrize("written", ["50%", "99999999999999999", "1e17"])
def test_a_share_or_too_much_is_no_money(written):
    with pytest.raises(Unreadable):
        parse_money_minor(written)


def test_a_count_may_carry_its_measure_word_but_no_fraction():
    assert [parse_integer("200人"), parse_integer("1,200 pcs"), parse_integer(7.0)] == [200, 1200, 7]

    with pytest.raises(Unreadable):
        parse_integer("1.5")


@pytest.mark.parametrize(
    ("values", "style"),
    [
        (["1,234.56", "5"], "point"),
        (["1.234,56", "1.234"], "comma"),
        (["12,5", "1.234"], "comma"),
        (["12.50"], "point"),
        (["1,234", "5"], None),
        (["12,5", "12.5"], None),
        ([5.0, None], None),
    ],
)
def test_the_style_is_decided_by_the_whole_column(values, style):
    assert number_style(values) == style


@given(AMOUNTS, st.sampled_from([("en_US", "point"), ("de_DE", "comma"), ("zh_CN", "point"), ("fr_FR", "comma")]))
def test_an_amount_written_in_any_locale_comes_back_exactly(amount, habit):
    locale, style = habit
    written = format_decimal(amount, "#,##0.00", locale=locale)

    assert parse_number(written, style) == amount
    assert parse_money_minor(written, 2, style=style) == int(amount * 100)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_numbers(text):
    with suppress(Unreadable):
        parse_money_minor(text, 2, 10_000, number_style([text]))
