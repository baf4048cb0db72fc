"""The pages between a file and its records: what they ask, what they refuse, and for whom they do not exist."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from app.clock import now
from app.imports import previews
from app.imports.model import Import
from app.pipeline.opportunities.model import Deal, DealLine
from app.pipeline.stages import acts as stages
from app.spreadsheets import Sheet, write_xlsx
from tenants.context import db
from tenants.model import Member, OutboxRow
from tests.factories import a_product, the_pipeline
from tests.imports.bringing import all_of, sheet, the_deal
from tests.jobs import work_off

DEALS = ("opportunity_id | sales_agent | deal_stage | close_value", "D1 | Bob | Proposal | 5", "D2 | Bob | Won | five")


def send(browser, content=None, name="deals.csv"):
    """Upload a file; the answer."""
    content = sheet(*DEALS) if content is None else content
    return browser.post("imports/", {"file": (io.BytesIO(content), name)}, content_type="multipart/form-data")


def chosen(page):
    """What the selects and radio buttons of a page say."""
    found = {}
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        values = re.findall(r'<option value="([^"]*)"( selected)?', options)
        found[name] = next((value for value, picked in values if picked), values[0][0])
    found.update(re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)" checked', page))
    return found


def led_to(answer):
    """Where an answer leads."""
    assert answer.status_code == 303, answer.status_code
    return answer.headers["Location"]


def through(browser, content=None):
    """Upload, take every guess, and arrive at the preview. Returns its address."""
    place = led_to(send(browser, content))
    while not place.endswith("preview"):
        place = led_to(browser.post(place, chosen(browser.get(place).text)))
    return place


def test_a_file_goes_from_upload_to_records(world):
    browser = world.browser(world.alice)
    with world.acme.inside():
        a_product("GTX Pro")
    rows = ("opportunity_id | product | deal_stage", "D1 | GTXPro | Proposal", "D2 | GTX Pro | Engaging")

    preview = through(browser, sheet(*rows))
    assert all_of(world.alice, Deal) == []
    result = led_to(browser.post(preview.replace("preview", "start")))
    running = browser.get(result).text
    work_off(world.app, world.acme.id)
    done = browser.get(result).text

    assert 'hx-trigger="every 2s"' in running
    assert 'hx-trigger="every 2s"' not in done
    assert len(all_of(world.alice, Deal)) == 2
    assert len({line.product_id for line in all_of(world.alice, DealLine)}) == 1
    assert "Take back 3 records" in done


def test_columns_are_guessed_and_said(world):
    browser = world.browser(world.alice)

    page = browser.get(led_to(send(browser))).text

    assert {name: value for name, value in chosen(page).items() if name.startswith("c-")} == {
        "c-0": "external_id", "c-1": "owner", "c-2": "stage", "c-3": "amount",
    }  # fmt: skip
    assert "4 of 4 columns are read" in page


def test_names_nobody_knows_are_asked_about(world):
    browser = world.browser(world.alice)
    place = led_to(send(browser, sheet("opportunity_id | deal_stage", "D1 | Onhold")))

    place = led_to(browser.post(place, chosen(browser.get(place).text)))

    assert place.endswith("/names")
    assert chosen(browser.get(place).text) == {"stage-0": "+new"}


def test_without_strange_names_the_preview_follows(world):
    browser = world.browser(world.alice)
    place = led_to(send(browser))

    assert led_to(browser.post(place, chosen(browser.get(place).text))).endswith("/preview")


def test_the_preview_marks_each_problem_at_its_cell(world):
    browser = world.browser(world.alice)

    page = browser.get(through(browser)).text

    assert re.search(r'<td class="[^"]*table__bad[^"]*">five</td>', page)
    assert "“five” is not a number." in page
    assert "Import 1 row<" in page


def test_the_preview_shows_before_and_after(world):
    browser = world.browser(world.alice)
    browser.post(through(browser).replace("preview", "start"))
    work_off(world.app, world.acme.id)

    page = browser.get(through(browser, sheet("opportunity_id | close_value", "D1 | 6"))).text

    assert "<del>¥5</del>" in page
    assert "<ins>¥6</ins>" in page


def test_a_file_of_nothing_new_says_so(world):
    browser = world.browser(world.alice)
    rows = ("opportunity_id | close_value", "D1 | 5")
    browser.post(through(browser, sheet(*rows)).replace("preview", "start"))
    work_off(world.app, world.acme.id)

    page = browser.get(through(browser, sheet(*rows))).text

    assert "would change nothing" in page
    assert "/start" not in page


def test_pressing_start_twice_brings_the_file_in_once(world):
    browser = world.browser(world.alice)
    start = through(browser).replace("preview", "start")

    first, second = browser.post(start), browser.post(start)

    assert led_to(first) == led_to(second)
    assert len(all_of(world.alice, OutboxRow, OutboxRow.kind == "imports.run", mine(world))) == 1


def mine(world):
    return OutboxRow.tenant_id == world.acme.id


def test_ambiguous_dates_are_asked_about_and_then_read(world):
    browser = world.browser(world.alice)
    place = led_to(send(browser, sheet("opportunity_id | Created", "D1 | 3/4/2025", "D2 | 5/6/2025")))
    asked = browser.get(place).text

    refused = browser.post(place, chosen(asked))
    place = led_to(browser.post(place, {**chosen(asked), "o-1": "dmy"}))
    browser.post(place.replace("preview", "start"))
    work_off(world.app, world.acme.id)

    assert "day or month first?" in asked
    assert refused.status_code == 422
    assert "begin with the day or the month" in refused.text
    assert the_deal(world.alice, "D1").opened_on.isoformat() == "2025-04-03"


def test_two_columns_cannot_be_the_same_field(world):
    browser = world.browser(world.alice)
    place = led_to(send(browser))
    fields = {**chosen(browser.get(place).text), "c-1": "external_id"}

    refused = browser.post(place, fields)

    assert refused.status_code == 422
    assert "Two columns cannot both be “Deal number”." in refused.text
    assert chosen(refused.text)["c-1"] == "external_id"


def test_a_list_needs_the_column_it_is_about(world):
    browser = world.browser(world.alice)
    place = led_to(send(browser, sheet("Account name | Industry | Employees", "Hengyuan | Steel | 5")))
    fields = {**chosen(browser.get(place).text), "c-0": ""}

    refused = browser.post(place, fields)

    assert refused.status_code == 422
    assert "Say which column is “Account name”." in refused.text


def test_a_meaning_that_is_not_offered_is_refused_at_its_name(world):
    browser = world.browser(world.bob)
    place = led_to(send(browser, sheet("opportunity_id | deal_stage", "D1 | Onhold")))
    place = led_to(browser.post(place, chosen(browser.get(place).text)))

    refused = browser.post(place, {"stage-0": "+new"})

    assert refused.status_code == 422
    assert 'id="stage-0-error"' in refused.text
    assert "Choose one of the list." in refused.text


def test_another_kind_of_list_is_guessed_anew(world):
    browser = world.browser(world.alice)
    place = led_to(send(browser, sheet("name | owner", "Hengyuan | Bob")))

    browser.post(place.replace("columns", "kind"), {"kind": "accounts"})

    assert chosen(browser.get(place).text)["kind"] == "accounts"


def test_a_sheet_of_a_workbook_is_chosen(world):
    browser = world.browser(world.alice)
    book = write_xlsx([Sheet("Old", ["Deal", "Stage"], [["x", "Won"]]), Sheet("New", ["Deal", "Amount"], [["y", 5]])])
    place = led_to(send(browser, book, "book.xlsx"))

    browser.post(place.replace("columns", "kind"), {"kind": "deals", "sheet": "New"})

    page = browser.get(place).text
    assert chosen(page)["sheet"] == "New"
    assert "<code>Amount</code>" in page


def test_an_import_that_was_left_goes_on_where_it_was(world):
    browser = world.browser(world.alice)
    preview = through(browser)

    assert led_to(browser.get(preview.removesuffix("/preview"))) == preview
    assert preview.removesuffix("/preview") in browser.get("imports/").text


def test_an_import_given_up_leaves_nothing(world):
    browser = world.browser(world.alice)
    preview = through(browser)

    browser.post(preview.replace("preview", "discarding"))

    assert all_of(world.alice, Import) == []
    assert browser.get(preview).status_code == 404


def test_the_bad_rows_come_back_as_a_file_with_their_reason(world):
    browser = world.browser(world.alice)
    place = through(browser).removesuffix("/preview")
    browser.post(f"{place}/start")
    work_off(world.app, world.acme.id)

    file = browser.get(f"{place}/problems.csv")

    assert file.get_data(as_text=True).splitlines()[1:] == ["D2,Bob,Won,five,close_value: “five” is not a number."]
    assert browser.get(f"{place}/problems.xlsx").data.startswith(b"PK")


def test_taking_back_is_asked_for_and_told(world):
    browser = world.browser(world.alice)
    place = through(browser).removesuffix("/preview")
    browser.post(f"{place}/start")
    work_off(world.app, world.acme.id)

    browser.post(f"{place}/reversal")
    browser.post(f"{place}/reversal")
    work_off(world.app, world.acme.id)

    assert all_of(world.alice, Deal) == []
    assert "Everything the import had made is gone" in browser.get(place).text


def test_a_long_file_is_checked_by_the_worker(world, monkeypatch):
    monkeypatch.setattr(previews, "WHILE_WAITING", 1)
    browser = world.browser(world.alice)

    preview = through(browser)
    waiting = browser.get(preview).text
    work_off(world.app, world.acme.id)

    assert 'hx-trigger="every 2s"' in waiting
    assert "Import 1 row<" in browser.get(preview).text
    assert browser.get(preview, target="checking").headers["HX-Redirect"] == preview


def test_empty_sheets_are_there_for_every_kind(world):
    browser = world.browser(world.alice)

    csv = browser.get("imports/templates/deals.csv").get_data(as_text=True)

    assert csv.startswith("\ufeffDeal number,Deal,Account,Contact")


BOMB = io.BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as _bomb:
    _bomb.writestr("xl/workbook.xml", b"<a>" + b" " * 60_000_000)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("bomb.xlsx", BOMB.getvalue(), "unpacks to far more"),
        ("cut.xlsx", write_xlsx([Sheet("A", ["Deal", "Amount"], [["x", 5]] * 50)])[:-200], "damaged or cut short"),
        ("wide.csv", ",".join(f"c{n}" for n in range(1000)).encode() + b"\n1", "more than 200 columns"),
        ("letter.pdf", b"%PDF-1.7 ...", "is a PDF file"),
        ("empty.csv", b"", "The file is empty."),
        ("names.csv", b"Deal,Amount\n", "no rows below them"),
        ("twice.csv", b"Deal,Deal\nx,y\n", "Two columns are called"),
    ],
)
def test_a_hostile_file_is_refused_in_a_sentence_and_leaves_nothing(world, name, content, sentence):
    refused = send(world.browser(world.alice), content, name)

    assert refused.status_code == 422
    assert sentence in refused.text
    assert 'aria-describedby="file-hint file-error"' in refused.text
    assert all_of(world.alice, Import) == []


def test_no_file_at_all_is_said(world):
    refused = world.browser(world.alice).post("imports/", {}, content_type="multipart/form-data")

    assert refused.status_code == 422
    assert "Choose a CSV or XLSX file." in refused.text


def test_a_formula_is_only_text(world):
    browser = world.browser(world.alice)
    formula = '=HYPERLINK("http://x.example","Pay")'

    place = through(browser, f'opportunity_id,title,amount\nD1,"{formula.replace(chr(34), chr(34) * 2)}",x\n'.encode())
    page = browser.get(place).text
    browser.post(place.replace("preview", "start"))

    assert "=HYPERLINK(&#34;http" in page
    file = browser.get(place.replace("preview", "problems.csv"))
    assert "\n=" not in file.get_data(as_text=True)


def test_whoever_only_looks_imports_nothing(world):
    browser = world.browser(world.vera)

    assert browser.get("imports/").status_code == 403
    assert send(browser).status_code == 403


def test_an_import_is_its_uploaders_and_the_managers(world):
    place = through(world.browser(world.bob))

    assert world.browser(world.mia).get(place).status_code == 200
    assert world.browser(world.sam).get(place).status_code == 404
    assert (
        world.browser(world.charlie, world.globex).get(place.replace(world.acme.slug, world.globex.slug)).status_code
        == 404
    )


def test_a_seller_is_offered_what_he_may_bring_in(world):
    page = world.browser(world.bob).get("imports/").text

    assert "templates/deals.xlsx" in page
    assert "templates/people.xlsx" not in page


def test_a_seller_does_not_start_a_list_of_people(world):
    browser = world.browser(world.bob)
    place = led_to(send(browser, sheet("Name | Manager", "Anna | Dustin")))

    browser.post(place.replace("columns", "kind"), {"kind": "people"})

    assert chosen(browser.get(place).text)["kind"] == "deals"


def test_with_several_pipelines_one_says_where_the_deals_go(world):
    browser = world.browser(world.alice)
    rows = sheet("opportunity_id | deal_value", "D1 | 5")
    assert "pipeline" not in chosen(browser.get(led_to(send(browser, rows))).text)
    with world.acme.inside(world.alice):
        me = db.get_one(Member, (world.acme.id, world.alice.member_id))
        partners = stages.add_pipeline("Partners", ("Won", "Lost"), "First call", by=me, at=now()).id

    columns = led_to(send(browser, rows))
    preview = led_to(browser.post(columns, chosen(browser.get(columns).text) | {"pipeline": str(partners)}))
    asked_again = chosen(browser.get(columns).text)["pipeline"]
    browser.post(preview.replace("preview", "start"))
    work_off(world.app, world.acme.id)

    assert asked_again == str(partners)
    assert the_deal(world.alice, "D1").pipeline_id == partners


def test_a_pipeline_of_another_company_is_nowhere_to_put_deals(world):
    browser = world.browser(world.alice)
    with world.globex.inside():
        foreign = the_pipeline().id
    columns = led_to(send(browser, sheet("opportunity_id | deal_value", "D1 | 5")))

    preview = led_to(browser.post(columns, chosen(browser.get(columns).text) | {"pipeline": str(foreign)}))
    browser.post(preview.replace("preview", "start"))
    work_off(world.app, world.acme.id)

    with world.acme.inside():
        own = the_pipeline().id
    assert the_deal(world.alice, "D1").pipeline_id == own
