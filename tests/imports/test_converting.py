from dataclasses import replace
from datetime import date

from app.imports.converting import Converter, learn, parse_year
from app.imports.guessing import guess_columns
from app.imports.reading import open_table
from app.imports.table import Row
from app.pipeline.bringing.kinds.accounts import ACCOUNTS
from app.pipeline.bringing.kinds.contacts import CONTACTS
from app.pipeline.bringing.kinds.deals import DEALS
from app.pipeline.bringing.kinds.orders import ORDERS


def converted(kind, text: str, digits: int = 2):
    table = open_table(text.encode(), "x.csv")
    columns = learn(guess_columns(kind, table.headers, table.rows()), table.rows())
    converter = Converter(columns, table.headers, digits)
    return [converter.convert(row) for row in table.rows()]


def test_a_row_becomes_typed_values():
    (row,) = converted(DEALS, "商机编号,金额(万元),创建日期,客户\nA1,12.5,2024年3月1日, 华东  科技 \n")

    assert row.values == {
        "external_id": "A1",
        "amount": 12_500_000,
        "opened_on": date(2024, 3, 1),
        "account": "华东 科技",
    }
    assert (row.number, row.problems, row.is_bad) == (2, [], False)


def test_one_unmistakable_day_settles_its_whole_column():
    first, second = converted(DEALS, "id,close date\nA1,03/04/2024\nA2,03/14/2024\n")

    assert (first.values["closed_on"], second.values["closed_on"]) == (date(2024, 3, 4), date(2024, 3, 14))


def test_one_unmistakable_comma_settles_its_whole_column():
    first, second = converted(DEALS, "id;amount\nA1;1.234\nA2;12,50\n")

    assert (first.values["amount"], second.values["amount"]) == (123_400, 1_250)


def test_an_ambiguous_column_is_asked_about_and_read_once_it_is_told():
    table = open_table(b"id,close date\nA1,03/04/2024\n", "x.csv")
    columns = learn(guess_columns(DEALS, table.headers), table.rows())
    (row,) = table.rows()

    asked = Converter(columns, table.headers).convert(row)
    told = Converter([replace(column, order="dmy") for column in columns], table.headers).convert(row)

    assert [problem.complaint.code for problem in asked.problems] == ["date_order"]
    assert told.values["closed_on"] == date(2024, 4, 3)


def test_an_unreadable_cell_keeps_its_row_out_and_says_where():
    _, bad = converted(DEALS, "id,amount\nA1,5\nA2,much\n")

    (problem,) = bad.problems
    assert bad.is_bad
    assert (problem.row_number, problem.column, problem.value) == (3, "amount", "much")
    assert problem.sentence == "“much” is not a number."


def test_a_doubtful_telephone_is_only_a_warning():
    (row,) = converted(CONTACTS, "company,contact,phone\nAcme,Ann,ask me\n")

    assert [problem.severity for problem in row.problems] == ["warning"]
    assert not row.is_bad
    assert row.values["phone"] is None


def test_a_required_cell_left_empty_is_an_error():
    (row,) = converted(ORDERS, "order no,account,order date,amount\nO1,,2024-03-01,5\n")

    assert [(problem.column, problem.complaint.code) for problem in row.problems] == [("account", "required")]


def test_a_ragged_row_is_kept_out():
    _, row = converted(ACCOUNTS, "account,industry\nAcme,Retail\nGlobex,IT,Paris\n")

    assert [problem.complaint.code for problem in row.problems] == ["ragged"]
    assert row.is_bad


def test_repeated_cells_are_read_once(monkeypatch):
    read = []
    monkeypatch.setattr("app.imports.converting.parse_text", lambda cell: read.append(cell) or cell)
    columns = learn(guess_columns(ACCOUNTS, ["account"]), [])
    converter = Converter(columns, ["account"])

    for number in range(100):
        converter.convert(Row(number, [f"Acme {number % 3}"]))

    assert len(read) == 3


def test_true_and_one_are_not_confused_in_memory():
    columns = learn(guess_columns(DEALS, ["amount"]), [])
    converter = Converter(columns, ["amount"])

    first = converter.convert(Row(2, [1.0]))
    second = converter.convert(Row(3, [True]))

    assert first.values["amount"] == 100
    assert second.is_bad


def test_a_year_is_read_from_a_number_a_word_or_a_day():
    assert [parse_year(1996.0), parse_year("1996年"), parse_year("1996-05-01"), parse_year("")] == [
        1996,
        1996,
        1996,
        None,
    ]
