from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from app.reports.weekly.workbook import xlsx
from tests.reports.weekly.weekly_cast import a_deal, a_quiet_week, a_week

FORMULA = '=HYPERLINK("http://evil.example","x")'


def sheets_of(figures):
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx(figures)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_sheets_have_the_readers_language():
    english = [
        "Summary",
        "By person",
        "By month",
        "New deals",
        "Moved deals",
        "Won deals",
        "Lost deals",
        "Stalled deals",
    ]

    assert list(sheets_of(a_week("en"))) == english
    assert list(sheets_of(a_week())) == ["概览", "按人员", "按月份", "新增商机", "阶段变动", "赢单", "输单", "停滞商机"]


def test_the_summary_tells_counts_amounts_and_gaps():
    summary = sheets_of(a_week("en"))["Summary"]

    assert summary[1][:2] == ["Company", "衡远机电"]
    assert summary[2][1] == date(2026, 11, 16)
    assert summary[4][1] == datetime(2026, 11, 23, 8, 0)
    assert summary[7] == ["Deals", "Count", "Amount known CNY", "Without an amount"]
    assert summary[8:] == [
        ["New", 2, 1234567, 1],
        ["Moved", 1, "", ""],
        ["Won", 1, 300000, 0],
        ["Lost", 1, "—", 1],
        ["Stalled", 1, 80000, 0],
        ["Open", 5, 5120000.01, 1],
    ]


def test_amounts_are_exact_to_the_fen_and_the_total_is_that_of_the_people():
    people = sheets_of(a_week("en"))["By person"]
    column = people[0].index("Open, amount CNY")

    zhang, li, total = (row[column] for row in people[1:])

    assert (zhang, li, total) == (5000000.01, 120000, 5120000.01)


def test_months_are_real_dates_and_the_missing_one_is_said():
    months = sheets_of(a_week("en"))["By month"]

    assert [row[0] for row in months[1:]] == [date(2026, 9, 1), date(2026, 12, 1), "Date to complete", "合计"]
    assert [row[2] for row in months[1:]] == ["—", 5000000.01, 120000, 5120000.01]


def test_days_are_real_dates_in_the_companys_own_time():
    sheets = sheets_of(a_week("en"))

    assert sheets["New deals"][1][5] == date(2027, 1, 31)
    assert sheets["Moved deals"][1][5] == datetime(2026, 11, 18, 14, 5)


def test_what_is_not_known_is_said_and_never_zero():
    sheets = sheets_of(a_week("en"))

    assert sheets["New deals"][2] == [
        "蓝天产线改造",
        "to complete",
        "张伟",
        "初步接洽",
        "",
        "to complete",
        "to complete",
    ]
    assert sheets["Stalled deals"][1][4:7] == [12, 7, "—"]


@pytest.mark.parametrize("text", [FORMULA, "+1+1", "@SUM(A1)", "http://example.com", "00123", "{=1+1}"])
def test_words_of_users_stay_text(text):
    content = xlsx(a_week("en", new=[a_deal(text, account=text)]))

    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("New deals").to_python()
    with ZipFile(BytesIO(content)) as parts:
        sheets = "".join(parts.read(name).decode() for name in parts.namelist() if "worksheets/" in name)

    assert rows[1][:2] == [text, text]
    assert "<f>" not in sheets
    assert "<hyperlink" not in sheets


def test_heads_stay_in_sight():
    with ZipFile(BytesIO(xlsx(a_week()))) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]

    assert len(sheets) == 8
    assert all('state="frozen"' in sheet for sheet in sheets)


def test_an_empty_list_says_so():
    sheets = sheets_of(a_quiet_week())

    assert sheets["赢单"][1][0] == "本周没有赢单。"


def test_a_currency_without_minor_units_is_whole():
    week = replace(a_week("en"), currency="JPY", minor_digits=0)

    assert sheets_of(week)["Won deals"][1][-1] == 30000000


def test_the_same_figures_make_the_same_bytes():
    assert xlsx(a_week()) == xlsx(a_week())
