"""A real seller's export comes in by the wizard, file by file; again it changes nothing; taken back it is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tenants.owned import new_id
from tenants.roles import Role
from tests.conftest import LONG
from tests.journeys.conftest import Window
from tests.world import add_person, make_company

FILES = ("sales_teams.csv", "accounts.csv", "products.csv")
#: How many deals stand where, by the names the file gives its stages.
STAGES = {"Prospecting": 500, "Engaging": 1589, "Won": 4238, "Lost": 2473}
WHILE = 120_000  # milliseconds an import of 8,800 rows may take on a busy machine


@pytest.mark.parametrize("language", ["en", "zh"] if LONG else ["en"])
def test_the_real_pipeline_comes_in_once(window, live, maven: Path, language):
    company = make_company("Maven", f"maven-{new_id().hex[-10:]}", currency="USD", country="US", zone="America/Chicago")
    eyes = window(language)
    eyes.sign_in(add_person(company, "dustin", Role.OWNER, company.slug[6:]))
    eyes.page.set_default_timeout(WHILE)
    home = f"/{company.slug}"

    for name in FILES:
        upload(eyes, home, maven / name)
        bring_in(eyes)
    upload(eyes, home, maven / "sales_pipeline.csv", asks="GTXPro")
    bring_in(eyes)
    eyes.check()
    address = eyes.page.url
    counts(eyes, home)
    offices_are_regions(eyes, home)

    upload(eyes, home, maven / "sales_pipeline.csv")
    changes_nothing(eyes)
    counts(eyes, home)

    eyes.page.goto(address)
    take_back(eyes)
    eyes.open(f"{home}/deals/list?state=all")
    expect(eyes.page.locator("[data-row]")).to_have_count(0)


def upload(eyes: Window, home: str, file: Path, asks: str = "") -> None:
    """Lead `file` to its preview; `asks` is a name the wizard has to ask about."""
    page = eyes.open(f"{home}/imports/")
    page.get_by_label(eyes.say("CSV or XLSX file")).set_input_files(file)
    page.get_by_role("button", name=eyes.say("Upload and look at it")).click()
    page.get_by_role("button", name=re.compile(eyes.say("Go on with %(rows)s rows", rows="[0-9,]+"))).click()
    preview = page.get_by_role("button", name=eyes.say("Preview"), exact=True)
    rows = page.get_by_role("heading", name=eyes.say("Row by row"))
    expect(preview.or_(rows).first).to_be_visible(timeout=WHILE)
    if asks:
        is_offered(eyes, asks, "GTX Pro")
    if preview.count():
        preview.first.click()
    expect(rows).to_be_visible(timeout=WHILE)


def is_offered(eyes: Window, strange: str, known: str) -> None:
    """The wizard asks once what `strange` means, and has chosen what it resembles."""
    eyes.check()
    meaning = eyes.page.get_by_label(eyes.say("%(name)s means", name=strange))
    expect(meaning.locator("option:checked")).to_have_text(known)


def bring_in(eyes: Window) -> None:
    page = eyes.page
    expect(page.locator(".field__error")).to_have_count(0)
    start = eyes.say_many("Import %(n)s row", "Import %(n)s rows", 2, n="[0-9,]+")
    page.get_by_role("button", name=re.compile(start)).click()
    expect(page.get_by_role("heading", name=eyes.say("Written"))).to_be_visible(timeout=WHILE)


def changes_nothing(eyes: Window) -> None:
    """The file is recognised row by row; the preview says that importing it would change nothing."""
    page = eyes.page
    sentence = "Importing this file would change nothing: every row is here already, or stays out."
    expect(page.get_by_text(eyes.say(sentence))).to_be_visible()
    unchanged = page.get_by_text(eyes.say("Unchanged"), exact=True).locator("..")
    expect(unchanged).to_contain_text("8,800")
    eyes.check()


def counts(eyes: Window, home: str) -> None:
    """The list counts what the file holds."""
    page = eyes.open(f"{home}/deals/list?state=all")
    totals = page.locator("#list-totals")
    for stage, count in STAGES.items():
        expect(totals).to_contain_text(re.compile(rf"{stage}\D*{count:,}"))
    expect(totals).to_contain_text("1,425")
    totals.get_by_role("link", name="Won").click()
    expect(page.locator("#list-totals")).to_contain_text("10,005,534")


def offices_are_regions(eyes: Window, home: str) -> None:
    page = eyes.open(f"{home}/settings/lists/region")
    for office in ("Central", "East", "West"):
        expect(page.get_by_role("main").get_by_text(office, exact=True)).to_be_visible()


def take_back(eyes: Window) -> None:
    page = eyes.page
    page.get_by_role("button", name=re.compile(eyes.say("Take back %(count)s records", count="[0-9,]+"))).click()
    expect(page.get_by_role("heading", name=eyes.say("Taken back"))).to_be_visible(timeout=WHILE)
    eyes.check()
