from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.dates import date_order, parse_date
from app.imports.problems import Unreadable

FIRST_OF_MARCH = date(2024, 3, 1)
DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-01",
        "2024/3/1",
        "2024.3.1",
        " 2024-3-1 ",
        "20240301",
        "2024年3月1日",
        "2024 年 03 月 01 日",
        "24年3月1日",
        "２０２４－０３－０１",
        "1 Mar 2024",
        "1-Mar-24",
        "01 March 2024",
        "Mar 1, 2024",
        "March 1st, 2024",
        "2024-03-01 10:20",
        "2024-03-01T10:20:30.5Z",
        "2024-03-01T10:20:30+08:00",
        "2024年3月1日 10:20",
        "45352",
        45352,
        45352.75,
        FIRST_OF_MARCH,
        datetime(2024, 3, 1, 23, 59),
    ],
)
def test_a_day_is_read_however_it_is_written(written):
    assert parse_date(written) == FIRST_OF_MARCH


@pytest.mark.parametrize(("order", "day"), [("dmy", date(2024, 4, 3)), ("mdy", date(2024, 3, 4))])
def test_the_columns_order_decides_between_day_and_month(order, day):
    assert parse_date("03/04/2024", order) == day
    assert parse_date("3.4.24", order) == day


def test_without_a_known_order_only_doubt_is_refused():
    assert parse_date("13/04/2024", "ambiguous") == date(2024, 4, 13)
    assert parse_date("04/13/2024", "ambiguous") == date(2024, 4, 13)
    assert parse_date("05/05/2024", "ambiguous") == date(2024, 5, 5)

    with pytest.raises(Unreadable) as caught:
        parse_date("03/04/2024", "ambiguous")

    assert caught.value.code == "date_order"
    assert "03/04/2024" in caught.value.sentence


def test_a_month_thirteen_under_a_known_order_is_refused():
    with pytest.raises(Unreadable):
        parse_date("04/13/2024", "dmy")


@pytest.mark.parametrize("blank", [None, "", "  ", "-", "N/A", "无", "/"])
def test_a_cell_that_says_nothing_has_no_day(blank):
    assert parse_date(blank) is None


@pytest.mark.parametrize(
    "written",
    [
        "soon",
        "2024-02-30",
        "2024-13-01",
        "2024年3月",
        "1999",
        "12",
        5,
        1e9,
        float("nan"),
        "0001-01-01",
        "٣/٤/٢٠٢٤x",
        date(9999, 12, 31),
        datetime(9999, 12, 31, 23, 59),
        date(1899, 12, 31),
    ],
)
def test_what_is_no_day_is_refused(written):
    with pytest.raises(Unreadable) as caught:
        parse_date(written)

    assert caught.value.sentence.endswith("is not a date.")


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["2024-03-01", "2024/4/5", None], "ymd"),
        (["03/04/2024", "13/04/2024"], "dmy"),
        (["03/04/2024", "04/13/2024"], "mdy"),
        (["03/04/2024", "05/06/2024"], "ambiguous"),
        (["13/04/2024", "04/13/2024"], "ambiguous"),
        ([45352.0, FIRST_OF_MARCH], "ymd"),
        ([], "ymd"),
    ],
)
def test_the_order_is_decided_by_the_whole_column(values, order):
    assert date_order(values) == order


@given(DAYS, st.sampled_from([("%Y-%m-%d", "ymd"), ("%d/%m/%Y", "dmy"), ("%m/%d/%Y", "mdy"), ("%d.%m.%y", "dmy")]))
def test_a_day_written_in_either_country_comes_back(day, habit):
    pattern, order = habit

    assert parse_date(day.strftime(pattern), order) == day


@given(DAYS)
def test_a_day_written_in_chinese_or_words_comes_back(day):
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day
    assert parse_date(f"{day:%d %b %Y}") == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_days(text):
    with suppress(Unreadable):
        parse_date(text, date_order([text]))
