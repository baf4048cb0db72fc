import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import typst
from pypdf import PdfReader

from app.reports.weekly.layout import layout
from app.reports.weekly.paper import FONTS, pdf
from tests.reports.weekly.weekly_cast import MONDAY, ZHANG, a_deal, a_quiet_week, a_week

NASTY = '#read("/etc/passwd") $x$ *b* _i_ <label> @ref // [c] \\u{41} {page}'
RARE_NAMES = "䶮㛃喆堃犇翀祎赟镕龘靐𬍛𫖯"


def pages_of(figures):
    return [page.extract_text() for page in PdfReader(BytesIO(pdf(figures))).pages]


def text_of(figures):
    return "\n".join(pages_of(figures))


def squeezed(text):
    return re.sub(r"[\s\u200b]", "", text)


def test_the_paper_speaks_chinese_to_a_chinese_reader():
    text = text_of(a_week())

    for words in (
        "商机周报",
        "2026-11-16 至 2026-11-22",
        "一、按人员",
        "新增",
        "在手商机，按预计成交月份",
        "停滞商机",
        "万元",
    ):
        assert words in text
    assert not re.search(r"Weekly|Deal\b|Amount", text)


def test_the_paper_speaks_english_to_an_english_reader():
    text = text_of(a_week("en"))

    for words in ("Weekly pipeline report", "16 Nov 2026 to 22 Nov 2026", "By person", "Lost deals", "¥k", "Page 1 of"):
        assert words in text
    assert "商机" not in text


def test_every_list_names_its_deals():
    text = squeezed(text_of(a_week()))

    for title in ("恒达备件协议", "蓝天产线改造", "博世德年度合同", "华东传感器", "旧线维保"):
        assert title in text


def test_amounts_are_in_ten_thousands_rounded_once():
    text = text_of(a_week())

    assert "新增\n2\n123.5 万元\n1 个金额待补" in text
    assert "在手\n5\n512.0 万元" in text


def test_what_is_not_known_is_said_and_never_zero():
    lost = text_of(a_week("en")).split("Lost deals")[1].split("Stalled deals")[0]

    assert lost.count("to complete") == 3
    assert not re.search(r"\b0\b", lost)


def test_a_quiet_week_says_so_in_a_sentence_on_one_page():
    pages = pages_of(a_quiet_week())

    assert len(pages) == 1
    assert "本周平静" in pages[0]
    assert "5.0 万元" in pages[0]


def test_a_company_without_people_or_deals_gets_a_paper_too():
    empty = a_quiet_week(per_person=[], months=[], total=a_quiet_week().total)

    assert "没有在手的商机" in text_of(empty)


def test_three_hundred_rows_flow_over_pages_with_head_and_page_number_on_each():
    deals = [a_deal(f"商机 {number:03}", expected_close=MONDAY + timedelta(days=number)) for number in range(300)]

    pages = pages_of(a_week(new=deals))

    assert len(pages) > 5
    assert all(f"第 {number} / {len(pages)} 页" in page for number, page in enumerate(pages, start=1))
    assert all("衡远机电 · 商机周报" in page for page in pages[1:])
    assert all("预计成交" in page for page in pages[1:5])
    assert [f"商机 {number:03}" for number in range(300) if f"商机 {number:03}" not in "".join(pages)] == []


def test_words_of_users_are_never_markup():
    week = a_week(company=NASTY, new=[a_deal(NASTY, account=NASTY, stage=NASTY, note=NASTY)])

    text = squeezed(text_of(week))

    assert text.count(squeezed(NASTY)) >= 5
    assert "root:" not in text


def test_a_long_name_without_spaces_stays_inside_its_column():
    week = a_week(new=[a_deal("x" * 200, account="https://example.com/" + "a" * 120, amount_minor=7_654_321_00)])

    text = text_of(week).replace("\u200b", "")
    runs = [len(run) for run in re.findall("x{2,}", text)]

    assert sum(runs) == 200
    assert max(runs) < 50


def test_a_very_long_note_flows_over_pages_and_nothing_is_lost():
    pages = pages_of(a_week(new=[a_deal(note="客户要求先看样机再谈价格。" * 400)]))

    assert len(pages) >= 8
    assert "".join(pages).count("样") == 400


@pytest.mark.parametrize("people", range(1, 25, 4))
def test_a_short_list_stays_on_one_page_with_its_heading(people):
    deals = [a_deal(f"Deal {number}") for number in range(8)]

    pages = pages_of(a_week("en", new=deals, per_person=[ZHANG] * people))
    (page,) = [page for page in pages if "New deals" in page]

    assert [number for number in range(8) if f"Deal {number}" not in page] == []


def test_the_same_figures_make_the_same_bytes():
    assert pdf(a_week()) == pdf(a_week())
    assert pdf(a_week()) != pdf(a_week("en"))


def test_the_file_carries_its_title_its_language_and_the_moment_of_its_figures():
    file = PdfReader(BytesIO(pdf(a_week())))

    assert file.metadata.title == "商机周报 2026-11-16 至 2026-11-22"
    assert file.metadata.creation_date == datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    assert str(file.root_object["/Lang"]).startswith("zh")


def test_the_paper_is_set_in_the_typeface_we_ship():
    fonts = set()
    for page in PdfReader(BytesIO(pdf(a_week(company=RARE_NAMES)))).pages:
        fonts |= {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}

    assert all("NotoSansSC" in font for font in fonts)


@pytest.mark.parametrize("weight", [400, 600])
def test_rare_characters_of_names_have_a_shape_in_both_weights(weight):
    def shape(character):
        sheet = "#set page(width: 20pt, height: 20pt, margin: 1pt)"
        source = f'{sheet}\n#text(font: "Noto Sans SC", weight: {weight})[{character}]'
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
        return typst.Compiler(source.encode(), font_paths=fonts).compile(format="png", ppi=72)

    unknown = shape("\ue123")

    assert [character for character in RARE_NAMES if shape(character) == unknown] == []


def test_a_list_of_thousands_is_cut_on_paper_and_says_so():
    many = [a_deal(f"Deal {number}") for number in range(1, 1002)]

    page = layout(a_week("en", new=many))

    (section,) = [section for section in page["sections"] if section["heading"].endswith("New deals")]
    assert len(section["table"]["rows"]) == 300
    assert section["note"] == "The first 300 of 1,001; the spreadsheet has them all."
