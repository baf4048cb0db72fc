import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from app.spreadsheets import Sheet, safe_cell, sheet_name, write_csv, write_xlsx


def read_back(data: bytes, name: str):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python()


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\0=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "-",
        "-cmd|' /C calc'!A0",
    ],
)
def test_what_a_spreadsheet_would_calculate_is_held_back(text):
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("value", ["-5", "-1,234.50", "-12%", "Acme", "", "a=b", -5, None, Decimal("-1.5")])
def test_plain_values_stay_as_they_are(value):
    assert safe_cell(value) == value


def test_a_csv_opens_in_excel_with_its_chinese_and_without_formulas():
    data = write_csv(["名称", "=x"], [["=cmd", 'say "hi", bye'], [None, Decimal("1.50")]])

    assert data.decode("utf-8") == '\ufeff名称,\'=x\r\n\'=cmd,"say ""hi"", bye"\r\n,1.50\r\n'


def test_moments_and_days_are_written_plainly_in_csv():
    data = write_csv(["a", "b"], [[date(2024, 3, 1), datetime(2024, 3, 1, 8, 5, 9)]])

    assert data.decode("utf-8-sig").splitlines()[1] == "2024-03-01,2024-03-01 08:05:09"


def test_a_workbook_holds_real_numbers_and_days():
    row = [
        "=1+1",
        5,
        Decimal("2.5"),
        date(2024, 3, 1),
        datetime(2024, 3, 1, 8, 5, tzinfo=UTC),
        True,
        None,
        "http://x.example",
    ]

    data = write_xlsx([Sheet("Deals", list("abcdefgh"), [row], widths=[20])])

    assert read_back(data, "Deals")[1] == [
        "=1+1",
        5.0,
        2.5,
        date(2024, 3, 1),
        datetime(2024, 3, 1, 8, 5),
        True,
        "",
        "http://x.example",
    ]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link():
    data = write_xlsx([Sheet("x", ["=a"], [["=HYPERLINK(1)"], ["http://x.example"]])])

    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_no_number_a_spreadsheet_cannot_hold_is_written():
    data = write_xlsx([Sheet("x", ["a", "b"], [[float("nan"), "y" * 40_000]])])

    assert read_back(data, "x")[1] == ["", "y" * 32_767]


def test_sheets_get_names_that_excel_accepts():
    data = write_xlsx(
        [Sheet("A/B: x", ["a"], []), Sheet("a/b: X", ["b"], []), Sheet("长" * 40, ["c"], []), Sheet("", ["d"], [])]
    )

    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == ["A B  x", "a b  X 2", "长" * 31, "Sheet"]


def test_a_name_is_kept_when_it_is_free():
    assert sheet_name("Won", {"lost"}) == "Won"
