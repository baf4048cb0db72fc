import codecs
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.problems import Refused
from app.imports.reading import open_table, sample
from app.spreadsheets import Sheet, write_csv, write_xlsx

DEALS = "商机编号,客户,金额\nA1,华东科技有限公司,12.5\nA2,北京商贸,\n"
MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


def cells_of(data: bytes, name: str = "deals.csv", **choice):
    return [row.cells for row in open_table(data, name, **choice).rows()]


def refused(data: bytes, name: str = "deals.csv", **choice) -> Refused:
    with pytest.raises(Refused) as caught:
        open_table(data, name, **choice)
    assert caught.value.sentence.endswith(".")
    assert "%(" not in caught.value.sentence
    return caught.value


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_a_chinese_file_reads_the_same_in_every_encoding(encoding, found):
    table = open_table(DEALS.encode(encoding), "deals.csv")

    assert table.encoding == found
    assert table.headers == ["商机编号", "客户", "金额"]
    assert [row.cells for row in table.rows()] == [["A1", "华东科技有限公司", "12.5"], ["A2", "北京商贸", None]]


def test_western_accents_are_not_taken_for_chinese():
    table = open_table("Account,City\nMüller,Köln\nCafé René,Orléans\n".encode("cp1252"), "x.csv")

    assert table.encoding == "cp1252"
    assert sample(table)[0].cells == ["Müller", "Köln"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    text = f'Name{delimiter}City\nAcme{delimiter}"Paris{delimiter} France, EU; x"\n'

    table = open_table(text.encode(), "x.csv")

    assert table.delimiter == delimiter
    assert sample(table)[0].cells == ["Acme", f"Paris{delimiter} France, EU; x"]


def test_excels_own_hint_names_the_delimiter():
    table = open_table(b"sep=;\nName;City\nAcme;Paris\n", "x.csv")

    assert (table.headers, table.header_number) == (["Name", "City"], 2)
    assert [row.number for row in table.rows()] == [3]


def test_a_line_break_inside_quotes_stays_and_rows_keep_their_line_numbers():
    table = open_table(b'Name,Note\nAcme,"one\ntwo"\n\nGlobex,x\n', "x.csv")

    assert [(row.number, row.cells) for row in table.rows()] == [(2, ["Acme", "one\ntwo"]), (5, ["Globex", "x"])]


def test_rows_that_do_not_fit_are_flagged():
    table = open_table(b"a,b,c\n1,2\n1,2,3,4\n1,2,3,\n1,2,3\n", "x.csv")

    assert [row.ragged for row in table.rows()] == [True, True, False, False]
    assert [len(row.cells) for row in table.rows()] == [3, 3, 3, 3]


def test_a_title_above_the_headers_is_stepped_over():
    table = open_table("2024年客户名单,,\n客户名称,行业,区域\n甲,制造业,华东\n".encode(), "x.csv")

    assert table.headers == ["客户名称", "行业", "区域"]
    assert [row.number for row in table.rows()] == [3]


def test_one_column_is_enough():
    table = open_table(b"Account\nAcme\nGlobex\n", "x.csv")

    assert [row.cells for row in table.rows()] == [["Acme"], ["Globex"]]


def test_rows_can_be_read_again_from_the_top():
    table = open_table(DEALS.encode(), "x.csv")

    assert list(table.rows()) == list(table.rows())
    assert table.row_count == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        (b"Name,City\n", "header_only"),
        (b"Name,City\n,\n", "header_only"),
        (b"Name,City,name\na,b,c\n", "duplicate_header"),
        (b"A1,2024-03-01,500,12\nA2,2024-03-02,600,13\n", "no_header"),
        (b"a@b.example,1\nc@d.example,2\n", "no_header"),
        (b'Name,City\n"Acme,Paris\nx,y\n', "open_quote"),
        (b"Name,City,Zip\na,b,c\nd,e", "cut"),
        ("Name,City\n甲,北京\n乙,上海".encode()[:-1], "cut"),
        ("名称,城市\n甲,北京\n".encode("utf-16")[:-1], "cut"),
        (b"Name,City\n" + b"x" * 10_001 + b",y\n", "cell_too_long"),
        (",".join(f"c{n}" for n in range(201)).encode() + b"\n1\n", "too_many_columns"),
        (b"Name,City\na,b\n" + b"," * 3_000_000 + b"\n", "too_many_columns"),
        (b"Name\n" + b"a\n" * 200_001, "too_many_rows"),
        (b"%PDF-1.7\n...", "wrong_type"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "wrong_type"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "wrong_type"),
        (b"\n <html><table>", "wrong_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_excel"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (bytes(range(256)) * 20, "binary"),
        (b"Name,City\n" + b"\x01\x02\x03\x04" * 50, "binary"),
        (b"Name,City\n\x81\x8d\x8f\x90,\xff\xff\n", "encoding"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data, code):
    assert refused(data).code == code


def test_a_file_too_large_is_refused_unread(tmp_path: Path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as huge:
        huge.truncate(26 * 1024 * 1024)

    with pytest.raises(Refused) as caught:
        open_table(path, path.name)

    assert caught.value.sentence == "The file is larger than 25 MB. Split it and import the parts one by one."


def test_a_workbook_gives_numbers_days_and_texts():
    rows = [["A1", 12.5, date(2024, 3, 1), True, "=1+1"], ["A2", None, datetime(2024, 3, 2, 8), None, None]]
    data = write_xlsx([Sheet("Deals", ["id", "amount", "day", "key", "text"], rows)])

    table = open_table(data, "deals.xlsx")

    assert (table.format, table.sheets, table.sheet) == ("xlsx", ("Deals",), "Deals")
    assert [row.cells for row in table.rows()] == [
        ["A1", 12.5, date(2024, 3, 1), True, "=1+1"],
        ["A2", None, datetime(2024, 3, 2, 8), None, None],
    ]


def test_a_sheet_can_be_chosen_and_a_missing_one_is_said():
    sheets = [Sheet("One", ["a"], [["x"]]), Sheet("二月", ["b"], [["y"]])]
    data = write_xlsx(sheets)

    assert open_table(data, "x.xlsx").sheet == "One"
    assert cells_of(data, "x.xlsx", sheet="二月") == [["y"]]
    assert refused(data, "x.xlsx", sheet="March").code == "no_sheet"


def test_a_workbook_called_csv_is_still_a_workbook():
    data = write_xlsx([Sheet("One", ["a", "b"], [["x", 1]])])

    assert open_table(data, "deals.csv").format == "xlsx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@given(
    rows=st.lists(
        st.lists(st.text(st.sampled_from("aZ9 ,;\"'\n张三￥é=-"), max_size=12), min_size=3, max_size=3),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_written_is_read_back_in_each_encoding(encoding, rows):
    filled = [row for row in rows if any(cell.strip() for cell in row)] or [["张三", "x", "é"]]
    text = write_csv(["编号", "name", "note"], [[f"k{cell}" for cell in row] for row in filled]).decode("utf-8-sig")

    table = open_table(text.encode(encoding), "x.csv")

    assert [row.cells for row in table.rows()] == [[f"k{cell}" for cell in row] for row in filled]
