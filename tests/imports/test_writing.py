from app.imports.converting import Converter, learn
from app.imports.guessing import guess_columns
from app.imports.reading import open_table
from app.imports.writing import bad_rows_csv
from app.pipeline.bringing.kinds.deals import DEALS


def handed_back(data: bytes) -> bytes:
    table = open_table(data, "x.csv")
    converter = Converter(learn(guess_columns(DEALS, table.headers), table.rows()), table.headers)
    done = [(row, converter.convert(row)) for row in table.rows()]
    return bad_rows_csv(table.headers, [(row.cells, found.problems) for row, found in done if found.is_bad])


def test_bad_rows_come_back_with_their_reasons():
    back = handed_back("商机编号,金额,成交日期\nA1,5,2024-03-01\nA2,很多,明天\n".encode())

    assert back.decode("utf-8-sig").splitlines() == [
        "商机编号,金额,成交日期,Reason",
        "A2,很多,明天,金额: “很多” is not a number. 成交日期: “明天” is not a date.",
    ]


def test_a_corrected_file_can_be_uploaded_again():
    back = handed_back(b"id,deal name,amount\nA2,=1+1,much\n")

    table = open_table(back.replace(b",much,", b",5,"), "x.csv")
    converter = Converter(learn(guess_columns(DEALS, table.headers), table.rows()), table.headers)
    (row,) = table.rows()

    found = converter.convert(row)

    assert (found.values["title"], found.values["amount"], found.is_bad) == ("=1+1", 500, False)


def test_the_reasons_have_a_heading_of_their_own():
    once = handed_back(b"id,amount\nA2,much\n")

    twice = handed_back(once)

    assert open_table(twice, "x.csv").headers == ["id", "amount", "Reason", "Reason *"]
