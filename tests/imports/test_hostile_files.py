"""Files made to hurt: each is refused in a sentence, before it costs time or memory."""

import copy
import io
import resource
import struct
import zipfile

import pytest

from app.imports.problems import Refused
from app.imports.reading import open_table
from app.spreadsheets import Sheet, write_xlsx

SHEET = "xl/worksheets/sheet1.xml"
GIGABYTE = 1024**3
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
MOST_GROWTH_KB = 200 * 1024


def plain_book() -> bytes:
    return write_xlsx([Sheet("Deals", ["id", "name"], [["A1", "Acme"], ["A2", "Globex"]])])


def book_with(changes: dict[str, bytes]) -> bytes:
    """The plain workbook with some of its parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain_book())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in changes:
                new.writestr(entry.filename, old.read(entry))
        for name, content in changes.items():
            new.writestr(name, content)
    return out.getvalue()


def sheet_of(cells: bytes, before: bytes = b"") -> bytes:
    return HEAD + before + b"<sheetData>" + cells + b"</sheetData></worksheet>"


def inline(place: str, text: str) -> bytes:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def code_of(data: bytes, name: str = "deals.xlsx") -> str:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused) as caught:
        open_table(data, name)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_GROWTH_KB
    assert caught.value.sentence.endswith(".")
    return caught.value.code


def zeros(megabytes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bomb:
        bomb.writestr("xl/workbook.xml", b"<x/>")
        with bomb.open(SHEET, "w", force_zip64=True) as part:
            for _ in range(megabytes):
                part.write(bytes(1024 * 1024))
    return out.getvalue()


def overlapping(megabytes: int, times: int) -> bytes:
    """Many entries in the directory that all point at the same compressed zeros."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bomb:
        bomb.writestr("xl/a.xml", bytes(megabytes * 1024 * 1024))
        (first,) = bomb.filelist
        for number in range(1, times):
            twin = copy.copy(first)
            twin.filename = f"xl/{number}.xml"
            bomb.filelist.append(twin)
        bomb._didModify = True
    return out.getvalue()


def with_declared_size(data: bytes, name: str, size: int) -> bytes:
    """The same zip whose directory lies about how large one entry is."""
    changed = bytearray(data)
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(name.encode()))
    struct.pack_into("<I", changed, at + 24, size)
    return bytes(changed)


def test_a_zip_bomb_is_refused_before_it_is_inflated():
    bomb = zeros(300)

    assert len(bomb) < 500_000
    assert code_of(bomb) == "bomb"


def test_forty_kilobytes_that_unpack_to_a_gigabyte_are_refused():
    bomb = overlapping(megabytes=40, times=27)

    assert len(bomb) < 50_000
    assert sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(bomb)).infolist()) > GIGABYTE
    assert code_of(bomb) == "bomb"


def test_a_small_bomb_is_known_by_its_ratio():
    assert code_of(book_with({"xl/media/a.xml": b"<a>" + b" " * 20_000_000})) == "bomb"


def test_a_directory_that_lies_about_a_size_is_refused():
    grown = book_with({SHEET: sheet_of(inline("A1", "x" * 50) + b" " * 60_000_000)})

    assert code_of(with_declared_size(grown, SHEET, 2_000)) == "damaged"


def test_a_thousand_entries_are_refused():
    assert code_of(book_with({f"xl/x{n}.xml": b"<x/>" for n in range(1_001)})) == "bomb"


def test_a_cell_in_the_last_column_of_the_last_row_is_refused():
    far = sheet_of(b"<row>" + inline("A1", "id") + b"</row><row>" + inline("XFD1048576", "x") + b"</row>")

    assert code_of(book_with({SHEET: far})) == "too_many_columns"


def test_a_million_rows_are_refused():
    far = sheet_of(b"<row>" + inline("A1", "id") + b"</row><row>" + inline("A1048576", "x") + b"</row>")

    assert code_of(book_with({SHEET: far})) == "too_many_rows"


@pytest.mark.parametrize("place", ["GR99999", "GR40100", "CW300000"])
def test_two_cells_far_apart_do_not_fill_the_memory(place):
    far = sheet_of(b"<row>" + inline("A1", "id") + inline("B1", "b") + inline(place, "x") + b"</row>")

    assert code_of(book_with({SHEET: far})) == "bomb"


def test_two_cells_within_bounds_are_fine():
    near = sheet_of(b"<row>" + inline("A1", "id") + inline("B1", "b") + inline("GR9000", "x") + b"</row>")

    table = open_table(book_with({SHEET: near}), "x.xlsx")

    assert [(row.number, row.ragged) for row in table.rows()] == [(9_000, True)]


def test_a_million_columns_are_refused():
    wide = b"<row r='1'>" + b"<c><v>1</v></c>" * 1_000_000 + b"</row>"

    assert code_of(book_with({SHEET: sheet_of(wide)})) in {"damaged", "bomb"}


@pytest.mark.parametrize(
    "tag",
    [
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<c r="&#88;FD1048576"><v>1</v></c>',
        b'<c t=">" r="XFD1048576"><v>1</v></c>',
        b'<c\nr="XFD1048576"><v>1</v></c>',
        b'<c r ="XFD1048576"><v>1</v></c>',
        b'<x:c xmlns:x="y" r="XFD1048576"><v>1</v></x:c>',
        b"<c><v>1</v></c>",
    ],
)
def test_a_far_cell_in_disguise_is_refused(tag):
    assert code_of(book_with({SHEET: sheet_of(b"<row>" + inline("A1", "id") + tag + b"</row>")})) in {
        "damaged",
        "too_many_columns",
    }


def test_an_empty_formatted_cell_far_away_does_no_harm():
    near = inline("A1", "id") + inline("A2", "x") + b'<c r="XFD1048576" s="1"/>'

    table = open_table(book_with({SHEET: sheet_of(b"<row>" + near + b"</row>")}), "x.xlsx")

    assert [row.cells for row in table.rows()] == [["x"]]


def test_the_declared_dimension_is_not_believed():
    lie = sheet_of(
        b"<row>" + inline("A1", "id") + b"</row><row>" + inline("A2", "x") + b"</row>",
        before=b'<dimension ref="A1:XFD1048576"/>',
    )

    table = open_table(book_with({SHEET: lie}), "x.xlsx")

    assert (table.row_count, table.headers) == (1, ["id"])


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_billion_laughs_are_not_expanded(part):
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    for one, other in zip("abcdefghi", "bcdefghij", strict=True):
        laughs += f'<!ENTITY {other} "{f"&{one};" * 10}">'.encode()

    assert code_of(book_with({part: laughs + b"]><x>&j;</x>"})) == "damaged"


def test_xml_in_another_encoding_is_refused():
    assert code_of(book_with({SHEET: '<?xml version="1.0"?><worksheet/>'.encode("utf-16")})) == "damaged"


def test_one_long_text_shared_by_every_cell_is_refused():
    item = b"<si><t>" + b"".join(b"%07d" % n for n in range(4_000)) + b"</t></si>"
    shared = HEAD.replace(b"worksheet", b"sst") + item + b"</sst>"
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (number, number) for number in range(1, 20_000)
    )

    assert code_of(book_with({"xl/sharedStrings.xml": shared, SHEET: sheet_of(rows)})) == "bomb"


def test_macros_are_refused():
    assert code_of(book_with({"xl/vbaProject.bin": b"x"})) == "macros"


def test_external_links_are_left_alone():
    table = open_table(book_with({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}), "x.xlsx")

    assert table.row_count == 2


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_refused(share):
    book = plain_book()

    assert code_of(book[: int(len(book) * share)]) == "cut"


def test_a_workbook_with_a_broken_middle_is_refused():
    book = bytearray(plain_book())
    at = bytes(book).find(SHEET.encode()) + len(SHEET)
    book[at + 40 : at + 80] = bytes(40)

    assert code_of(bytes(book)) == "damaged"


@pytest.mark.parametrize("name", ["word/document.xml", "content.xml", "xl/workbook.bin", "notes.txt"])
def test_other_zips_are_named_for_what_they_are(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as other:
        other.writestr(name, b"<x/>")

    assert code_of(out.getvalue()) == "wrong_type"


def test_a_formula_comes_as_the_value_last_seen():
    cells = inline("A1", "id") + b'<c r="A2"><f>1+1</f><v>2</v></c>'

    table = open_table(book_with({SHEET: sheet_of(b"<row>" + cells + b"</row>")}), "x.xlsx")

    assert [row.cells for row in table.rows()] == [[2.0]]
